"""Compter en années et en mois comme le droit le fait : de quantième à quantième, sinon le dernier jour du mois."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MOIS_PAR_AN = 12


def plus_mois(jour: date, mois: int) -> date:
    """Le même quantième, des mois plus tard ; à défaut, le dernier jour du mois (code de procédure civile, art. 641).

    >>> plus_mois(date(2026, 12, 31), 2)
    datetime.date(2027, 2, 28)
    """
    annee, rang = divmod(jour.year * MOIS_PAR_AN + jour.month - 1 + mois, MOIS_PAR_AN)
    return date(annee, rang + 1, min(jour.day, monthrange(annee, rang + 1)[1]))


def plus_ans(jour: date, ans: int) -> date:
    """Le même jour, des années plus tard.

    >>> plus_ans(date(2004, 2, 29), 20), plus_ans(date(2004, 2, 29), 25)
    (datetime.date(2024, 2, 29), datetime.date(2029, 2, 28))
    """
    return plus_mois(jour, ans * MOIS_PAR_AN)
