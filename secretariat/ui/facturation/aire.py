"""Les deux colonnes d’une page de facturation : chacune défile seule quand la fenêtre est basse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from secretariat.ui.composants import contenir, ligne, pile
from secretariat.ui.theme.jetons import ESPACE, LARGEUR
from secretariat.ui.theme.theme import theme


class DeuxColonnes(QWidget):
    """Ce que l’on lit à gauche, ce que l’on fait à droite ; la droite s’étrécit avec la fenêtre."""

    def __init__(self, gauche: tuple[QWidget, ...], droite: tuple[QWidget, ...]) -> None:
        super().__init__()
        self._droite = _defilante(droite)
        corps = ligne(espace=ESPACE.infime)
        corps.addWidget(_defilante(gauche), 1)
        corps.addWidget(self._droite)
        self.setLayout(corps)
        theme().change.connect(self._mesurer)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Donne à la colonne de droite sa largeur."""
        super().resizeEvent(evenement)
        self._mesurer()

    def _mesurer(self) -> None:
        etroite = self.width() < LARGEUR.fenetre_min - LARGEUR.navigation + ESPACE.vaste
        large = LARGEUR.actions if etroite else LARGEUR.reglement
        self._droite.setFixedWidth(theme().px(large) + ESPACE.moyen)


def _defilante(pieces: tuple[QWidget, ...]) -> QScrollArea:
    rangee = pile(*pieces, None, espace=ESPACE.grand, marges=(0, 0, ESPACE.moyen, 0))
    aire = QScrollArea(widgetResizable=True)
    aire.setFrameShape(QFrame.Shape.NoFrame)
    aire.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    aire.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    aire.setWidget(contenir(rangee))
    return aire
