"""Les mots du journal des recettes et des dépenses."""

from __future__ import annotations

from enum import StrEnum


class Sens(StrEnum):
    """Une écriture est une recette ou une dépense."""

    RECETTE = "recette"
    DEPENSE = "depense"


class MoyenPaiement(StrEnum):
    """La forme du versement (BOI-BNC-DECLA-10-20)."""

    CARTE = "carte"
    ESPECES = "especes"
    CHEQUE = "cheque"
    VIREMENT = "virement"


LIBELLES_MOYENS = {
    MoyenPaiement.CARTE: "Carte bancaire",
    MoyenPaiement.ESPECES: "Espèces",
    MoyenPaiement.CHEQUE: "Chèque",
    MoyenPaiement.VIREMENT: "Virement",
}


class Origine(StrEnum):
    """Qui a versé une recette, ou « divers » pour ce qui n’est pas un honoraire."""

    PATIENT = "patient"
    AMO = "amo"
    AMC = "amc"
    DIVERS = "divers"
