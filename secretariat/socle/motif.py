"""La raison d’un résultat, assez précise pour répondre à « pourquoi 9,00 € ? »."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Motif:
    """Pourquoi une règle a rendu cette valeur.

    Attributes:
        texte: La raison, en une phrase que l’on peut dire au patient.
        valeur: Le montant ou le taux en cause, déjà écrit (« 21,00 € », « 70 % »).
        parametre: Le barème consulté (`ngap.g`), vide si aucun.
        reference: Le titre du texte qui le fonde, vide si aucun.
        part: Le payeur dont il explique la part (`amo`, `amc`, `patient`) ; vide s’il dit un tarif, ou vaut pour tous.
    """

    texte: str
    valeur: str = ""
    parametre: str = ""
    reference: str = ""
    part: str = ""
