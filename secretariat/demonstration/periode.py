"""Le temps du récit : la période racontée, et une horloge que l’on avance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from secretariat.demonstration.calendrier import jours_entre
from secretariat.socle.horloge import a_paris

JOURS_PASSES, JOURS_A_VENIR = 30, 14


class HorlogeDuRecit:
    """Une horloge que le récit avance."""

    def __init__(self, depart: datetime) -> None:
        self.instant = depart

    def __call__(self) -> datetime:
        """L’instant du récit."""
        return self.instant


@dataclass(frozen=True, slots=True)
class Periode:
    """Ce que le récit raconte : du premier au dernier jour d’agenda, jusqu’à maintenant pour ce qui est arrivé."""

    maintenant: datetime
    jours_passes: int = JOURS_PASSES

    @property
    def aujourd_hui(self) -> date:
        """Le jour, à Paris."""
        return a_paris(self.maintenant).date()

    @property
    def premier(self) -> date:
        """Le premier jour."""
        return self.aujourd_hui - timedelta(days=self.jours_passes)

    @property
    def dernier(self) -> date:
        """Le dernier jour où il y a des rendez-vous."""
        return self.aujourd_hui + timedelta(days=JOURS_A_VENIR)

    @property
    def vecus(self) -> tuple[date, ...]:
        """Les jours passés, et aujourd’hui."""
        return jours_entre(self.premier, self.aujourd_hui)

    @property
    def tous(self) -> tuple[date, ...]:
        """Tous les jours de l’agenda."""
        return jours_entre(self.premier, self.dernier)
