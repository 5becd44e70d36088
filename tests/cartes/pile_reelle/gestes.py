"""Les gestes des essais sur la pile réelle : faire arriver une panne à un échange, et dire ce qui en reste."""

from __future__ import annotations

import threading
from collections.abc import Callable

from outils.cartes_virtuelles.pannes import Panne
from outils.cartes_virtuelles.vpcd import CarteSurVpcd
from secretariat.cartes.valeurs import CarteVitale
from tests.cartes.cartes_forgees import CARTES
from tests.cartes.pile_reelle.poste import PATIENTS, PosteReel

PATIENT, AUTRE = PATIENTS[1], PATIENTS[2]
ECHANGES_D_UNE_VITALE = range(1, 10)
"""Ceux que fait la lecture d’une carte fictive, du premier au dernier."""
PATIENCE_S = 0.4


def a_l_echange(carte: CarteSurVpcd, attendu: int, geste: Callable[[], Panne | None]) -> threading.Event:
    """Fait ce geste une seule fois, juste avant cet échange ; rend de quoi attendre qu’il soit fini."""
    fini, attendu = threading.Event(), attendu + carte.echanges

    def crochet(numero: int, _apdu: bytes) -> Panne | None:
        if numero != attendu:
            return None
        try:
            return geste()
        finally:
            fini.set()

    carte.avant_apdu = crochet
    return fini


def se_lit(poste: PosteReel, code: str) -> bool:
    """Vrai si la carte lue est celle-là, tout entière."""
    lue, contenu = poste.lecteur.lire_vitale(), CARTES[code].contenu
    assert isinstance(contenu, CarteVitale)
    return [b.prenom for b in lue.beneficiaires] == [b.prenom for b in contenu.beneficiaires]


def lecteurs(poste: PosteReel) -> list[str]:
    return [lecteur.nom for lecteur in poste.lecteur.etat().lecteurs]


def fils_de_lecture() -> list[str]:
    return [fil.name for fil in threading.enumerate() if fil.name == "cartes-lecture"]
