"""Les champs des lettres, sans base."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.courriers.regles import (
    A_COMPLETER,
    CHAMPS,
    PAR_NOM,
    Sujet,
    age_dit,
    bilan,
    contexte,
    telephone_dit,
    valeurs_du_patient,
    valeurs_du_praticien,
)
from secretariat.courriers.valeurs import ChampsDuModele, OrigineChamp
from secretariat.dossiers.valeurs import Coordonnees, Sexe, Traits

CLEMENCE = Traits("Lefèvre", "Clémence", date(1984, 6, 12), Sexe.FEMININ, "44109")
JOUR = date(2026, 3, 12)
noms = st.sets(st.sampled_from(sorted(PAR_NOM)))


def valeurs(traits=CLEMENCE, nir=""):
    return valeurs_du_patient(Sujet(traits, Coordonnees(), nir), JOUR)


def test_les_champs_sont_nombreux_uniques_et_decrits():
    assert len(PAR_NOM) == len(CHAMPS) >= 40
    assert all(champ.description for champ in CHAMPS)
    assert all(champ.nom.count(".") == 1 for champ in CHAMPS)


def test_chaque_champ_lu_dans_la_base_a_une_valeur_meme_vide():
    donnes = {nom for nom in PAR_NOM if nom.startswith("patient.")}
    assert valeurs().keys() == donnes
    assert valeurs_du_praticien(None).keys() == {nom for nom in PAR_NOM if nom.startswith("praticien.")}


@pytest.mark.parametrize(
    ("sexe", "complet", "ne"),
    [
        (Sexe.FEMININ, "Madame Clémence LEFÈVRE", "née"),
        (Sexe.MASCULIN, "Monsieur Clémence LEFÈVRE", "né"),
        (Sexe.INDETERMINE, "Clémence LEFÈVRE", "né(e)"),
    ],
)
def test_la_lettre_s_accorde(sexe, complet, ne):
    trouvees = valeurs(replace(CLEMENCE, sexe=sexe))
    assert (trouvees["patient.nom_complet"], trouvees["patient.ne"]) == (complet, ne)


def test_le_nom_utilise_passe_devant_et_le_nom_de_naissance_reste():
    trouvees = valeurs(replace(CLEMENCE, nom_utilise="Girard", prenom_utilise="Clem"))
    assert (trouvees["patient.nom"], trouvees["patient.nom_naissance"], trouvees["patient.prenom"]) == (
        "GIRARD", "LEFÈVRE", "Clem",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("naissance", "attendu"),
    [
        (date(2026, 3, 12), "0 mois"),
        (date(2024, 3, 13), "23 mois"),
        (date(2024, 3, 12), "2 ans"),
        (date(1984, 3, 13), "41 ans"),
        (date(2030, 1, 1), "0 mois"),
    ],
)
def test_l_age_se_dit_en_mois_avant_deux_ans(naissance, attendu):
    assert age_dit(naissance, JOUR).replace("\u00a0", " ") == attendu


def test_un_numero_etranger_reste_tel_quel():
    assert telephone_dit("+41791234567") == "+41791234567"
    assert telephone_dit("") == ""


@given(noms, noms, noms)
def test_un_champ_manque_s_il_est_employe_sans_valeur_ni_excuse(employes, remplis, conditionnels):
    trouve = bilan(ChampsDuModele(frozenset(employes), frozenset(conditionnels)), dict.fromkeys(remplis, "x"))
    facultatifs = {champ.nom for champ in CHAMPS if champ.facultatif}
    assert {champ.nom for champ in trouve.manquants} == employes - remplis - conditionnels - facultatifs
    assert trouve.inconnus == ()


def test_un_champ_inconnu_est_nomme():
    assert bilan(ChampsDuModele(frozenset({"patient.taille", "nom"})), {}).inconnus == ("nom", "patient.taille")


def test_une_valeur_faite_d_espaces_manque():
    trouve = bilan(ChampsDuModele(frozenset({"patient.nom"})), {"patient.nom": "  "})
    assert [champ.nom for champ in trouve.manquants] == ["patient.nom"]


def test_le_contexte_a_tous_les_champs_et_des_points_pour_ceux_qui_manquent():
    domaines = contexte({"patient.nom": "LEFÈVRE"}, (PAR_NOM["patient.adresse"],))
    assert domaines["patient"]["nom"] == "LEFÈVRE"
    assert domaines["patient"]["adresse"] == A_COMPLETER
    assert sum(len(domaine) for domaine in domaines.values()) == len(CHAMPS)


def test_ce_qui_se_saisit_est_distingue_de_ce_qui_se_lit():
    saisis = {champ.nom for champ in CHAMPS if champ.origine is OrigineChamp.COMPLEMENT}
    assert {"courrier.texte", "destinataire.nom", "rendez_vous.date"} <= saisis
    assert not saisis & valeurs().keys()
