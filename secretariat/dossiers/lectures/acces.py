"""Les accès exceptionnels : ceux qui courent pour la personne connectée, ceux dont un praticien est à prévenir."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from secretariat.cabinet.modele import Utilisateur
from secretariat.dossiers.modele import AccesExceptionnel, AvisAcces, Patient
from secretariat.dossiers.valeurs import AccesASignaler
from secretariat.socle.droits import Droit, geste
from secretariat.socle.unite_de_travail import Lecture


def patients_ouverts(lecture: Lecture) -> frozenset[int]:
    """Les patients dont la personne connectée a, en ce moment, un accès exceptionnel à la partie médicale."""
    maintenant = lecture.horloge()
    requete = select(AccesExceptionnel.patient_id).where(
        AccesExceptionnel.acteur == lecture.identite.acteur,
        AccesExceptionnel.ouvert_le <= maintenant,
        AccesExceptionnel.jusqu_a > maintenant,
    )
    return frozenset(lecture.tous(requete))


@geste(Droit.ETRE_PREVENU)
def acces_a_signaler(lecture: Lecture) -> tuple[AccesASignaler, ...]:
    """Les accès que le praticien connecté n’a pas encore vus, le plus ancien d’abord."""
    requete = (
        select(
            AccesExceptionnel.id,
            AccesExceptionnel.ouvert_le,
            AccesExceptionnel.jusqu_a,
            AccesExceptionnel.nom,
            AccesExceptionnel.role,
            AccesExceptionnel.poste,
            AccesExceptionnel.raison,
            Patient,
        )
        .join(AvisAcces, AvisAcces.acces_id == AccesExceptionnel.id)
        .join(Patient, Patient.id == AccesExceptionnel.patient_id)
        .where(AvisAcces.praticien_id == mon_praticien(lecture), AvisAcces.vu_le.is_(None))
        .order_by(AccesExceptionnel.ouvert_le, AccesExceptionnel.id)
    )
    return lecture.lignes(requete, _a_signaler)


def mon_praticien(lecture: Lecture) -> int | None:
    """Le praticien qu’est la personne connectée ; None si son compte n’en désigne pas."""
    acteur = lecture.identite.acteur
    return lecture.premier(select(Utilisateur.praticien_id).where(Utilisateur.identifiant == acteur))


def _a_signaler(  # noqa: PLR0913, PLR0917  (une colonne de la requête par argument)
    acces_id: int,
    ouvert_le: datetime,
    jusqu_a: datetime,
    qui: str,
    role: str,
    poste: str,
    raison: str,
    patient: Patient,
) -> AccesASignaler:
    nom = f"{(patient.nom_utilise or patient.nom_naissance).upper()} {patient.prenom_utilise or patient.premier_prenom}"
    return AccesASignaler(acces_id, ouvert_le, jusqu_a, qui, role, poste, patient.id, nom, raison)
