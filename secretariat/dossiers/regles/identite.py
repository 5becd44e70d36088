"""Les traits d’identité : les écrire comme l’INS, et dire tout ce qui les ferait refuser.

Règles du RNIV et du référentiel INS (EXI ID 10 à 15, EF_INS10_01) : un trait strict s’écrit en capitales sans accents,
avec pour seuls autres signes l’espace, l’apostrophe et le trait d’union. Un caractère étranger à cet alphabet se refuse
avec un message ; il ne s’efface jamais en silence.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum

from secretariat.dossiers.valeurs import Anomalie, Traits
from secretariat.socle.texte import mots

LETTRES = {
    "Æ": "AE",
    "Œ": "OE",
    "Ø": "O",
    "Þ": "TH",
    "Ð": "D",
    "Đ": "D",
    "Ł": "L",
    "ẞ": "SS",
    **dict.fromkeys("\u2019\u2018\u02bc\u00b4\u0060\u02b9\u2032", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u00a0\u202f\t", " "),
}
TABLE = str.maketrans(LETTRES)
ALPHABET = re.compile(r"[A-Z '-]*")
LONGUEUR_MAX = 100
LIEU = re.compile(r"(?:[0-9]{2}|2[AB])[0-9]{3}", re.ASCII)
LIEU_INCONNU = "99999"
NAISSANCE_LA_PLUS_ANCIENNE = date(1880, 1, 1)


class DefautNom(StrEnum):
    """Ce qui fait refuser un nom ou un prénom."""

    VIDE = "vide"
    CARACTERE = "caractere"
    DEBUT = "debut"
    FIN = "fin"
    ESPACE_APOSTROPHE = "espace_apostrophe"
    DOUBLE_TIRET = "double_tiret"
    LONGUEUR = "longueur"


LIBELLES_TRAITS = {
    "nom_naissance": "Le nom de naissance",
    "premier_prenom": "Le premier prénom de naissance",
    "prenoms": "La liste des prénoms de naissance",
    "nom_utilise": "Le nom utilisé",
    "prenom_utilise": "Le prénom utilisé",
}
EXPLICATIONS = {
    DefautNom.VIDE: ("manque", "Le recopier de la pièce d’identité."),
    DefautNom.CARACTERE: (
        "porte un caractère refusé",
        "N’employer que des lettres, l’espace, l’apostrophe et le trait d’union.",
    ),
    DefautNom.DEBUT: ("ne peut pas commencer par un trait d’union", "Ôter ce qui précède la première lettre."),
    DefautNom.FIN: ("ne peut pas finir par un trait d’union ou une apostrophe", "Ôter le dernier signe."),
    DefautNom.ESPACE_APOSTROPHE: (
        "a deux espaces ou deux apostrophes qui se suivent",
        "N’en garder qu’un seul : D’ARTAGNAN, DU PONT.",
    ),
    DefautNom.DOUBLE_TIRET: (
        "a deux traits d’union qui se suivent",
        "N’en garder qu’un : le double tiret est réservé au double nom de famille.",
    ),
    DefautNom.LONGUEUR: (f"dépasse {LONGUEUR_MAX} caractères", "Vérifier la saisie sur la pièce d’identité."),
}


def translitterer(texte: str) -> str:
    """Le texte dans l’alphabet de l’INS : capitales, sans accents ni ligatures ; le reste demeure et sera refusé.

    >>> translitterer("d’Artagnan--Œuvrard"), translitterer(" Þorsteinn 2 ")
    ("D'ARTAGNAN--OEUVRARD", 'THORSTEINN 2')
    """
    return _sans_signes(_sans_signes(texte).upper()).translate(TABLE).strip()


def defauts(champ: str, texte: str) -> tuple[DefautNom, ...]:
    """Les défauts d’un nom ou d’un prénom déjà translittéré ; vide s’il est recevable."""
    if not texte:
        return (DefautNom.VIDE,)
    prenom = "prenom" in champ
    presents = {
        DefautNom.CARACTERE: not ALPHABET.fullmatch(texte),
        DefautNom.DEBUT: texte[0] in " -",
        DefautNom.FIN: texte[-1] in ("-'" if prenom else "-"),
        DefautNom.ESPACE_APOSTROPHE: re.search(r"[ '][ ']", texte) is not None,
        DefautNom.DOUBLE_TIRET: re.search("--" if prenom else "---", texte) is not None,
        DefautNom.LONGUEUR: len(texte) > LONGUEUR_MAX,
    }
    return tuple(defaut for defaut, present in presents.items() if present)


def normaliser_traits(traits: Traits) -> Traits:
    """Les mêmes traits : les stricts translittérés, les noms utilisés tels qu’on les a tapés, sans espaces autour."""
    return Traits(
        nom_naissance=translitterer(traits.nom_naissance),
        premier_prenom=translitterer(traits.premier_prenom),
        naissance=traits.naissance,
        sexe=traits.sexe,
        lieu_naissance=traits.lieu_naissance.strip().upper(),
        prenoms=translitterer(traits.prenoms),
        nom_utilise=" ".join(traits.nom_utilise.split()),
        prenom_utilise=" ".join(traits.prenom_utilise.split()),
        naissance_incertaine=traits.naissance_incertaine,
    )


def anomalies_des_traits(traits: Traits, aujourd_hui: date) -> tuple[Anomalie, ...]:
    """Tout ce qui fait refuser ces traits normalisés."""
    textes = [("nom_naissance", traits.nom_naissance), ("premier_prenom", traits.premier_prenom)]
    facultatifs = [
        ("prenoms", traits.prenoms),
        ("nom_utilise", translitterer(traits.nom_utilise)),
        ("prenom_utilise", translitterer(traits.prenom_utilise)),
    ]
    textes += [(champ, texte) for champ, texte in facultatifs if texte]
    return (
        *(_anomalie(champ, defaut, texte) for champ, texte in textes for defaut in defauts(champ, texte)),
        *_anomalies_de_naissance(traits.naissance, aujourd_hui),
        *_anomalies_du_lieu(traits.lieu_naissance),
    )


def alertes_des_traits(traits: Traits) -> tuple[Anomalie, ...]:
    """Ce qui mérite un regard sans empêcher d’enregistrer."""
    if not traits.prenoms or premier_prenom_coherent(traits.premier_prenom, traits.prenoms):
        return ()
    return (
        Anomalie(
            "premier_prenom",
            f"Le premier prénom {traits.premier_prenom} ne commence pas la liste {traits.prenoms}.",
            "Relire les deux sur la pièce d’identité ; le prénom de tous les jours va dans « prénom utilisé ».",
        ),
    )


def premier_prenom_coherent(premier: str, liste: str) -> bool:
    """Vrai si le premier prénom est le début de la liste, trait d’union et apostrophe valant espace (EXI ID 10).

    >>> premier_prenom_coherent("JEAN-CHRISTOPHE", "JEAN CHRISTOPHE PIERRE")
    True
    """
    attendus = mots(premier)
    return bool(attendus) and mots(liste)[: len(attendus)] == attendus


def lieu_bien_forme(code: str) -> bool:
    """Vrai si le code a la forme du code officiel géographique : 75115, 2A004, 99132, 99999 (inconnu)."""
    return LIEU.fullmatch(code) is not None


def date_incomplete(*, jour: int | None, mois: int | None, annee: int) -> tuple[date, bool]:
    """La date à retenir et si elle est incertaine, selon la convention du RNIV (EXI ID 11 et 12).

    Jour inconnu : le premier du mois ; mois inconnu : janvier ; les deux : le 31 décembre.

    >>> date_incomplete(jour=None, mois=None, annee=1950)
    (datetime.date(1950, 12, 31), True)

    Raises:
        ValueError: Le jour n’existe pas.
    """
    if jour is None and mois is None:
        return date(annee, 12, 31), True
    return date(annee, mois or 1, jour or 1), jour is None or mois is None


def _sans_signes(texte: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", texte) if not unicodedata.combining(c))


def _anomalie(champ: str, defaut: DefautNom, texte: str) -> Anomalie:
    pourquoi, conseil = EXPLICATIONS[defaut]
    fautifs = "".join(dict.fromkeys(ALPHABET.sub("", texte)))
    detail = f" (« {fautifs} »)" if defaut is DefautNom.CARACTERE else ""
    return Anomalie(champ, f"{LIBELLES_TRAITS[champ]} {pourquoi}{detail}.", conseil)


def _anomalies_de_naissance(naissance: date, aujourd_hui: date) -> tuple[Anomalie, ...]:
    if NAISSANCE_LA_PLUS_ANCIENNE <= naissance <= aujourd_hui:
        return ()
    pourquoi = "est dans l’avenir" if naissance > aujourd_hui else "est trop ancienne"
    return (
        Anomalie(
            "naissance",
            f"La date de naissance {naissance:%d/%m/%Y} {pourquoi}.",
            "La relire sur la pièce d’identité ; l’année s’écrit en quatre chiffres.",
        ),
    )


def _anomalies_du_lieu(code: str) -> tuple[Anomalie, ...]:
    if lieu_bien_forme(code):
        return ()
    return (
        Anomalie(
            "lieu_naissance",
            f"Le lieu de naissance « {code} » n’est pas un code officiel géographique."
            if code
            else "Le lieu de naissance manque.",
            f"Choisir la commune ou le pays dans la liste ; s’il n’est pas connu, {LIEU_INCONNU}.",
        ),
    )
