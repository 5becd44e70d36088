"""Le choix par tuiles (moyen de paiement…) : une tuile par valeur, son icône, sa touche, une coche sur l’active."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QRadioButton, QSizePolicy

from secretariat.ui.composants.panneau import Panneau
from secretariat.ui.composants.touche import largeur_touche, nom_touche, peindre_touche
from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import ANNEAU, ESPACE, HAUTEUR, ICONE, LARGEUR, RAYON
from secretariat.ui.theme.peinture import Trait, largeur_texte, peindre_cadre, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme

V = TypeVar("V")


@dataclass(frozen=True)  # sans slots : Python 3.11 les refuse à une classe générique paramétrée à l’appel
class Option(Generic[V]):
    """Une valeur proposée."""

    libelle: str
    valeur: V
    icone: str
    raccourci: str = ""


class _Tuile(QRadioButton):
    """Une tuile : un bouton radio repeint, donc nommé et parcouru comme tel."""

    def __init__(self, libelle: str, icone: str, raccourci: str) -> None:
        super().__init__(libelle)
        self._icone, self._touche = icone, nom_touche(raccourci) if raccourci else ""
        self.setProperty("rayon", RAYON.controle)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if raccourci:
            self.setAccessibleDescription(f"Raccourci {self._touche}")
            QShortcut(QKeySequence(raccourci), self).activated.connect(self._choisir)

    def sizeHint(self) -> QSize:
        """La place de l’icône, du libellé, de la coche et de la touche."""
        fixe = 2 * ESPACE.moyen + ICONE.titre + ICONE.moyenne + 3 * ESPACE.moyen + largeur_touche(self._touche)
        large = largeur_texte(self.text(), theme().police("corps", 600)) + fixe
        return QSize(round(large), theme().px(HAUTEUR.tuile))

    def minimumSizeHint(self) -> QSize:
        """Le libellé ne se coupe pas."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802 — nom imposé par Qt
        """Toute la tuile se clique."""
        return self.rect().contains(position)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la tuile selon l’état."""
        with peintre_lisse(self) as peintre:
            self._peindre_fond(peintre)
            self._peindre_contenu(peintre)

    def _choisir(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.click()

    def _peindre_fond(self, peintre: QPainter) -> None:
        couleur, cadre = theme().couleur, QRectF(self.rect())
        if not self.isEnabled():
            peindre_cadre(peintre, cadre, RAYON.controle, fond=couleur("creux"), bord=Trait(couleur("bord")))
        elif self.isChecked():
            trait = Trait(couleur("accent"), ANNEAU.trait)
            peindre_cadre(peintre, cadre, RAYON.controle, fond=couleur("accent_fond"), bord=trait)
        else:
            fond = "appui" if self.isDown() else "survol" if self.underMouse() else "surface"
            trait = Trait(couleur("bord_fort"), LARGEUR.trait)
            peindre_cadre(peintre, cadre, RAYON.controle, fond=couleur(fond), bord=trait)

    def _peindre_contenu(self, peintre: QPainter) -> None:
        encre, encre_icone = self._encres()
        cadre = QRectF(self.rect()).adjusted(ESPACE.moyen, 0, -ESPACE.moyen, 0)
        self._icone_a(peintre, self._icone, cadre.left(), cote=ICONE.titre, encre=encre_icone)
        cadre.setLeft(cadre.left() + ICONE.titre + ESPACE.moyen)
        if self._touche:
            cadre.setRight(self._peindre_touche(peintre, cadre.right()) - ESPACE.moyen)
        if self.isChecked():
            self._icone_a(peintre, "coche", cadre.right() - ICONE.moyenne, cote=ICONE.moyenne, encre=encre)
        police = theme().police("corps", 600 if self.isChecked() else 500)
        peindre_texte(peintre, cadre, self.text(), police, couleur=theme().couleur(encre))

    def _encres(self) -> tuple[str, str]:
        if not self.isEnabled():
            return "inactif", "inactif"
        return ("accent", "accent") if self.isChecked() else ("texte", "texte2")

    def _icone_a(self, peintre: QPainter, nom: str, gauche: float, *, cote: int, encre: str) -> None:
        peindre_icone(peintre, nom, QRectF(gauche, (self.height() - cote) / 2, cote, cote), encre)

    def _peindre_touche(self, peintre: QPainter, droite: float) -> float:
        couleur, haut, large = theme().couleur, theme().px(HAUTEUR.touche), largeur_touche(self._touche)
        cadre = QRectF(droite - large, (self.height() - haut) // 2, large, haut)
        peindre_touche(
            peintre,
            cadre,
            self._touche,
            encre=couleur("texte2" if self.isEnabled() else "inactif"),
            fond=couleur("creux"),
            bord=couleur("bord_fort"),
        )
        return cadre.left()


class Tuiles(Panneau, Generic[V]):
    """Un choix parmi des tuiles empilées ; les flèches passent de l’une à l’autre.

    Signals:
        choisi: La personne a choisi ; porte la valeur.
    """

    choisi = Signal(object)

    def __init__(self, nom: str, options: Sequence[Option[V]], actif: V | None = None) -> None:
        super().__init__(espace=ESPACE.petit)
        self._tuiles = tuple((_Tuile(o.libelle, o.icone, o.raccourci), o.valeur) for o in options)
        for tuile, valeur in self._tuiles:
            tuile.setChecked(actif is not None and valeur == actif)
            tuile.toggled.connect(self._annoncer)
            self.ajouter(tuile)
        self.setAccessibleName(nom)

    def valeur(self) -> V | None:
        """La valeur choisie, s’il y en a une."""
        return next((valeur for tuile, valeur in self._tuiles if tuile.isChecked()), None)

    def choisir(self, valeur: V) -> None:
        """Change le choix ; `choisi` est émis s’il diffère."""
        next(tuile for tuile, proposee in self._tuiles if proposee == valeur).setChecked(True)

    def _annoncer(self, coche: bool) -> None:  # noqa: FBT001 — argument du signal
        if coche:
            self.choisi.emit(self.valeur())
