"""Ce que dit une feuille de soins, réuni depuis la facture, le dossier et le cabinet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from secretariat.cabinet.lectures import etablissement
from secretariat.cabinet.modele import Praticien
from secretariat.cabinet.valeurs import LIBELLES_SECTEURS
from secretariat.comptabilite.valeurs import LIBELLES_MOYENS
from secretariat.dossiers.modele import Couverture, Patient
from secretariat.facturation.lectures import facture as fiche_de
from secretariat.facturation.valeurs import EtatFacture, FicheFacture, LigneDeFacture, Parcours, TiersPayant
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.horloge import a_paris
from secretariat.socle.identifiants import formater_nir
from secretariat.socle.montant import Montant
from secretariat.socle.unite_de_travail import Lecture

PARAMETRE_ALD = "assurance_maladie.taux_ald"


@dataclass(frozen=True, slots=True)
class FeuilleDeSoins:
    """Tout ce qui s’imprime ; un texte vide laisse la place à la main.

    Attributes:
        specimen: La base est une démonstration, ou la facture est simulée.
        signature: Vide si la facture n’est pas signée par carte.
        reglement: « 9,00 € le 12/03/2026, carte bancaire », vide si rien n’est réglé.
    """

    patient_id: int
    numero: str
    specimen: bool
    cabinet: str
    adresse_cabinet: str
    telephone: str
    patient: str
    naissance: date
    adresse: str
    nir: str
    organisme: str
    praticien: str
    specialite: str
    rpps: str
    numero_am: str
    secteur: str
    jour: date
    ald: bool
    parcours: Parcours
    tiers_payant: TiersPayant
    lignes: tuple[LigneDeFacture, ...]
    total: Montant
    part_amo: Montant
    part_amc: Montant
    part_patient: Montant
    reglement: str
    signature: str


def feuille_de(lecture: Lecture, facture_id: int) -> FeuilleDeSoins:
    """La feuille de soins d’une facture validée.

    Raises:
        ErreurMetier: La facture n’est pas validée, ou elle est annulée.
    """
    fiche = fiche_de(lecture, facture_id)
    _verifier(fiche)
    cabinet = etablissement(lecture)
    patient, praticien = lecture.un(Patient, fiche.patient_id), lecture.un(Praticien, fiche.praticien_id)
    droits = lecture.premier(select(Couverture).where(Couverture.patient_id == patient.id))
    return FeuilleDeSoins(
        patient_id=patient.id,
        numero=fiche.numero,
        specimen=fiche.simulee or cabinet.demonstration,
        cabinet=cabinet.nom,
        adresse_cabinet=_adresse(cabinet.adresse, cabinet.code_postal, cabinet.ville),
        telephone=cabinet.telephone,
        patient=_identite(patient),
        naissance=patient.naissance,
        adresse=_adresse(patient.adresse, patient.code_postal, patient.commune),
        nir=formater_nir(droits.nir) if droits else "",
        organisme=" ".join(filter(None, (droits.regime, droits.caisse, droits.centre))) if droits else "",
        praticien=fiche.praticien,
        specialite=praticien.specialite,
        rpps=praticien.rpps,
        numero_am=praticien.numero_am,
        secteur=LIBELLES_SECTEURS[praticien.secteur],
        jour=fiche.jour,
        ald=any(motif.parametre == PARAMETRE_ALD for motif in fiche.motifs),
        parcours=fiche.parcours,
        tiers_payant=fiche.tiers_payant,
        lignes=fiche.lignes,
        total=fiche.total,
        part_amo=fiche.part_amo,
        part_amc=fiche.part_amc,
        part_patient=fiche.part_patient,
        reglement=_reglement(fiche),
        signature=fiche.signataire,
    )


def _verifier(fiche: FicheFacture) -> None:
    if not fiche.numero:
        raise ErreurMetier(
            f"La facture {fiche.designation} n’est pas validée\u202f: sa feuille de soins ne s’imprime pas encore.",
            conseil="La valider, puis imprimer.",
        )
    if fiche.etat is EtatFacture.ANNULEE or fiche.annule:
        raise ErreurMetier(
            f"La facture {fiche.designation} est annulée\u202f: elle n’a pas de feuille de soins.",
            conseil="Imprimer celle de la facture qui la remplace.",
        )


def _identite(patient: Patient) -> str:
    prenom = patient.prenom_utilise or patient.premier_prenom
    if patient.nom_utilise and patient.nom_utilise.upper() != patient.nom_naissance.upper():
        return f"{patient.nom_utilise.upper()} {prenom}, nom de naissance {patient.nom_naissance.upper()}"
    return f"{patient.nom_naissance.upper()} {prenom}"


def _adresse(voie: str, code_postal: str, commune: str) -> str:
    return ", ".join(filter(None, (voie, f"{code_postal} {commune}".strip())))


def _reglement(fiche: FicheFacture) -> str:
    if not fiche.reglements:
        return ""
    dernier = fiche.reglements[-1]
    jour = a_paris(dernier.recu_le).date()
    return f"{fiche.regle} le {jour:%d/%m/%Y}, {LIBELLES_MOYENS[dernier.moyen].lower()}"
