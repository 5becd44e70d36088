"""Les dates et les heures telles qu’on les écrit en français, toujours à l’heure de Paris."""

from __future__ import annotations

from datetime import date, datetime

from secretariat.socle.horloge import a_paris

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def heure_dite(moment: datetime) -> str:
    r"""L’heure à Paris : « 10 h 05 », avec des espaces insécables.

    >>> from datetime import UTC
    >>> heure_dite(datetime(2026, 3, 12, 8, 5, tzinfo=UTC))
    '9\xa0h\xa005'
    """
    local = a_paris(moment)
    return f"{local.hour}\u00a0h\u00a0{local.minute:02d}"


def jour_dit(jour: date) -> str:
    """Le jour en toutes lettres : « jeudi 12 mars 2026 ».

    >>> jour_dit(date(2026, 3, 1))
    'dimanche 1er mars 2026'
    """
    return f"{JOURS[jour.weekday()]} {date_dite(jour)}"


def date_dite(jour: date) -> str:
    """La date sans le jour de la semaine : « 12 mars 2026 »."""
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme} {MOIS[jour.month - 1]} {jour.year}"


def date_courte(jour: date) -> str:
    """« 12/03/2026 »."""
    return f"{jour:%d/%m/%Y}"


def moment_dit(moment: datetime) -> str:
    """« jeudi 12 mars 2026 à 10 h 05 »."""
    return f"{jour_dit(a_paris(moment).date())} à {heure_dite(moment)}"
