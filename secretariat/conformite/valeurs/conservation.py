"""Les mots de la conservation : ce que l’on sait d’un dossier, quand il échoit et pourquoi, ce que l’on en décide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from secretariat.socle.motif import Motif


class Decision(StrEnum):
    """Ce qu’un praticien décide d’un dossier échu."""

    DETRUIRE = "detruire"
    GARDER = "garder"
    SUSPENDRE = "suspendre"


LIBELLES_DECISIONS = {
    Decision.DETRUIRE: "À détruire",
    Decision.GARDER: "Gardé",
    Decision.SUSPENDRE: "Suspendu",
}


@dataclass(frozen=True, slots=True)
class Situation:
    """Ce dont dépend la durée d’un dossier.

    Attributes:
        suspension: Pourquoi le délai ne court plus (un contentieux), vide s’il court.
    """

    naissance: date
    dernier_passage: date
    deces: date | None = None
    transfusion: date | None = None
    suspension: str = ""


@dataclass(frozen=True, slots=True)
class Echeance:
    """Quand un dossier quitte la base active, quand il peut se détruire, et pourquoi.

    Attributes:
        le: Le jour à partir duquel il peut être détruit ; absent si le délai est suspendu.
        archive_le: Le jour où il passe en archive intermédiaire.
        motifs: Les règles qui ont donné la date, de la générale à celle qui l’emporte.
    """

    le: date | None
    archive_le: date
    motifs: tuple[Motif, ...]

    @property
    def raison(self) -> str:
        """La règle qui l’emporte, en une phrase."""
        return self.motifs[-1].texte


@dataclass(frozen=True, slots=True)
class FaitsDeConservation:
    """Ce que le cabinet note d’un patient pour la conservation de son dossier."""

    deces_le: date | None = None
    transfusion_le: date | None = None
    suspendu_motif: str = ""
    opposition_ayants_droit: bool = False


@dataclass(frozen=True, slots=True)
class LigneDeConservation:
    """Un dossier de la liste proposée.

    Attributes:
        echu: La durée de conservation est passée ; sinon, le dossier est à mettre en archive.
        archive_le: Le jour où il y a été mis, s’il y est.
        empechements: Ce qui en interdit la destruction aujourd’hui ; vide si rien.
    """

    patient_id: int
    nom: str
    naissance: date
    dernier_passage: date
    echeance: Echeance
    echu: bool
    archive_le: date | None
    decision: Decision | None
    decision_raison: str
    decide_par: str
    empechements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DossierDetruit:
    """Ce qu’un certificat garde d’un dossier détruit : rien qui dise de qui il parlait, sinon des initiales."""

    numero: int
    initiales: str
    motif: str


@dataclass(frozen=True, slots=True)
class CertificatRange:
    """Un certificat de destruction gardé."""

    id: int
    numero: str
    signataire: str
    dossiers: int
    etabli_le: datetime
