"""Les règles des courriers : leurs champs, et ce qu’une carte signe d’un document."""

from secretariat.courriers.regles.champs import (
    A_COMPLETER,
    CHAMPS,
    PAR_NOM,
    Sujet,
    age_dit,
    bilan,
    complements_inconnus,
    contexte,
    imprimable,
    telephone_dit,
    valeurs_du_cabinet,
    valeurs_du_moment,
    valeurs_du_patient,
    valeurs_du_praticien,
)
from secretariat.courriers.regles.signature import octets_a_signer, qui_peut_signer

__all__ = [
    "A_COMPLETER",
    "CHAMPS",
    "PAR_NOM",
    "Sujet",
    "age_dit",
    "bilan",
    "complements_inconnus",
    "contexte",
    "imprimable",
    "octets_a_signer",
    "qui_peut_signer",
    "telephone_dit",
    "valeurs_du_cabinet",
    "valeurs_du_moment",
    "valeurs_du_patient",
    "valeurs_du_praticien",
]
