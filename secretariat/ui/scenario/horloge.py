"""L’heure du récit : elle ne bouge que quand le scénario le dit."""

from __future__ import annotations

from datetime import date, datetime, time

from secretariat.socle.horloge import PARIS


class HorlogeDuRecit:
    """Une horloge posée sur un jour, à l’heure de Paris."""

    def __init__(self, jour: date) -> None:
        self._jour = jour
        self._instant = datetime.combine(jour, time(7, 50), PARIS)

    def __call__(self) -> datetime:
        """L’instant du récit."""
        return self._instant

    def poser(self, heure: str) -> None:
        """Il est « 0915 »."""
        self._instant = datetime.combine(self._jour, time(int(heure[:2]), int(heure[2:])), PARIS)
