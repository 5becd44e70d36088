from datetime import date

import pytest

from secretariat.cartes.erreurs import DonneesInvalides
from secretariat.cartes.regles import anomalies
from secretariat.cartes.tlv import ecrire_tlv
from tests.cartes.cartes_forgees import comprise, famille, identite, nir

MERE = ("Camille", "19840619", "284064499000108")
PERE = ("Hugo", "19811102", "181114499000222")
BEBE = ("Zoé", "20150101", None)


def nirs_de(*gens):
    return [personne.nir for personne in famille(*gens)]


def test_autant_de_nir_que_de_porteurs_se_rapprochent_rang_par_rang():
    assert nirs_de(MERE, PERE) == [MERE[2], PERE[2]]


@pytest.mark.parametrize("gens", [(MERE, BEBE), (MERE, PERE, BEBE), (BEBE, MERE)])
def test_des_nombres_qui_different_ne_donnent_de_nir_a_personne(gens):
    assert set(nirs_de(*gens)) == {None}


def test_plus_de_nir_que_de_porteurs_n_en_donne_a_personne():
    carte = comprise([identite()], [nir(MERE[2]), nir(PERE[2])])
    assert carte.beneficiaires[0].nir is None
    assert (carte.nirs_lus, carte.nir_assure) == (2, "")


@pytest.mark.parametrize("vide", [nir(""), nir("   "), nir(b"\0" * 15), ecrire_tlv(0x65, b"")])
def test_un_rang_sans_nir_ne_decale_pas_les_suivants(vide):
    pere = identite(naissance=PERE[1].encode())
    carte = comprise([identite(), identite(), pere], [nir(MERE[2]), vide, nir(PERE[2])])
    assert [b.nir for b in carte.beneficiaires] == [MERE[2], None, PERE[2]]
    assert carte.nirs_lus == 2


def test_un_rang_vide_de_trop_ne_fait_pas_prendre_le_nir_d_un_autre():
    carte = comprise([identite(), identite()], [ecrire_tlv(0x65, b""), nir(MERE[2]), nir(PERE[2])])
    assert {b.nir for b in carte.beneficiaires} == {None}


def test_le_nir_partage_n_est_qu_a_qui_est_ne_ce_mois_la():
    enfants = [("Jade", "20200315", MERE[2]), ("Inès", "20200315", MERE[2])]
    assert nirs_de(MERE, *enfants) == [MERE[2], None, None]


def test_le_nir_partage_par_deux_personnes_nees_le_meme_mois_n_est_a_aucune():
    assert nirs_de(MERE, ("Jumelle", MERE[1], MERE[2])) == [None, None]


def test_le_nir_partage_dont_nul_n_a_la_naissance_n_est_a_personne():
    assert nirs_de(("Jade", "20200315", MERE[2]), ("Léo", "20180101", MERE[2])) == [None, None]


@pytest.mark.parametrize("naissance", ["19240099", "19240000", "240500", "", "XXXXXXXX"])
def test_un_enfant_ne_cent_ans_apres_ne_prend_pas_le_nir_d_un_assure_a_la_date_incertaine(naissance):
    partage = "124059935300122"
    assert nirs_de(("Ali", naissance, partage), ("Sami", "20240507", partage)) == [None, None]


def test_un_seul_porteur_a_le_seul_nir():
    assert nirs_de(("Ali", "19421901", "142199935300122")) == ["142199935300122"]


def test_le_nir_de_l_assure_est_celui_que_plusieurs_partagent():
    carte = comprise([identite()] * 3, [nir(MERE[2]), nir(PERE[2]), nir(MERE[2])])
    assert carte.nir_assure == MERE[2]


@pytest.mark.parametrize("nirs", [[], [MERE[2], PERE[2]], [MERE[2], MERE[2], PERE[2], PERE[2]]])
def test_rien_ne_designe_l_assure_si_tous_different_ou_si_deux_se_partagent(nirs):
    assert comprise([identite()], [nir(n) for n in nirs]).nir_assure == ""


@pytest.mark.parametrize(("corse", "ne_le"), [("162112A99001435", b"19621130"), ("265022B99000620", b"19650217")])
def test_un_nir_de_corse_garde_sa_lettre(corse, ne_le):
    carte = comprise([identite(naissance=ne_le)], [nir(corse)])
    assert carte.beneficiaires[0].nir == carte.nir_assure == corse


