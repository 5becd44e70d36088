"""Ce que l’on note et ce que l’on décide de la conservation d’un dossier ; rien ne se fait tout seul."""

from __future__ import annotations

from sqlalchemy import select

from secretariat.conformite.lectures.conservation import empechements
from secretariat.conformite.lectures.passages import derniers_passages, situation, situation_du
from secretariat.conformite.lectures.reglages import durees
from secretariat.conformite.modele import ConservationPatient
from secretariat.conformite.regles.conservation import anomalies_des_faits, echeance
from secretariat.conformite.services.acteurs import exiger_un_praticien
from secretariat.conformite.valeurs.conservation import Decision, Echeance, FaitsDeConservation
from secretariat.dossiers.modele import Patient
from secretariat.socle.dates import date_dite
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail


def noter_faits(unite: UniteDeTravail, patient_id: int, faits: FaitsDeConservation) -> None:
    """Note le décès, une transfusion, un contentieux, l’opposition du défunt à l’accès de ses ayants droit.

    Raises:
        ErreurMetier: Une date ne peut pas être vraie.
    """
    patient = unite.un(Patient, patient_id)
    supposee = situation(patient.naissance, derniers_passages(unite, patient_id)[patient_id], faits)
    if fautes := anomalies_des_faits(supposee, unite.aujourd_hui):
        raise ErreurMetier(" ".join(fautes), conseil="Vérifier les dates sur l’acte ou dans le dossier.")
    note = note_de(unite, patient_id)
    note.deces_le, note.transfusion_le = faits.deces_le, faits.transfusion_le
    note.suspendu_motif = faits.suspendu_motif.strip()
    note.opposition_ayants_droit = faits.opposition_ayants_droit


def mettre_en_archive(unite: UniteDeTravail, patient_id: int) -> None:
    """Passe le dossier en archive intermédiaire : il se trouve encore, marqué « archivé ».

    Raises:
        ErreurMetier: Il est encore en base active, ou déjà en archive.
    """
    note = note_de(unite, patient_id)
    if note.archive_le is not None:
        raise ErreurMetier(
            f"Ce dossier est en archive depuis le {date_dite(note.archive_le)}.", conseil="Il n’y a rien à faire."
        )
    fin = echeance_du(unite, patient_id)
    if fin.archive_le > unite.aujourd_hui:
        raise ErreurMetier(
            f"Ce dossier reste en base active jusqu’au {date_dite(fin.archive_le)}.", conseil="Attendre cette date."
        )
    note.archive_le = unite.aujourd_hui


def sortir_de_l_archive(unite: UniteDeTravail, patient_id: int) -> None:
    """Remet en base active le dossier d’un patient qui revient."""
    note_de(unite, patient_id).archive_le = None


def decider(unite: UniteDeTravail, patient_id: int, decision: Decision, raison: str) -> None:
    """Un praticien décide d’un dossier de la liste ; suspendre arrête son délai jusqu’à nouvel ordre.

    Raises:
        ErreurMetier: Ce n’est pas un praticien ; une raison manque ; le dossier n’est pas échu, ou quelque chose en
            empêche la destruction.
    """
    exiger_un_praticien(unite, "Décider du sort d’un dossier")
    if decision is not Decision.DETRUIRE and not raison.strip():
        raise ErreurMetier("Garder ou suspendre un dossier demande une raison.", conseil="La dire en une phrase.")
    if decision is Decision.DETRUIRE:
        verifier_destructible(unite, patient_id)
    note = note_de(unite, patient_id)
    if decision is Decision.SUSPENDRE:
        note.suspendu_motif = raison.strip()
    note.decision, note.decision_raison = decision, raison.strip()
    note.decide_par, note.decide_le = unite.identite.acteur, unite.horloge()


def reprendre_le_delai(unite: UniteDeTravail, patient_id: int) -> None:
    """Lève une suspension : le contentieux est clos, le délai vaut de nouveau.

    Raises:
        ErreurMetier: Ce n’est pas un praticien.
    """
    exiger_un_praticien(unite, "Lever une suspension")
    note = note_de(unite, patient_id)
    note.suspendu_motif, note.decision, note.decision_raison = "", None, ""


def verifier_destructible(unite: UniteDeTravail, patient_id: int) -> Echeance:
    """L’échéance d’un dossier que rien n’empêche de détruire.

    Raises:
        ErreurMetier: Il n’est pas échu, son délai est suspendu, ou autre chose s’y oppose ; le message dit quoi.
    """
    fin = echeance_du(unite, patient_id)
    if fin.le is None or fin.le > unite.aujourd_hui:
        raise ErreurMetier(
            f"Le dossier n°\u00a0{patient_id} n’est pas échu\u00a0: {fin.raison}", conseil="Le garder jusque-là."
        )
    if raisons := empechements(unite, patient_id):
        raise ErreurMetier(
            f"Le dossier n°\u00a0{patient_id} ne peut pas être détruit\u00a0: {' '.join(raisons)}",
            conseil="Le garder jusqu’à ce que cette raison tombe.",
        )
    return fin


def echeance_du(unite: UniteDeTravail, patient_id: int) -> Echeance:
    """L’échéance de ce dossier."""
    return echeance(situation_du(unite, patient_id), durees(unite))


def note_de(unite: UniteDeTravail, patient_id: int) -> ConservationPatient:
    """La note de conservation du patient, ouverte au besoin."""
    note = unite.premier(select(ConservationPatient).where(ConservationPatient.patient_id == patient_id))
    if note is None:
        note = ConservationPatient(patient_id=unite.un(Patient, patient_id).id)
        unite.ajouter(note)
    return note
