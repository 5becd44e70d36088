"""Rassembler les factures signées en lots, sans jamais mêler le simulé au réel."""

from __future__ import annotations

from sqlalchemy import func, select

from secretariat.cabinet.lectures import etablissement
from secretariat.facturation.modele import Facture, Lot
from secretariat.facturation.regles import numero_de_lot_suivant, passer, verifier_entree
from secretariat.facturation.regles.lots import CAPACITE
from secretariat.facturation.services.preparation import designation
from secretariat.facturation.valeurs import EtatFacture, EtatLot
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail


@geste(Droit.TELETRANSMETTRE)
def mettre_en_lot(unite: UniteDeTravail, facture_id: int, *, lot_id: int | None = None) -> int:
    """Ajoute une facture signée à ce lot, ou au lot ouvert de son praticien, créé s’il le faut ; rend le lot.

    Raises:
        ErreurMetier: La facture n’est pas signée, ou simulée hors d’une base de démonstration ; le lot est fermé, d’un
            autre praticien ou d’une autre nature.
    """
    facture = unite.un(Facture, facture_id)
    nom = designation(facture)
    if facture.simulee and not etablissement(unite).demonstration:
        raise ErreurMetier(
            f"La facture {nom} est simulée, et ce cabinet n’est pas une démonstration\u202f: "
            "elle n’entre en aucun lot.",
            conseil="L’annuler, et en établir une vraie.",
        )
    etat = passer(facture.etat, EtatFacture.EN_LOT, designation=nom)
    lot = unite.un(Lot, lot_id) if lot_id is not None else _lot_ouvert(unite, facture)
    verifier_entree(nom, lot.numero, etat=lot.etat, facture_simulee=facture.simulee, lot_simule=lot.simule)
    if lot.praticien_id != facture.praticien_id:
        raise ErreurMetier(
            f"Le lot {lot.numero} est celui d’un autre praticien que la facture {nom}.",
            conseil="La mettre dans un lot de son praticien.",
        )
    facture.etat = etat
    facture.lot_id = lot.id
    return lot.id


@geste(Droit.TELETRANSMETTRE)
def fermer_lot(unite: UniteDeTravail, lot_id: int) -> None:
    """Ferme un lot, où plus rien n’entrera.

    Raises:
        ErreurMetier: Il est déjà fermé, ou vide.
    """
    lot = unite.un(Lot, lot_id)
    if lot.etat is EtatLot.FERME:
        raise ErreurMetier(f"Le lot {lot.numero} est déjà fermé.", conseil="Il n’y a rien à faire.")
    if _nombre(unite, lot) == 0:
        raise ErreurMetier(f"Le lot {lot.numero} est vide.", conseil="Y mettre d’abord une facture signée.")
    lot.etat = EtatLot.FERME


def _lot_ouvert(unite: UniteDeTravail, facture: Facture) -> Lot:
    ouvert = unite.premier(
        select(Lot)
        .where(Lot.praticien_id == facture.praticien_id, Lot.simule == facture.simulee, Lot.etat == EtatLot.OUVERT)
        .order_by(Lot.id.desc())
    )
    if ouvert is not None and _nombre(unite, ouvert) < CAPACITE:
        return ouvert
    dernier = unite.premier(select(Lot.numero).where(Lot.praticien_id == facture.praticien_id).order_by(Lot.id.desc()))
    lot = Lot(
        numero=numero_de_lot_suivant(dernier),
        praticien_id=facture.praticien_id,
        simule=facture.simulee,
        cree_le=unite.horloge(),
    )
    unite.ajouter(lot)
    return lot


def _nombre(unite: UniteDeTravail, lot: Lot) -> int:
    return unite.premier(select(func.count(Facture.id)).where(Facture.lot_id == lot.id)) or 0
