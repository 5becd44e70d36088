import doctest
from dataclasses import replace
from datetime import date

import pytest

from secretariat.cartes import valeurs
from secretariat.cartes.lecteur_simule import LecteurSimule
from secretariat.cartes.regles import anomalies
from secretariat.cartes.valeurs import Beneficiaire, PeriodeDroits

JOUR = date(2026, 3, 2)


def personne(naissance="19840619", **autres):
    return Beneficiaire(nom_naissance="LEROUX", prenom="Camille", naissance_brute=naissance, **autres)


def lue(code):
    lecteur = LecteurSimule()
    lecteur.inserer(code)
    return lecteur.lire_vitale()


def messages(code):
    return [a.message.replace("\u202f", "") for a in anomalies(lue(code), JOUR)]


def test_les_exemples_de_la_documentation_disent_vrai():
    assert doctest.testmod(valeurs).failed == 0


@pytest.mark.parametrize(
    ("brute", "reelle", "lunaire", "affichee"),
    [
        ("19840619", date(1984, 6, 19), False, "19/06/1984"),
        ("19550099", None, True, "99/00/1955 (date lunaire)"),
        ("19421901", None, True, "01/19/1942 (date lunaire)"),
        ("20230229", None, True, "29/02/2023 (date lunaire)"),
        ("840619", None, False, "19/06/84 (siècle inconnu)"),
    ],
)
def test_la_date_de_naissance_reste_celle_de_la_carte(brute, reelle, lunaire, affichee):
    lue = personne(brute)
    assert (lue.naissance, lue.naissance_lunaire, lue.naissance_affichee) == (reelle, lunaire, affichee)
    assert lue.naissance_brute == brute


def test_le_nom_d_usage_passe_devant_le_nom_de_naissance():
    assert personne().nom == "LEROUX"
    assert personne(nom_usage="MOREAU").nom == "MOREAU"


def test_sans_nir_propre_la_carte_ne_dit_pas_le_sexe():
    assert personne().sexe is None
    assert personne(nir="284064499000108").sexe == "F"


def test_les_droits_sont_ouverts_du_premier_au_dernier_jour_compris():
    ouverts = personne(periodes=(PeriodeDroits(date(2026, 1, 1), date(2026, 3, 2)),))
    assert ouverts.droits_ouverts(date(2026, 1, 1))
    assert ouverts.droits_ouverts(JOUR)
    assert not ouverts.droits_ouverts(date(2026, 3, 3))
    assert not ouverts.droits_ouverts(date(2025, 12, 31))


def test_les_droits_ouverts_par_l_une_des_periodes_suffisent():
    trouee = personne(
        periodes=(
            PeriodeDroits(date(2025, 1, 1), date(2025, 6, 30)),
            PeriodeDroits(date(2026, 1, 1), date(2026, 12, 31)),
            PeriodeDroits(None, date(2020, 12, 31)),
        )
    )
    assert trouee.droits_ouverts(JOUR)
    assert trouee.droits_ouverts(date(2019, 1, 1))
    assert not trouee.droits_ouverts(date(2025, 9, 1))
    assert (trouee.droits_debut, trouee.droits_fin) == (date(2026, 1, 1), date(2026, 12, 31))


def test_une_periode_sans_fin_passe_pour_la_derniere_et_ne_promet_rien():
    sans_fin = personne(periodes=(PeriodeDroits(date(2026, 1, 1), None), PeriodeDroits(None, date(2020, 12, 31))))
    assert (sans_fin.droits_debut, sans_fin.droits_fin) == (date(2026, 1, 1), None)
    assert not sans_fin.droits_ouverts(JOUR)


def test_sans_periode_il_n_y_a_ni_debut_ni_fin():
    assert (personne().droits_debut, personne().droits_fin) == (None, None)


def test_sans_date_de_fin_aucun_droit_n_est_promis():
    assert not personne().droits_ouverts(JOUR)


def test_une_cps_vaut_jusqu_au_dernier_jour_compris():
    lecteur = LecteurSimule()
    lecteur.inserer("cps-tessier")
    carte = lecteur.lire_cps()
    assert carte.est_valable(date(2039, 12, 31))
    assert not carte.est_valable(date(2040, 1, 1))


def test_des_jumelles_ne_different_que_par_le_prenom_et_le_rang():
    _, jade, ines = lue("jumeaux").beneficiaires
    assert (jade.nom, jade.naissance_brute) == (ines.nom, ines.naissance_brute)
    assert (jade.rang_gemellaire, ines.rang_gemellaire) == (1, 2)


def test_l_assure_et_son_organisme_se_lisent_d_un_mot():
    carte = lue("famille-trois-enfants")
    assert carte.assure is not None
    assert (carte.assure.prenom, carte.organisme) == ("Camille", "014410000")
    assert lue("deux-porteurs-un-nir").assure is None


@pytest.mark.parametrize("code", ["patient-avec-mutuelle", "famille-trois-enfants", "jumeaux", "corse", "ald"])
def test_une_carte_ordinaire_n_a_pas_d_anomalie(code):
    assert messages(code) == []


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("cle-nir-fausse", "La clé du NIR de Thomas BLANCHET est fausse (1 88 12 44 ••• ••• ••)."),
        ("date-lunaire", "La date de naissance de Samir HADDAD est lunaire (19550099)."),
        ("droits-expires", "Les droits de Manon COLIN inscrits sur la carte ont pris fin le 31/01/2021."),
        (
            "deux-porteurs-un-nir",
            "La carte inscrit 2 personnes et un seul NIR: elle ne dit pas à qui il appartient.",
        ),
    ],
)
def test_une_carte_etrange_dit_ce_qu_elle_a(code, message):
    assert messages(code) == [message]


def test_un_nir_qui_ne_suit_pas_la_naissance_n_est_qu_un_avertissement():
    carte = lue("patient-avec-mutuelle")
    assert carte.assure is not None
    decalee = Beneficiaire("GARNIER", "Philippe", "19710414", carte.assure.qualite, nir=carte.assure.nir)
    (anomalie,) = anomalies(_avec(carte, decalee), JOUR)
    assert "ne suit pas sa date de naissance (14/04/1971)" in anomalie.message


def test_une_naissance_sans_siecle_se_demande():
    (anomalie,) = anomalies(_avec(lue("patient-avec-mutuelle"), personne("840619")), JOUR)
    assert "siècle" in anomalie.message


def test_un_nir_d_assure_faux_se_voit_meme_si_l_assure_n_est_pas_sur_la_carte():
    carte = lue("cle-nir-fausse")
    (anomalie,) = anomalies(_avec(carte, personne()), JOUR)
    assert anomalie.message.startswith("La clé du NIR de l’assuré est fausse")


def _avec(carte, *beneficiaires):
    return replace(carte, beneficiaires=beneficiaires)
