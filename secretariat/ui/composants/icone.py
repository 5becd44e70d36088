"""Une icône posée à l’écran, repeinte avec le thème."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import ICONE
from secretariat.ui.theme.peinture import peintre_lisse


class Icone(QWidget):
    """Une icône décorative ; le mot qui l’accompagne porte le sens pour un lecteur d’écran."""

    def __init__(
        self, nom: str, couleur: str = "texte2", taille: int = ICONE.moyenne, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._nom, self._couleur = nom, couleur
        self.setFixedSize(taille, taille)

    def montrer(self, nom: str, couleur: str) -> None:
        """Change d’icône et de couleur."""
        self._nom, self._couleur = nom, couleur
        self.update()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint l’icône."""
        with peintre_lisse(self) as peintre:
            peindre_icone(peintre, self._nom, QRectF(self.rect()), self._couleur)
