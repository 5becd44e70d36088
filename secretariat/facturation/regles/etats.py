"""Les états d’une facture, et les seuls passages permis de l’un à l’autre."""

from __future__ import annotations

from secretariat.facturation.valeurs import LIBELLES_ETATS, EtatFacture
from secretariat.socle.erreurs import ErreurMetier

TRANSITIONS: frozenset[tuple[EtatFacture, EtatFacture]] = frozenset({
    (EtatFacture.BROUILLON, EtatFacture.VALIDEE),
    (EtatFacture.BROUILLON, EtatFacture.ANNULEE),
    (EtatFacture.VALIDEE, EtatFacture.SIGNEE),
    (EtatFacture.VALIDEE, EtatFacture.ANNULEE),
    (EtatFacture.SIGNEE, EtatFacture.EN_LOT),
    (EtatFacture.SIGNEE, EtatFacture.ANNULEE),
    (EtatFacture.EN_LOT, EtatFacture.ANNULEE),
})

CONSEILS = {
    EtatFacture.BROUILLON: "Valider d’abord la facture.",
    EtatFacture.VALIDEE: "Faire d’abord signer la facture par le praticien.",
    EtatFacture.SIGNEE: "La facture est signée\u202f; il reste à la mettre en lot.",
    EtatFacture.EN_LOT: "La facture est prête à partir\u202f; pour la corriger, l’annuler.",
    EtatFacture.ANNULEE: "Une facture annulée ne change plus\u202f; en établir une nouvelle.",
}


def passer(etat: EtatFacture, vers: EtatFacture, *, designation: str) -> EtatFacture:
    """Le nouvel état, si le passage est permis ; `designation` nomme la facture dans le refus.

    Raises:
        ErreurMetier: Le passage n’est pas dans la table.
    """
    if (etat, vers) not in TRANSITIONS:
        raise ErreurMetier(
            f"La facture {designation} est à l’état «\u00a0{LIBELLES_ETATS[etat]}\u00a0»\u202f; "
            f"elle ne peut pas passer à «\u00a0{LIBELLES_ETATS[vers]}\u00a0».",
            conseil=CONSEILS[etat],
        )
    return vers
