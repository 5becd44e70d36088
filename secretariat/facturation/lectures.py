"""Ce que les écrans lisent de la facturation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Executable, func, literal, select
from sqlalchemy.orm import aliased

from secretariat.cabinet.modele import Praticien
from secretariat.comptabilite.modele import Ecriture
from secretariat.comptabilite.valeurs import LIBELLES_MOYENS
from secretariat.dossiers.modele import Couverture, Patient
from secretariat.dossiers.valeurs import nommer_complementaire
from secretariat.facturation import motifs
from secretariat.facturation.modele import Facture, LigneFacture, Lot, Reglement
from secretariat.facturation.regles import coter
from secretariat.facturation.valeurs import (
    ActeDemande,
    Contexte,
    Cotation,
    Etape,
    EtatFacture,
    FactureListee,
    FicheFacture,
    FicheLot,
    LigneDeFacture,
    LigneReglement,
    Parcours,
    TiersPayant,
)
from secretariat.socle.bareme import Bareme
from secretariat.socle.base import ColonneMontant
from secretariat.socle.droits import Droit, geste
from secretariat.socle.montant import ZERO, Montant
from secretariat.socle.unite_de_travail import Lecture

RIEN = literal(ZERO, ColonneMontant())


@geste(Droit.PREPARER_FACTURE)
def apercu(  # noqa: PLR0913  (tout ce qui fait le prix d’une venue)
    lecture: Lecture,
    bareme: Bareme,
    *,
    patient_id: int,
    praticien_id: int,
    jour: date,
    actes: Sequence[ActeDemande],
    tiers_payant: TiersPayant,
    parcours: Parcours,
) -> Cotation:
    """Ce que donnerait une facture, sans rien écrire ; les fautes sont dans `anomalies`.

    Raises:
        ErreurMetier: Un acte n’a pas de tarif ce jour-là.
    """
    patient = lecture.un(Patient, patient_id)
    praticien = lecture.un(Praticien, praticien_id)
    droits = lecture.premier(select(Couverture).where(Couverture.patient_id == patient_id))
    contexte = Contexte(jour, patient.naissance, parcours, tiers_payant, praticien.secteur, droits_connus=False)
    if droits is not None:
        contexte = replace(
            contexte,
            droits_connus=bool(droits.nir),
            droits_jusqu_au=droits.droits_jusqu_au,
            ald=droits.ald,
            c2s=droits.c2s,
            amc_nom=nommer_complementaire(droits.amc_nom, droits.amc_numero),
            amc_jusqu_au=droits.amc_jusqu_au,
        )
    return coter(actes, contexte, bareme)


@geste(Droit.LIRE_FACTURES)
def factures_du_jour(lecture: Lecture, jour: date) -> tuple[FactureListee, ...]:
    """Les factures des actes de ce jour, brouillons et contre-passations compris, dans l’ordre où on les a faites."""
    return _listees(lecture, Facture.jour == jour)


@geste(Droit.LIRE_FACTURES)
def factures_du_patient(lecture: Lecture, patient_id: int) -> tuple[FactureListee, ...]:
    """Toutes les factures d’un patient, de la plus ancienne à la plus récente."""
    return _listees(lecture, Facture.patient_id == patient_id)


@geste(Droit.LIRE_FACTURES)
def factures_a_signer(lecture: Lecture, *, avant: date) -> tuple[FactureListee, ...]:
    """Les factures d’actes plus anciens que ce jour qui attendent encore leur signature ou leur lot."""
    en_attente = Facture.etat.in_((EtatFacture.VALIDEE, EtatFacture.SIGNEE))
    return _listees(lecture, Facture.jour < avant, en_attente, Facture.annule_id.is_(None))


@geste(Droit.LIRE_FACTURES)
def factures_a_regler(lecture: Lecture) -> tuple[FactureListee, ...]:
    """Les factures validées dont le patient doit encore sa part, de la plus ancienne à la plus récente."""
    attendues = _listees(lecture, _dues(), Facture.etat != EtatFacture.ANNULEE, Facture.part_patient > ZERO)
    return tuple(ligne for ligne in attendues if ligne.reste > ZERO)


@geste(Droit.LIRE_FACTURES)
def facture(lecture: Lecture, facture_id: int) -> FicheFacture:
    """Une facture entière : actes, raisons, règlements, histoire.

    Raises:
        LookupError: Elle n’existe pas.
    """
    tete = lecture.un(Facture, facture_id)
    patient, praticien = lecture.un(Patient, tete.patient_id), lecture.un(Praticien, tete.praticien_id)
    contraire = lecture.premier(select(Facture).where(Facture.annule_id == tete.id))
    annulee = lecture.un(Facture, tete.annule_id) if tete.annule_id else None
    reglements = _reglements(lecture, facture_id)
    return FicheFacture(
        id=tete.id,
        numero=tete.numero or "",
        patient_id=patient.id,
        patient=_nom_du_patient(patient),
        praticien_id=praticien.id,
        praticien=f"{praticien.civilite}\u00a0{praticien.prenom} {praticien.nom.upper()}",
        praticien_rpps=praticien.rpps,
        visite_id=tete.visite_id,
        jour=tete.jour,
        etat=tete.etat,
        parcours=tete.parcours,
        tiers_payant=tete.tiers_payant,
        total=tete.total,
        part_amo=tete.part_amo,
        part_amc=tete.part_amc,
        part_patient=tete.part_patient,
        lignes=_lignes(lecture, facture_id),
        motifs=motifs.relire(tete.motifs),
        reglements=reglements,
        historique=_historique(tete, reglements, contraire),
        signature=tete.signature,
        signataire=tete.signataire,
        simulee=tete.simulee,
        lot_numero=lecture.un(Lot, tete.lot_id).numero if tete.lot_id else None,
        annule=annulee.numero or "" if annulee else "",
        annulee_par=contraire.numero or "" if contraire else "",
    )


@geste(Droit.LIRE_FACTURES)
def solde_patient(lecture: Lecture, patient_id: int) -> Montant:
    """Ce que le patient doit au cabinet ; négatif si c’est le cabinet qui lui doit."""
    du = lecture.premier(select(func.sum(Facture.part_patient)).where(Facture.patient_id == patient_id, _dues()))
    regle = lecture.premier(
        select(func.sum(Reglement.montant)).join(Facture).where(Facture.patient_id == patient_id, _dues())
    )
    return (du or ZERO) - (regle or ZERO)


@geste(Droit.LIRE_FACTURES)
def lots(lecture: Lecture) -> tuple[FicheLot, ...]:
    """Tous les lots, du plus récent au plus ancien."""
    requete = (
        select(
            Lot.id,
            Lot.numero,
            Lot.praticien_id,
            Praticien.nom,
            Lot.etat,
            Lot.simule,
            Lot.cree_le,
            func.count(Facture.id),
            func.coalesce(func.sum(Facture.part_amo), RIEN),
            func.coalesce(func.sum(Facture.part_amc), RIEN),
        )
        .join(Praticien, Praticien.id == Lot.praticien_id)
        .outerjoin(Facture, Facture.lot_id == Lot.id)
        .group_by(Lot.id, Praticien.nom)
        .order_by(Lot.cree_le.desc(), Lot.id.desc())
    )
    return lecture.lignes(requete, FicheLot)


def _dues() -> ColumnElement[bool]:
    return Facture.numero.is_not(None)


def _listees(lecture: Lecture, *conditions: ColumnElement[bool]) -> tuple[FactureListee, ...]:
    return lecture.lignes(_requete_liste(*conditions), FactureListee)


def _requete_liste(*conditions: ColumnElement[bool]) -> Executable:
    ordonnees = aliased(LigneFacture, select(LigneFacture).order_by(LigneFacture.rang).subquery())
    actes = (
        select(func.aggregate_strings(ordonnees.code, " + "))
        .where(ordonnees.facture_id == Facture.id)
        .scalar_subquery()
    )
    regle = select(func.sum(Reglement.montant)).where(Reglement.facture_id == Facture.id).scalar_subquery()
    return (
        select(
            Facture.id,
            func.coalesce(Facture.numero, ""),
            Facture.jour,
            Facture.patient_id,
            func.coalesce(func.nullif(Patient.nom_utilise, ""), Patient.nom_naissance),
            func.coalesce(func.nullif(Patient.prenom_utilise, ""), Patient.premier_prenom),
            Facture.praticien_id,
            Praticien.civilite + "\u00a0" + Praticien.nom,
            Facture.visite_id,
            func.coalesce(actes, ""),
            Facture.etat,
            Facture.tiers_payant,
            Facture.total,
            Facture.part_patient,
            Facture.simulee,
            Facture.annule_id,
            func.coalesce(regle, RIEN),
        )
        .join(Patient, Patient.id == Facture.patient_id)
        .join(Praticien, Praticien.id == Facture.praticien_id)
        .where(*conditions)
        .order_by(Facture.jour, Facture.id)
    )


def _lignes(lecture: Lecture, facture_id: int) -> tuple[LigneDeFacture, ...]:
    requete = (
        select(
            LigneFacture.code,
            LigneFacture.libelle,
            LigneFacture.quantite,
            LigneFacture.honoraire,
            LigneFacture.base,
            LigneFacture.taux,
            LigneFacture.part_amo,
            LigneFacture.part_amc,
            LigneFacture.part_patient,
        )
        .where(LigneFacture.facture_id == facture_id)
        .order_by(LigneFacture.rang)
    )
    return lecture.lignes(requete, LigneDeFacture)


def _reglements(lecture: Lecture, facture_id: int) -> tuple[LigneReglement, ...]:
    requete = (
        select(
            Reglement.id,
            Reglement.recu_le,
            Reglement.moyen,
            Reglement.montant,
            Ecriture.numero,
            Reglement.contrepasse_id,
        )
        .join(Ecriture, Ecriture.id == Reglement.ecriture_id)
        .where(Reglement.facture_id == facture_id)
        .order_by(Reglement.id)
    )
    return lecture.lignes(requete, LigneReglement)


def _historique(tete: Facture, reglements: tuple[LigneReglement, ...], contraire: Facture | None) -> tuple[Etape, ...]:
    etapes = [Etape(tete.cree_le, f"Établie par {tete.auteur}")]
    etapes += [Etape(r.recu_le, _reglement_dit(r)) for r in reglements]
    if tete.signee_le is not None:
        etapes.append(Etape(tete.signee_le, f"Signée par {tete.signataire}"))
    if contraire is not None:
        etapes.append(Etape(contraire.cree_le, f"Contre-passée par la facture {contraire.numero}"))
    return tuple(sorted(etapes, key=_moment))


def _moment(etape: Etape) -> datetime:
    return etape.instant


def _reglement_dit(reglement: LigneReglement) -> str:
    moyen = LIBELLES_MOYENS[reglement.moyen].lower()
    if reglement.contrepasse_id is not None:
        return f"Règlement contraire de {reglement.montant} ({moyen})"
    return f"Réglée\u202f: {reglement.montant} ({moyen})"


def _nom_du_patient(patient: Patient) -> str:
    nom = (patient.nom_utilise or patient.nom_naissance).upper()
    return f"{nom} {patient.prenom_utilise or patient.premier_prenom}"
