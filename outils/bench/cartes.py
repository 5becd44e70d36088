"""Les cartes à travers le vrai pcscd : lire un fichier, retrouver le dossier du porteur, ne pas figer la fenêtre.

La carte est virtuelle et répond aussitôt : ce qui se mesure est le programme, et la pile sous lui. Une vraie carte
ajoute son temps à elle, le même pour tout programme.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from smartcard import scard

from outils.bench import cartes_fenetre
from outils.bench.mesure import Mesure, alterner, mediane
from outils.cartes_virtuelles.client import viser
from outils.cartes_virtuelles.installation import PcscdAbsent
from outils.cartes_virtuelles.pcscd import Pcscd
from outils.cartes_virtuelles.vpcd import CarteSurVpcd
from secretariat.cartes import vitale2
from secretariat.cartes.canal import BLOC, Echangeur
from secretariat.cartes.pcsc import CanalPcsc
from secretariat.cartes.simulateur.images import ATR_VITALE_2, IDENTITE
from secretariat.cartes.simulateur.puce import RACINE, Application, PuceVirtuelle
from secretariat.cartes.tlv import ecrire_tlv

TAILLE, SFI = 2048, 2
FICHIER = ecrire_tlv(vitale2.PORTEUR, bytes(TAILLE - 4))
LIRE_MAX_MS, FOIS = 10, 50
RONDE_MS, DELAI_MS = 20, 10_000


def mesurer(dossier: Path) -> Iterator[Mesure]:
    """Rien, et le dit, sur une machine sans pcscd ou sans vpcd."""
    service = Pcscd(viser(), debranchable=True)
    service.ronde_ms = RONDE_MS
    try:
        with service:
            yield _fichier(service)
            yield from cartes_fenetre.mesurer(service, dossier)
    except PcscdAbsent as absence:
        sys.stderr.write(f"  rien de mesuré : {absence}\n")


def _fichier(service: Pcscd) -> Mesure:
    carte = PuceVirtuelle(ATR_VITALE_2, {RACINE: Application({IDENTITE: FICHIER}, courts={SFI: IDENTITE})})
    with CarteSurVpcd(carte, service.ports[0]):
        _attendre_la_carte(service.lecteurs[0])
        durees, nues = alterner(
            partial(_lire, service.lecteurs[0]), partial(_lire_nu, service.lecteurs[0]), fois=FOIS, a_vide=5
        )
    return Mesure(
        f"cartes : lire {TAILLE} octets par blocs de {BLOC}", mediane(durees), plancher=mediane(nues),
        plafond=LIRE_MAX_MS, note="connexion comprise ; plancher : les mêmes appels PC/SC, nus",
    )  # fmt: skip


def _lire(lecteur: str) -> None:
    canal = CanalPcsc(lecteur)
    lu = Echangeur(canal).lire_fichier_court(SFI)
    canal.fermer()
    assert lu == FICHIER  # noqa: S101


def _lire_nu(lecteur: str) -> None:
    _, contexte = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    _, carte, protocole = scard.SCardConnect(contexte, lecteur, scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_T0)
    scard.SCardBeginTransaction(carte)
    for place in range(0, TAILLE, BLOC):
        p1, p2 = (0x80 | SFI, 0) if place == 0 else divmod(place, 0x100)
        scard.SCardTransmit(carte, protocole, [0x00, 0xB0, p1, p2, BLOC])
    scard.SCardEndTransaction(carte, scard.SCARD_LEAVE_CARD)
    scard.SCardDisconnect(carte, scard.SCARD_LEAVE_CARD)
    scard.SCardReleaseContext(contexte)


def _attendre_la_carte(lecteur: str) -> None:
    _, contexte = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    etat = scard.SCARD_STATE_UNAWARE
    while not etat & scard.SCARD_STATE_PRESENT:
        _, [(_, etat, _)] = scard.SCardGetStatusChange(contexte, DELAI_MS, [(lecteur, etat)])
    scard.SCardReleaseContext(contexte)
