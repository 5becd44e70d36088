"""Les deux listes de la confirmation : les porteurs de la carte, et les dossiers qui peuvent être le leur."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtGui import QFocusEvent

from secretariat.cartes.valeurs import Beneficiaire
from secretariat.dossiers.valeurs import Candidat
from secretariat.ui.cartes.porteur import QUALITES, nom_du_porteur
from secretariat.ui.composants import EtatVide, Tableau
from secretariat.ui.modele_table import Colonne, Index, ModeleTable
from secretariat.ui.theme.jetons import HAUTEUR, Ton
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import date_courte

L = TypeVar("L")
LIGNES_AU_PLUS = 4
CERTAIN = 100


def mot_du_score(candidat: Candidat) -> str:
    """Le score, en mots."""
    if candidat.score >= CERTAIN:
        return "Même personne"
    return "Très probable" if candidat.probable else "Possible"


class ListeAChoisir(Tableau[L]):
    """Une liste qui ne choisit rien d’elle-même : prendre le focus n’est pas choisir la première ligne."""

    _prend_le_focus = False

    def focusInEvent(self, evenement: QFocusEvent) -> None:
        """Défait le choix que Qt impose à une liste qui n’en a pas."""
        if self.currentIndex().isValid():
            super().focusInEvent(evenement)
            return
        self._prend_le_focus = True
        super().focusInEvent(evenement)
        self.setCurrentIndex(self.model().index(-1, -1))
        self._prend_le_focus = False

    def currentChanged(self, courant: Index, precedent: Index) -> None:  # noqa: N802 — nom imposé par Qt
        """N’annonce que les choix de la personne."""
        if not self._prend_le_focus:
            super().currentChanged(courant, precedent)


class ListePorteurs(ListeAChoisir[Beneficiaire]):
    """Les personnes inscrites sur la carte."""

    def __init__(self) -> None:
        self.modele: ModeleTable[Beneficiaire] = ModeleTable((
            Colonne("Porteur", nom_du_porteur, graisse=500, icone=lambda _: "patient", etiree=True),
            Colonne("Naissance", lambda b: b.naissance_affichee),
            Colonne("Qualité", lambda b: QUALITES[b.qualite] if b.qualite else ""),
        ))
        super().__init__("Porteurs de la carte", self.modele)
        self.setObjectName("carte.porteurs")

    def montrer(self, porteurs: tuple[Beneficiaire, ...]) -> None:
        """Remplace les porteurs, sans en choisir."""
        self.setCurrentIndex(self.modele.index(-1, -1))
        self.modele.remplacer(porteurs)
        self.setFixedHeight(_hauteur(self))


class ListeCandidats(ListeAChoisir[Candidat]):
    """Les dossiers qui peuvent être celui du porteur."""

    def __init__(self) -> None:
        self.modele: ModeleTable[Candidat] = ModeleTable(
            (
                Colonne("Dossier", lambda c: c.patient.nom, graisse=500, etiree=True),
                Colonne("Naissance", lambda c: date_courte(c.patient.naissance)),
                Colonne("Ressemblance", mot_du_score, icone=_icone, encre=_encre),
                Colonne("Parce que", lambda c: ", ".join(c.raisons), encre=lambda _: "texte2", etiree=True),
            ),
            cle=lambda candidat: candidat.patient.id,
        )
        vide = EtatVide("recherche", "Aucun dossier ne ressemble à cette personne.")
        super().__init__("Dossiers possibles", self.modele, vide)
        self.setObjectName("carte.candidats")

    def montrer(self, candidats: tuple[Candidat, ...]) -> None:
        """Remplace les candidats, sans en choisir."""
        self.setCurrentIndex(self.modele.index(-1, -1))
        self.modele.remplacer(candidats)
        self.setFixedHeight(_hauteur(self))


def _icone(candidat: Candidat) -> str:
    return "coche_cercle" if candidat.probable else "question"


def _encre(candidat: Candidat) -> str:
    return Ton.SUCCES.encre if candidat.probable else Ton.ATTENTION.encre


def _hauteur(tableau: ListePorteurs | ListeCandidats) -> int:
    """La hauteur de ses lignes, d’une à quatre ; la place de l’état vide s’il n’y en a pas."""
    entete = theme().px(HAUTEUR.entete)
    lignes = tableau.model().rowCount()
    return entete + theme().px(HAUTEUR.ligne) * (min(lignes, LIGNES_AU_PLUS) or 3)
