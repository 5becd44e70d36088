"""Les documents d’un dossier : ceux qui existent, et le contenu de ceux que la personne connectée peut ouvrir."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from sqlalchemy import func, select

from secretariat.cabinet.reglages import lire, registre
from secretariat.dossiers.lectures.acces import patients_ouverts
from secretariat.dossiers.modele import Document
from secretariat.dossiers.regles.documents import (
    CONFIDENTIALITE_PAR_NATURE,
    EtiquetteDocument,
    LecteurDeDocuments,
    titre_public,
)
from secretariat.dossiers.valeurs import (
    Confidentialite,
    ContenuDocument,
    DocumentRange,
    DocumentReserve,
    NatureDocument,
)
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.unite_de_travail import Lecture


@geste(Droit.LIRE_IDENTITE)
def documents_du_patient(lecture: Lecture, patient_id: int) -> tuple[DocumentRange, ...]:
    """Ses documents, du plus récent au plus ancien, sans leur contenu ; ceux que l’on n’ouvre pas y sont aussi."""
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
        Document.confidentialite,
    )
    requete = select(*colonnes).where(Document.patient_id == patient_id)
    tous = lecture.lignes(requete.order_by(Document.cree_le.desc(), Document.id.desc()), DocumentRange)
    qui = lecteur_de_documents(lecture)
    return tuple(_selon(qui, patient_id, document) for document in tous)


@geste(Droit.RANGER_DOCUMENT)
def contenu_document(lecture: Lecture, document_id: int) -> ContenuDocument:
    """Un document entier, dont l’empreinte vient d’être vérifiée.

    Raises:
        LookupError: Ce document n’existe pas.
        DocumentReserve: Il est médical, et la personne connectée ne lit pas la partie médicale de ce patient.
        ErreurEnvironnement: Le contenu n’est plus celui qui a été rangé.
    """
    document = lecture.un(Document, document_id)
    etiquette = EtiquetteDocument(document.patient_id, document.nature, document.confidentialite, document.auteur)
    if not lecteur_de_documents(lecture).ouvre(etiquette):
        titre = titre_public(document.nature, document.titre)
        raise DocumentReserve(titre, document.patient_id, peut_briser=lecture.peut(Droit.BRIS_DE_GLACE))
    if hashlib.sha256(document.contenu).hexdigest() != document.empreinte:
        raise ErreurEnvironnement(
            f"Le document « {document.titre} » n’est plus celui qui a été rangé : son empreinte a changé.",
            conseil="Ne pas s’en servir ; le retrouver dans une sauvegarde.",
        )
    return ContenuDocument(document.nom_fichier, document.type_mime, document.contenu)


def _selon(qui: LecteurDeDocuments, patient_id: int, document: DocumentRange) -> DocumentRange:
    """Le document tel que cette personne le voit dans une liste."""
    if qui.ouvre(EtiquetteDocument(patient_id, document.nature, document.confidentialite, document.auteur)):
        return document
    return replace(document, titre=titre_public(document.nature, document.titre), nom_fichier="", ouvrable=False)


def lecteur_de_documents(lecture: Lecture) -> LecteurDeDocuments:
    """La personne connectée, pour dire quels documents elle ouvre."""
    return LecteurDeDocuments(lecture.identite.acteur, lecture.peut(Droit.LIRE_MEDICAL), patients_ouverts(lecture))


def confidentialite_par_nature(lecture: Lecture) -> dict[NatureDocument, Confidentialite]:
    """Ce qu’est un document neuf de chaque nature, selon le cabinet ; à défaut ou mal dit, selon le programme."""
    regles = lire(lecture, registre.CONFIDENTIALITE)
    choisies = regles if isinstance(regles, dict) else {}
    return {
        nature: Confidentialite(choisies[nature]) if choisies.get(nature) in list(Confidentialite) else livree
        for nature, livree in CONFIDENTIALITE_PAR_NATURE.items()
    }
