"""Quand un dossier peut se détruire : les exemples des faits, les propriétés, et la raison donnée."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from secretariat.conformite import parametres
from secretariat.conformite.parametres import ParametreInvalide, regles_avec
from secretariat.conformite.regles.conservation import anomalies_des_faits, echeance, fin_des_pieces_comptables
from secretariat.conformite.regles.durees import plus_ans, plus_mois
from secretariat.conformite.valeurs.conservation import Situation

EXEMPLES = yaml.safe_load(Path("tests/exemples/conformite.yaml").read_text(encoding="utf-8"))
REGLES = parametres.conservation()
jours = st.dates(date(1905, 1, 1), date(2060, 12, 31))


def fin_de(situation: Situation) -> date:
    """L’échéance d’un dossier dont le délai court."""
    le = echeance(situation, REGLES).le
    assert le is not None
    return le


@st.composite
def situations(tirer):
    naissance = tirer(jours)
    passage = tirer(st.dates(naissance, date(2080, 1, 1)))
    deces = tirer(st.none() | st.dates(passage, date(2100, 1, 1)))
    return Situation(naissance, passage, deces, tirer(st.none() | st.dates(naissance, passage)))


@pytest.mark.parametrize("exemple", EXEMPLES["conservation"], ids=lambda e: f"{e['attendu']}")
def test_les_exemples_des_faits(exemple):
    situation = Situation(exemple["naissance"], exemple["dernier_passage"], exemple["deces"])
    assert echeance(situation, REGLES).le == exemple["attendu"]


@given(situations())
def test_jamais_avant_vingt_ans_sauf_deces(situation):
    fin = fin_de(replace(situation, deces=None))
    assert fin >= plus_ans(situation.dernier_passage, 20)


@given(situations())
def test_jamais_avant_le_vingt_huitieme_anniversaire_sauf_deces(situation):
    assert fin_de(replace(situation, deces=None)) >= plus_ans(situation.naissance, 28)


@given(situations())
def test_jamais_avant_dix_ans_apres_le_deces_s_il_a_suivi_de_pres(situation):
    if situation.deces is not None:
        assert fin_de(situation) >= min(plus_ans(situation.deces, 10), plus_ans(situation.dernier_passage, 20))


@given(situations())
def test_une_transfusion_ne_fait_que_prolonger(situation):
    assert fin_de(situation) >= fin_de(replace(situation, transfusion=None))


@given(situations())
def test_la_derniere_raison_dit_la_date(situation):
    resultat = echeance(situation, REGLES)
    assert f"{fin_de(situation).year}" in resultat.raison
    assert all(motif.reference for motif in resultat.motifs)


@given(situations())
def test_l_archive_precede_toujours_la_destruction(situation):
    assert echeance(situation, REGLES).archive_le < fin_de(situation)


def test_un_contentieux_suspend_le_delai():
    suspendue = echeance(Situation(date(1950, 1, 1), date(2000, 1, 1), suspension="expertise en cours"), REGLES)
    assert suspendue.le is None
    assert "expertise en cours" in suspendue.raison


def test_une_transfusion_garde_trente_ans():
    transfuse = Situation(date(1950, 1, 1), date(2000, 1, 1), transfusion=date(1999, 5, 4))
    assert echeance(transfuse, REGLES).le == date(2029, 5, 4)


@pytest.mark.parametrize(
    ("depart", "attendu"),
    [
        (date(2004, 2, 29), date(2024, 2, 29)),
        (date(2080, 2, 29), date(2100, 2, 28)),
        (date(2005, 3, 1), date(2025, 3, 1)),
    ],
)
def test_vingt_ans_d_un_29_fevrier(depart, attendu):
    assert echeance(Situation(date(1950, 1, 1), depart), REGLES).le == attendu


@given(jours, st.integers(0, 600))
def test_ajouter_des_mois_ne_depasse_jamais_le_mois_vise(jour, mois):
    obtenu = plus_mois(jour, mois)
    assert (obtenu.year * 12 + obtenu.month) - (jour.year * 12 + jour.month) == mois
    assert obtenu.day == jour.day or (obtenu + timedelta(days=1)).day == 1


def test_une_piece_comptable_se_garde_dix_ans_apres_son_exercice():
    assert fin_des_pieces_comptables(date(2016, 1, 2), REGLES) == date(2026, 12, 31)


def test_un_fait_impossible_est_dit():
    jour = date(2026, 3, 12)
    deces_trop_tot = Situation(date(1950, 1, 1), date(2020, 1, 1), deces=date(2019, 1, 1))
    assert "antérieur au dernier passage" in anomalies_des_faits(deces_trop_tot, jour)[0]
    a_venir = Situation(date(1950, 1, 1), date(2020, 1, 1), deces=date(2027, 1, 1))
    assert "à venir" in anomalies_des_faits(a_venir, jour)[0]
    avant_de_naitre = Situation(date(1950, 1, 1), date(2020, 1, 1), transfusion=date(1949, 1, 1))
    assert "naissance" in anomalies_des_faits(avant_de_naitre, jour)[0]


def test_le_cabinet_ne_regle_que_ce_qui_reste_a_relire():
    reglees = regles_avec(REGLES, {"duree_ordinaire_ans": 1, "transfusion_ans": 40, "apres_deces_ans": "dix"})
    assert [reglees[n].valeur for n in ("duree_ordinaire_ans", "transfusion_ans", "apres_deces_ans")] == [20, 40, 10]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("verifie_le: hier\nparametres: {}", "verifie_le"),
        ("verifie_le: 2026-01-01\nparametres: {x: {description: d, valeur: 3}}", "source"),
        ("verifie_le: 2026-01-01\nparametres: {x: {description: d, source: s, valeur: 3, duree: 2}}", "duree"),
        ("verifie_le: 2026-01-01\nparametres: {x: {description: d, source: s, valeur: '3'}}", "entier"),
        ("verifie_le: 2026-01-01\nparametres: {x: {description: d, source: s, valeur: 3, reglable: true}}", "pourquoi"),
    ],
)
def test_un_fichier_de_regles_mal_forme_est_refuse(tmp_path, texte, attendu):
    fichier = tmp_path / "regles.yaml"
    fichier.write_text(texte, encoding="utf-8")
    with pytest.raises(ParametreInvalide, match=attendu):
        parametres.lire(fichier, "parametres")
