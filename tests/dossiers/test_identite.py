import doctest
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from secretariat.dossiers.regles import coordonnees, identite, recherche, sons
from secretariat.dossiers.regles.coordonnees import (
    anomalies_des_coordonnees,
    anomalies_des_droits,
    telephone_compose,
    telephone_e164,
)
from secretariat.dossiers.regles.identite import (
    alertes_des_traits,
    anomalies_des_traits,
    date_incomplete,
    defauts,
    lieu_bien_forme,
    normaliser_traits,
    premier_prenom_coherent,
    translitterer,
)
from secretariat.dossiers.valeurs import Coordonnees, DroitsPatient
from tests.dossiers.fabrique import NIR, traits

EXEMPLES = yaml.safe_load((Path(__file__).parents[1] / "exemples" / "identite.yaml").read_text(encoding="utf-8"))
AUJOURD_HUI = date(2026, 3, 12)


@pytest.mark.parametrize(("texte", "attendu"), EXEMPLES["translitteration"])
def test_un_nom_s_ecrit_dans_l_alphabet_de_l_ins(texte, attendu):
    assert translitterer(texte) == attendu


@given(st.text())
def test_translitterer_deux_fois_ne_change_plus_rien(texte):
    assert translitterer(translitterer(texte)) == translitterer(texte)


@given(st.text(alphabet="aàâäbcçdeéèêëfghiîïjklmnñoôöœpqrstuùûüvwxyÿzæ", min_size=1))
def test_toute_lettre_francaise_est_recevable(texte):
    assert "caractere" not in defauts("nom_naissance", translitterer(texte))


@pytest.mark.parametrize(("champ", "texte", "attendus"), EXEMPLES["defauts"])
def test_les_defauts_d_un_nom_sont_tous_dits(champ, texte, attendus):
    assert list(defauts(champ, texte)) == attendus


def test_cent_caracteres_passent_et_cent_un_non():
    assert not defauts("nom_naissance", "A" * 100)
    assert defauts("nom_naissance", "A" * 101) == ("longueur",)


@pytest.mark.parametrize(("premier", "liste", "attendu"), EXEMPLES["premier_prenom"])
def test_le_premier_prenom_est_le_debut_de_la_liste(premier, liste, attendu):
    assert premier_prenom_coherent(premier, liste) is attendu


@pytest.mark.parametrize(("code", "attendu"), EXEMPLES["lieu"])
def test_le_lieu_est_un_code_a_cinq_caracteres(code, attendu):
    assert lieu_bien_forme(code) is attendu


@pytest.mark.parametrize(("connu", "attendue", "incertaine"), EXEMPLES["date_incomplete"])
def test_une_date_incomplete_suit_la_convention(connu, attendue, incertaine):
    assert date_incomplete(**connu) == (date.fromisoformat(attendue), incertaine)


def test_un_jour_qui_n_existe_pas_est_refuse():
    with pytest.raises(ValueError, match="day"):
        date_incomplete(jour=31, mois=2, annee=1960)


@pytest.mark.parametrize(("tape", "e164", "compose"), EXEMPLES["telephone"])
def test_un_telephone_se_garde_en_e164_et_se_compose_de_france(tape, e164, compose):
    assert telephone_e164(tape) == e164
    assert e164 is None or telephone_compose(e164) == compose


def test_tous_les_defauts_sont_rendus_pas_le_premier():
    saisis = normaliser_traits(traits("Durand2", "", naissance=date(2030, 1, 1), lieu_naissance="75"))
    champs = [anomalie.champ for anomalie in anomalies_des_traits(saisis, AUJOURD_HUI)]
    assert champs == ["nom_naissance", "premier_prenom", "naissance", "lieu_naissance"]


def test_une_anomalie_dit_le_caractere_et_que_faire():
    (anomalie,) = anomalies_des_traits(normaliser_traits(traits("Dur@nd😀")), AUJOURD_HUI)
    assert "« @😀 »" in anomalie.message
    assert anomalie.conseil


@pytest.mark.parametrize(
    "nom", ["Du\0pont", "Dupont😀", "Dupont_", "100%", "Дюпон", "*", "Dupont; DROP TABLE patients"]
)
def test_un_caractere_etranger_se_refuse_et_ne_s_efface_pas(nom):
    (anomalie,) = anomalies_des_traits(normaliser_traits(traits(nom)), AUJOURD_HUI)
    assert anomalie.champ == "nom_naissance"


@pytest.mark.parametrize("jour", [date(1879, 12, 31), date(2026, 3, 13)])
def test_une_naissance_trop_ancienne_ou_a_venir_est_refusee(jour):
    (anomalie,) = anomalies_des_traits(normaliser_traits(traits(naissance=jour)), AUJOURD_HUI)
    assert f"{jour:%d/%m/%Y}" in anomalie.message


def test_un_prenom_incoherent_alerte_sans_empecher():
    saisis = normaliser_traits(traits(prenom="Jeanne", prenoms="Adèle Jeanne"))
    assert not anomalies_des_traits(saisis, AUJOURD_HUI)
    assert [alerte.champ for alerte in alertes_des_traits(saisis)] == ["premier_prenom"]
    assert not alertes_des_traits(normaliser_traits(traits()))


def test_le_nom_utilise_reste_tel_qu_on_le_tape():
    assert normaliser_traits(traits(nom_utilise="  de  La Tour ")).nom_utilise == "de La Tour"


def test_les_defauts_des_coordonnees_sont_tous_dits():
    saisies = Coordonnees("12", "adele", "x" * 201, "44000", "Nantes")
    assert [a.champ for a in anomalies_des_coordonnees(saisies)] == ["telephone", "courriel", "adresse"]


def test_un_nir_faux_est_refuse_avec_sa_valeur_groupee():
    (anomalie,) = anomalies_des_droits(DroitsPatient(nir="284064499000109"))
    assert "2 84 06 44 990 001 09" in anomalie.message
    assert not anomalies_des_droits(DroitsPatient(nir=NIR))


@pytest.mark.parametrize("module", [coordonnees, identite, recherche, sons])
def test_les_exemples_de_la_documentation_disent_vrai(module):
    assert doctest.testmod(module).failed == 0
