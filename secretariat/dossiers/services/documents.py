"""Les gestes sur les documents d’un dossier : ranger, ouvrir, dire qui peut les ouvrir."""

from __future__ import annotations

import hashlib
from dataclasses import asdict

from secretariat.cabinet.reglages import changer, registre
from secretariat.dossiers.lectures.documents import confidentialite_par_nature, contenu_document
from secretariat.dossiers.modele import Document, Patient
from secretariat.dossiers.regles.documents import anomalies_du_document
from secretariat.dossiers.valeurs import (
    Confidentialite,
    ContenuDocument,
    NatureDocument,
    NouveauDocument,
    SaisieRefusee,
)
from secretariat.socle.droits import Droit, geste
from secretariat.socle.unite_de_travail import UniteDeTravail


@geste(Droit.RANGER_DOCUMENT)
def ranger_document(unite: UniteDeTravail, patient_id: int, nouveau: NouveauDocument) -> int:
    """Range un document au dossier, entier et avec son empreinte ; rend son numéro.

    Raises:
        SaisieRefusee: Le document est vide, trop lourd, ou n’est pas de la sorte annoncée.
    """
    if anomalies := anomalies_du_document(nouveau):
        raise SaisieRefusee(anomalies)
    document = Document(
        patient_id=unite.un(Patient, patient_id).id,
        **{
            **asdict(nouveau),
            "confidentialite": nouveau.confidentialite or confidentialite_par_nature(unite)[nouveau.nature],
        },
        empreinte=hashlib.sha256(nouveau.contenu).hexdigest(),
        auteur=unite.identite.acteur,
        cree_le=unite.horloge(),
    )
    unite.ajouter(document)
    return document.id


@geste(Droit.RANGER_DOCUMENT)
def ouvrir_document(unite: UniteDeTravail, document_id: int, *, vers: str) -> ContenuDocument:
    """Rend un document entier, et note au journal qu’il a été ouvert ; `vers` dit où il va (« écran », « fichier »).

    Raises:
        DocumentReserve: Voir `contenu_document`.
    """
    contenu = contenu_document(unite, document_id)
    unite.consulter(f"documents:{document_id}", vers=vers)
    return contenu


@geste(Droit.CLASSER_DOCUMENT)
def changer_confidentialite(unite: UniteDeTravail, document_id: int, confidentialite: Confidentialite) -> None:
    """Dit si un document est médical, ou s’ouvre à tout le secrétariat."""
    unite.un(Document, document_id).confidentialite = confidentialite


@geste(Droit.CLASSER_DOCUMENT)
def changer_confidentialite_par_defaut(
    unite: UniteDeTravail, nature: NatureDocument, confidentialite: Confidentialite
) -> None:
    """Règle ce que seront les prochains documents de cette nature ; ceux déjà rangés ne changent pas."""
    regles = {**confidentialite_par_nature(unite), nature: confidentialite}
    changer(unite, registre.CONFIDENTIALITE, {sorte.value: regle.value for sorte, regle in regles.items()})
