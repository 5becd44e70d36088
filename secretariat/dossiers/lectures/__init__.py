"""Ce que l’on lit des dossiers : la recherche, les doublons possibles, la fiche et ses documents."""

from secretariat.dossiers.lectures.doublons import candidats, candidats_carte
from secretariat.dossiers.lectures.fiche import contenu_document, documents_du_patient, fiche_patient
from secretariat.dossiers.lectures.recherche import rechercher

__all__ = [
    "candidats",
    "candidats_carte",
    "contenu_document",
    "documents_du_patient",
    "fiche_patient",
    "rechercher",
]
