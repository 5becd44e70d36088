"""Ce qui peut entrer dans un lot, et comment les lots se numérotent."""

from __future__ import annotations

from secretariat.facturation.valeurs import EtatLot
from secretariat.socle.erreurs import ErreurMetier

DERNIER_NUMERO = 999
CAPACITE = 999
"""Largeur des zones du format B2 : trois chiffres pour le numéro de lot, trois pour le nombre de factures."""


def numero_de_lot_suivant(dernier: int | None) -> int:
    """Le numéro qui suit, de 1 à 999, puis de nouveau 1.

    >>> numero_de_lot_suivant(None), numero_de_lot_suivant(41), numero_de_lot_suivant(999)
    (1, 42, 1)
    """
    return (dernier or 0) % DERNIER_NUMERO + 1


def verifier_entree(
    designation: str, numero_lot: int, *, etat: EtatLot, facture_simulee: bool, lot_simule: bool
) -> None:
    """Refuse de mêler le simulé au réel, et d’ajouter à un lot fermé.

    Raises:
        ErreurMetier: Le lot est fermé, ou la facture et lui ne sont pas de même nature.
    """
    if etat is EtatLot.FERME:
        raise ErreurMetier(
            f"Le lot {numero_lot} est fermé\u202f: la facture {designation} ne peut plus y entrer.",
            conseil="La mettre dans le lot suivant.",
        )
    if facture_simulee and not lot_simule:
        raise ErreurMetier(
            f"La facture {designation} est simulée\u202f: elle n’entre pas dans le lot {numero_lot}, qui est réel.",
            conseil="La mettre dans un lot simulé\u202f; il ne partira jamais.",
        )
    if lot_simule and not facture_simulee:
        raise ErreurMetier(
            f"Le lot {numero_lot} est simulé\u202f: la facture {designation}, réelle, s’y perdrait.",
            conseil="La mettre dans un lot réel.",
        )
