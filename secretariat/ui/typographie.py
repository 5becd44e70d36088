"""Les valeurs dites comme on les imprime en français : dates, heures, durées, âges, montants, téléphones."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from secretariat.socle.horloge import a_paris
from secretariat.socle.montant import Montant

INSECABLE = "\u00a0"
FINE = "\u202f"
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
MOIS_ABREGES = (
    "janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
AGE_EN_ANNEES = 3
VOYELLES = frozenset("AEIOUYH")
PONCTUATION_HAUTE = re.compile(r"[ \u00a0\u202f]+([;!?])")
DEUX_POINTS = re.compile(r"[ \u202f]+:")
GUILLEMET_OUVRANT = re.compile(r"«[ \u202f]*")
GUILLEMET_FERMANT = re.compile(r"[ \u202f]*»")


def date_longue(jour: date) -> str:
    """« Jeudi 12 mars 2026 »."""
    return f"{nom_du_jour(jour).capitalize()} {_quantieme(jour)} {MOIS[jour.month - 1]}{INSECABLE}{jour.year}"


def date_sans_annee(jour: date) -> str:
    """« Jeudi 12 mars »."""
    return f"{nom_du_jour(jour).capitalize()} {_quantieme(jour)}{INSECABLE}{MOIS[jour.month - 1]}"


def date_courte(jour: date) -> str:
    """« 12/03/2026 »."""
    return f"{jour:%d/%m/%Y}"


def mois_annee(jour: date) -> str:
    """« Mars 2026 »."""
    return f"{MOIS[jour.month - 1].capitalize()}{INSECABLE}{jour.year}"


def nom_du_jour(jour: date) -> str:
    """« jeudi »."""
    return JOURS[jour.weekday()]


def heure(instant: datetime | time) -> str:
    """« 10 h 20 », à l’heure de Paris si l’instant porte un fuseau."""
    if isinstance(instant, datetime) and instant.tzinfo is not None:
        instant = a_paris(instant)
    return f"{instant.hour}{INSECABLE}h{INSECABLE}{instant.minute:02}"


def duree(minutes: int) -> str:
    """« 24 min », « 1 h 05 »."""
    heures, reste = divmod(minutes, 60)
    if heures:
        return f"{heures}{INSECABLE}h{INSECABLE}{reste:02}"
    return f"{reste}{INSECABLE}min"


def age(naissance: date, *, le: date) -> str:
    """« 41 ans », « 20 mois » avant trois ans, « 12 jours » avant un mois."""
    mois = (le.year - naissance.year) * 12 + le.month - naissance.month - (le.day < naissance.day)
    if mois < 1:
        jours = (le - naissance).days
        return f"{jours}{INSECABLE}jour{'s' if jours > 1 else ''}"
    if mois < AGE_EN_ANNEES * 12:
        return f"{mois}{INSECABLE}mois"
    return f"{mois // 12}{INSECABLE}ans"


def montant(somme: Montant) -> str:
    """« 1 234,50 € »."""
    return str(somme)


def telephone(numero: str) -> str:
    """« 06 39 98 12 47 » ; un numéro étranger garde son indicatif, un numéro illisible reste tel quel."""
    import phonenumbers  # noqa: PLC0415  (30 ms : pas avant la page de connexion)

    try:
        lu = phonenumbers.parse(numero, "FR")
    except phonenumbers.NumberParseException:
        return numero
    if not phonenumbers.is_possible_number(lu):
        return numero
    forme = phonenumbers.PhoneNumberFormat
    national = phonenumbers.region_code_for_country_code(lu.country_code or 0) == "FR"
    ecrit = phonenumbers.format_number(lu, forme.NATIONAL if national else forme.INTERNATIONAL)
    return ecrit.replace(" ", INSECABLE)


def espaces_fines(texte: str) -> str:
    """Le texte avec ses espaces insécables : fine avant ; ! ?, pleine avant : et à l’intérieur des guillemets."""
    texte = PONCTUATION_HAUTE.sub(rf"{FINE}\1", texte)
    texte = DEUX_POINTS.sub(f"{INSECABLE}:", texte)
    texte = GUILLEMET_OUVRANT.sub(f"«{INSECABLE}", texte)
    return GUILLEMET_FERMANT.sub(f"{INSECABLE}»", texte)


def de(nom: str) -> str:
    """« du Dr MARCHAND », « d’Anne TESSIER », « de Karim BENALI »."""
    if nom.startswith("Dr\u00a0"):
        return f"du {nom}"
    initiale = unicodedata.normalize("NFD", nom[:1]).upper()[:1]
    return f"d’{nom}" if initiale in VOYELLES else f"de {nom}"


def _quantieme(jour: date) -> str:
    return "1er" if jour.day == 1 else str(jour.day)
