"""Le bouton de la maison : icône, libellé, touche dessinée, et le raccourci de clavier qui va avec.

Une seule action pleine (`PRINCIPAL`) par zone ; les autres sont à bord, donc comparables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy

from secretariat.ui.composants.bouton_nu import BoutonNu
from secretariat.ui.composants.touche import largeur_touche, nom_touche, peindre_touche
from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, LARGEUR, RAYON
from secretariat.ui.theme.peinture import Trait, largeur_texte, peindre_cadre, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme


class StyleBouton(StrEnum):
    """Le poids d’une action."""

    PRINCIPAL = "principal"
    A_BORD = "a_bord"
    DISCRET = "discret"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class _Encres:
    fond: str
    survol: str
    appui: str
    bord: str
    texte: str
    icone: str
    touche: str = "creux"


ENCRES = {
    StyleBouton.PRINCIPAL: _Encres(
        "accent", "accent_survol", "accent_appui", "", "sur_accent", "sur_accent", touche=""
    ),
    StyleBouton.A_BORD: _Encres("surface", "survol", "appui", "bord_fort", "texte", "texte2"),
    StyleBouton.DISCRET: _Encres("", "survol", "appui", "", "texte", "texte2"),
    StyleBouton.DANGER: _Encres("surface", "danger_fond", "danger_appui", "danger", "danger", "danger", touche=""),
}
INACTIF = _Encres("creux", "creux", "creux", "bord", "inactif", "inactif", touche="")
DISCRET_INACTIF = _Encres("", "", "", "", "inactif", "inactif", touche="")


class Bouton(BoutonNu):
    """Un bouton ; `raccourci` montre la touche et la branche, sauf `lie=False` si un autre s’en charge."""

    def __init__(
        self,
        libelle: str,
        style: StyleBouton = StyleBouton.A_BORD,
        *,
        icone: str = "",
        raccourci: str = "",
        lie: bool = True,
        hauteur: int = HAUTEUR.bouton,
    ) -> None:
        super().__init__(libelle)
        self._style, self._icone, self._hauteur = style, icone, hauteur
        self._touche = nom_touche(raccourci) if raccourci else ""
        self._etale = False
        self.setAccessibleName(libelle)
        self.setProperty("rayon", RAYON.controle)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if raccourci:
            self.setAccessibleDescription(f"Raccourci {self._touche}")
            if lie:
                self._lier(raccourci)
        theme().change.connect(self.updateGeometry)

    def au_clic(self, geste: Callable[[], object]) -> Self:
        """Branche le geste sur le clic, l’espace, l’entrée et le raccourci."""
        self.clicked.connect(lambda _coche: geste())
        return self

    def large(self, *, centre: bool = False) -> Self:
        """Prend toute la largeur : libellé à gauche et touche à droite, ou le tout au centre."""
        self._etale = not centre
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return self

    def nommer(self, libelle: str) -> None:
        """Change le libellé, à l’écran et pour les lecteurs d’écran."""
        self.setText(libelle)
        self.setAccessibleName(libelle)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """La place du contenu entre deux marges."""
        marge = ESPACE.moyen if self._hauteur < HAUTEUR.tuile else ESPACE.grand
        return QSize(round(self._largeur_contenu()) + 2 * marge, theme().px(self._hauteur))

    def minimumSizeHint(self) -> QSize:
        """Le libellé d’un geste ne se coupe pas."""
        return self.sizeHint()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le fond selon l’état, puis l’icône, le libellé et la touche."""
        encres = self._encres()
        with peintre_lisse(self) as peintre:
            self._peindre_fond(peintre, encres)
            self._peindre_contenu(peintre, encres)

    def _lier(self, raccourci: str) -> None:
        QShortcut(QKeySequence(raccourci), self).activated.connect(self.click)

    def _encres(self) -> _Encres:
        if self.isEnabled():
            return ENCRES[self._style]
        return DISCRET_INACTIF if self._style is StyleBouton.DISCRET else INACTIF

    def _jeton_fond(self, encres: _Encres) -> str:
        if self.isDown() or self.isChecked():
            return encres.appui
        return encres.survol if self.underMouse() else encres.fond

    def _peindre_fond(self, peintre: QPainter, encres: _Encres) -> None:
        jeton = self._jeton_fond(encres)
        fond = theme().couleur(jeton) if jeton else None
        bord = Trait(theme().couleur(encres.bord), LARGEUR.trait) if encres.bord else None
        peindre_cadre(peintre, QRectF(self.rect()), RAYON.controle, fond=fond, bord=bord)

    def _peindre_contenu(self, peintre: QPainter, encres: _Encres) -> None:
        marge = ESPACE.moyen if self.text() else 0
        reste = QRectF(self.rect()).adjusted(marge, 0, -marge, 0)
        if not self._etale:
            reste.setLeft(max(reste.left(), (self.width() - self._largeur_contenu()) / 2))
        if self._icone:
            cote = self._cote_icone()
            cadre = QRectF(reste.left(), (self.height() - cote) / 2, cote, cote)
            peindre_icone(peintre, self._icone, cadre, encres.icone)
            reste.setLeft(cadre.right() + ESPACE.petit)
        if self._touche:
            gauche = reste.right() - largeur_touche(self._touche)
            if not self._etale:
                gauche = min(gauche, reste.left() + self._largeur_libelle() + ESPACE.moyen)
            self._peindre_touche(peintre, gauche, encres)
            reste.setRight(gauche - ESPACE.petit)
        peindre_texte(peintre, reste, self.text(), self._police(), couleur=theme().couleur(encres.texte))

    def _peindre_touche(self, peintre: QPainter, gauche: float, encres: _Encres) -> None:
        couleur = theme().couleur
        haut = theme().px(HAUTEUR.touche)
        cadre = QRectF(round(gauche), (self.height() - haut) // 2, largeur_touche(self._touche), haut)
        if encres.touche:
            fond, bord, encre = couleur(encres.touche), couleur("bord_fort"), couleur("texte2")
        else:
            fond, bord, encre = None, couleur(encres.texte), couleur(encres.texte)
        peindre_touche(peintre, cadre, self._touche, encre=encre, fond=fond, bord=bord)

    def _police(self) -> QFont:
        return theme().police("corps", 600 if self._style is StyleBouton.PRINCIPAL else 500)

    def _cote_icone(self) -> int:
        return ICONE.moyenne if self._hauteur < HAUTEUR.tuile else ICONE.titre

    def _largeur_libelle(self) -> float:
        return largeur_texte(self.text(), self._police())

    def _largeur_contenu(self) -> float:
        large = self._largeur_libelle()
        if self._icone:
            large += self._cote_icone() + ESPACE.petit
        if self._touche:
            large += ESPACE.moyen + largeur_touche(self._touche)
        return large


class BoutonIcone(Bouton):
    """Un bouton carré : le libellé se lit au survol et par les lecteurs d’écran."""

    def __init__(
        self,
        icone: str,
        libelle: str,
        style: StyleBouton = StyleBouton.A_BORD,
        *,
        raccourci: str = "",
        hauteur: int = HAUTEUR.bouton,
    ) -> None:
        super().__init__("", style, icone=icone, hauteur=hauteur)
        self.setAccessibleName(libelle)
        self.setToolTip(f"{libelle} ({nom_touche(raccourci)})" if raccourci else libelle)
        if raccourci:
            self.setAccessibleDescription(f"Raccourci {nom_touche(raccourci)}")
            self._lier(raccourci)

    def sizeHint(self) -> QSize:
        """Un carré."""
        return QSize(theme().px(self._hauteur), theme().px(self._hauteur))

    def _largeur_contenu(self) -> float:
        return self._cote_icone()
