"""Ranger à la suite et passer à la ligne quand la place manque, comme les mots d’un paragraphe."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from secretariat.ui.theme.jetons import ESPACE


class Fluide(QLayout):
    """Une rangée qui se replie ; les pièces d’une ligne sont centrées entre elles."""

    def __init__(self, *pieces: QWidget, espace: int = ESPACE.petit, entre_lignes: int = ESPACE.petit) -> None:
        super().__init__()
        self._elements: list[QLayoutItem] = []
        self._espace, self._entre_lignes = espace, entre_lignes
        self.setContentsMargins(0, 0, 0, 0)
        for piece in pieces:
            self.addWidget(piece)

    def addItem(self, element: QLayoutItem) -> None:  # noqa: N802 — nom imposé par Qt
        """Ajoute un élément à la suite."""
        self._elements.append(element)

    def count(self) -> int:
        """Le nombre d’éléments."""
        return len(self._elements)

    def itemAt(self, rang: int) -> QLayoutItem | None:  # noqa: N802 — nom imposé par Qt
        """L’élément de ce rang."""
        return self._elements[rang] if 0 <= rang < len(self._elements) else None

    def takeAt(self, rang: int) -> QLayoutItem | None:  # noqa: N802 — nom imposé par Qt
        """Retire l’élément de ce rang."""
        return self._elements.pop(rang) if 0 <= rang < len(self._elements) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 — nom imposé par Qt
        """Elle ne prend que sa place."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 — nom imposé par Qt
        """Sa hauteur dépend de la largeur qu’on lui laisse."""
        return True

    def heightForWidth(self, largeur: int) -> int:  # noqa: N802 — nom imposé par Qt
        """La hauteur de toutes ses lignes."""
        return self._ranger(QRect(0, 0, largeur, 0), poser=False)

    def setGeometry(self, cadre: QRect) -> None:  # noqa: N802 — nom imposé par Qt
        """Place les pièces."""
        super().setGeometry(cadre)
        self._ranger(cadre, poser=True)

    def sizeHint(self) -> QSize:
        """Toutes les pièces sur une ligne."""
        tailles = [element.sizeHint() for element in self._visibles()]
        large = sum(t.width() for t in tailles) + self._espace * max(len(tailles) - 1, 0)
        return QSize(large, max((t.height() for t in tailles), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 — nom imposé par Qt
        """La plus grande pièce."""
        minimum = QSize()
        for element in self._visibles():
            minimum = minimum.expandedTo(element.minimumSize())
        return minimum

    def _visibles(self) -> list[QLayoutItem]:
        return [element for element in self._elements if not element.isEmpty()]

    def _ranger(self, cadre: QRect, *, poser: bool) -> int:
        haut = cadre.top()
        for rang, (ligne, hauteur) in enumerate(self._lignes(cadre.width())):
            haut += self._entre_lignes if rang else 0
            gauche = cadre.left()
            for element in ligne:
                taille = element.sizeHint()
                large = min(taille.width(), cadre.width())
                if poser:
                    coin = QPoint(gauche, haut + (hauteur - taille.height()) // 2)
                    element.setGeometry(QRect(coin, QSize(large, taille.height())))
                gauche += large + self._espace
            haut += hauteur
        return haut - cadre.top()

    def _lignes(self, largeur: int) -> list[tuple[list[QLayoutItem], int]]:
        """Les éléments par ligne, avec la hauteur de chaque ligne."""
        lignes: list[tuple[list[QLayoutItem], int]] = []
        reste = 0
        for element in self._visibles():
            taille = element.sizeHint()
            if lignes and taille.width() <= reste:
                ligne, hauteur = lignes[-1]
                lignes[-1] = ([*ligne, element], max(hauteur, taille.height()))
            else:
                lignes.append(([element], taille.height()))
                reste = largeur
            reste -= taille.width() + self._espace
        return lignes
