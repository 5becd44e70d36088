"""La date et l’heure, reçues en argument : en base l’heure universelle, à l’écran celle de Paris."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

Horloge = Callable[[], datetime]
"""Une horloge est une fonction sans argument qui rend l’instant, avec son fuseau."""


def horloge_du_poste() -> datetime:
    """L’instant présent, à l’heure de Paris."""
    return datetime.now(PARIS)


def a_paris(instant: datetime) -> datetime:
    """Le même instant, dit à l’heure de Paris."""
    return instant.astimezone(PARIS)


def instant(jour: date, heure: time) -> datetime:
    """L’instant de cette heure-là à Paris, en heure universelle."""
    return datetime.combine(jour, heure, PARIS).astimezone(UTC)


def bornes_du_jour(jour: date) -> tuple[datetime, datetime]:
    """Le premier instant du jour de Paris et celui du lendemain, en heure universelle."""
    lendemain = date.fromordinal(jour.toordinal() + 1)
    return instant(jour, time()), instant(lendemain, time())