def test_dix_neuf_porteurs_se_lisent_et_vingt_se_refusent():
    assert len(comprise([identite()] * 19).beneficiaires) == 19
    with pytest.raises(DonneesInvalides) as refus:
        comprise([identite()] * 20)
    assert "20 porteurs" in refus.value.detail


@pytest.mark.parametrize(
    ("brute", "affichee"),
    [
        ("19421901", "01/19/1942 (date lunaire)"),
        ("20101315", "15/13/2010 (date lunaire)"),
        ("19550000", "00/00/1955 (date lunaire)"),
        ("840619", "19/06/84 (siècle inconnu)"),
        ("1984", "1984 (illisible)"),
        ("19840619 1", "19840619 1 (illisible)"),
        ("", "date absente"),
    ],
)
def test_une_naissance_etrange_reste_telle_que_la_carte_la_porte(brute, affichee):
    (personne,) = famille(("Ali", brute, None))
    assert (personne.naissance_brute, personne.naissance) == (brute, None)
    assert personne.naissance_affichee == affichee


def test_une_naissance_absente_n_empeche_pas_de_lire():
    (personne,) = comprise([ecrire_tlv(0x65, ecrire_tlv(0x80, b"MARTIN"))]).beneficiaires
    assert (personne.prenom, personne.naissance_brute, personne.pays) == ("", "", "")


def test_les_accents_sont_en_latin_1():
    (personne,) = comprise([identite("LE GÔFF-ÇELIK".encode("latin-1"), "Zoë".encode("latin-1"))]).beneficiaires
    assert (personne.nom_naissance, personne.prenom) == ("LE GÔFF-ÇELIK", "Zoë")
    assert personne.nom_ambigu


def test_les_blancs_et_les_nuls_des_bords_tombent():
    (personne,) = comprise([identite(b"MARTIN  \0\0\0", b"\0 LEA")]).beneficiaires
    assert (personne.nom_naissance, personne.prenom) == ("MARTIN", "LEA")


def test_un_champ_a_cent_caracteres_au_plus():
    assert len(comprise([identite(b"A" * 100)]).beneficiaires[0].nom_naissance) == 100
    with pytest.raises(DonneesInvalides):
        comprise([identite(b"A" * 101)])


@pytest.mark.parametrize("nom", [b"MAR\0TIN", b"MAR\nTIN", b"MAR\x1bTIN", b"MAR\x7fTIN", b"MAR\x85TIN", b"\x02MARTIN"])
def test_un_caractere_de_controle_rend_le_champ_illisible(nom):
    with pytest.raises(DonneesInvalides) as refus:
        comprise([identite(nom)])
    assert refus.value.detail == "champ 80 illisible"


@pytest.mark.parametrize("nom", [b"", b"   ", b"\0\0"])
def test_un_porteur_sans_nom_est_refuse(nom):
    with pytest.raises(DonneesInvalides) as refus:
        comprise([identite(nom)])
    assert refus.value.detail == "porteur sans nom"


def test_une_lecture_simple_ne_pretend_rien_des_droits():
    carte = comprise([identite()], [nir(MERE[2])])
    assert carte.organisme == carte.numero_serie == carte.code_gestion == ""
    assert carte.beneficiaires[0].qualite is None
    assert carte.simulee


def test_des_accents_en_utf_8_se_lisent_aussi():
    carte = comprise([identite("GUÉRIN".encode())], [])
    assert carte.beneficiaires[0].nom_naissance == "GUÉRIN"


def test_le_nir_d_un_autre_ne_s_attribue_pas_au_rang_ou_il_tombe():
    carte = comprise([identite(naissance=PERE[1].encode()), identite()], [nir(MERE[2]), nir(PERE[2])])
    assert {personne.nir for personne in carte.beneficiaires} == {None}


def test_l_enfant_seul_sur_sa_carte_ne_prend_pas_le_nir_de_son_assure():
    carte = comprise([identite(naissance=b"20150101")], [nir(MERE[2])])
    assert (carte.beneficiaires[0].nir, carte.nir_assure) == (None, MERE[2])
    assert "celui de son assuré" in anomalies(carte, date(2026, 3, 12))[0].message


def test_un_nir_s_accorde_a_une_date_lunaire_par_ce_qu_elle_dit():
    carte = comprise([identite(naissance=b"19550099")], [nir("155209999000322")])
    assert carte.beneficiaires[0].nir == "155209999000322"
