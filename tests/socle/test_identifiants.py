import doctest
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from secretariat.socle import identifiants
from secretariat.socle.identifiants import (
    cle_nir,
    compacter_nir,
    est_nir_fictif,
    formater_nir,
    masquer_nir,
    nir_valide,
    rpps_valide,
    sexe_du_nir,
)

EXEMPLES = yaml.safe_load((Path(__file__).parents[1] / "exemples" / "identifiants.yaml").read_text(encoding="utf-8"))
corps_de_nir = st.from_regex(identifiants.FORME_CORPS, fullmatch=True)


@pytest.mark.parametrize(("nir", "attendu"), EXEMPLES["nir"])
def test_un_nir_est_juste_ou_faux(nir, attendu):
    assert nir_valide(nir) is attendu


@pytest.mark.parametrize(("rpps", "attendu"), EXEMPLES["rpps"])
def test_un_rpps_est_juste_ou_faux(rpps, attendu):
    assert rpps_valide(rpps) is attendu


def test_les_exemples_de_la_documentation_disent_vrai():
    assert doctest.testmod(identifiants).failed == 0


@given(corps_de_nir)
def test_tout_corps_complete_de_sa_cle_est_juste(corps):
    assert nir_valide(corps + cle_nir(corps))


@given(corps_de_nir, st.integers(0, 12), st.sampled_from("0123456789"))
def test_un_chiffre_mal_recopie_se_voit(corps, rang, chiffre):
    faux = corps[:rang] + chiffre + corps[rang + 1 :]
    if faux != corps and faux[5:7].isdigit() == corps[5:7].isdigit():
        assert not nir_valide(faux + cle_nir(corps))


@given(corps_de_nir)
def test_le_nir_groupe_redevient_compact(corps):
    assert compacter_nir(formater_nir(corps + cle_nir(corps))) == corps + cle_nir(corps)


@given(corps_de_nir)
def test_le_masque_ne_laisse_que_sexe_date_et_departement(corps):
    visible = compacter_nir(masquer_nir(corps)).replace("•", "")
    assert visible == corps[:7]


@pytest.mark.parametrize("corps", ["", "28406441090012", "284062C109001", "984064410900", "28406441090é1"])
def test_la_cle_d_un_corps_mal_forme_est_refusee(corps):
    with pytest.raises(ValueError, match="treize"):
        cle_nir(corps)


@pytest.mark.parametrize("nir", ["2840644990001", "2840644109000", "162112A990014"])
def test_commune_990_ou_ordre_000_ne_sont_attribues_a_personne(nir):
    assert est_nir_fictif(nir)


@pytest.mark.parametrize("nir", ["", "990", "0000000000000", "2840644109001"])
def test_un_nir_attribuable_ou_mal_forme_n_est_pas_fictif(nir):
    assert not est_nir_fictif(nir)


def test_le_sexe_ne_se_deduit_que_d_un_numero_definitif():
    assert [sexe_du_nir(debut) for debut in ("1", "2", "3", "8", "")] == ["M", "F", None, None, None]


def test_un_nir_en_cours_de_saisie_est_groupe_jusqu_ou_il_va():
    assert formater_nir("28406441") == "2 84 06 44 1"
    assert not formater_nir("")
