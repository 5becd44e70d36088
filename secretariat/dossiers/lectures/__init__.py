"""Ce que l’on lit des dossiers : la recherche, les doublons possibles, la fiche, ses documents et leurs accès."""

from secretariat.dossiers.lectures.acces import acces_a_signaler
from secretariat.dossiers.lectures.documents import contenu_document, documents_du_patient, lecteur_de_documents
from secretariat.dossiers.lectures.doublons import candidats, candidats_carte
from secretariat.dossiers.lectures.fiche import fiche_patient
from secretariat.dossiers.lectures.recherche import rechercher

__all__ = [
    "acces_a_signaler",
    "candidats",
    "candidats_carte",
    "contenu_document",
    "documents_du_patient",
    "fiche_patient",
    "lecteur_de_documents",
    "rechercher",
]
