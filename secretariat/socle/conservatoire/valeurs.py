"""Ce que l’on sait d’une sauvegarde, de la dernière manquée et du dernier exercice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Raison(StrEnum):
    """Pourquoi une sauvegarde a été faite ; la valeur entre dans le nom du fichier."""

    OUVERTURE = "ouverture"
    QUOTIDIENNE = "quotidienne"
    AVANT_MISE_A_NIVEAU = "avant-mise-a-niveau"
    DEMANDEE = "demandee"


LIBELLES_RAISONS: Mapping[Raison, str] = {
    Raison.OUVERTURE: "à l’ouverture",
    Raison.QUOTIDIENNE: "quotidienne",
    Raison.AVANT_MISE_A_NIVEAU: "avant mise à niveau",
    Raison.DEMANDEE: "demandée",
}


@dataclass(frozen=True, slots=True)
class Politique:
    """Ce que l’on garde : la dernière de chacun des derniers jours, semaines et mois où il y en a eu une."""

    jours: int = 7
    semaines: int = 5
    mois: int = 12


@dataclass(frozen=True, slots=True)
class Preferences:
    """Les réglages de ce poste.

    Attributes:
        dossier: Où ranger les sauvegardes ; vide, à côté de la base.
        alerte_heures: L’âge de la dernière bonne sauvegarde à partir duquel on prévient.
    """

    dossier: str = ""
    politique: Politique = Politique()
    alerte_heures: int = 36


@dataclass(frozen=True, slots=True)
class Fiche:
    """Une sauvegarde, telle que sa fiche la décrit.

    Attributes:
        nom: Le nom du fichier de la sauvegarde.
        base: L’identifiant de la base sauvegardée, celui de son fichier de clés.
        tables: Le nombre de lignes de chaque table.
        verifiee: Vrai si elle a été ouverte et relue entière.
        defaut: Pourquoi elle ne vaut rien, si c’est le cas ; il n’y a alors pas toujours de fichier.
    """

    nom: str
    base: str
    faite_le: datetime
    raison: Raison
    taille: int = 0
    duree_s: float = 0.0
    revision: str = ""
    lignes_du_journal: int = 0
    derniere_empreinte: str = ""
    tables: Mapping[str, int] = field(default_factory=dict)
    verifiee: bool = False
    defaut: str = ""


@dataclass(frozen=True, slots=True)
class Echec:
    """Une sauvegarde qui n’a pas pu se faire."""

    instant: datetime
    raison: Raison
    cause: str
    conseil: str


@dataclass(frozen=True, slots=True)
class BilanExercice:
    """Ce qu’a donné le dernier exercice de restauration."""

    instant: datetime
    sauvegarde: str
    reussi: bool
    constats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bilan:
    """Où en sont les sauvegardes d’une base ; `echec` n’est là que si aucune n’a réussi depuis."""

    derniere: Fiche | None
    echec: Echec | None
    exercice: BilanExercice | None


@dataclass(frozen=True, slots=True)
class Alerte:
    """Ce qu’il faut dire dans la barre haute."""

    titre: str
    detail: str
