"""La liste proposée : les dossiers dont la durée est passée, ceux qui quittent la base active. Elle ne décide rien."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select

from secretariat.conformite.lectures.passages import derniers_passages, faits_de, situation
from secretariat.conformite.lectures.reglages import durees
from secretariat.conformite.modele import ConservationPatient, DemandeAcces
from secretariat.conformite.regles.acces import OUVERTS
from secretariat.conformite.regles.conservation import echeance, fin_des_pieces_comptables
from secretariat.conformite.regles.durees import plus_ans
from secretariat.conformite.valeurs.conservation import Echeance, FaitsDeConservation, LigneDeConservation
from secretariat.dossiers.modele import Patient
from secretariat.facturation.modele import Facture
from secretariat.socle.dates import date_dite
from secretariat.socle.unite_de_travail import Lecture

LOT = 500


def propositions(lecture: Lecture) -> tuple[LigneDeConservation, ...]:
    """Les dossiers échus, les suspendus, puis ceux qui sont à mettre en archive ; les plus anciens d’abord."""
    regles, jour = durees(lecture), lecture.aujourd_hui
    notes = {note.patient_id: note for note in lecture.tous(select(ConservationPatient))}
    passages = derniers_passages(lecture)
    seuil = plus_ans(jour, -regles["base_active_ans"].valeur)
    lignes = []
    for patient in _patients(lecture, [n for n, passage in passages.items() if passage <= seuil or n in notes]):
        note = notes.get(patient.id)
        faits = faits_de(note) if note else FaitsDeConservation()
        fin = echeance(situation(patient.naissance, passages[patient.id], faits), regles)
        if fin.le is None or min(fin.le, fin.archive_le) <= jour:
            echu = fin.le is not None and fin.le <= jour
            interdits = empechements(lecture, patient.id) if echu else ()
            lignes.append(
                replace(
                    _ligne(patient, fin, note), dernier_passage=passages[patient.id], echu=echu, empechements=interdits
                )
            )
    return tuple(sorted(lignes, key=lambda ligne: (not ligne.echu, ligne.dernier_passage, ligne.patient_id)))


def empechements(lecture: Lecture, patient_id: int) -> tuple[str, ...]:
    """Ce qui interdit de détruire ce dossier aujourd’hui, hors sa durée elle-même."""
    regles, jour, raisons = durees(lecture), lecture.aujourd_hui, []
    derniere = lecture.premier(select(func.max(Facture.jour)).where(Facture.patient_id == patient_id))
    if derniere is not None and (fin := fin_des_pieces_comptables(derniere, regles)) >= jour:
        raisons.append(f"Sa facture du {date_dite(derniere)} se garde jusqu’au {date_dite(fin)} (pièce comptable).")
    ouverte = select(DemandeAcces.id).where(DemandeAcces.patient_id == patient_id, DemandeAcces.etat.in_(OUVERTS))
    if lecture.premier(ouverte) is not None:
        raisons.append("Une demande d’accès à ce dossier attend sa réponse.")
    if lecture.premier(select(func.max(Patient.id))) == patient_id:
        raisons.append(
            "Il porte le dernier numéro donné, qu’un nouveau dossier reprendrait\u00a0: en ouvrir un d’abord."
        )
    return tuple(raisons)


def est_archive(lecture: Lecture, patient_id: int) -> date | None:
    """Le jour où ce dossier est passé en archive intermédiaire ; absent s’il est en base active."""
    return lecture.premier(
        select(ConservationPatient.archive_le).where(
            ConservationPatient.patient_id == patient_id, ConservationPatient.archive_le.is_not(None)
        )
    )


def _ligne(patient: Patient, fin: Echeance, note: ConservationPatient | None) -> LigneDeConservation:
    nom, prenom = patient.nom_utilise or patient.nom_naissance, patient.prenom_utilise or patient.premier_prenom
    return LigneDeConservation(
        patient_id=patient.id,
        nom=f"{nom.upper()} {prenom}",
        naissance=patient.naissance,
        dernier_passage=patient.naissance,
        echeance=fin,
        echu=False,
        archive_le=note.archive_le if note else None,
        decision=note.decision if note else None,
        decision_raison=note.decision_raison if note else "",
        decide_par=note.decide_par if note else "",
        empechements=(),
    )


def _patients(lecture: Lecture, numeros: list[int]) -> Iterator[Patient]:
    for debut in range(0, len(numeros), LOT):
        yield from lecture.tous(select(Patient).where(Patient.id.in_(numeros[debut : debut + LOT])))
