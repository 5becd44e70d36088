"""Lire ce que la personne a tapé : une date, un montant. Pur : ni Qt, ni horloge."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from secretariat.socle.montant import Montant

DATE_SEPAREE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})")
DATE_COLLEE = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})")
MONTANT = re.compile(r"-?\d+(?:[.,]\d{1,2})?")
ANNEE_ABREGEE = 2
ESPACES = re.compile(r"[\s\u00a0\u202f]")


def lire_date(texte: str, *, aujourd_hui: date, passee: bool = False) -> date:
    """La date tapée : `14071960`, `140760`, `14/07/60`, `14.7.1960`.

    Une année à deux chiffres prend le siècle qui la rapproche d’aujourd’hui ; avec `passee` (une naissance), le
    dernier siècle qui ne la met pas dans l’avenir.

    Raises:
        ValueError: Le texte n’est pas une date ; le message se montre tel quel.
    """
    trouve = DATE_SEPAREE.fullmatch(texte.strip()) or DATE_COLLEE.fullmatch(texte.strip())
    if trouve is None:
        raise ValueError("Date attendue sous la forme 14/07/1960.")
    jour, mois, annee = (int(partie) for partie in trouve.groups())
    if len(trouve[3]) == ANNEE_ABREGEE:
        return _dans_le_siecle(jour, mois, annee, aujourd_hui=aujourd_hui, passee=passee)
    lue = _date(jour, mois, annee)
    if passee and lue > aujourd_hui:
        raise ValueError(f"Le {lue:%d/%m/%Y} est dans l’avenir.")
    return lue


def lire_montant(texte: str) -> Montant:
    """Le montant tapé : `26,5`, `26.50`, `1 234,50 €`.

    Raises:
        ValueError: Le texte n’est pas un montant en euros ; le message se montre tel quel.
    """
    chiffres = ESPACES.sub("", texte).removesuffix("€")
    if not MONTANT.fullmatch(chiffres):
        raise ValueError("Montant attendu en euros, par exemple 26,50.")
    return Montant.euros(Decimal(chiffres.replace(",", ".")))


def _date(jour: int, mois: int, annee: int) -> date:
    try:
        return date(annee, mois, jour)
    except ValueError:
        raise ValueError(f"Le {jour:02}/{mois:02}/{annee:04} n’existe pas.") from None


def _dans_le_siecle(jour: int, mois: int, annee: int, *, aujourd_hui: date, passee: bool) -> date:
    siecle = aujourd_hui.year // 100 * 100
    if not passee:
        proche = min((siecle - 100, siecle, siecle + 100), key=lambda s: abs(s + annee - aujourd_hui.year))
        return _date(jour, mois, proche + annee)
    if siecle + annee <= aujourd_hui.year:
        lue = _date(jour, mois, siecle + annee)
        if lue <= aujourd_hui:
            return lue
    return _date(jour, mois, siecle - 100 + annee)
