"""Les mots du journal des recettes et des dépenses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secretariat.socle.montant import ZERO, Montant, somme


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


LIBELLES_SENS = {Sens.RECETTE: "Recette", Sens.DEPENSE: "Dépense"}


@dataclass(frozen=True, slots=True)
class Mouvement:
    """Une somme reçue ou versée, telle qu’on la dicte au journal.

    Attributes:
        montant: Toujours positif ; c’est le sens de l’écriture qui dit s’il entre ou s’il sort.
        tiers: Le patient par son numéro de dossier (secret professionnel), ou le fournisseur par son nom.
        piece: Le numéro de facture, de remise, de ticket.
    """

    jour: date
    montant: Montant
    libelle: str
    tiers: str
    piece: str
    moyen: MoyenPaiement
    origine: Origine = Origine.DIVERS
    praticien_id: int | None = None


@dataclass(frozen=True, slots=True)
class LigneEcriture:
    """Une ligne du journal, avec le solde une fois qu’elle y est passée.

    Attributes:
        montant: Négatif pour une contre-passation.
        solde: Recettes moins dépenses depuis le début de la période demandée.
        contrepasse: Le numéro de l’écriture que celle-ci annule.
        contrepassee_par: Le numéro de l’écriture qui annule celle-ci.
    """

    id: int
    numero: int
    jour: date
    sens: Sens
    libelle: str
    tiers: str
    piece: str
    origine: Origine
    moyen: MoyenPaiement
    montant: Montant
    praticien: str
    auteur: str
    contrepasse: int | None
    contrepassee_par: int | None
    solde: Montant = ZERO

    @property
    def recette(self) -> Montant | None:
        """Le montant, si c’est une recette."""
        return self.montant if self.sens is Sens.RECETTE else None

    @property
    def depense(self) -> Montant | None:
        """Le montant, si c’est une dépense."""
        return self.montant if self.sens is Sens.DEPENSE else None


@dataclass(frozen=True, slots=True)
class Totaux:
    """Les sommes d’une période, contre-passations déduites ; les moyens sans mouvement n’y sont pas."""

    recettes: Mapping[MoyenPaiement, Montant]
    depenses: Mapping[MoyenPaiement, Montant]

    @property
    def recette(self) -> Montant:
        """Toutes les recettes."""
        return somme(self.recettes.values())

    @property
    def depense(self) -> Montant:
        """Toutes les dépenses."""
        return somme(self.depenses.values())

    @property
    def solde(self) -> Montant:
        """Recettes moins dépenses."""
        return self.recette - self.depense
