"""Ce dont dépend la durée d’un dossier : le dernier passage, et les faits que le cabinet a notés."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from secretariat.accueil.modele import Visite
from secretariat.agenda.modele import RendezVous
from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.conformite.modele import ConservationPatient
from secretariat.conformite.valeurs.conservation import FaitsDeConservation, Situation
from secretariat.dossiers.modele import Patient
from secretariat.facturation.modele import Facture
from secretariat.socle.horloge import a_paris
from secretariat.socle.unite_de_travail import Lecture

INEXISTANTS = (EtatRendezVous.ANNULE, EtatRendezVous.ABSENT)


def derniers_passages(lecture: Lecture, patient_id: int | None = None) -> Mapping[int, date]:
    """Le dernier passage de chacun : sa venue, sa facture, son rendez-vous honoré ou à venir ; sinon, l’ouverture."""
    traces: tuple[Select[*tuple[Any, ...]], ...] = (
        select(Patient.id, Patient.cree_le),
        select(Visite.patient_id, func.max(Visite.arrivee))
        .where(Visite.annulee_le.is_(None))
        .group_by(Visite.patient_id),
        select(RendezVous.patient_id, func.max(RendezVous.debut))
        .where(RendezVous.etat.not_in(INEXISTANTS))
        .group_by(RendezVous.patient_id),
        select(Facture.patient_id, func.max(Facture.jour)).group_by(Facture.patient_id),
    )
    passages: dict[int, date] = {}
    ouvertures: dict[int, date] = {}
    for rang, trace in enumerate(traces):
        cible = passages if rang else ouvertures
        seules = trace if patient_id is None else trace.where(trace.selected_columns[0] == patient_id)
        for numero, jour in lecture.lignes(seules, lambda numero, moment: (numero, _jour(moment))):
            cible[numero] = max(jour, cible.get(numero, jour))
    return {**ouvertures, **passages}


def situation_du(lecture: Lecture, patient_id: int) -> Situation:
    """Ce dont dépend la durée de ce dossier."""
    patient = lecture.un(Patient, patient_id)
    faits = faits_de_conservation(lecture, patient_id)
    return situation(patient.naissance, derniers_passages(lecture, patient_id)[patient_id], faits)


def faits_de_conservation(lecture: Lecture, patient_id: int) -> FaitsDeConservation:
    """Ce que le cabinet a noté de ce patient."""
    note = lecture.premier(select(ConservationPatient).where(ConservationPatient.patient_id == patient_id))
    return FaitsDeConservation() if note is None else faits_de(note)


def situation(naissance: date, passage: date, faits: FaitsDeConservation) -> Situation:
    """La situation que disent ces faits."""
    return Situation(naissance, passage, faits.deces_le, faits.transfusion_le, faits.suspendu_motif)


def faits_de(note: ConservationPatient) -> FaitsDeConservation:
    """Les faits d’une note."""
    return FaitsDeConservation(note.deces_le, note.transfusion_le, note.suspendu_motif, note.opposition_ayants_droit)


def _jour(moment: datetime | date) -> date:
    return a_paris(moment).date() if isinstance(moment, datetime) else moment
