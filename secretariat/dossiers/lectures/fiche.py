"""La fiche d’un patient et ses documents."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace

from sqlalchemy import func, select

from secretariat.cabinet.modele import Praticien
from secretariat.cabinet.valeurs import FichePraticien
from secretariat.dossiers.modele import Couverture, Document, Patient
from secretariat.dossiers.regles.carte import points_a_completer
from secretariat.dossiers.valeurs import (
    ContenuDocument,
    Coordonnees,
    DocumentRange,
    DroitsPatient,
    FichePatient,
    Traits,
)
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.unite_de_travail import Lecture


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


def documents_du_patient(lecture: Lecture, patient_id: int) -> tuple[DocumentRange, ...]:
    """Ses documents, du plus récent au plus ancien, sans leur contenu."""
    colonnes = (
        Document.id,
        Document.titre,
        Document.nature,
        Document.nom_fichier,
        Document.type_mime,
        func.length(Document.contenu),
        Document.auteur,
        Document.cree_le,
        Document.simule,
    )
    requete = select(*colonnes).where(Document.patient_id == patient_id)
    return lecture.lignes(requete.order_by(Document.cree_le.desc(), Document.id.desc()), DocumentRange)


def contenu_document(lecture: Lecture, document_id: int) -> ContenuDocument:
    """Un document entier, dont l’empreinte vient d’être vérifiée.

    Raises:
        LookupError: Ce document n’existe pas.
        ErreurEnvironnement: Le contenu n’est plus celui qui a été rangé.
    """
    document = lecture.un(Document, document_id)
    if hashlib.sha256(document.contenu).hexdigest() != document.empreinte:
        raise ErreurEnvironnement(
            f"Le document « {document.titre} » n’est plus celui qui a été rangé : son empreinte a changé.",
            conseil="Ne pas s’en servir ; le retrouver dans une sauvegarde.",
        )
    return ContenuDocument(document.nom_fichier, document.type_mime, document.contenu)


def _droits(couverture: Couverture) -> DroitsPatient:
    return DroitsPatient(**{f.name: getattr(couverture, f.name) for f in fields(DroitsPatient)})


def _nom_du_praticien(lecture: Lecture, praticien_id: int | None) -> str:
    if praticien_id is None:
        return ""
    p = lecture.un(Praticien, praticien_id)
    return FichePraticien(p.id, p.civilite, p.nom, p.prenom, p.specialite, p.rpps, p.numero_am, p.secteur).nom_complet
