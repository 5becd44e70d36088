"""Ce que l’on lit des dossiers : la recherche, les doublons possibles, la fiche et ses documents."""

from secretariat.dossiers.lectures.changements import ChangementsVus, attribuer_au_dossier, changements_du_dossier
from secretariat.dossiers.lectures.doublons import candidats, candidats_carte
from secretariat.dossiers.lectures.fiche import contenu_document, documents_du_patient, fiche_patient
from secretariat.dossiers.lectures.recherche import rechercher

__all__ = [
    "ChangementsVus",
    "attribuer_au_dossier",
    "candidats",
    "candidats_carte",
    "changements_du_dossier",
    "contenu_document",
    "documents_du_patient",
    "fiche_patient",
    "rechercher",
]
