import random

import pytest

from secretariat.cartes.cpx.situations import lire_situation, lire_specialite
from secretariat.cartes.erreurs import DonneesInvalides
from secretariat.cartes.valeurs import Situation

JUSTE = bytes.fromhex("EE 14 84 07") + b"CABINET" + bytes.fromhex("85 03") + b"1F1" + bytes.fromhex("86 04") + b"SA07"
ACCIDENTS = 5_000


def test_une_situation_se_lit_bourrage_compris():
    assert lire_situation(JUSTE + bytes(20)) == Situation("CABINET", "1F1", "SA07")


def test_un_champ_absent_reste_vide():
    assert lire_situation(b"\xee\x06\x86\x04SA07") == Situation("", "", "SA07")


@pytest.mark.parametrize("jeu", ["utf-8", "latin-1"])
def test_les_accents_se_lisent_dans_les_deux_jeux(jeu):
    nom = "HÔPITAL".encode(jeu)
    assert lire_situation(bytes((0xEE, len(nom) + 2, 0x84, len(nom))) + nom).raison_sociale == "HÔPITAL"


@pytest.mark.parametrize("octets", [b"", bytes(8), b"\x84\x01A", JUSTE[:-1], b"\xee\x80"])
def test_ce_qui_n_est_pas_une_situation_est_refuse(octets):
    with pytest.raises(DonneesInvalides):
        lire_situation(octets)


def test_une_situation_abimee_ne_fait_lever_que_donnees_invalides():
    hasard = random.Random(20260312)  # noqa: S311  (des accidents à rejouer)
    lues = 0
    for _ in range(ACCIDENTS):
        octets = bytearray(JUSTE)
        octets[hasard.randrange(len(octets))] = hasard.randrange(256)
        try:
            lues += isinstance(lire_situation(bytes(octets)), Situation)
        except DonneesInvalides:
            continue
    assert 0 < lues < ACCIDENTS


@pytest.mark.parametrize(
    ("octets", "code"),
    [(b"\x0c\x04SM26", "SM26"), (b"SM26\0\0\xff", "SM26"), (b"", ""), (b"sm26", ""), (b"\xff\xfe", "")],
)
def test_la_specialite_est_dans_les_quatre_derniers_caracteres(octets, code):
    assert lire_specialite(octets) == code
