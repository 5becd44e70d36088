"""Les gestes de peinture communs aux pièces maison : un cadre arrondi, une ligne de texte abrégée, une icône."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

GAUCHE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
DROITE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Trait:
    """Le bord d’un cadre."""

    couleur: QColor
    epaisseur: float = 1.0
    tirets: bool = False


def peintre_lisse(surface: QWidget) -> QPainter:
    """Un peintre à bords lissés sur cette pièce."""
    peintre = QPainter(surface)
    peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
    return peintre


def peindre_cadre(
    peintre: QPainter, cadre: QRectF, rayon: float, *, fond: QColor | None = None, bord: Trait | None = None
) -> QPainterPath:
    """Peint un cadre arrondi, son bord tout entier à l’intérieur, et rend sa forme."""
    retrait = bord.epaisseur / 2 if bord else 0.0
    forme = QPainterPath()
    forme.addRoundedRect(cadre.adjusted(retrait, retrait, -retrait, -retrait), rayon - retrait, rayon - retrait)
    if fond is not None:
        peintre.fillPath(forme, fond)
    if bord is not None:
        stylo = QPen(bord.couleur, bord.epaisseur)
        if bord.tirets:
            stylo.setDashPattern([4, 3])
        peintre.strokePath(forme, stylo)
    return forme


def largeur_texte(texte: str, police: QFont) -> float:
    """La largeur d’une ligne de texte, en pixels logiques."""
    return QFontMetricsF(police).horizontalAdvance(texte)


def peindre_texte(
    peintre: QPainter,
    cadre: QRectF,
    texte: str,
    police: QFont,
    *,
    couleur: QColor,
    alignement: Qt.AlignmentFlag = GAUCHE,
) -> None:
    """Écrit une ligne dans le cadre, abrégée par « … » si elle déborde."""
    peintre.setFont(police)
    peintre.setPen(couleur)
    visible = QFontMetricsF(police).elidedText(texte, Qt.TextElideMode.ElideRight, cadre.width() + 0.5)
    peintre.drawText(cadre, alignement, visible)
