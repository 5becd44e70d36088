"""Taper comme une personne : de vrais événements de clavier, accents compris (`QTest.keyClicks` s’arrête sur « œ »)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

SANS = Qt.KeyboardModifier.NoModifier


def taper(widget: QWidget, texte: str) -> None:
    """Tape le texte, caractère par caractère, dans la pièce."""
    for caractere in texte:
        code = ord(caractere.upper()) if caractere.isascii() else Qt.Key.Key_unknown
        _frapper(widget, code, SANS, caractere)


def touche(widget: QWidget, code: Qt.Key, modificateurs: Qt.KeyboardModifier = SANS) -> None:
    """Presse une touche qui n’écrit rien : Entrée, Échap, une flèche, Ctrl+Z."""
    _frapper(widget, code, modificateurs, "")


def _frapper(widget: QWidget, code: int, modificateurs: Qt.KeyboardModifier, caractere: str) -> None:
    for genre in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(genre, code, modificateurs, caractere))
