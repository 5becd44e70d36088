"""Ce que l’on fait d’une facture : une fonction par geste du secrétariat."""

from secretariat.facturation.services.corrections import annuler, corriger
from secretariat.facturation.services.lots import fermer_lot, mettre_en_lot
from secretariat.facturation.services.preparation import abandonner, preparer, valider
from secretariat.facturation.services.purge import autoriser_la_purge
from secretariat.facturation.services.reglements import encaisser
from secretariat.facturation.services.signature import signer

__all__ = [
    "abandonner",
    "annuler",
    "autoriser_la_purge",
    "corriger",
    "encaisser",
    "fermer_lot",
    "mettre_en_lot",
    "preparer",
    "signer",
    "valider",
]
