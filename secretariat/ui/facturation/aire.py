"""Les deux colonnes d’une page de facturation : chacune défile seule quand la fenêtre est basse."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from secretariat.ui.composants import ligne, pile
from secretariat.ui.theme.jetons import ESPACE, LARGEUR
from secretariat.ui.theme.theme import theme


class DeuxColonnes(QWidget):
    """Ce que l’on lit à gauche, ce que l’on fait à droite ; la droite s’étrécit avec la fenêtre."""

    def __init__(self, gauche: tuple[QWidget, ...], droite: tuple[QWidget, ...]) -> None:
        super().__init__()
        self._contenu_droit = _Contenu(droite)
        self._droite = _defilante(self._contenu_droit)
        corps = ligne(espace=ESPACE.infime)
        corps.addWidget(_defilante(_Contenu(gauche)), 1)
        corps.addWidget(self._droite)
        self.setLayout(corps)
        theme().change.connect(self._mesurer)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Donne à la colonne de droite sa largeur."""
        super().resizeEvent(evenement)
        self._mesurer()

    def _mesurer(self) -> None:
        voulue = theme().px(LARGEUR.reglement)
        if self.width() < theme().px(LARGEUR.fenetre_min - LARGEUR.navigation + ESPACE.vaste):
            contenu = self._contenu_droit.minimumSizeHint().width() - ESPACE.moyen
            voulue = min(voulue, max(LARGEUR.actions, contenu))
        self._droite.setFixedWidth(voulue + ESPACE.moyen)


class _Contenu(QWidget):
    """Le contenu d’une colonne ; sa hauteur suit sa vraie largeur, non celle de ses textes repliés au plus étroit."""

    def __init__(self, pieces: tuple[QWidget, ...]) -> None:
        super().__init__()
        self.setLayout(pile(*pieces, None, espace=ESPACE.grand, marges=(0, 0, ESPACE.moyen, 0)))

    def minimumSizeHint(self) -> QSize:
        """La largeur seule est un minimum."""
        return QSize(super().minimumSizeHint().width(), 0)


def _defilante(contenu: QWidget) -> QScrollArea:
    aire = QScrollArea(widgetResizable=True)
    aire.setFrameShape(QFrame.Shape.NoFrame)
    aire.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    aire.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    aire.setWidget(contenu)
    return aire
