"""Ce que l’on tient à la souris ou au clavier, et là où il tomberait."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from secretariat.agenda.regles import PAS_MINUTES
from secretariat.ui.agenda.disposition import Bloc, Disposition
from secretariat.ui.agenda.geometrie import Geometrie
from secretariat.ui.agenda.paroles import dire_genes, genes
from secretariat.ui.agenda.peinture import Fantome


class Deplacement:
    """Un rendez-vous tenu ; il suit la main, à cinq minutes près, d’une colonne à l’autre."""

    def __init__(
        self, bloc: Bloc, disposition: Disposition, geometrie: Geometrie, prise: QPointF | None = None
    ) -> None:
        self.bloc = bloc
        self.colonne, self.debut = bloc.colonne, bloc.debut
        self._disposition, self._geometrie = disposition, geometrie
        self._saisi = geometrie.minutes(prise.y()) - bloc.debut if prise is not None else 0.0

    @property
    def a_bouge(self) -> bool:
        """Vrai si le lâcher changerait quelque chose."""
        return (self.colonne, self.debut) != (self.bloc.colonne, self.bloc.debut)

    @property
    def fin(self) -> int:
        """La fin, à durée constante."""
        return self.debut + self.bloc.fin - self.bloc.debut

    def vers(self, point: QPointF) -> None:
        """Suit la souris ; `point` est dans le contenu."""
        self.colonne = self._geometrie.colonne(point.x())
        voulu = self._geometrie.minutes(point.y()) - self._saisi
        self._debuter(round(voulu / PAS_MINUTES) * PAS_MINUTES)

    def pousser(self, *, colonnes: int = 0, minutes: int = 0) -> None:
        """Avance d’autant, au clavier."""
        self.colonne = min(max(self.colonne + colonnes, 0), self._geometrie.colonnes - 1)
        self._debuter(self.debut + minutes)

    def fantome(self) -> Fantome:
        """Ce que la grille peint, avec le nom de qui gêne."""
        trouves = genes(self._disposition, colonne=self.colonne, debut=self.debut, fin=self.fin, sauf=self.bloc.rdv.id)
        legende = f"{self._disposition.heure(self.debut)} – {self._disposition.heure(self.fin)}"
        rdv = self.bloc.rdv
        return Fantome(self.colonne, self.debut, self.fin, rdv.patient, rdv.couleur, legende, gene=dire_genes(trouves))

    def dire(self) -> str:
        """Ce que l’on annonce au clavier."""
        fantome = self.fantome()
        titre = self._disposition.colonnes[self.colonne].praticien.titre
        return ", ".join(filter(None, (fantome.legende, titre, fantome.gene)))

    def _debuter(self, voulu: int) -> None:
        duree = self.bloc.fin - self.bloc.debut
        premiere, derniere = self._geometrie.premiere * 60, self._geometrie.derniere * 60
        self.debut = min(max(voulu, premiere), max(derniere - duree, premiere))
