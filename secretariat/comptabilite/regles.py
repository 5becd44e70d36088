"""Ce que le journal accepte (CGI, art. 99 ; BOI-BNC-DECLA-10-20), et le solde qui court."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import accumulate

from secretariat.comptabilite.valeurs import Mouvement, Sens
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.montant import ZERO, Montant


def verifier_mouvement(mouvement: Mouvement, *, aujourd_hui: date) -> None:
    """Refuse ce qui ne s’inscrit pas au journal.

    Raises:
        ErreurMetier: Montant nul ou négatif, libellé vide, date à venir.
    """
    if mouvement.montant <= ZERO:
        raise ErreurMetier(
            f"Une écriture porte un montant positif, pas {mouvement.montant}.",
            conseil="Saisir le montant sans signe\u202f; pour annuler une écriture, la contre-passer.",
        )
    if not mouvement.libelle.strip():
        raise ErreurMetier("L’écriture n’a pas de libellé.", conseil="Dire en quelques mots ce qui est payé.")
    if mouvement.jour > aujourd_hui:
        raise ErreurMetier(
            f"L’écriture est datée du {mouvement.jour:%d/%m/%Y}, qui n’est pas encore venu.",
            conseil="Dater l’écriture du jour où l’argent a été reçu ou versé.",
        )


def signe(montant: Montant, sens: Sens) -> Montant:
    """L’effet d’une écriture sur le solde : une recette l’augmente, une dépense le diminue.

    >>> signe(Montant.euros(30), Sens.DEPENSE)
    Montant(centimes=-3000)
    """
    return montant if sens is Sens.RECETTE else -montant


def soldes_progressifs(effets: Iterable[Montant]) -> tuple[Montant, ...]:
    """Le solde après chaque effet.

    >>> soldes_progressifs([Montant(3000), Montant(-900)])
    (Montant(centimes=3000), Montant(centimes=2100))
    """
    return tuple(accumulate(effets))
