"""Ce que vaut un mot de passe : les vecteurs de la recommandation de la CNIL, et ce que l’on refuse en plus."""

import copy

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from secretariat.cabinet import mots_de_passe
from secretariat.cabinet.mots_de_passe import force, lire, recommandation
from secretariat.cabinet.regles import alphabet_de, entropie
from secretariat.cabinet.valeurs import CasMotDePasse
from secretariat.socle.ressources import RACINE, dossier

EXEMPLES = yaml.safe_load((RACINE / "tests/exemples/mots_de_passe.yaml").read_text(encoding="utf-8"))
SEUIL_DU_CAS = {80: CasMotDePasse.SEUL, 50: CasMotDePasse.AVEC_BLOCAGE, 13: CasMotDePasse.AVEC_OBJET}


@pytest.mark.parametrize("exemple", EXEMPLES, ids=str)
def test_les_vecteurs_de_la_recommandation(exemple):
    seuil = recommandation().seuils[SEUIL_DU_CAS[exemple["seuil"]]]
    assert seuil == exemple["seuil"]
    assert (entropie(exemple["longueur"], exemple["alphabet"]) >= seuil) == exemple["suffit"]


@pytest.mark.parametrize(
    ("mot", "bits"),
    [("Tilleul-2026", 80), ("Abcdefg1", 48), ("Bordeaux", 46), ("2718281828459045", 53), ("été", 14), ("", 0)],
)
def test_l_alphabet_est_celui_dont_le_mot_se_sert(mot, bits):
    assert force(mot).bits == bits


@pytest.mark.parametrize("mot", ["Tilleul-2026", "abcdef-1", "cinq petits cailloux", "2718281828459045"])
def test_suffit_avec_des_essais_limites(mot):
    assert force(mot).suffisante


@pytest.mark.parametrize(
    ("mot", "manque"),
    [
        ("Abcdefg1", "trop court"),
        ("aaaaaaaaaaaaaaaa", "répète"),
        ("abcdefghijklmnop", "suit l’alphabet"),
        ("azertyuiopqsdfgh", "suit l’alphabet"),
        ("0123456789012345", "suit l’alphabet"),
        ("nadia-au-Cabinet", "contient l’identifiant"),
    ],
)
def test_une_entropie_suffisante_ne_fait_pas_tout(mot, manque):
    assert any(manque in m for m in force(mot, identifiant="nadia").manques)


def test_seul_il_doit_valoir_plus():
    assert not force("abcdef-1", CasMotDePasse.SEUL).suffisante
    assert force("Tilleul-2026", CasMotDePasse.SEUL).suffisante


def test_un_code_court_suffit_avec_une_carte():
    assert force("2719", CasMotDePasse.AVEC_OBJET).suffisante
    assert not force("1111", CasMotDePasse.AVEC_OBJET).suffisante


@given(st.integers(0, 60), st.integers(2, 200))
def test_un_caractere_de_plus_ne_vaut_jamais_moins(longueur, alphabet):
    assert entropie(longueur, alphabet) <= entropie(longueur + 1, alphabet)


@given(st.text(max_size=40), st.text(max_size=5))
def test_l_alphabet_ne_diminue_pas_quand_le_mot_grandit(mot, suite):
    alphabets = recommandation().alphabets
    assert alphabet_de(mot, alphabets) <= alphabet_de(mot + suite, alphabets)


def abimer_cle(d):
    d["astuce"] = 1


def abimer_cas(d):
    del d["cas"]["seul"]


def abimer_seuil(d):
    d["cas"]["seul"] = "80"


def abimer_date(d):
    d["verifie_le"] = "hier"


@pytest.mark.parametrize("abimer", [abimer_cle, abimer_cas, abimer_seuil, abimer_date])
def test_un_fichier_abime_est_refuse(abimer):
    livre = yaml.safe_load((dossier() / "droits" / "mots_de_passe.yaml").read_text(encoding="utf-8"))
    donnees = copy.deepcopy(livre)
    abimer(donnees)
    with pytest.raises(mots_de_passe.ReglesInvalides):
        lire(donnees)
