"""Compléter une lecture simple par ce que dit l’API sous licence, si elle parle bien de la même carte."""

from __future__ import annotations

from dataclasses import replace

from secretariat.cartes.api_vitale.concordance import exiger_la_meme_carte
from secretariat.cartes.valeurs import CarteVitale


def completer(simple: CarteVitale, droits: CarteVitale) -> CarteVitale:
    """La carte avec ses droits ; elle reste simulée dès que l’une des deux lectures l’est.

    Raises:
        ReponseInattendue: Les deux lectures ne parlent pas de la même carte.
    """
    exiger_la_meme_carte(simple, droits)
    return replace(
        droits,
        generation=simple.generation,
        simulee=simple.simulee or droits.simulee,
        nirs_lus=simple.nirs_lus,
    )
