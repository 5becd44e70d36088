"""Le banc tient ce qu’il promet : le vrai pcscd voit, lit, perd et retrouve une carte virtuelle.

`smartcard.scard` est le module brut de pyscard : chaque appel rend un code, que l’essai regarde.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from smartcard import scard

from outils.cartes_virtuelles.pannes import Attendre, Couper, Remplacer, Repondre, Taire
from outils.cartes_virtuelles.pcscd import Pcscd, PcscdEnPanne
from outils.cartes_virtuelles.vpcd import CarteSurVpcd

ATR_VITALE_2 = bytes.fromhex("3B7513000044 09EA9000")
CHOISIR = bytes.fromhex("00A4000002 3F00")
FICHIER = bytes(n * 7 & 0xFF for n in range(2048))
BLOC = 16
DELAI_S = 5.0


class PuceMinimale:
    """Répond 9000 à SELECT, et un fichier de 2 ko à READ BINARY."""

    def __init__(self, contenu: bytes = FICHIER) -> None:
        self.atr = ATR_VITALE_2
        self.contenu = contenu
        self.mises_sous_tension = 0

    def mettre_sous_tension(self) -> None:
        self.mises_sous_tension += 1

    def traiter(self, apdu: bytes) -> bytes:
        if apdu[1] == 0xA4:
            return b"\x90\x00"
        debut = int.from_bytes(apdu[2:4], "big")
        return self.contenu[debut : debut + apdu[4]] + b"\x90\x00"


class Client:
    """Ce que fait un programme avec PC/SC."""

    def __init__(self) -> None:
        resultat, self.contexte = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        assert resultat == scard.SCARD_S_SUCCESS

    def attendre(self, lecteur: str, etat: int) -> bytes:
        """Attend que le lecteur soit dans cet état, et rend l’ATR de sa carte."""
        connu, atr, fin = scard.SCARD_STATE_UNAWARE, [], time.monotonic() + DELAI_S
        while not connu & etat:
            assert time.monotonic() < fin, f"{lecteur} n’atteint pas l’état {etat:#x} : {connu:#x}"
            _, [(_, connu, atr)] = scard.SCardGetStatusChange(self.contexte, 1000, [(lecteur, connu)])
        return bytes(atr)

    def connecter(self, lecteur: str) -> int:
        self.attendre(lecteur, scard.SCARD_STATE_PRESENT)
        resultat, carte, _ = scard.SCardConnect(
            self.contexte, lecteur, scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_T0
        )
        assert resultat == scard.SCARD_S_SUCCESS
        return int(carte)


def echanger(carte: int, apdu: bytes) -> tuple[int, bytes]:
    resultat, reponse = scard.SCardTransmit(carte, scard.SCARD_PCI_T0, list(apdu))
    return resultat, bytes(reponse)


def lire(carte: int, debut: int, longueur: int = BLOC) -> bytes:
    resultat, reponse = echanger(carte, bytes([0x00, 0xB0, *debut.to_bytes(2, "big"), longueur]))
    assert resultat == scard.SCARD_S_SUCCESS
    return reponse[:-2]


@pytest.fixture
def client(pcscd: Pcscd) -> Iterator[Client]:
    client = Client()
    yield client
    scard.SCardReleaseContext(client.contexte)


@pytest.fixture
def lecteur(pcscd: Pcscd) -> str:
    return pcscd.lecteurs[0]


@pytest.fixture
def carte(client: Client, lecteur: str, fente_1: int) -> Iterator[CarteSurVpcd]:
    with CarteSurVpcd(PuceMinimale(), fente_1) as carte:
        yield carte
    client.attendre(lecteur, scard.SCARD_STATE_EMPTY)


def test_une_insertion_puis_un_retrait_sont_vus(client, lecteur, fente_1):
    with CarteSurVpcd(PuceMinimale(), fente_1):
        assert client.attendre(lecteur, scard.SCARD_STATE_PRESENT) == ATR_VITALE_2
    assert client.attendre(lecteur, scard.SCARD_STATE_EMPTY) == b""


def test_les_deux_fentes_servent_ensemble(client, pcscd, carte, fente_2):
    autre = PuceMinimale(b"carte du professionnel".ljust(2048))
    with CarteSurVpcd(autre, fente_2):
        patient, professionnel = (client.connecter(lecteur) for lecteur in pcscd.lecteurs)
        assert lire(patient, 0) == FICHIER[:BLOC]
        assert lire(professionnel, 0) == b"carte du profess"


def test_deux_mille_octets_se_lisent_sans_le_retard_de_nagle(client, lecteur, carte):
    poignee = client.connecter(lecteur)
    debut = time.perf_counter()
    assert b"".join(lire(poignee, ou) for ou in range(0, len(FICHIER), BLOC)) == FICHIER
    assert time.perf_counter() - debut < len(FICHIER) / BLOC * 0.040 / 2


def test_la_carte_est_mise_sous_tension_a_l_insertion(client, lecteur, carte):
    client.connecter(lecteur)
    assert carte.puce.mises_sous_tension >= 1


def test_un_arrachage_coupe_l_echange_et_vide_la_fente(client, lecteur, carte):
    carte.avant_apdu = lambda numero, apdu: Couper() if numero == 2 else None
    poignee = client.connecter(lecteur)
    assert echanger(poignee, CHOISIR) == (scard.SCARD_S_SUCCESS, b"\x90\x00")
    assert echanger(poignee, CHOISIR)[1] == b""
    client.attendre(lecteur, scard.SCARD_STATE_EMPTY)


def test_une_carte_muette_rend_la_main_quand_on_la_retire(client, lecteur, carte):
    tue = threading.Event()

    def se_taire(numero, apdu):
        tue.set()
        return Taire()

    carte.avant_apdu = se_taire
    reponses = []
    fil = threading.Thread(target=lambda p: reponses.append(echanger(p, CHOISIR)), args=(client.connecter(lecteur),))
    fil.start()
    assert tue.wait(DELAI_S)
    assert not reponses
    carte.retirer()
    fil.join(DELAI_S)
    assert [octets for _, octets in reponses] == [b""]


def test_une_reponse_imposee_arrive_telle_quelle(client, lecteur, carte):
    carte.avant_apdu = lambda numero, apdu: Repondre(b"\x6a\x82")
    assert echanger(client.connecter(lecteur), CHOISIR) == (scard.SCARD_S_SUCCESS, b"\x6a\x82")


def test_une_carte_lente_finit_par_repondre(client, lecteur, carte):
    carte.avant_apdu = lambda numero, apdu: Attendre(0.1)
    debut = time.perf_counter()
    assert lire(client.connecter(lecteur), 0) == FICHIER[:BLOC]
    assert time.perf_counter() - debut >= 0.1


def test_une_carte_en_remplace_une_autre_sans_que_pcscd_le_voie(client, lecteur, carte):
    autre = PuceMinimale(bytes(2048))
    carte.avant_apdu = lambda numero, apdu: Remplacer(autre) if numero == 2 else None
    poignee = client.connecter(lecteur)
    assert lire(poignee, 0) == FICHIER[:BLOC]
    assert lire(poignee, 0) == bytes(BLOC)
    assert autre.mises_sous_tension == 1
    assert scard.SCardStatus(poignee)[0] == scard.SCARD_S_SUCCESS


def test_pcscd_meurt_et_renait_aux_memes_ports(pcscd, client, lecteur, fente_1):
    pcscd.tuer()
    assert scard.SCardListReaders(client.contexte, [])[0] != scard.SCARD_S_SUCCESS
    pcscd.redemarrer()
    assert pcscd.ports[0] == fente_1
    renoue = Client()
    with CarteSurVpcd(PuceMinimale(), fente_1):
        assert lire(renoue.connecter(lecteur), 0) == FICHIER[:BLOC]
    renoue.attendre(lecteur, scard.SCARD_STATE_EMPTY)
    scard.SCardReleaseContext(renoue.contexte)


def test_un_lecteur_debranche_puis_rebranche_sert_de_nouveau(pcscd, client, lecteur, carte):
    client.connecter(lecteur)
    pcscd.debrancher()
    client.attendre(lecteur, scard.SCARD_STATE_UNAVAILABLE)
    carte.retirer()
    pcscd.rebrancher()
    client.attendre(lecteur, scard.SCARD_STATE_EMPTY)
    carte.inserer()
    assert lire(client.connecter(lecteur), 0) == FICHIER[:BLOC]


def test_deux_services_tournent_cote_a_cote(pcscd, tmp_path):
    with Pcscd(tmp_path) as autre:
        assert not set(autre.ports) & set(pcscd.ports)
        assert autre.lecteurs_vus() == pcscd.lecteurs_vus() == pcscd.lecteurs
    assert pcscd.lecteurs_vus() == pcscd.lecteurs


def test_l_acces_au_service_du_poste_n_est_jamais_touche(pcscd):
    assert b"/run/pcscd" not in (pcscd.dossier / "pcscd").read_bytes()
    assert Path("/run/pcscd") not in pcscd.acces.parents


@pytest.mark.parametrize("rang", [0, 1])
def test_un_port_occupe_se_dit(pcscd, tmp_path, rang):
    with Pcscd(tmp_path) as autre:
        ports = autre.ports
    with socket.socket() as occupant:
        occupant.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        occupant.bind(("", ports[rang]))
        occupant.listen()
        with pytest.raises(PcscdEnPanne, match=f"le port {ports[0]} ou le suivant est pris"):
            Pcscd(tmp_path, port=ports[0]).demarrer()


def test_une_mort_imprevue_se_voit_a_l_arret(tmp_path):
    with pytest.raises(PcscdEnPanne, match="a fini par le code -9"), Pcscd(tmp_path):
        os.kill(int((tmp_path / "pcscd.pid").read_text().strip("\n\0")), signal.SIGKILL)
