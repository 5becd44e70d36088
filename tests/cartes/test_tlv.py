import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.cartes import tlv
from secretariat.cartes.erreurs import DonneesInvalides
from secretariat.cartes.tlv import TAILLE_MAX, Objet, ecrire_tlv, lire_tlv, trouver

COURTES = st.integers(0x01, 0xFE).filter(lambda e: e & 0x1F != 0x1F)
DE_DEUX_OCTETS = st.builds(
    lambda premier, second: premier << 8 | second, st.sampled_from([0x1F, 0x3F, 0x5F, 0x7F, 0xBF]), st.integers(0, 0x7F)
)
DE_TROIS_OCTETS = st.builds(lambda debut, dernier: debut << 8 | dernier, st.just(0x7F81), st.integers(0, 0x7F))
ETIQUETTES = COURTES | DE_DEUX_OCTETS | DE_TROIS_OCTETS
VALEURS = st.binary(max_size=300) | st.sampled_from([bytes(127), bytes(128), bytes(255), bytes(256), b"\xff" * 65_000])


def en_hexa(texte):
    return [(objet.etiquette, objet.valeur.hex()) for objet in lire_tlv(bytes.fromhex(texte))]


def test_les_exemples_de_la_documentation_disent_vrai():
    assert doctest.testmod(tlv).failed == 0


@given(ETIQUETTES, VALEURS)
def test_ce_qui_s_ecrit_se_relit(etiquette, valeur):
    assert lire_tlv(ecrire_tlv(etiquette, valeur)) == (Objet(etiquette, valeur),)


@given(st.lists(st.tuples(ETIQUETTES, st.binary(max_size=140)), max_size=6), st.data())
def test_le_bourrage_ne_change_rien_entre_les_objets_ni_apres(ecrits, data):
    bourrages = st.lists(st.sampled_from([0x00, 0xFF]), max_size=4).map(bytes)
    octets = b"".join(data.draw(bourrages) + ecrire_tlv(*ecrit) for ecrit in ecrits) + data.draw(bourrages)
    assert [(o.etiquette, o.valeur) for o in lire_tlv(octets)] == ecrits


@given(ETIQUETTES, st.binary(min_size=1, max_size=300), st.data())
def test_un_objet_coupe_n_importe_ou_est_refuse(etiquette, valeur, data):
    octets = ecrire_tlv(etiquette, valeur)
    with pytest.raises(DonneesInvalides) as refus:
        lire_tlv(octets[: data.draw(st.integers(1, len(octets) - 1))])
    assert refus.value.detail == "TLV : objet coupé"


@given(st.binary(max_size=400))
def test_n_importe_quels_octets_se_lisent_ou_se_refusent(octets):
    try:
        objets = lire_tlv(octets)
    except DonneesInvalides:
        return
    assert sum(len(objet.valeur) for objet in objets) <= len(octets)


@pytest.mark.parametrize(
    ("octets", "lus"),
    [
        ("", []),
        ("00FF00", []),
        ("8000", [(0x80, "")]),
        ("80810141", [(0x80, "41")]),
        ("8082000141", [(0x80, "41")]),
        ("808300000141", [(0x80, "41")]),
        ("7F210141", [(0x7F21, "41")]),
        ("7F81010141", [(0x7F8101, "41")]),
        ("FF2101 41FF", [(0x21, "41")]),
    ],
)
def test_chaque_forme_permise_se_lit(octets, lus):
    assert en_hexa(octets) == lus


@pytest.mark.parametrize(
    ("octets", "detail"),
    [
        ("80", "coupé"),
        ("7F", "coupé"),
        ("7F81", "coupé"),
        ("8082", "coupé"),
        ("808201", "coupé"),
        ("800541", "coupé"),
        ("8083FFFFFF41", "coupé"),
        ("8080410000", "indéfinie"),
        ("808400000001 41", "démesurée"),
        ("80FF", "démesurée"),
        ("7F8181010141", "étiquette trop longue"),
        ("7F" + "81" * 60_000, "étiquette trop longue"),
        ("8000" * (TAILLE_MAX // 2) + "00", "trop d’octets"),
    ],
)
def test_chaque_forme_interdite_dit_ce_qu_elle_a(octets, detail):
    with pytest.raises(DonneesInvalides) as refus:
        en_hexa(octets)
    assert detail in refus.value.detail


def test_une_valeur_de_fichier_entier_se_lit():
    assert len(lire_tlv(bytes([0x80, 0x83, 0x00, 0xFF, 0xFB]) + bytes(TAILLE_MAX - 5))[0].valeur) == TAILLE_MAX - 5


@pytest.mark.parametrize(("etiquette", "construit"), [(0x65, True), (0x80, False), (0x7F21, True), (0x5F37, False)])
def test_l_etiquette_dit_si_la_valeur_est_faite_d_objets(etiquette, construit):
    assert Objet(etiquette, b"").est_construit is construit


def test_les_enfants_mal_formes_sont_refuses():
    (porteur,) = lire_tlv(bytes.fromhex("6503800541"))
    with pytest.raises(DonneesInvalides):
        porteur.enfants()


def test_trouver_rend_le_premier_ou_rien():
    objets = lire_tlv(bytes.fromhex("800141800142"))
    assert trouver(objets, 0x80) == Objet(0x80, b"A")
    assert trouver(objets, 0x81) is None
