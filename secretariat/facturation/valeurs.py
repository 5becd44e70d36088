"""Les mots de la facturation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from secretariat.cabinet.valeurs import Secteur
from secretariat.comptabilite.valeurs import MoyenPaiement
from secretariat.socle.montant import ZERO, Montant, somme
from secretariat.socle.motif import Motif


class EtatFacture(StrEnum):
    """Étapes d’une feuille de soins électronique."""

    BROUILLON = "brouillon"
    VALIDEE = "validee"
    SIGNEE = "signee"
    EN_LOT = "en_lot"
    ANNULEE = "annulee"


LIBELLES_ETATS = {
    EtatFacture.BROUILLON: "Brouillon",
    EtatFacture.VALIDEE: "Validée",
    EtatFacture.SIGNEE: "Signée",
    EtatFacture.EN_LOT: "En lot",
    EtatFacture.ANNULEE: "Annulée",
}


class TiersPayant(StrEnum):
    """Qui est réglé directement par les caisses."""

    AUCUN = "aucun"
    AMO = "amo"
    INTEGRAL = "integral"


LIBELLES_TIERS_PAYANT = {
    TiersPayant.AUCUN: "Sans tiers payant",
    TiersPayant.AMO: "Tiers payant AMO",
    TiersPayant.INTEGRAL: "Tiers payant intégral",
}


class Part(StrEnum):
    """Qui règle le médecin."""

    AMO = "amo"
    AMC = "amc"
    PATIENT = "patient"


class Parcours(StrEnum):
    """La place de l’acte dans le parcours de soins coordonnés."""

    MEDECIN_TRAITANT = "medecin_traitant"
    ORIENTE = "oriente"
    URGENCE = "urgence"
    HORS_PARCOURS = "hors_parcours"
    NON_CONCERNE = "non_concerne"


LIBELLES_PARCOURS = {
    Parcours.MEDECIN_TRAITANT: "Médecin traitant",
    Parcours.ORIENTE: "Orienté par le médecin traitant",
    Parcours.URGENCE: "Urgence",
    Parcours.HORS_PARCOURS: "Hors parcours",
    Parcours.NON_CONCERNE: "Moins de 16 ans",
}


class EtatLot(StrEnum):
    """Étapes d’un lot ; l’envoi viendra avec les modules agréés."""

    OUVERT = "ouvert"
    FERME = "ferme"


LIBELLES_ETATS_LOT = {EtatLot.OUVERT: "Ouvert", EtatLot.FERME: "Fermé"}


@dataclass(frozen=True, slots=True)
class ActeDemande:
    """Un acte à coter.

    Attributes:
        honoraire: Ce que le médecin demande pour une unité, s’il s’écarte du tarif.
        ald: L’acte est en rapport avec l’affection de longue durée du patient.
    """

    code: str
    quantite: int = 1
    honoraire: Montant | None = None
    ald: bool = False


@dataclass(frozen=True, slots=True)
class Contexte:
    """Ce qu’il faut savoir du patient et du praticien, au jour de l’acte, pour coter.

    Attributes:
        droits_connus: Le dossier a un numéro de sécurité sociale.
        droits_jusqu_au: Dernier jour des droits, compris ; None s’il n’est pas connu.
        regime_local: Régime local d’Alsace-Moselle.
        amc_nom: La complémentaire, vide si le patient n’en a pas.
        amc_jusqu_au: Son dernier jour de validité, compris ; None s’il n’est pas connu.
    """

    jour: date
    naissance: date
    parcours: Parcours
    tiers_payant: TiersPayant
    secteur: Secteur = Secteur.SECTEUR_1
    droits_connus: bool = True
    droits_jusqu_au: date | None = None
    ald: bool = False
    c2s: bool = False
    regime_local: bool = False
    amc_nom: str = ""
    amc_jusqu_au: date | None = None

    @property
    def age(self) -> int:
        """L’âge du patient au jour de l’acte, en années révolues."""
        avant_anniversaire = (self.jour.month, self.jour.day) < (self.naissance.month, self.naissance.day)
        return self.jour.year - self.naissance.year - avant_anniversaire

    @property
    def droits_ouverts(self) -> bool:
        """Le patient a des droits à l’assurance maladie au jour de l’acte, pour autant qu’on le sache."""
        return self.droits_connus and (self.droits_jusqu_au is None or self.jour <= self.droits_jusqu_au)

    @property
    def c2s_ouverte(self) -> bool:
        """La complémentaire santé solidaire vaut au jour de l’acte ; elle suit les droits."""
        return self.c2s and self.droits_ouverts


@dataclass(frozen=True, slots=True)
class Anomalie:
    """Ce qui ne va pas dans une cotation, et ce que l’on peut faire."""

    message: str
    conseil: str


@dataclass(frozen=True, slots=True)
class LigneCotee:
    """Un acte coté.

    D’un côté, ce que l’honoraire devient : remboursement, ticket modérateur, majoration hors parcours, dépassement.
    De l’autre, qui règle le médecin : AMO, AMC, patient. Les deux sommes font l’honoraire.

    Attributes:
        base: Ce sur quoi l’assurance maladie calcule, jamais plus que l’honoraire.
        taux: La part de la base qu’elle prend en charge, de 0 à 1.
    """

    code: str
    libelle: str
    quantite: int
    honoraire: Montant
    base: Montant
    taux: Decimal
    remboursement: Montant
    ticket_moderateur: Montant
    majoration: Montant
    depassement: Montant
    part_amo: Montant
    part_amc: Montant
    part_patient: Montant


@dataclass(frozen=True, slots=True)
class Cotation:
    """Le prix d’une venue, qui le paie, et pourquoi.

    Attributes:
        parcours: Celui qui est retenu ; un enfant n’est pas concerné, quoi que l’on ait demandé.
        tiers_payant: Celui qui est retenu ; les motifs disent pourquoi il diffère de celui qui est demandé.
        participation_forfaitaire: Retenue par la caisse, jamais encaissée au cabinet.
        motifs: Les raisons, dans l’ordre où on les dirait au patient.
        anomalies: Ce qui empêche d’établir la facture ; vide si tout va.
    """

    lignes: tuple[LigneCotee, ...]
    parcours: Parcours
    tiers_payant: TiersPayant
    participation_forfaitaire: Montant
    motifs: tuple[Motif, ...]
    anomalies: tuple[Anomalie, ...] = ()

    @property
    def total(self) -> Montant:
        """Tous les honoraires."""
        return somme(ligne.honoraire for ligne in self.lignes)

    @property
    def remboursement(self) -> Montant:
        """Ce que l’assurance maladie prend en charge, qu’elle le verse au médecin ou au patient."""
        return somme(ligne.remboursement for ligne in self.lignes)

    @property
    def part_amo(self) -> Montant:
        """Ce que l’assurance maladie règle au médecin."""
        return somme(ligne.part_amo for ligne in self.lignes)

    @property
    def part_amc(self) -> Montant:
        """Ce que la complémentaire règle au médecin."""
        return somme(ligne.part_amc for ligne in self.lignes)

    @property
    def part_patient(self) -> Montant:
        """Ce que le patient règle au cabinet."""
        return somme(ligne.part_patient for ligne in self.lignes)


@dataclass(frozen=True, slots=True)
class ActePropose:
    """Un acte que l’on peut choisir ce jour-là pour ce patient."""

    code: str
    libelle: str
    tarif: Montant


@dataclass(frozen=True, slots=True)
class FactureListee:
    """Une facture dans une liste.

    Attributes:
        numero: Vide pour un brouillon.
        actes: Les codes, séparés par « + ».
        regle: Ce que le patient a déjà réglé.
        annule_id: La facture que celle-ci contre-passe.
    """

    id: int
    numero: str
    jour: date
    patient_id: int
    patient_nom: str
    patient_prenom: str
    praticien_id: int
    praticien: str
    visite_id: int | None
    actes: str
    etat: EtatFacture
    tiers_payant: TiersPayant
    total: Montant
    part_patient: Montant
    simulee: bool
    annule_id: int | None
    regle: Montant

    @property
    def patient(self) -> str:
        """« LEFÈVRE Clémence »."""
        return f"{self.patient_nom.upper()} {self.patient_prenom}"

    @property
    def reste(self) -> Montant:
        """Ce que le patient doit encore au cabinet."""
        return self.part_patient - self.regle


@dataclass(frozen=True, slots=True)
class LigneDeFacture:
    """Un acte d’une facture, tel qu’il a été coté ce jour-là."""

    code: str
    libelle: str
    quantite: int
    honoraire: Montant
    base: Montant
    taux: Decimal
    part_amo: Montant
    part_amc: Montant
    part_patient: Montant


@dataclass(frozen=True, slots=True)
class LigneReglement:
    """Un paiement du patient ; négatif pour un règlement contraire."""

    id: int
    recu_le: datetime
    moyen: MoyenPaiement
    montant: Montant
    ecriture_numero: int
    contrepasse_id: int | None


@dataclass(frozen=True, slots=True)
class Etape:
    """Un moment de la vie d’une facture."""

    instant: datetime
    texte: str


@dataclass(frozen=True, slots=True)
class FicheFacture:
    """Une facture entière.

    Attributes:
        annule: Le numéro de la facture que celle-ci contre-passe, vide sinon.
        annulee_par: Le numéro de la facture qui contre-passe celle-ci, vide sinon.
        signature: L’algorithme et la valeur en hexadécimal, séparés par « : » ; vide si la facture n’est pas signée.
    """

    id: int
    numero: str
    patient_id: int
    patient: str
    praticien_id: int
    praticien: str
    praticien_rpps: str
    visite_id: int | None
    jour: date
    etat: EtatFacture
    parcours: Parcours
    tiers_payant: TiersPayant
    total: Montant
    part_amo: Montant
    part_amc: Montant
    part_patient: Montant
    lignes: tuple[LigneDeFacture, ...]
    motifs: tuple[Motif, ...]
    reglements: tuple[LigneReglement, ...]
    historique: tuple[Etape, ...]
    signature: str
    signataire: str
    simulee: bool
    lot_numero: int | None
    annule: str
    annulee_par: str

    @property
    def designation(self) -> str:
        """« 2026-000012 », ou « brouillon 12 » tant qu’elle n’a pas de numéro."""
        return self.numero or f"brouillon {self.id}"

    @property
    def regle(self) -> Montant:
        """Ce que le patient a réglé, règlements contraires déduits."""
        return somme(reglement.montant for reglement in self.reglements)

    @property
    def reste(self) -> Montant:
        """Ce que le patient doit encore au cabinet ; zéro tant que la facture n’est pas validée."""
        return self.part_patient - self.regle if self.numero else ZERO


@dataclass(frozen=True, slots=True)
class FicheLot:
    """Un lot, et combien il porte."""

    id: int
    numero: int
    praticien_id: int
    praticien: str
    etat: EtatLot
    simule: bool
    cree_le: datetime
    factures: int
    part_amo: Montant
    part_amc: Montant
