"""Une mesure, son plancher, la barre à tenir ; et de quoi chronométrer."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

MS = 1000


@dataclass(frozen=True, slots=True)
class Mesure:
    """Un geste mesuré.

    Attributes:
        unite: « ms » ou « Mo », pour la valeur, le plancher et le plafond.
        plancher: Ce que coûterait le même travail sans le programme ; None s’il n’a pas de sens.
        rapport_max: La barre sur le rapport au plancher.
        plafond: La barre sur la valeur.
        note: Ce que le plancher a de particulier, ou le détail de la mesure.
    """

    nom: str
    valeur: float
    unite: str = "ms"
    plancher: float | None = None
    rapport_max: float | None = None
    plafond: float | None = None
    note: str = ""

    @property
    def rapport(self) -> float | None:
        """La valeur sur le plancher."""
        return self.valeur / self.plancher if self.plancher else None

    @property
    def barre(self) -> str:
        """La barre, telle qu’on l’imprime ; vide si la mesure n’en a pas."""
        barres = []
        if self.rapport_max is not None:
            barres.append(f"≤ {self.rapport_max:g} ×")
        if self.plafond is not None:
            barres.append(f"≤ {self.plafond:g} {self.unite}")
        return ", ".join(barres)

    @property
    def tenue(self) -> bool | None:
        """Vrai si toutes les barres sont tenues ; None s’il n’y en a pas."""
        verdicts = []
        if self.rapport_max is not None and self.rapport is not None:
            verdicts.append(self.rapport <= self.rapport_max)
        if self.plafond is not None:
            verdicts.append(self.valeur <= self.plafond)
        return all(verdicts) if verdicts else None

    def en_json(self) -> dict[str, Any]:
        """La mesure, pour un programme."""
        return {**asdict(self), "rapport": self.rapport, "tenue": self.tenue}


def chronometrer(geste: Callable[[], object], *, fois: int, a_vide: int = 1) -> tuple[float, ...]:
    """Les durées du geste, en millisecondes et triées, après quelques tours à vide."""
    for _ in range(a_vide):
        geste()
    return tuple(sorted(duree(geste) for _ in range(fois)))


def alterner(
    premier: Callable[[], object], second: Callable[[], object], *, fois: int, a_vide: int = 1
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Les durées de deux gestes joués tour à tour : ce qui ralentit la machine ralentit les deux."""
    durees = []
    for rang in range(a_vide + fois):
        if rang % 2:
            durees.append((duree(premier), duree(second)))
        else:
            durees.append((duree(second), duree(premier))[::-1])
    gardees = durees[a_vide:]
    return tuple(sorted(une for une, _ in gardees)), tuple(sorted(autre for _, autre in gardees))


def duree(geste: Callable[[], object]) -> float:
    """La durée d’un geste, en millisecondes."""
    depart = time.perf_counter()
    geste()
    return (time.perf_counter() - depart) * MS


def mediane(durees: Sequence[float]) -> float:
    """La durée du milieu."""
    return statistics.median(durees)


def p95(durees: Sequence[float]) -> float:
    """La durée que 95 % des gestes ne dépassent pas."""
    triees = sorted(durees)
    return triees[min(len(triees) - 1, int(0.95 * len(triees)))]
