"""Des minutes et des colonnes aux pixels, et retour ; les pixels sont ceux du contenu, avant défilement."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from secretariat.ui.agenda.disposition import Bloc, Disposition, Ferme
from secretariat.ui.theme.jetons import AGENDA, ESPACE
from secretariat.ui.theme.theme import theme

MARGE_HAUTE = ESPACE.petit
MARGE_BASSE = ESPACE.moyen
RETRAIT = ESPACE.infime
ENTRE_BLOCS = 2


@dataclass(frozen=True, slots=True)
class Geometrie:
    """Les mesures de la grille pour une journée et une largeur de vue."""

    premiere: int
    derniere: int
    colonnes: int
    gouttiere: int
    px_par_heure: int
    largeur_colonne: float

    @classmethod
    def pour(cls, disposition: Disposition, largeur_vue: int) -> Geometrie:
        """Répartit la largeur entre les colonnes, sans descendre sous leur minimum."""
        nombre = max(len(disposition.colonnes), 1)
        gouttiere = theme().px(AGENDA.gouttiere)
        large = max((largeur_vue - gouttiere) / nombre, theme().px(AGENDA.colonne_min))
        return cls(
            disposition.premiere,
            disposition.derniere,
            len(disposition.colonnes),
            gouttiere,
            theme().px(AGENDA.px_par_heure),
            large,
        )

    @property
    def largeur(self) -> int:
        """La largeur du contenu, gouttière comprise."""
        return round(self.gouttiere + self.colonnes * self.largeur_colonne)

    @property
    def hauteur(self) -> int:
        """La hauteur du contenu, sans l’en-tête."""
        return (self.derniere - self.premiere) * self.px_par_heure + MARGE_HAUTE + MARGE_BASSE

    def x(self, colonne: int) -> float:
        """Le bord gauche d’une colonne."""
        return round(self.gouttiere + colonne * self.largeur_colonne)

    def y(self, minutes: float) -> float:
        """La hauteur d’un instant."""
        return MARGE_HAUTE + (minutes - self.premiere * 60) * self.px_par_heure / 60

    def minutes(self, y: float) -> float:
        """L’instant d’une hauteur, borné à la journée montrée."""
        libre = self.premiere * 60 + (y - MARGE_HAUTE) * 60 / self.px_par_heure
        return min(max(libre, self.premiere * 60), self.derniere * 60)

    def colonne(self, x: float) -> int:
        """La colonne sous une abscisse, la plus proche si l’on en sort."""
        rang = int((x - self.gouttiere) // self.largeur_colonne)
        return min(max(rang, 0), max(self.colonnes - 1, 0))

    def cadre(self, colonne: int, debut: float, fin: float) -> QRectF:
        """Le rectangle d’un temps dans une colonne, retraits compris."""
        gauche, haut = self.x(colonne) + RETRAIT, self.y(debut) + ENTRE_BLOCS
        droite = self.x(colonne + 1) - RETRAIT
        bas = max(self.y(fin) - 1, haut + theme().px(AGENDA.bloc_min))
        return QRectF(QPointF(gauche, haut), QPointF(droite, bas))

    def cadre_bloc(self, bloc: Bloc) -> QRectF:
        """Le rectangle d’un rendez-vous ; ceux qui se chevauchent se partagent la largeur."""
        entier = self.cadre(bloc.colonne, bloc.debut, bloc.fin)
        part = entier.width() / bloc.rangs
        ecart = ENTRE_BLOCS if bloc.rangs > 1 else 0
        entier.setLeft(entier.left() + bloc.rang * part + (ecart if bloc.rang else 0))
        entier.setWidth(part - ecart)
        return entier

    def cadre_ferme(self, ferme: Ferme) -> QRectF:
        """Le rectangle d’un temps fermé."""
        return self.cadre(ferme.colonne, ferme.debut, ferme.fin)
