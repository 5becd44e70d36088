from datetime import UTC, date, datetime

import pytest

from secretariat.cartes.cpx.jeton_simule import CompteurDEssais, JetonSimule
from secretariat.cartes.cpx.simulation import autorites_de_simulation
from secretariat.cartes.erreurs import CodeBloque, CodeFaux
from secretariat.cartes.valeurs import CarteCps, EssaisRestants, SorteCpx
from tests.cartes.cpx.contrat_jeton import FEUILLE, ContratJeton

HELENE = CarteCps(
    sorte=SorteCpx.CPS,
    numero_serie="SIMU-P-0001",
    nom="MARCHAND",
    prenom="Hélène",
    identifiant_national="810000000009",
    rpps="10000000009",
    profession="Médecin",
    code_specialite="SM26",
    valable_jusqu_au=date(2039, 12, 31),
    simulee=True,
    generation=1,
)


class BancSimule:
    code = "864213"
    simule = True
    autorites = autorites_de_simulation()
    quand = datetime(2026, 3, 12, 10, 20, tzinfo=UTC)

    def __init__(self):
        self.jeton = JetonSimule(HELENE, "864213")

    def retirer(self):
        self.jeton.fermer()

    def remettre(self):
        return JetonSimule(HELENE, "864213")


@pytest.fixture
def banc():
    return BancSimule()


class TestJetonSimule(ContratJeton):
    pass


def test_trois_codes_faux_de_suite_bloquent_meme_le_bon(banc):
    etats = []
    for attendu in (CodeFaux, CodeFaux, CodeBloque):
        with pytest.raises(attendu):
            banc.jeton.signer(FEUILLE, "0000")
        etats.append(banc.jeton.essais_restants())
    assert etats == [EssaisRestants.PEU, EssaisRestants.DERNIER, EssaisRestants.BLOQUE]
    with pytest.raises(CodeBloque):
        banc.jeton.situations("864213")


def test_avant_le_dernier_essai_le_refus_previent(banc):
    conseils = []
    for _ in range(2):
        with pytest.raises(CodeFaux) as refus:
            banc.jeton.signer(FEUILLE, "0000")
        conseils.append(refus.value.conseil)
    assert ["un seul essai" in conseil for conseil in conseils] == [False, True]


def test_un_code_juste_remet_le_compteur_a_zero(banc):
    for _ in range(3):
        with pytest.raises(CodeFaux):
            banc.jeton.signer(FEUILLE, "0000")
        banc.jeton.signer(FEUILLE, "864213")


def test_le_code_attendu_se_choisit():
    assert JetonSimule(HELENE, "2468").signer(FEUILLE, "2468").simulee


def test_le_compteur_suit_la_carte_d_une_insertion_a_l_autre():
    compteur = CompteurDEssais()
    with pytest.raises(CodeFaux):
        JetonSimule(HELENE, compteur=compteur).signer(FEUILLE, "0000")
    assert JetonSimule(HELENE, compteur=compteur).essais_restants() is EssaisRestants.PEU
    assert JetonSimule(HELENE).essais_restants() is EssaisRestants.NORMAL
