"""Ce que l’on lit des dossiers : la recherche, les doublons possibles, la fiche, ses documents et leurs accès."""

from secretariat.dossiers.lectures.acces import acces_a_signaler
from secretariat.dossiers.lectures.changements import ChangementsVus, attribuer_au_dossier, changements_du_dossier
from secretariat.dossiers.lectures.documents import contenu_document, documents_du_patient, lecteur_de_documents
from secretariat.dossiers.lectures.doublons import candidats, candidats_carte
from secretariat.dossiers.lectures.fiche import fiche_patient
from secretariat.dossiers.lectures.recherche import rechercher

__all__ = [
    "ChangementsVus",
    "acces_a_signaler",
    "attribuer_au_dossier",
    "candidats",
    "candidats_carte",
    "changements_du_dossier",
    "contenu_document",
    "documents_du_patient",
    "fiche_patient",
    "lecteur_de_documents",
    "rechercher",
]
