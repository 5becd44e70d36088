"""Le journal en fichiers : CSV pour le comptable, XLSX pour le tableur."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from secretariat.comptabilite.valeurs import LIBELLES_MOYENS, LIBELLES_SENS, LigneEcriture
from secretariat.socle.tableaux import Cellule, Forme, ecrire_csv, ecrire_xlsx

ENTETES = (
    "N°",
    "Date",
    "Sens",
    "Libellé",
    "Tiers",
    "Pièce",
    "Moyen",
    "Recette",
    "Dépense",
    "Solde",
    "Praticien",
    "Annule",
    "Saisi par",
)
LARGEURS = (8, 12, 10, 48, 22, 16, 16, 12, 12, 12, 18, 9, 14)
FORME = Forme("Journal", ENTETES, LARGEURS)


def exporter_csv(lignes: Sequence[LigneEcriture], chemin: Path) -> None:
    """Écrit le journal en CSV français.

    Raises:
        ErreurEnvironnement: Le dossier manque, ne s’écrit pas, ou le disque est plein.
    """
    ecrire_csv(FORME, map(_cellules, lignes), chemin)


def exporter_xlsx(lignes: Sequence[LigneEcriture], chemin: Path) -> None:
    """Écrit le journal en classeur ; mêmes refus que le CSV."""
    ecrire_xlsx(FORME, map(_cellules, lignes), chemin)


def _cellules(ligne: LigneEcriture) -> tuple[Cellule, ...]:
    return (
        ligne.numero,
        ligne.jour,
        LIBELLES_SENS[ligne.sens],
        ligne.libelle,
        ligne.tiers,
        ligne.piece,
        LIBELLES_MOYENS[ligne.moyen],
        ligne.recette,
        ligne.depense,
        ligne.solde,
        ligne.praticien,
        ligne.contrepasse,
        ligne.auteur,
    )
