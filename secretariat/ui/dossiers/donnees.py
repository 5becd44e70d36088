"""Tout ce que montre la page d’un patient, lu en une fois dans la même transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from secretariat.accueil.lectures import visites_du_jour
from secretariat.accueil.valeurs import EtapeVisite, VisiteDuJour
from secretariat.agenda.lectures import rendez_vous_du_patient
from secretariat.agenda.regles import ETATS_ACTIFS
from secretariat.agenda.valeurs import RdvDuJour
from secretariat.cabinet.lectures import praticiens
from secretariat.cabinet.valeurs import FichePraticien
from secretariat.conformite.lectures.conservation import est_archive
from secretariat.dossiers.lectures import fiche_patient
from secretariat.dossiers.services import ouvrir_dossier
from secretariat.dossiers.valeurs import FichePatient
from secretariat.facturation.lectures import factures_du_patient, solde_patient
from secretariat.facturation.valeurs import FactureListee
from secretariat.socle.horloge import a_paris
from secretariat.socle.montant import Montant
from secretariat.socle.unite_de_travail import Lecture, UniteDeTravail


@dataclass(frozen=True, slots=True)
class DossierLu:
    """La page d’un patient.

    Attributes:
        rendez_vous: Du plus récent au plus ancien.
        visite: Sa venue d’aujourd’hui, s’il n’est pas reparti.
        archive_le: Le jour où il est passé en archive intermédiaire, s’il y est.
        factures: De la plus ancienne à la plus récente.
        lu_le: L’instant de la lecture ; il ne distingue pas deux pages semblables.
    """

    fiche: FichePatient
    rendez_vous: tuple[RdvDuJour, ...]
    praticiens: tuple[FichePraticien, ...]
    visite: VisiteDuJour | None
    factures: tuple[FactureListee, ...]
    solde: Montant
    archive_le: date | None
    lu_le: datetime = field(compare=False)

    def praticien(self, praticien_id: int) -> str:
        """« Dr MARCHAND », vide s’il n’est plus au cabinet."""
        return next((p.titre for p in self.praticiens if p.id == praticien_id), "")

    def est_du_jour(self, rdv: RdvDuJour) -> bool:
        """Vrai pour un rendez-vous d’aujourd’hui."""
        return a_paris(rdv.debut).date() == a_paris(self.lu_le).date()

    @property
    def attendu(self) -> RdvDuJour | None:
        """Le rendez-vous d’aujourd’hui qu’il vient honorer."""
        attendus = [r for r in self.rendez_vous if self.est_du_jour(r) and r.etat in ETATS_ACTIFS]
        return min(attendus, key=lambda r: abs(r.debut - self.lu_le), default=None)


def ouvrir_page(unite: UniteDeTravail, patient_id: int) -> DossierLu:
    """Ouvre le dossier, ce que le journal retient, et rend sa page."""
    return _assembler(unite, ouvrir_dossier(unite, patient_id))


def relire_page(lecture: Lecture, patient_id: int) -> DossierLu:
    """La page d’un dossier déjà ouvert."""
    return _assembler(lecture, fiche_patient(lecture, patient_id))


def _assembler(lecture: Lecture, fiche: FichePatient) -> DossierLu:
    presentes = (
        visite
        for visite in visites_du_jour(lecture)
        if visite.patient_id == fiche.id and visite.etape is not EtapeVisite.PARTI
    )
    return DossierLu(
        fiche=fiche,
        rendez_vous=rendez_vous_du_patient(lecture, fiche.id),
        praticiens=praticiens(lecture),
        visite=next(presentes, None),
        factures=factures_du_patient(lecture, fiche.id),
        solde=solde_patient(lecture, fiche.id),
        archive_le=est_archive(lecture, fiche.id),
        lu_le=lecture.horloge(),
    )
