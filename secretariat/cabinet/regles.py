"""Combien de temps attendre après des mots de passe faux."""

from __future__ import annotations

from datetime import datetime, timedelta

ESSAIS_LIBRES = 4
ATTENTE_MAXIMALE = timedelta(minutes=15)


def attente_apres(echecs: int) -> timedelta:
    """Le délai imposé après ce nombre d’échecs de suite : nul jusqu’au quatrième, puis doublé de 15 s à 15 min.

    >>> attente_apres(4), attente_apres(5), attente_apres(7)
    (datetime.timedelta(0), datetime.timedelta(seconds=15), datetime.timedelta(seconds=60))
    """
    if echecs <= ESSAIS_LIBRES:
        return timedelta(0)
    return min(timedelta(seconds=15 * 2 ** min(echecs - ESSAIS_LIBRES - 1, 16)), ATTENTE_MAXIMALE)


def il_faut_attendre(maintenant: datetime, fin: datetime) -> bool:
    """Vrai si le délai court encore ; une fin trop lointaine vient d’une horloge qui avançait, et ne compte pas."""
    return timedelta(0) < fin - maintenant <= ATTENTE_MAXIMALE
