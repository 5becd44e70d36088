"""Ce que les écrans lisent des courriers et de leurs signatures."""

from secretariat.courriers.lectures.lettres import (
    champs_manquants,
    courriers_du_patient,
    courriers_recents,
    modele,
    modeles,
    modeles_administratifs,
    valeurs,
)
from secretariat.courriers.lectures.signatures import document_a_signer, signatures_du_document

__all__ = [
    "champs_manquants",
    "courriers_du_patient",
    "courriers_recents",
    "document_a_signer",
    "modele",
    "modeles",
    "modeles_administratifs",
    "signatures_du_document",
    "valeurs",
]
