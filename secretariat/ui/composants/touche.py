"""La touche de clavier dessinée à côté de chaque geste, sous son nom français."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, RAYON
from secretariat.ui.theme.peinture import (
    CENTRE,
    Trait,
    largeur_texte,
    peindre_cadre,
    peindre_texte,
    peintre_lisse,
)
from secretariat.ui.theme.theme import theme

NOMS = {
    "Return": "Entrée",
    "Enter": "Entrée",
    "Esc": "Échap",
    "Escape": "Échap",
    "Del": "Suppr",
    "Delete": "Suppr",
    "Space": "Espace",
    "Backspace": "Retour",
    "Shift": "Maj",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "PgUp": "Page ↑",
    "PgDown": "Page ↓",
    "Home": "Début",
    "End": "Fin",
    "Ins": "Inser",
}


def nom_touche(sequence: str) -> str:
    """Le nom français d’un raccourci écrit à la façon de Qt.

    >>> nom_touche("Ctrl+Return")
    'Ctrl+Entrée'
    """
    if sequence == "+":
        return sequence
    return "+".join(NOMS.get(partie, partie) for partie in sequence.split("+"))


def largeur_touche(nom: str) -> int:
    """La largeur de la touche dessinée."""
    large = largeur_texte(nom, theme().police("petit", 500)) + ESPACE.moyen
    return max(theme().px(HAUTEUR.touche), round(large))


def peindre_touche(
    peintre: QPainter, cadre: QRectF, nom: str, *, encre: QColor, fond: QColor | None, bord: QColor
) -> None:
    """Peint une touche qui remplit le cadre."""
    peindre_cadre(peintre, cadre, RAYON.puce, fond=fond, bord=Trait(bord))
    peindre_texte(peintre, cadre, nom, theme().police("petit", 500), couleur=encre, alignement=CENTRE)


class Touche(QLabel):
    """Une touche seule."""

    def __init__(self, sequence: str, parent: QWidget | None = None) -> None:
        super().__init__(nom_touche(sequence), parent)
        self.setAccessibleName(f"Touche {self.text()}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().change.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """La place de la touche."""
        return QSize(largeur_touche(self.text()), theme().px(HAUTEUR.touche))

    def minimumSizeHint(self) -> QSize:
        """La touche ne se réduit pas."""
        return self.sizeHint()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la touche."""
        couleur = theme().couleur
        with peintre_lisse(self) as peintre:
            peindre_touche(
                peintre,
                QRectF(self.rect()),
                self.text(),
                encre=couleur("texte2"),
                fond=couleur("creux"),
                bord=couleur("bord_fort"),
            )
