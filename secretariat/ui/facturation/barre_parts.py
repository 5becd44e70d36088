"""La barre « Qui paie quoi » : une tranche par payeur, à l’échelle de ce qu’il règle, avec son nom et son montant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from secretariat.socle.montant import ZERO, Montant
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, RAYON
from secretariat.ui.theme.peinture import largeur_texte, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme

SEPARATION = 2


@dataclass(frozen=True, slots=True)
class Tranche:
    """Un payeur ; `fond` et `encre` sont des jetons de couleur."""

    nom: str
    montant: Montant
    fond: str
    encre: str

    @property
    def texte(self) -> str:
        """« AMO — 36,00 € »."""
        return f"{self.nom} — {self.montant}"


class BarreParts(QLabel):
    """Les tranches côte à côte ; celles qui ne règlent rien n’y sont pas."""

    def __init__(self) -> None:
        super().__init__()
        self._tranches: tuple[Tranche, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().change.connect(self.updateGeometry)

    def montrer(self, tranches: Sequence[Tranche]) -> None:
        """Montre ces payeurs."""
        self._tranches = tuple(tranche for tranche in tranches if tranche.montant != ZERO)
        self.setAccessibleName(", ".join(tranche.texte for tranche in self._tranches) or "Rien à payer")
        self.update()

    def sizeHint(self) -> QSize:
        """La hauteur d’un bouton."""
        return QSize(0, theme().px(HAUTEUR.bouton))

    def paintEvent(self, _evenement: QPaintEvent) -> None:
        """Peint les tranches dans un même arrondi."""
        cadre = QRectF(self.rect())
        forme = QPainterPath()
        forme.addRoundedRect(cadre, RAYON.rendez_vous, RAYON.rendez_vous)
        with peintre_lisse(self) as peintre:
            peintre.setClipPath(forme)
            peintre.fillRect(cadre, theme().couleur("creux"))
            gauche = cadre.left()
            for tranche, large in zip(self._tranches, self._largeurs(cadre.width()), strict=True):
                self._peindre(peintre, QRectF(gauche, cadre.top(), large, cadre.height()), tranche)
                gauche += large + SEPARATION

    def _peindre(self, peintre: QPainter, cadre: QRectF, tranche: Tranche) -> None:
        peintre.fillRect(cadre, theme().couleur(tranche.fond))
        texte = cadre.adjusted(ESPACE.moyen, 0, -ESPACE.infime, 0)
        peindre_texte(
            peintre, texte, tranche.texte, theme().police("corps", 600), couleur=theme().couleur(tranche.encre)
        )

    def _largeurs(self, place: float) -> list[float]:
        """À l’échelle, mais jamais plus étroit que le texte tant que la place le permet."""
        if not self._tranches:
            return []
        place -= SEPARATION * (len(self._tranches) - 1)
        minimums = [largeur_texte(t.texte, theme().police("corps", 600)) + 2 * ESPACE.moyen for t in self._tranches]
        total = sum(abs(t.montant.centimes) for t in self._tranches)
        if place < sum(minimums):
            return [place / len(self._tranches)] * len(self._tranches)
        justes = [place * abs(t.montant.centimes) / total for t in self._tranches]
        manques = [max(minimum - juste, 0) for minimum, juste in zip(minimums, justes, strict=True)]
        marges = [max(juste - minimum, 0) for minimum, juste in zip(minimums, justes, strict=True)]
        part = sum(manques) / sum(marges) if sum(marges) else 0
        return [j + manque - marge * part for j, manque, marge in zip(justes, manques, marges, strict=True)]
