"""Le choix segmenté (Jour, Semaine, Mois) : un seul actif, les flèches passent de l’un à l’autre."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from secretariat.ui.composants.panneau import Fond, Panneau
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, RAYON
from secretariat.ui.theme.peinture import CENTRE, Trait, largeur_texte, peindre_cadre, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme

V = TypeVar("V")
GOUTTIERE = ESPACE.infime - 1


class _Option(QRadioButton):
    """Un segment : un bouton radio repeint, donc nommé et parcouru comme tel."""

    def __init__(self, libelle: str) -> None:
        super().__init__(libelle)
        self.setProperty("rayon", RAYON.rendez_vous)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """La place du libellé en gras, pour que rien ne bouge quand le choix change."""
        large = largeur_texte(self.text(), theme().police("corps", 600)) + 2 * ESPACE.moyen
        return QSize(round(large + 0.5), theme().px(HAUTEUR.bouton) - 2 * GOUTTIERE)

    def minimumSizeHint(self) -> QSize:
        """Le libellé ne se coupe pas."""
        return self.sizeHint()

    def hitButton(self, position: object) -> bool:  # noqa: N802 — nom imposé par Qt
        """Tout le segment se clique."""
        return True

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le segment selon l’état."""
        couleur, cadre = theme().couleur, QRectF(self.rect())
        with peintre_lisse(self) as peintre:
            if self.isChecked():
                peindre_cadre(
                    peintre, cadre, RAYON.rendez_vous, fond=couleur("surface"), bord=Trait(couleur("bord_fort"))
                )
            elif self.underMouse() and self.isEnabled():
                peindre_cadre(peintre, cadre, RAYON.rendez_vous, fond=couleur("appui" if self.isDown() else "survol"))
            peindre_texte(
                peintre, cadre, self.text(), self._police(), couleur=couleur(self._encre()), alignement=CENTRE
            )

    def _police(self) -> QFont:
        return theme().police("corps", 600 if self.isChecked() else 500)

    def _encre(self) -> str:
        if not self.isEnabled():
            return "inactif"
        return "texte" if self.isChecked() else "texte2"


class Segment(Panneau, Generic[V]):
    """Un choix parmi quelques valeurs, toutes visibles.

    Signals:
        choisi: La personne a choisi ; porte la valeur.
    """

    choisi = Signal(object)

    def __init__(self, nom: str, choix: Sequence[tuple[str, V]], actif: V, parent: QWidget | None = None) -> None:
        super().__init__(
            Fond("creux", "bord", RAYON.controle), en_ligne=True, marges=(GOUTTIERE,) * 4, espace=2, parent=parent
        )
        self._options = tuple((_Option(libelle), valeur) for libelle, valeur in choix)
        for option, valeur in self._options:
            option.setChecked(valeur == actif)
            option.toggled.connect(self._annoncer)
            self.ajouter(option)
        self.setAccessibleName(nom)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def valeur(self) -> V:
        """La valeur choisie."""
        return next(valeur for option, valeur in self._options if option.isChecked())

    def choisir(self, valeur: V) -> None:
        """Change le choix ; `choisi` est émis s’il diffère."""
        next(option for option, proposee in self._options if proposee == valeur).setChecked(True)

    def _annoncer(self, coche: bool) -> None:  # noqa: FBT001 — argument du signal
        if coche:
            self.choisi.emit(self.valeur())
