"""Les mots de la réception."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EtapeVisite(StrEnum):
    """Où en est un patient venu au cabinet ; se déduit des instants notés, ne s’écrit jamais."""

    EN_SALLE = "en_salle"
    EN_CONSULTATION = "en_consultation"
    A_ENCAISSER = "a_encaisser"
    PARTI = "parti"


LIBELLES_ETAPES = {
    EtapeVisite.EN_SALLE: "En salle",
    EtapeVisite.EN_CONSULTATION: "En cours",
    EtapeVisite.A_ENCAISSER: "À encaisser",
    EtapeVisite.PARTI: "Terminé",
}


class NiveauAttente(StrEnum):
    """Ce qu’une attente a de remarquable ; l’écran le montre par une icône et un texte, pas par la couleur seule."""

    NORMALE = "normale"
    LONGUE = "longue"
    TROP_LONGUE = "trop_longue"


@dataclass(frozen=True, slots=True)
class SeuilsAttente:
    """À partir de combien de minutes on le remarque ; trois réglages du cabinet.

    Attributes:
        longue: L’attente mérite l’attention.
        trop_longue: Il faut s’en occuper.
        retard: Un patient attendu et pas encore arrivé est en retard.
    """

    longue: int = 15
    trop_longue: int = 20
    retard: int = 10


@dataclass(frozen=True, slots=True)
class Instants:
    """Ce qui a été noté d’une visite, dans l’ordre où cela se passe."""

    arrivee: datetime
    appel: datetime | None = None
    sortie: datetime | None = None
    depart: datetime | None = None


@dataclass(frozen=True, slots=True)
class EtapeDuRdv:
    """Où en est la visite d’un rendez-vous."""

    visite_id: int
    etape: EtapeVisite
    instants: Instants


@dataclass(frozen=True, slots=True)
class VisiteDuJour:
    """Un patient venu aujourd’hui.

    Attributes:
        patient: « LEFÈVRE Clémence ».
        praticien: « Dr MARCHAND ».
        heure_prevue: Le début du rendez-vous ; None pour un patient venu sans rendez-vous.
        motif: Vide sans rendez-vous.
    """

    id: int
    patient_id: int
    patient: str
    praticien_id: int
    praticien: str
    rendez_vous_id: int | None
    heure_prevue: datetime | None
    motif: str
    urgence: bool
    remarque: str
    instants: Instants
    etape: EtapeVisite


@dataclass(frozen=True, slots=True)
class Compteurs:
    """Ce que dit la barre du haut.

    Attributes:
        attente_trop_longue: Parmi ceux qui sont en salle.
        en_retard: Les patients attendus qui ne sont pas arrivés.
    """

    en_salle: int
    attente_trop_longue: int
    en_consultation: int
    a_encaisser: int
    en_retard: int


@dataclass(frozen=True, slots=True)
class JourneeDuPatient:
    """Ce que l’accueil sait d’un patient pour une lettre du jour.

    Attributes:
        champs: Par nom de champ de courrier (`presence.arrivee`) ; un champ absent est inconnu.
        praticien_id: Qui l’a reçu aujourd’hui, ou va le recevoir ; None s’il n’est pas venu.
    """

    champs: dict[str, str]
    praticien_id: int | None
