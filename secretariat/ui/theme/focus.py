"""L’anneau de focus : un seul trait d’accent, hors du contrôle, qui suit le clavier d’un contrôle à l’autre.

Les feuilles de style de Qt ne peignent qu’à l’intérieur d’un contrôle ; l’anneau est donc un calque posé sur la
fenêtre (ou sur le contenu défilant), transparent à la souris. Un clic sur un bouton ne le montre pas.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import shiboken6

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from secretariat.ui.theme.jetons import ANNEAU, RAYON

SAISIES = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
SANS_ANNEAU = (QAbstractItemView, QMenu, QMenuBar, QTabBar)
MOUVEMENTS = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ZOrderChange)
PROPRIETE_RAYON = "rayon"
PROPRIETE_SANS_ANNEAU = "sansAnneau"


def _porteur(cible: QWidget) -> QWidget:
    """La fenêtre, ou le contenu défilant, où poser l’anneau pour qu’il ne soit ni rogné ni laissé en arrière."""
    porteur = cible
    while (parent := porteur.parentWidget()) and not porteur.isWindow():
        aire = parent.parentWidget()
        if porteur is not cible and isinstance(aire, QAbstractScrollArea) and aire.viewport() is parent:
            return porteur
        porteur = parent
    return porteur


def _lignee(cible: QWidget, porteur: QWidget) -> list[QWidget]:
    lignee = []
    widget: QWidget | None = cible
    while widget is not None and widget is not porteur:
        lignee.append(widget)
        widget = widget.parentWidget()
    return lignee


class AnneauFocus(QWidget):
    """L’anneau autour d’un contrôle ; il en suit la place et disparaît avec lui."""

    def __init__(self, cible: QWidget, couleur: Callable[[], QColor]) -> None:
        porteur = _porteur(cible)
        super().__init__(porteur)
        self._cible, self._couleur, self._congedie = cible, couleur, False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in _lignee(cible, porteur):
            widget.installEventFilter(self)
        self._placer()

    def eventFilter(self, surveille: QObject, evenement: QEvent) -> bool:
        """Replace l’anneau quand le contrôle, ou ce qui le contient, bouge."""
        if evenement.type() in MOUVEMENTS:
            self._placer()
        return False

    def congedier(self) -> None:
        """Disparaît pour de bon, même si le contrôle bouge avant la fin de cette boucle d’événements."""
        self._congedie = True
        self.hide()
        self.deleteLater()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le trait."""
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        peintre.setPen(QPen(self._couleur(), ANNEAU.trait))
        bord = ANNEAU.trait / 2
        rayon = float(self._cible.property(PROPRIETE_RAYON) or RAYON.controle) + ANNEAU.distance + bord
        cadre = QRectF(self.rect()).adjusted(bord, bord, -bord, -bord)
        rayon = min(rayon, cadre.height() / 2)
        peintre.drawRoundedRect(cadre, rayon, rayon)

    def _placer(self) -> None:
        if self._congedie or not shiboken6.isValid(self._cible):
            return
        ecart = ANNEAU.trait + ANNEAU.distance
        origine = self._cible.mapTo(cast("QWidget", self.parentWidget()), QPoint(0, 0))
        self.setGeometry(QRect(origine, self._cible.size()).adjusted(-ecart, -ecart, ecart, ecart))
        self.setVisible(self._cible.isVisibleTo(cast("QWidget", self.parentWidget())))
        self.raise_()


class SuiviDuFocus(QObject):
    """Tient l’anneau autour du contrôle qui a le focus du clavier."""

    def __init__(self, couleur: Callable[[], QColor], parent: QObject) -> None:
        super().__init__(parent)
        self._couleur = couleur
        self._anneau: AnneauFocus | None = None

    def suivre(self, _ancien: QWidget | None, nouveau: QWidget | None) -> None:
        """Déplace l’anneau vers le contrôle qui vient de prendre le focus."""
        if self._anneau is not None and shiboken6.isValid(self._anneau):
            self._anneau.congedier()
        self._anneau = AnneauFocus(nouveau, self._couleur) if nouveau is not None and merite(nouveau) else None


def merite(cible: QWidget) -> bool:
    """Dit si le contrôle montre l’anneau : toujours en saisie, sinon seulement quand le clavier l’a amené."""
    if isinstance(cible, SANS_ANNEAU) or cible.isWindow() or cible.property(PROPRIETE_SANS_ANNEAU):
        return False
    if isinstance(cible, SAISIES) or (isinstance(cible, QComboBox) and cible.isEditable()):
        return True
    return QApplication.mouseButtons() == Qt.MouseButton.NoButton
