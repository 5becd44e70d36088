"""Une fenêtre d’essai, thème installé, où poser des pièces."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from secretariat.ui.composants import contenir, pile
from secretariat.ui.theme.theme import theme

Poser = Callable[..., QWidget]


@pytest.fixture
def poser(qapp: QApplication, qtbot) -> Poser:
    """Pose des pièces dans une fenêtre montrée et active, et rend la fenêtre."""
    theme().installer(qapp)
    gardees: list[QWidget] = []

    def _poser(*pieces: QWidget) -> QWidget:
        fenetre = contenir(pile(*pieces))
        gardees.append(fenetre)
        qtbot.addWidget(fenetre)
        fenetre.show()
        qtbot.waitUntil(fenetre.isActiveWindow)
        return fenetre

    return _poser


def nom_dit(piece: QWidget) -> str:
    """Le nom que lit un lecteur d’écran."""
    return QAccessible.queryAccessibleInterface(piece).text(QAccessible.Text.Name)


def description_dite(piece: QWidget) -> str:
    """La description que lit un lecteur d’écran."""
    return QAccessible.queryAccessibleInterface(piece).text(QAccessible.Text.Description)
