"""Le pouls du fil graphique : une minuterie courte, et le plus long temps qu’elle a passé sans sonner."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

from outils.bench.mesure import MS

PAS_MS = 5


class Battement(QObject):
    """Bat dès qu’il naît.

    Attributes:
        ecarts: Les temps entre deux battements, en millisecondes ; `PAS_MS` si rien ne retient le fil.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ecarts: list[float] = []
        self._dernier = time.perf_counter()
        minuterie = QTimer(self, interval=PAS_MS, timerType=Qt.TimerType.PreciseTimer)
        minuterie.timeout.connect(self._battre)
        minuterie.start()

    @property
    def pire(self) -> float:
        """Le plus long écart, en millisecondes."""
        return max(self.ecarts)

    def _battre(self) -> None:
        maintenant = time.perf_counter()
        self.ecarts.append((maintenant - self._dernier) * MS)
        self._dernier = maintenant
