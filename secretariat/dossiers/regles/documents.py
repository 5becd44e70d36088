"""Ce qui peut se ranger au dossier, et qui ouvre ce qui y est rangé.

Se rangent des fichiers courants, d’une taille raisonnable, et qui sont ce qu’ils disent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from secretariat.dossiers.valeurs import Anomalie, Confidentialite, NatureDocument, NouveauDocument

TAILLE_MAX_MO = 20
OCTETS_PAR_MO = 1_000_000
SIGNATURES = {
    "application/pdf": b"%PDF-",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": b"PK\x03\x04",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
}
SEPARATEUR_D_OBJET = re.compile(r"\s*:\s")
CONFIDENTIALITE_PAR_NATURE = {
    NatureDocument.COURRIER: Confidentialite.MEDICAL,
    NatureDocument.FEUILLE_DE_SOINS: Confidentialite.ADMINISTRATIF,
}


@dataclass(frozen=True, slots=True)
class EtiquetteDocument:
    """Ce qu’il faut savoir d’un document pour dire qui l’ouvre."""

    patient_id: int
    nature: NatureDocument
    confidentialite: Confidentialite
    auteur: str


@dataclass(frozen=True, slots=True)
class LecteurDeDocuments:
    """Qui lit.

    Attributes:
        patients_ouverts: Ceux dont il a, en ce moment, un accès exceptionnel à la partie médicale.
    """

    acteur: str
    lit_medical: bool
    patients_ouverts: frozenset[int]

    def ouvre(self, document: EtiquetteDocument) -> bool:
        """Dit si cette personne ouvre ce document.

        L’auteur d’un courrier rouvre le sien, qu’il a tapé ; ranger un document reçu n’en rend pas l’auteur lecteur.
        """
        if document.confidentialite is Confidentialite.ADMINISTRATIF or self.lit_medical:
            return True
        a_tape = document.nature is NatureDocument.COURRIER and document.auteur == self.acteur
        return a_tape or document.patient_id in self.patients_ouverts


def titre_public(nature: NatureDocument, titre: str) -> str:
    """Le titre d’un document que l’on n’ouvre pas : celui d’une lettre y perd son objet, qui peut dire la maladie.

    >>> titre_public(NatureDocument.COURRIER, "Courrier à un confrère : avis cardiologique")
    'Courrier à un confrère'
    """
    return SEPARATEUR_D_OBJET.split(titre, maxsplit=1)[0] if nature is NatureDocument.COURRIER else titre


def anomalies_du_document(document: NouveauDocument) -> tuple[Anomalie, ...]:
    """Tout ce qui fait refuser ce document."""
    return (*_anomalies_du_contenu(document), *_anomalies_du_titre(document))


def _anomalies_du_contenu(document: NouveauDocument) -> tuple[Anomalie, ...]:
    taille = len(document.contenu)
    nom = document.nom_fichier
    if not taille:
        return (Anomalie("contenu", f"Le fichier {nom} est vide.", "Le produire à nouveau."),)
    if taille > TAILLE_MAX_MO * OCTETS_PAR_MO:
        poids = round(taille / OCTETS_PAR_MO)
        conseil = f"Le réduire : la limite est de {TAILLE_MAX_MO} Mo."
        return (Anomalie("contenu", f"Le fichier {nom} pèse {poids} Mo.", conseil),)
    signature = SIGNATURES.get(document.type_mime)
    if signature is None:
        message = f"Le fichier {nom} est d’une sorte qui ne se range pas ({document.type_mime})."
        return (Anomalie("type_mime", message, "Ranger un PDF, un .docx, un PNG ou un JPEG."),)
    if not document.contenu.startswith(signature):
        message = f"Le fichier {nom} n’est pas de la sorte qu’il annonce ({document.type_mime})."
        return (Anomalie("contenu", message, "Vérifier le fichier, ou l’enregistrer à nouveau."),)
    return ()


def _anomalies_du_titre(document: NouveauDocument) -> tuple[Anomalie, ...]:
    if document.titre.strip():
        return ()
    return (Anomalie("titre", "Le document n’a pas de titre.", "Lui donner un titre."),)
