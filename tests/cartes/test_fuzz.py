"""Cent vingt mille cartes folles : aucune ne fait autre chose que se lire, ou se refuser par une `ErreurCarte`.

Chaque graine rejoue toujours la même suite, à partir d’images justes.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from secretariat.cartes import cps, porteurs, vitale2
from secretariat.cartes.canal import ECHANGES_MAX, Echangeur
from secretariat.cartes.erreurs import DonneesInvalides, ErreurCarte
from secretariat.cartes.regles import anomalies
from secretariat.cartes.simulateur.images import ATR_CPS_3, ATR_VITALE_2, puce
from secretariat.cartes.simulateur.puce import RACINE, Application, PuceVirtuelle
from secretariat.cartes.tlv import lire_tlv
from secretariat.cartes.valeurs import CarteVitale
from secretariat.cartes.vitale2 import AID_VITALE
from tests.cartes.canaux import CanalDePuce
from tests.cartes.cartes_forgees import CARTES, Apps, applications, identite, nir
from tests.cartes.mutateur import muter
from tests.conftest import HorlogeArretee

GRAINES = range(8)
FICHIERS, CARTES_VITALE, CARTES_CPS, CANAUX = 11_000, 2_500, 500, 1_000
"""Combien par graine : 120 000 en tout."""
SECRET = b"SECRETISSIME"
IDENTITES = b"".join(identite(SECRET, b"LEA %d" % rang, b"19840619") for rang in range(6)) + bytes(40)
NIRS = b"".join(nir("284064499000108") for _ in range(6)) + bytes(30)
VITALE = applications(IDENTITES, NIRS)
PAR_LA_TABLE = {**VITALE, RACINE: Application({}), AID_VITALE: replace(VITALE[AID_VITALE], courts={})}
CPS = puce(CARTES["cps-marchand"])._applications
MOTS = (
    b"\x90\x00",
    b"\x61\x00",
    b"\x61\x10",
    b"\x6c\x00",
    b"\x6c\x10",
    b"\x62\x82",
    b"\x6b\x00",
    b"\x6a\x82",
    b"\x69\x82",
)


def abimer(des: random.Random, carte: Apps) -> Apps:
    """Cette carte, un à trois fichiers abîmés, protégés ou absents."""
    abimee = dict(carte)
    for _ in range(des.choice((1, 1, 2, 3))):
        aid = des.choice(list(abimee))
        if not (fichiers := dict(abimee[aid].fichiers)):
            continue
        numero = des.choice(list(fichiers))
        sort = des.randrange(8)
        if sort == 0:
            del fichiers[numero]
        else:
            fichiers[numero] = muter(des, fichiers[numero])
        courts = {sfi: cible for sfi, cible in abimee[aid].courts.items() if cible in fichiers}
        abimee[aid] = Application(fichiers, courts, frozenset({numero}) if sort == 1 else frozenset())
    return abimee


class CanalFou:
    """Mène à une carte qui, une fois sur cinq, répond n’importe quoi."""

    atr = ATR_VITALE_2

    def __init__(self, des: random.Random, puce: PuceVirtuelle) -> None:
        self._des, self._puce = des, puce
        self.echanges = 0

    def transmettre(self, apdu: bytes) -> bytes:
        self.echanges += 1
        if self._des.random() < 1 / 5:
            return self._des.randbytes(self._des.choice((0, 1, 2, 16, 231, 256))) + self._des.choice(MOTS)
        return self._puce.traiter(apdu)

    def fermer(self) -> None:
        """Rien à rendre."""


def exiger_un_refus_discret(refus: ErreurCarte) -> None:
    """Vérifie que le refus se montre, et qu’il ne dit rien de ce qui est sur la carte."""
    montre = f"{refus} {refus.conseil} {refus.detail}"
    assert str(refus)
    assert refus.conseil
    assert not re.search("SECRETISSIME|2840644|MARCHAND|8100000", montre)


def lire_vitale(canal) -> CarteVitale | None:
    try:
        return porteurs.comprendre(vitale2.lire(Echangeur(canal)), simulee=True, generation=1)
    except ErreurCarte as refus:
        exiger_un_refus_discret(refus)
        return None


@pytest.mark.parametrize("graine", GRAINES)
def test_des_fichiers_abimes_se_lisent_ou_se_refusent(graine):
    des = random.Random(graine)  # noqa: S311
    lus = 0
    for _ in range(FICHIERS):
        octets = muter(des, des.choice((IDENTITES, NIRS)))
        try:
            for objet in lire_tlv(octets):
                assert len(objet.enfants()) <= len(octets)
        except DonneesInvalides as refus:
            exiger_un_refus_discret(refus)
        else:
            lus += 1
    assert 0.05 < lus / FICHIERS < 0.95


@pytest.mark.parametrize("graine", GRAINES)
def test_des_cartes_vitale_abimees_se_lisent_ou_se_refusent(graine):
    des = random.Random(graine)  # noqa: S311
    jour = HorlogeArretee()().date()
    lues = 0
    for _ in range(CARTES_VITALE):
        abimee = abimer(des, des.choice((VITALE, PAR_LA_TABLE)))
        carte = lire_vitale(CanalDePuce(PuceVirtuelle(ATR_VITALE_2, abimee, en_deux_temps=des.random() < 1 / 4)))
        if carte is not None:
            lues += 1
            assert 0 < len(carte.beneficiaires) <= porteurs.PORTEURS_MAX
            assert all(b.nom and b.naissance_affichee for b in carte.beneficiaires)
            assert isinstance(anomalies(carte, jour), tuple)
    assert 0.1 < lues / CARTES_VITALE < 0.99


@pytest.mark.parametrize("graine", GRAINES)
def test_des_cartes_de_professionnel_abimees_se_lisent_ou_se_refusent(graine):
    des = random.Random(graine)  # noqa: S311
    lues = 0
    for _ in range(CARTES_CPS):
        canal = CanalDePuce(PuceVirtuelle(ATR_CPS_3, abimer(des, CPS)))
        try:
            lues += bool(cps.lire(Echangeur(canal), simulee=True, generation=1).nom)
        except ErreurCarte as refus:
            exiger_un_refus_discret(refus)
    assert 0.1 < lues / CARTES_CPS < 0.99


@pytest.mark.parametrize("graine", GRAINES)
def test_un_canal_fou_n_use_ni_la_patience_ni_les_echanges(graine):
    des = random.Random(graine)  # noqa: S311
    pires = 0
    for _ in range(CANAUX):
        canal = CanalFou(des, PuceVirtuelle(ATR_VITALE_2, VITALE))
        lire_vitale(canal)
        pires = max(pires, canal.echanges)
    assert 10 < pires <= ECHANGES_MAX
