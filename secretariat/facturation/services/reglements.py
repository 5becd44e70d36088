"""Encaisser ce que le patient doit : le règlement et la recette s’écrivent ensemble, ou pas du tout."""

from __future__ import annotations

from sqlalchemy import func, select

from secretariat.comptabilite.services import enregistrer_recette
from secretariat.comptabilite.valeurs import Mouvement, MoyenPaiement, Origine
from secretariat.facturation.modele import Facture, Reglement
from secretariat.facturation.services.preparation import designation
from secretariat.facturation.valeurs import EtatFacture
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.montant import ZERO, Montant
from secretariat.socle.unite_de_travail import UniteDeTravail

MENTION_SIMULEE = " (simulation)"
"""Une recette ne se corrige plus : la marque y est dès l’écriture, et la suit au journal et dans les exports."""


@geste(Droit.ENCAISSER)
def encaisser(unite: UniteDeTravail, facture_id: int, *, montant: Montant, moyen: MoyenPaiement) -> int:
    """Reçoit la part du patient, et l’inscrit au journal comptable ; rend l’identifiant du règlement.

    Raises:
        ErreurMetier: La facture n’est pas validée, n’attend rien, est déjà réglée, ou attend un autre montant.
    """
    facture = unite.un(Facture, facture_id)
    _verifier_attente(unite, facture)
    if montant != facture.part_patient:
        raise ErreurMetier(
            f"La facture {facture.numero} attend {facture.part_patient}, pas {montant}.",
            conseil="Saisir le montant dû.",
        )
    ecriture_id = enregistrer_recette(
        unite,
        Mouvement(
            jour=unite.aujourd_hui,
            montant=montant,
            libelle=f"Honoraires, facture {facture.numero}{MENTION_SIMULEE if facture.simulee else ''}",
            tiers=f"Patient n°\u00a0{facture.patient_id}",
            piece=designation(facture),
            moyen=moyen,
            origine=Origine.PATIENT,
            praticien_id=facture.praticien_id,
        ),
    )
    reglement = Reglement(
        facture_id=facture.id, ecriture_id=ecriture_id, moyen=moyen, montant=montant, recu_le=unite.horloge()
    )
    unite.ajouter(reglement)
    return reglement.id


def _verifier_attente(unite: UniteDeTravail, facture: Facture) -> None:
    nom = designation(facture)
    if facture.numero is None:
        raise ErreurMetier(f"La facture {nom} n’est pas validée.", conseil="La valider, puis encaisser.")
    if facture.etat is EtatFacture.ANNULEE or facture.annule_id is not None:
        raise ErreurMetier(
            f"La facture {nom} est annulée\u202f: elle n’attend aucun paiement.",
            conseil="Encaisser la facture qui la remplace.",
        )
    if facture.part_patient == ZERO:
        raise ErreurMetier(
            f"La facture {nom} n’attend rien du patient\u202f: les caisses la règlent en entier.",
            conseil="Ne rien encaisser.",
        )
    regle = unite.premier(select(func.sum(Reglement.montant)).where(Reglement.facture_id == facture.id))
    if regle:
        raise ErreurMetier(
            f"La facture {nom} du {facture.jour:%d/%m/%Y} est déjà réglée.",
            conseil="Si ce règlement est faux, corriger la facture\u202f: elle se contre-passe avec lui.",
        )
