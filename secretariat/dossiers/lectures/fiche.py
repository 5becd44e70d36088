"""La fiche d’un patient."""

from __future__ import annotations

from dataclasses import fields, replace

from sqlalchemy import select

from secretariat.cabinet.modele import Praticien
from secretariat.cabinet.valeurs import FichePraticien
from secretariat.dossiers.lectures.documents import documents_du_patient
from secretariat.dossiers.modele import Couverture, Patient
from secretariat.dossiers.regles.carte import points_a_completer
from secretariat.dossiers.valeurs import Coordonnees, DroitsPatient, FichePatient, Traits
from secretariat.socle.droits import Droit, geste
from secretariat.socle.unite_de_travail import Lecture


@geste(Droit.LIRE_IDENTITE)
def fiche_patient(lecture: Lecture, patient_id: int) -> FichePatient:
    """Tout ce que montre la page du patient.

    Raises:
        LookupError: Ce patient n’existe pas.
    """
    patient = lecture.un(Patient, patient_id)
    couverture = lecture.premier(select(Couverture).where(Couverture.patient_id == patient_id))
    fiche = FichePatient(
        id=patient.id,
        version=patient.version,
        traits=Traits(**{f.name: getattr(patient, f.name) for f in fields(Traits)}),
        coordonnees=Coordonnees(**{f.name: getattr(patient, f.name) for f in fields(Coordonnees)}),
        droits=_droits(couverture) if couverture else None,
        droits_maj_le=couverture.maj_le if couverture else None,
        statut=patient.statut,
        homonyme=patient.homonyme,
        simule=patient.simule,
        medecin_traitant_id=patient.medecin_traitant_id,
        medecin_traitant=_nom_du_praticien(lecture, patient.medecin_traitant_id),
        a_savoir=patient.a_savoir,
        cree_le=patient.cree_le,
        documents=documents_du_patient(lecture, patient_id),
        a_completer=(),
    )
    return replace(fiche, a_completer=points_a_completer(fiche, lecture.aujourd_hui))


def _droits(couverture: Couverture) -> DroitsPatient:
    return DroitsPatient(**{f.name: getattr(couverture, f.name) for f in fields(DroitsPatient)})


def _nom_du_praticien(lecture: Lecture, praticien_id: int | None) -> str:
    if praticien_id is None:
        return ""
    p = lecture.un(Praticien, praticien_id)
    return FichePraticien(p.id, p.civilite, p.nom, p.prenom, p.specialite, p.rpps, p.numero_am, p.secteur).nom_complet
