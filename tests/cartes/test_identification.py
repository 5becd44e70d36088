import pytest

from secretariat.cartes.identification import Modele, reconnaitre
from secretariat.cartes.valeurs import TypeCarte

VITALE_1 = (
    "3F6525002209F69000", "3F6525002C09F69000", "3F6525002209699000", "3F6525002C09699000",
    "3F65250052096A9000", "3F652500A3096A9000", "3F652500A4096A9000",
)  # fmt: skip
VITALE_2 = (*(f"3B751300004{chiffre}09EA9000" for chiffre in "3456789BC"), "3B751300004509FA9000")
CPS_3 = (
    "3BAC00402A001225006480000310009000",
    "3BAC00402A001225006480820212009000",
    "3B8F80010031B86404B0ECC173940180829000 0E",
)
CPS_4 = (
    "3B9B1880010012250064800401000090 44",
    "3B9B1880010012250064800004010090 44",
    "3BDC18FF0000122500648000040100 9000",
)
AUTRES = {
    "vide": "",
    "CNAMTS, carte d’agent": "3B6700002D201601789000",
    "bancaire": "3B6F00008031E06B8431050255555555555555",
    "Vitale 2 coupée": "3B751300004409EA90",
    "Vitale 2 rallongée": "3B751300004409EA900000",
    "Vitale 2 d’un autre émetteur": "3B751300004408EA9000",
    "monpass.santé": "3B7A1300004409EA9000",
    "CPS d’un autre émetteur": "3BAC00402A001225006580000310009000",
}


@pytest.mark.parametrize(
    ("atr", "modele"),
    [
        *((atr, Modele.VITALE_1) for atr in VITALE_1),
        *((atr, Modele.VITALE_2) for atr in VITALE_2),
        *((atr, Modele.CPS_3) for atr in CPS_3),
        *((atr, Modele.CPS_4) for atr in CPS_4),
    ],
)
def test_chaque_atr_publie_se_reconnait(atr, modele):
    assert reconnaitre(bytes.fromhex(atr)) is modele


@pytest.mark.parametrize("atr", AUTRES.values(), ids=list(AUTRES))
def test_les_autres_cartes_sont_inconnues_et_se_tentent_comme_une_vitale(atr):
    assert reconnaitre(bytes.fromhex(atr)) is Modele.INCONNUE
    assert Modele.INCONNUE.type_carte is TypeCarte.VITALE


@pytest.mark.parametrize("modele", Modele)
def test_chaque_modele_a_un_nom_a_montrer(modele):
    assert modele.nom.startswith("Carte ")


def test_seules_les_cartes_cps_vont_au_professionnel():
    assert {m for m in Modele if m.type_carte is TypeCarte.CPS} == {Modele.CPS_3, Modele.CPS_4, Modele.CPS}
