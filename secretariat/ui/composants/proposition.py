"""Une valeur proposée, entière, sous le nom de qui la propose : un bouton radio aussi haut que son texte."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QStaticText, QTextOption
from PySide6.QtWidgets import QRadioButton, QSizePolicy

from secretariat.ui.composants.touche import largeur_touche, peindre_touche
from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import ANNEAU, ESPACE, HAUTEUR, ICONE, LARGEUR, RAYON
from secretariat.ui.theme.peinture import Trait, peindre_cadre, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme

RETRAIT = ESPACE.moyen + ICONE.moyenne + ESPACE.petit


class Proposition(QRadioButton):
    """Une des valeurs entre lesquelles choisir ; `touche` est celle qui la prend."""

    def __init__(self, qui: str, valeur: str, *, touche: str) -> None:
        super().__init__(valeur)
        self._qui, self._touche = qui, touche
        self.setProperty("rayon", RAYON.controle)
        self.setAccessibleDescription(f"Touche {touche}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        politique = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        politique.setHeightForWidth(True)
        self.setSizePolicy(politique)
        theme().change.connect(self.updateGeometry)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 — nom imposé par Qt
        """Un texte long prend plusieurs lignes."""
        return True

    def heightForWidth(self, largeur: int) -> int:  # noqa: N802 — nom imposé par Qt
        """La place du nom, puis de toute la valeur."""
        texte = self._replie(largeur, theme().police("corps", 600))
        return round(texte.size().height() + 0.5) + self._haut_du_nom() + 2 * ESPACE.petit + ESPACE.infime

    def sizeHint(self) -> QSize:
        """Une largeur de champ, et la hauteur qui va avec."""
        return QSize(LARGEUR.champ, self.heightForWidth(LARGEUR.champ))

    def minimumSizeHint(self) -> QSize:
        """La valeur se replie, elle ne se coupe pas."""
        return QSize(LARGEUR.champ_court, self._haut_du_nom() + HAUTEUR.cible)

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802 — nom imposé par Qt
        """Toute la proposition se clique."""
        return self.rect().contains(position)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le cadre, la pastille, qui propose, la touche, et la valeur."""
        with peintre_lisse(self) as peintre:
            self._peindre_fond(peintre)
            self._peindre_nom(peintre)
            self._peindre_valeur(peintre)

    def _haut_du_nom(self) -> int:
        return theme().px(HAUTEUR.touche)

    def _replie(self, largeur: int, police: QFont) -> QStaticText:
        """La valeur repliée entre deux mots, ou au milieu de celui qui est plus large que la place."""
        texte = QStaticText(self.text().replace("\n", "\u2028"))
        texte.setTextFormat(Qt.TextFormat.PlainText)
        repli = QTextOption()
        repli.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        texte.setTextOption(repli)
        texte.setTextWidth(largeur - RETRAIT - ESPACE.moyen)
        texte.prepare(font=police)
        return texte

    def _police(self) -> QFont:
        return theme().police("corps", 600 if self.isChecked() else 500)

    def _peindre_fond(self, peintre: QPainter) -> None:
        couleur, cadre = theme().couleur, QRectF(self.rect())
        if self.isChecked():
            trait = Trait(couleur("accent"), ANNEAU.trait)
            peindre_cadre(peintre, cadre, RAYON.controle, fond=couleur("accent_fond"), bord=trait)
        else:
            fond = "appui" if self.isDown() else "survol" if self.underMouse() else "surface"
            trait = Trait(couleur("bord_fort"), LARGEUR.trait)
            peindre_cadre(peintre, cadre, RAYON.controle, fond=couleur(fond), bord=trait)

    def _peindre_nom(self, peintre: QPainter) -> None:
        haut, large = self._haut_du_nom(), largeur_touche(self._touche)
        ligne = QRectF(ESPACE.moyen, ESPACE.petit, self.width() - 2 * ESPACE.moyen, haut)
        icone, encre = ("coche_cercle", "accent") if self.isChecked() else ("cercle", "texte2")
        cote = ICONE.moyenne
        peindre_icone(peintre, icone, QRectF(ligne.left(), ligne.top() + (haut - cote) / 2, cote, cote), encre)
        touche = QRectF(ligne.right() - large, ligne.top(), large, haut)
        couleur = theme().couleur
        peindre_touche(
            peintre, touche, self._touche, encre=couleur("texte2"), fond=couleur("creux"), bord=couleur("bord_fort")
        )
        place = QRectF(RETRAIT, ligne.top(), touche.left() - ESPACE.petit - RETRAIT, haut)
        encre = "accent" if self.isChecked() else "texte2"
        peindre_texte(peintre, place, self._qui, theme().police("petit", 500), couleur=couleur(encre))

    def _peindre_valeur(self, peintre: QPainter) -> None:
        haut = ESPACE.petit + self._haut_du_nom() + ESPACE.infime
        peintre.setFont(self._police())
        peintre.setPen(theme().couleur("accent" if self.isChecked() else "texte"))
        peintre.drawStaticText(RETRAIT, haut, self._replie(self.width(), self._police()))
