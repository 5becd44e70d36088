"""Les décisions de la facturation : fonctions pures, mêmes arguments, même résultat."""

from secretariat.facturation.regles.cotation import actes_proposes, coter
from secretariat.facturation.regles.etats import TRANSITIONS, passer
from secretariat.facturation.regles.lots import numero_de_lot_suivant, verifier_entree
from secretariat.facturation.regles.numeros import numero_suivant
from secretariat.facturation.regles.octets import octets_a_signer

__all__ = [
    "TRANSITIONS",
    "actes_proposes",
    "coter",
    "numero_de_lot_suivant",
    "numero_suivant",
    "octets_a_signer",
    "passer",
    "verifier_entree",
]
