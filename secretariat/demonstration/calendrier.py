"""Les jours où le cabinet ouvre : ni samedi, ni dimanche, ni jour férié."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

PREMIER_JOUR_DE_FIN_DE_SEMAINE = 5


@cache
def jours_feries(annee: int) -> dict[date, str]:
    """Les jours fériés de France métropolitaine, hors Alsace et Moselle, et leur nom."""
    from holidays import country_holidays  # noqa: PLC0415  (ne sert qu’à préparer la démonstration)

    return {jour: nom.replace("'", "’") for jour, nom in country_holidays("FR", years=annee, language="fr").items()}


def ferie(jour: date) -> str:
    """Le nom du jour férié, vide si ce jour ne l’est pas."""
    return jours_feries(jour.year).get(jour, "")


def est_ouvert(jour: date) -> bool:
    """Vrai si le cabinet reçoit ce jour-là."""
    return jour.weekday() < PREMIER_JOUR_DE_FIN_DE_SEMAINE and not ferie(jour)


def dernier_jour_ouvert(jour: date) -> date:
    """Ce jour s’il est ouvert, sinon le dernier qui l’était."""
    while not est_ouvert(jour):
        jour -= timedelta(days=1)
    return jour


def jours_entre(premier: date, dernier: date) -> tuple[date, ...]:
    """Tous les jours, bornes comprises."""
    return tuple(premier + timedelta(days=i) for i in range((dernier - premier).days + 1))
