"""Un rectangle arrondi peint aux couleurs de deux jetons, qui range ses enfants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from secretariat.ui.composants.rangement import SANS_MARGE, Enfant, Marges, garnir
from secretariat.ui.theme.jetons import ESPACE, LARGEUR
from secretariat.ui.theme.peinture import Trait, peindre_cadre, peintre_lisse
from secretariat.ui.theme.theme import theme


@dataclass(frozen=True, slots=True)
class Fond:
    """Comment se peint un panneau ; chaque couleur est un jeton, vide pour ne rien peindre."""

    fond: str = ""
    bord: str = ""
    rayon: int = 0
    epaisseur: int = LARGEUR.trait
    tirets: bool = False
    bande: str = ""


class Panneau(QWidget):
    """Un fond peint et une rangée d’enfants, en pile ou en ligne."""

    def __init__(
        self,
        fond: Fond | None = None,
        *,
        en_ligne: bool = False,
        marges: Marges = SANS_MARGE,
        espace: int = ESPACE.petit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fond = fond or Fond()
        self.rangee = QHBoxLayout(self) if en_ligne else QVBoxLayout(self)
        self.rangee.setContentsMargins(*marges)
        self.rangee.setSpacing(espace)

    def ajouter(self, *enfants: Enfant) -> Self:
        """Ajoute des enfants à la suite : pièce, rangée, entier pour un espace, `None` pour pousser."""
        garnir(self.rangee, *enfants)
        return self

    def peindre_avec(self, fond: Fond) -> None:
        """Change la peinture du panneau."""
        if fond != self._fond:
            self._fond = fond
            self.update()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le fond, la bande de gauche et le bord."""
        peint = self._fond
        if not (peint.fond or peint.bord):
            return
        couleur = theme().couleur
        bord = Trait(couleur(peint.bord), peint.epaisseur, peint.tirets) if peint.bord else None
        fond = couleur(peint.fond) if peint.fond else None
        with peintre_lisse(self) as peintre:
            forme = peindre_cadre(peintre, QRectF(self.rect()), peint.rayon, fond=fond, bord=bord)
            if peint.bande:
                peintre.setClipPath(forme)
                peintre.fillRect(QRectF(0, 0, LARGEUR.bande, self.height()), couleur(peint.bande))
