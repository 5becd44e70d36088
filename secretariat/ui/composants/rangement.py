"""Ranger des pièces en ligne ou en pile : `None` pousse, un entier espace, le reste s’ajoute."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from secretariat.ui.theme.jetons import ESPACE

Enfant = QWidget | QLayout | int | None
SANS_MARGE = (0, 0, 0, 0)
Marges = tuple[int, int, int, int]
R = TypeVar("R", bound=QBoxLayout)


def garnir(rangee: QBoxLayout, *enfants: Enfant) -> None:
    """Ajoute ces enfants à la suite."""
    for enfant in enfants:
        match enfant:
            case None:
                rangee.addStretch(1)
            case int():
                rangee.addSpacing(enfant)
            case QLayout():
                rangee.addLayout(enfant)
            case QWidget():
                rangee.addWidget(enfant)


def ligne(*enfants: Enfant, espace: int = ESPACE.petit, marges: Marges = SANS_MARGE) -> QHBoxLayout:
    """Une rangée horizontale."""
    return _ranger(QHBoxLayout(), enfants, espace, marges)


def pile(*enfants: Enfant, espace: int = ESPACE.infime, marges: Marges = SANS_MARGE) -> QVBoxLayout:
    """Une rangée verticale."""
    return _ranger(QVBoxLayout(), enfants, espace, marges)


def contenir(rangee: QLayout, parent: QWidget | None = None) -> QWidget:
    """Une pièce invisible qui porte cette rangée."""
    piece = QWidget(parent)
    piece.setLayout(rangee)
    return piece


def vider(rangee: QLayout) -> None:
    """Retire et détruit tout ce que la rangée contient."""
    while (element := rangee.takeAt(0)) is not None:
        if (piece := element.widget()) is not None:
            piece.hide()
            piece.deleteLater()
        elif (sous_rangee := element.layout()) is not None:
            vider(sous_rangee)


def _ranger(rangee: R, enfants: tuple[Enfant, ...], espace: int, marges: Marges) -> R:
    rangee.setSpacing(espace)
    rangee.setContentsMargins(*marges)
    garnir(rangee, *enfants)
    return rangee
