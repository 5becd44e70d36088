"""Le numéro d’une facture : une suite sans trou par année, « 2026-000123 »."""

from __future__ import annotations

LONGUEUR = 6


def numero_suivant(dernier: str | None, *, annee: int) -> str:
    """Le numéro qui suit le dernier de cette année, ou le premier.

    >>> numero_suivant(None, annee=2026), numero_suivant("2026-000122", annee=2026)
    ('2026-000001', '2026-000123')
    """
    rang = int(dernier.partition("-")[2]) if dernier else 0
    return f"{annee}-{rang + 1:0{LONGUEUR}}"
