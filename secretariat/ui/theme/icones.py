"""Les icônes de la maison : une famille, 24 × 24, trait seul ; nommées, colorées par un jeton."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from secretariat.ui.theme.jetons import ICONE
from secretariat.ui.theme.theme import theme
from secretariat.ui.theme.traces import tracer

ECHELLES = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)


def peindre_icone(peintre: QPainter, nom: str, cadre: QRectF, couleur: str | QColor) -> None:
    """Peint l’icône dans le cadre ; `couleur` est un jeton ou une couleur déjà résolue."""
    teinte = theme().couleur(couleur) if isinstance(couleur, str) else couleur
    tracer(peintre, nom, cadre, teinte.name())


def icone(nom: str, couleur: str = "texte2", taille: int = ICONE.moyenne) -> QIcon:
    """L’icône dans le thème en cours, nette de 100 % à 300 % ; à redemander quand le thème change."""
    return _icone(nom, theme().couleur(couleur).name(), theme().couleur("inactif").name(), taille)


@cache
def _icone(nom: str, couleur: str, inactif: str, taille: int) -> QIcon:
    resultat = QIcon()
    for echelle in ECHELLES:
        resultat.addPixmap(_image(nom, couleur, taille, echelle))
        resultat.addPixmap(_image(nom, inactif, taille, echelle), QIcon.Mode.Disabled)
    return resultat


def _image(nom: str, couleur: str, taille: int, echelle: float) -> QPixmap:
    image = QPixmap(QSize(taille, taille) * echelle)
    image.setDevicePixelRatio(echelle)
    image.fill(Qt.GlobalColor.transparent)
    peintre = QPainter(image)
    tracer(peintre, nom, QRectF(0, 0, taille, taille), couleur)
    peintre.end()
    return image
