"""Corriger une facture validée : on ne la touche pas, on établit son contraire, et s’il le faut une nouvelle."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from secretariat.comptabilite.services import contrepasser
from secretariat.facturation import motifs
from secretariat.facturation.modele import Facture, LigneFacture, Lot, Reglement
from secretariat.facturation.regles import passer
from secretariat.facturation.services.preparation import designation, preparer, prochain_numero
from secretariat.facturation.valeurs import ActeDemande, EtatFacture, EtatLot, Parcours, TiersPayant
from secretariat.socle.bareme import Bareme
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.motif import Motif
from secretariat.socle.unite_de_travail import UniteDeTravail


@geste(Droit.CORRIGER_FACTURE)
def annuler(unite: UniteDeTravail, facture_id: int, raison: str) -> int:
    """Contre-passe une facture, son règlement et sa recette ; rend l’identifiant de la facture contraire.

    Raises:
        ErreurMetier: Brouillon, facture déjà annulée ou elle-même contraire, lot fermé, raison absente.
    """
    facture = unite.un(Facture, facture_id)
    _verifier_annulation(unite, facture, raison)
    facture.etat = passer(facture.etat, EtatFacture.ANNULEE, designation=designation(facture))
    facture.lot_id = None
    contraire = _contraire(unite, facture, raison)
    unite.ajouter(contraire)
    unite.ajouter(*_lignes_contraires(unite, facture, contraire))
    for reglement in unite.tous(select(Reglement).where(Reglement.facture_id == facture.id).order_by(Reglement.id)):
        _contrepasser_reglement(unite, reglement, f"facture {facture.numero} annulée, {raison.strip()}")
    return contraire.id


@geste(Droit.CORRIGER_FACTURE)
def corriger(  # noqa: PLR0913  (la facture, et tout ce qui la remplace)
    unite: UniteDeTravail,
    bareme: Bareme,
    *,
    facture_id: int,
    raison: str,
    actes: Sequence[ActeDemande],
    tiers_payant: TiersPayant,
    parcours: Parcours,
) -> int:
    """Annule une facture et en établit le remplacement, pour le même patient, le même jour ; rend ce brouillon.

    Raises:
        ErreurMetier: L’annulation ou la nouvelle cotation est refusée ; rien n’est alors écrit.
    """
    annuler(unite, facture_id, raison)
    fausse = unite.un(Facture, facture_id)
    return preparer(
        unite,
        bareme,
        patient_id=fausse.patient_id,
        praticien_id=fausse.praticien_id,
        jour=fausse.jour,
        actes=actes,
        tiers_payant=tiers_payant,
        parcours=parcours,
        visite_id=fausse.visite_id,
        simulee=fausse.simulee,
    )


def _verifier_annulation(unite: UniteDeTravail, facture: Facture, raison: str) -> None:
    nom = designation(facture)
    if not raison.strip():
        raise ErreurMetier(
            f"La facture {nom} ne s’annule pas sans raison.", conseil="Dire en quelques mots ce qui était faux."
        )
    if facture.numero is None:
        raise ErreurMetier(f"La facture {nom} n’est pas validée.", conseil="Il suffit de l’abandonner.")
    if facture.annule_id is not None:
        raise ErreurMetier(
            f"La facture {nom} est elle-même une contre-passation.", conseil="Établir une nouvelle facture."
        )
    contraire = unite.premier(select(Facture).where(Facture.annule_id == facture.id))
    if contraire is not None:
        raise ErreurMetier(
            f"La facture {nom} est déjà annulée par la facture {contraire.numero}.",
            conseil="Il n’y a rien à refaire.",
        )
    lot = unite.un(Lot, facture.lot_id) if facture.lot_id else None
    if lot is not None and lot.etat is EtatLot.FERME:
        raise ErreurMetier(
            f"La facture {nom} est dans le lot {lot.numero}, qui est fermé.",
            conseil="Attendre le retour de la caisse, puis la corriger.",
        )


def _contraire(unite: UniteDeTravail, facture: Facture, raison: str) -> Facture:
    motif = Motif(f"Contre-passation de la facture {facture.numero}\u202f: {raison.strip()}", str(-facture.total))
    return Facture(
        numero=prochain_numero(unite),
        patient_id=facture.patient_id,
        praticien_id=facture.praticien_id,
        visite_id=facture.visite_id,
        jour=unite.aujourd_hui,
        etat=EtatFacture.VALIDEE,
        parcours=facture.parcours,
        tiers_payant=facture.tiers_payant,
        total=-facture.total,
        part_amo=-facture.part_amo,
        part_amc=-facture.part_amc,
        part_patient=-facture.part_patient,
        motifs=motifs.ecrire([motif]),
        simulee=facture.simulee,
        annule_id=facture.id,
        auteur=unite.identite.acteur,
        cree_le=unite.horloge(),
    )


def _lignes_contraires(unite: UniteDeTravail, facture: Facture, contraire: Facture) -> list[LigneFacture]:
    lignes = unite.tous(select(LigneFacture).where(LigneFacture.facture_id == facture.id).order_by(LigneFacture.rang))
    return [
        LigneFacture(
            facture_id=contraire.id,
            rang=ligne.rang,
            code=ligne.code,
            libelle=ligne.libelle,
            quantite=ligne.quantite,
            honoraire=-ligne.honoraire,
            base=-ligne.base,
            taux=ligne.taux,
            part_amo=-ligne.part_amo,
            part_amc=-ligne.part_amc,
            part_patient=-ligne.part_patient,
        )
        for ligne in lignes
    ]


def _contrepasser_reglement(unite: UniteDeTravail, reglement: Reglement, raison: str) -> None:
    unite.ajouter(
        Reglement(
            facture_id=reglement.facture_id,
            ecriture_id=contrepasser(unite, reglement.ecriture_id, raison, avec_sa_facture=True),
            moyen=reglement.moyen,
            montant=-reglement.montant,
            contrepasse_id=reglement.id,
            recu_le=unite.horloge(),
        )
    )
