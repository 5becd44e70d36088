"""De vrais événements de souris, bouton tenu, que `QTest.mouseMove` ne sait pas envoyer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

GAUCHE = Qt.MouseButton.LeftButton


def tenir(piece: QWidget, depart: QPoint, *etapes: QPoint) -> None:
    """Appuie, puis passe par chaque étape sans lâcher."""
    QTest.mousePress(piece, GAUCHE, pos=depart)
    for etape in etapes:
        bouger(piece, etape)


def bouger(piece: QWidget, point: QPoint) -> None:
    """Un mouvement, bouton gauche tenu."""
    position, globale = QPointF(point), QPointF(piece.mapToGlobal(point))
    sans = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        piece, QMouseEvent(QEvent.Type.MouseMove, position, globale, Qt.MouseButton.NoButton, GAUCHE, sans)
    )


def lacher(piece: QWidget, point: QPoint) -> None:
    """Relâche."""
    QTest.mouseRelease(piece, GAUCHE, pos=point)
