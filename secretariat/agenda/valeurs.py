"""Les mots de l’agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from secretariat.cabinet.valeurs import FichePraticien
from secretariat.socle.erreurs import ErreurMetier


class EtatRendezVous(StrEnum):
    """Où en est un rendez-vous ; la venue du patient se lit dans la visite, pas ici."""

    PREVU = "prevu"
    CONFIRME = "confirme"
    ANNULE = "annule"
    ABSENT = "absent"


LIBELLES_ETATS = {
    EtatRendezVous.PREVU: "Prévu",
    EtatRendezVous.CONFIRME: "Confirmé",
    EtatRendezVous.ANNULE: "Annulé",
    EtatRendezVous.ABSENT: "Absent",
}


@dataclass(frozen=True, slots=True)
class MotifDeRendezVous:
    """Un motif de rendez-vous ; `couleur` est le nom d’un jeton de dessin (`m_consultation`)."""

    id: int
    nom: str
    duree_minutes: int
    couleur: str


@dataclass(frozen=True, slots=True)
class Creneau:
    """Un intervalle chez un praticien ; la fin n’est pas comprise."""

    praticien_id: int
    debut: datetime
    fin: datetime

    def chevauche(self, autre: Creneau) -> bool:
        """Vrai si les deux intervalles ont un instant commun chez le même praticien."""
        return self.praticien_id == autre.praticien_id and self.debut < autre.fin and autre.debut < self.fin


@dataclass(frozen=True, slots=True)
class Occupation:
    """Un rendez-vous déjà pris, vu comme un obstacle."""

    rdv_id: int
    creneau: Creneau
    etat: EtatRendezVous
    patient: str


@dataclass(frozen=True, slots=True)
class Conflit:
    """Un rendez-vous qui occupe tout ou partie du créneau voulu."""

    rdv_id: int
    patient: str
    debut: datetime
    fin: datetime


@dataclass(frozen=True, slots=True)
class Surbooking:
    """La volonté de prendre un créneau malgré l’obstacle ; la raison, obligatoire, reste au journal.

    Raises:
        ErreurMetier: La raison est vide.
    """

    raison: str

    def __post_init__(self) -> None:
        if not self.raison.strip():
            raise ErreurMetier(
                "Un surbooking se prend avec une raison.",
                conseil="Dire en quelques mots pourquoi : « demande du médecin », « renouvellement rapide »…",
            )


class CreneauOccupe(ErreurMetier):
    """Le créneau chevauche un autre rendez-vous ; `conflits` dit lesquels."""

    def __init__(self, message: str, *, conseil: str, conflits: tuple[Conflit, ...]) -> None:
        super().__init__(message, conseil=conseil)
        self.conflits = conflits


class HorsOuverture(ErreurMetier):
    """Le créneau tombe en dehors des heures de consultation, ou dans un temps fermé."""


@dataclass(frozen=True, slots=True)
class Place:
    """Où et comment était un rendez-vous avant un geste : de quoi défaire ce geste exactement.

    Attributes:
        voisins: Les rendez-vous actifs qui le chevauchaient déjà.
        ensuite: Où le geste l’a mis (praticien, début, fin, état) ; s’il n’y est plus, un autre poste y a touché.
    """

    praticien_id: int
    debut: datetime
    fin: datetime
    etat: EtatRendezVous
    surbooking: bool
    surbooking_raison: str
    voisins: frozenset[int]
    ensuite: tuple[int, datetime, datetime, EtatRendezVous] | None = None


@dataclass(frozen=True, slots=True)
class Plage:
    """Un intervalle de la journée d’un praticien : ouvert, ou fermé et alors nommé."""

    debut: datetime
    fin: datetime
    libelle: str = ""


@dataclass(frozen=True, slots=True)
class RdvDuJour:
    """Un rendez-vous tel qu’on le montre.

    Attributes:
        patient: « LEFÈVRE Clémence ».
        telephone: Au format E.164, vide si inconnu.
        absences: Combien de fois ce patient n’est pas venu à un rendez-vous.
    """

    id: int
    praticien_id: int
    patient_id: int
    patient: str
    telephone: str
    motif_id: int
    motif: str
    couleur: str
    debut: datetime
    fin: datetime
    etat: EtatRendezVous
    surbooking: bool
    surbooking_raison: str
    urgence: bool
    note: str
    absences: int


@dataclass(frozen=True, slots=True)
class ColonneAgenda:
    """La journée d’un praticien.

    Attributes:
        horaires_connus: Faux si sa semaine type est vide ; alors rien n’est hors ouverture.
    """

    praticien: FichePraticien
    horaires_connus: bool
    ouvertures: tuple[Plage, ...]
    fermetures: tuple[Plage, ...]
    rendez_vous: tuple[RdvDuJour, ...]


@dataclass(frozen=True, slots=True)
class AgendaDuJour:
    """Une journée du cabinet, une colonne par praticien."""

    jour: date
    colonnes: tuple[ColonneAgenda, ...]
