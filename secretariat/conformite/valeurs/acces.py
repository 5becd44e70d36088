"""Les mots de l’accès au dossier : qui demande, à quel titre, où en est la demande, ce que l’on communique."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Qualite(StrEnum):
    """À quel titre on demande un dossier."""

    PATIENT = "patient"
    TUTEUR = "tuteur"
    MANDATAIRE = "mandataire"
    MEDECIN_DESIGNE = "medecin_designe"
    AUTORITE_PARENTALE = "autorite_parentale"
    HERITIER = "heritier"
    CONJOINT = "conjoint"
    PARTENAIRE = "partenaire"
    CONCUBIN = "concubin"


AYANTS_DROIT = frozenset({Qualite.HERITIER, Qualite.CONJOINT, Qualite.PARTENAIRE, Qualite.CONCUBIN})
"""Ceux qui ne peuvent demander que le dossier d’une personne décédée, et pour l’un des trois motifs."""


class MotifDeces(StrEnum):
    """Les trois seuls motifs d’un ayant droit."""

    CAUSES = "causes"
    MEMOIRE = "memoire"
    DROITS = "droits"


LIBELLES_MOTIFS_DECES = {
    MotifDeces.CAUSES: "connaître les causes de la mort",
    MotifDeces.MEMOIRE: "défendre la mémoire du défunt",
    MotifDeces.DROITS: "faire valoir ses droits",
}


class ModeCommunication(StrEnum):
    """Comment le demandeur veut prendre connaissance du dossier ; il choisit."""

    SUR_PLACE = "sur_place"
    COPIE = "copie"
    ENVOI = "envoi"


LIBELLES_MODES = {
    ModeCommunication.SUR_PLACE: "consultation sur place",
    ModeCommunication.COPIE: "copie remise en main propre",
    ModeCommunication.ENVOI: "envoi de copies",
}


class EtatDemande(StrEnum):
    """Où en est une demande."""

    RECUE = "recue"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"
    PRETE = "prete"
    TRANSMISE = "transmise"
    REFUSEE = "refusee"
    CLOSE = "close"


LIBELLES_ETATS = {
    EtatDemande.RECUE: "Reçue",
    EtatDemande.INCOMPLETE: "Incomplète",
    EtatDemande.COMPLETE: "Complète",
    EtatDemande.PRETE: "Prête",
    EtatDemande.TRANSMISE: "Transmise",
    EtatDemande.REFUSEE: "Refusée",
    EtatDemande.CLOSE: "Close",
}


class Alerte(StrEnum):
    """Ce que l’échéance d’une demande a d’urgent."""

    AUCUNE = ""
    PROCHE = "proche"
    DEPASSEE = "depassee"


class RaisonExclusion(StrEnum):
    """Pourquoi un élément du dossier ne se communique pas."""

    TIERS = "tiers"
    NOTES = "notes"
    HORS_MOTIF = "hors_motif"


LIBELLES_EXCLUSIONS = {
    RaisonExclusion.TIERS: "informations recueillies auprès de tiers, ou qui les concernent",
    RaisonExclusion.NOTES: "notes personnelles non formalisées",
    RaisonExclusion.HORS_MOTIF: "sans rapport avec le motif de l’ayant droit, ou hors de la demande",
}


@dataclass(frozen=True, slots=True)
class Delais:
    """Les délais d’une demande ; `depart_complet` : ils courent du jour où elle est complète."""

    reflexion_jours: int
    communication_jours: int
    ancienne_mois: int
    alerte_jours: int
    depart_complet: bool


@dataclass(frozen=True, slots=True)
class Bornes:
    """Ni avant, ni après."""

    au_plus_tot: date
    au_plus_tard: date


@dataclass(frozen=True, slots=True)
class NouvelleDemande:
    """Une demande telle qu’on l’enregistre.

    Attributes:
        ancienne: Elle porte sur des informations de plus de cinq ans.
        perimetre: Ce qui est demandé, en clair ; vide pour tout le dossier.
    """

    demandeur: str
    qualite: Qualite
    recue_le: date
    adresse: str = ""
    motif_deces: MotifDeces | None = None
    perimetre: str = ""
    mode: ModeCommunication = ModeCommunication.COPIE
    ancienne: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Une pièce attendue du demandeur."""

    id: int
    libelle: str
    recue_le: date | None


@dataclass(frozen=True, slots=True)
class DemandeListee:
    """Une demande de la liste.

    Attributes:
        bornes: Absentes tant que le délai ne court pas.
    """

    id: int
    version: int
    patient_id: int
    patient: str
    demandeur: str
    qualite: Qualite
    etat: EtatDemande
    recue_le: date
    complete_le: date | None
    bornes: Bornes | None
    alerte: Alerte
    pieces: tuple[Piece, ...]
    motif_deces: MotifDeces | None
    perimetre: str
    mode: ModeCommunication
    ancienne: bool
    adresse: str
    transmise_le: date | None
    refus: str

    @property
    def manquantes(self) -> tuple[Piece, ...]:
        """Les pièces que l’on attend encore."""
        return tuple(piece for piece in self.pieces if piece.recue_le is None)


@dataclass(frozen=True, slots=True)
class ElementDuDossier:
    """Une ligne de l’inventaire : un document, ou l’ensemble des objets d’une sorte.

    Attributes:
        cle: `documents:12`, le nom d’une table, ou `notes` pour les remarques de l’accueil.
        exclusion: Pourquoi il ne se communique pas, s’il est exclu.
    """

    cle: str
    libelle: str
    detail: str
    exclusion: RaisonExclusion | None = None
    precision: str = ""
