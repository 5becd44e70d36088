"""La carte virtuelle face à un lecteur écrit ici, qui parle comme vpcd : rien n’y dépend de pcscd."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from outils.cartes_virtuelles.pannes import Repondre
from outils.cartes_virtuelles.vpcd import CarteSurVpcd

ATR = b"\x3b\x00"
SOUS_TENSION = b"\x00\x01\x01"
DONNER_ATR = b"\x00\x01\x04"
COMMANDE = b"\x00\x04\x00\xa4\x00\x00"
DELAI_S = 5.0


class Echo:
    """Rend la commande reçue, précédée du nombre de mises sous tension."""

    atr = ATR

    def __init__(self) -> None:
        self.mises_sous_tension = 0

    def mettre_sous_tension(self) -> None:
        self.mises_sous_tension += 1

    def traiter(self, apdu: bytes) -> bytes:
        return bytes([self.mises_sous_tension]) + apdu


@pytest.fixture
def fente() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as fente:
        fente.settimeout(DELAI_S)
        yield fente


@pytest.fixture
def carte(fente: socket.socket) -> Iterator[CarteSurVpcd]:
    with CarteSurVpcd(Echo(), fente.getsockname()[1]) as carte:
        yield carte


@pytest.fixture
def lecteur(fente: socket.socket, carte: CarteSurVpcd) -> Iterator[socket.socket]:
    lecteur, _ = fente.accept()
    lecteur.settimeout(DELAI_S)
    with lecteur:
        yield lecteur


def descripteurs() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def recevoir(lecteur: socket.socket) -> bytes:
    longueur = int.from_bytes(lecteur.recv(2, socket.MSG_WAITALL), "big")
    return lecteur.recv(longueur, socket.MSG_WAITALL)


def test_des_commandes_collees_se_separent(lecteur):
    lecteur.sendall(SOUS_TENSION + DONNER_ATR + COMMANDE)
    assert recevoir(lecteur) == ATR
    assert recevoir(lecteur) == b"\x01" + COMMANDE[2:]


def test_une_commande_en_morceaux_se_recolle(lecteur):
    for octet in COMMANDE:
        lecteur.sendall(bytes([octet]))
    assert recevoir(lecteur) == b"\x00" + COMMANDE[2:]


def test_une_apdu_d_un_seul_octet_n_est_pas_prise_pour_une_commande_du_lecteur(lecteur):
    lecteur.sendall(b"\x00\x01\x07")
    assert recevoir(lecteur) == b"\x00\x07"


def test_une_reponse_vide_peut_etre_imposee(lecteur, carte):
    carte.avant_apdu = lambda numero, apdu: Repondre(b"")
    lecteur.sendall(COMMANDE)
    assert lecteur.recv(2, socket.MSG_WAITALL) == b"\x00\x00"


def test_le_crochet_recoit_le_numero_et_les_octets(lecteur, carte):
    recus = []
    carte.avant_apdu = lambda numero, apdu: recus.append((numero, apdu))
    lecteur.sendall(COMMANDE + DONNER_ATR + COMMANDE)
    for _ in range(3):
        recevoir(lecteur)
    assert recus == [(1, COMMANDE[2:]), (2, COMMANDE[2:])]


def test_les_echanges_se_comptent_depuis_l_insertion(lecteur, carte):
    lecteur.sendall(COMMANDE)
    recevoir(lecteur)
    assert carte.echanges == 1
    carte.inserer()
    assert carte.echanges == 0


def test_le_fil_de_la_carte_porte_le_numero_de_sa_fente(carte):
    assert f"carte-{carte.port}" in {fil.name for fil in threading.enumerate()}


def test_un_lecteur_qui_disparait_n_empeche_pas_de_retirer_la_carte(lecteur, carte):
    lecteur.close()
    carte.retirer()
    carte.retirer()
    assert f"carte-{carte.port}" not in {fil.name for fil in threading.enumerate()}


def test_cent_insertions_ne_laissent_ni_fil_ni_descripteur(fente):
    avant = threading.active_count(), descripteurs()
    for _ in range(100):
        with CarteSurVpcd(Echo(), fente.getsockname()[1]):
            fente.accept()[0].close()
    assert (threading.active_count(), descripteurs()) == avant


def test_un_crochet_qui_ne_finit_pas_se_dit(lecteur, carte):
    entre, sortir = threading.Event(), threading.Event()

    def bloquer(numero, apdu):
        entre.set()
        sortir.wait(DELAI_S)

    carte.avant_apdu = bloquer
    carte.delai_s = 0.01
    lecteur.sendall(COMMANDE)
    assert entre.wait(DELAI_S)
    with pytest.raises(TimeoutError, match="ne s’arrête pas"):
        carte.retirer()
    sortir.set()


def test_sans_lecteur_a_ce_port_la_carte_ne_s_insere_pas(fente):
    port = fente.getsockname()[1]
    fente.close()
    with pytest.raises(ConnectionRefusedError):
        CarteSurVpcd(Echo(), port).inserer()
