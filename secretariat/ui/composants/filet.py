"""Le filet : le trait d’un pixel entre deux zones."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from secretariat.ui.theme.jetons import LARGEUR
from secretariat.ui.theme.theme import theme


class Filet(QWidget):
    """Un trait couché, ou debout."""

    def __init__(self, *, vertical: bool = False) -> None:
        super().__init__()
        if vertical:
            self.setFixedWidth(LARGEUR.trait)
        else:
            self.setFixedHeight(LARGEUR.trait)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le trait."""
        with QPainter(self) as peintre:
            peintre.fillRect(self.rect(), theme().couleur("bord"))
