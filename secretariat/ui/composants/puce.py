"""La puce : un état en un mot, son icône et sa couleur de sens."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, RAYON, Ton
from secretariat.ui.theme.peinture import Trait, largeur_texte, peindre_cadre, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme


class Puce(QLabel):
    """Un état ; sans icône, le mot seul porte le sens."""

    def __init__(
        self, texte: str, icone: str = "", ton: Ton = Ton.NEUTRE, *, bordee: bool = False, fine: bool = False
    ) -> None:
        super().__init__(texte)
        self._icone, self._ton, self._bordee = icone, ton, bordee
        self._hauteur = HAUTEUR.puce_fine if fine else HAUTEUR.puce
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().change.connect(self.updateGeometry)

    def montrer(self, texte: str, icone: str = "", ton: Ton = Ton.NEUTRE) -> None:
        """Change d’état."""
        self._icone, self._ton = icone, ton
        self.setText(texte)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """La place de l’icône et du mot."""
        large = largeur_texte(self.text(), self._police()) + 2 * ESPACE.petit + self._place_icone()
        return QSize(round(large + 0.5), theme().px(self._hauteur))

    def minimumSizeHint(self) -> QSize:
        """Un état ne se coupe pas."""
        return self.sizeHint()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le fond, l’icône et le mot."""
        couleur, cote = theme().couleur, ICONE.petite
        encre = couleur(self._ton.encre)
        bord = Trait(couleur("bord_fort") if self._ton is Ton.NEUTRE else encre) if self._bordee else None
        with peintre_lisse(self) as peintre:
            peindre_cadre(peintre, QRectF(self.rect()), RAYON.puce, fond=couleur(self._ton.fond), bord=bord)
            if self._icone:
                cadre = QRectF(ESPACE.petit, (self.height() - cote) / 2, cote, cote)
                peindre_icone(peintre, self._icone, cadre, encre)
            texte = QRectF(self.rect()).adjusted(ESPACE.petit + self._place_icone(), 0, 1 - ESPACE.petit, 0)
            peindre_texte(peintre, texte, self.text(), self._police(), couleur=encre)

    def _place_icone(self) -> int:
        return ICONE.petite + ESPACE.infime + 1 if self._icone else 0

    def _police(self) -> QFont:
        return theme().police("petit", 500)


class EtiquetteSimulation(Puce):
    """La mention posée à l’endroit même d’un résultat simulé."""

    def __init__(self) -> None:
        super().__init__("SIMULATION", ton=Ton.ATTENTION, bordee=True, fine=True)
        self.setToolTip("Résultat simulé : aucune carte ni aucun service réel n’a été interrogé.")


class PuceDemo(QLabel):
    """La mention « DÉMO » de la barre haute : la base ouverte ne contient que des personnes inventées."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("DÉMO", parent)
        self.setToolTip("Base de démonstration : tous les patients sont inventés.")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().change.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """La place du mot."""
        large = largeur_texte(self.text(), theme().police("petit", 700)) + 2 * ESPACE.petit
        return QSize(round(large + 0.5), theme().px(HAUTEUR.puce))

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la mention, blanche sur rouge dans les deux thèmes."""
        couleur, cadre = theme().couleur, QRectF(self.rect())
        with peintre_lisse(self) as peintre:
            peindre_cadre(peintre, cadre, RAYON.puce, fond=couleur("demo"))
            texte = cadre.adjusted(ESPACE.petit, 0, 0, 0)
            peindre_texte(peintre, texte, self.text(), theme().police("petit", 700), couleur=couleur("sur_demo"))
