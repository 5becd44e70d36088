"""Ce que l’on garde, ce que l’on ôte, quand il en faut une, quand prévenir."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.socle.conservatoire.regles import a_garder, a_oter, alerte, est_due
from secretariat.socle.conservatoire.valeurs import Bilan, Echec, Fiche, Politique, Raison
from secretariat.socle.horloge import a_paris

MAINTENANT = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
instants = st.integers(-60 * 24 * 900, 60 * 24 * 60).map(lambda minutes: MAINTENANT + timedelta(minutes=minutes))
politiques = st.builds(Politique, jours=st.integers(1, 14), semaines=st.integers(0, 8), mois=st.integers(0, 14))


def fiche(instant, rang=0, *, verifiee=True, raison=Raison.QUOTIDIENNE):
    return Fiche(f"{instant:%Y%m%d%H%M}-{rang}", "b", instant, raison, verifiee=verifiee)


@st.composite
def des_fiches(tirer):
    tires = tirer(st.lists(st.tuples(instants, st.booleans(), st.sampled_from(Raison)), max_size=60))
    return [fiche(i, rang, verifiee=bonne, raison=raison) for rang, (i, bonne, raison) in enumerate(tires)]


@given(des_fiches(), politiques)
def test_la_derniere_bonne_n_est_jamais_otee(fiches, politique):
    bonnes = sorted((f for f in fiches if f.verifiee), key=lambda f: f.faite_le)
    passees = [f for f in bonnes if f.faite_le <= MAINTENANT]
    otees = {f.nom for f in a_oter(fiches, politique, MAINTENANT)}
    for derniere in bonnes[-1:] + passees[-1:]:
        ex_aequo = [f.nom for f in bonnes if f.faite_le == derniere.faite_le]
        assert not set(ex_aequo) <= otees


@given(des_fiches(), politiques)
def test_chaque_periode_gardee_garde_sa_derniere(fiches, politique):
    passees = sorted((f for f in fiches if f.verifiee and f.faite_le <= MAINTENANT), key=lambda f: f.faite_le)
    otees = {f.nom for f in a_oter(fiches, politique, MAINTENANT)}
    par_mois: dict[tuple[int, int], list[datetime]] = {}
    for f in passees:
        local = a_paris(f.faite_le)
        par_mois.setdefault((local.year, local.month), []).append(f.faite_le)
    for mois in sorted(par_mois)[-politique.mois :] if politique.mois else []:
        derniere = max(par_mois[mois])
        assert any(f.nom not in otees for f in passees if f.faite_le == derniere)


@given(des_fiches(), politiques)
def test_oter_deux_fois_de_suite_n_ote_rien_de_plus(fiches, politique):
    otees = {f.nom for f in a_oter(fiches, politique, MAINTENANT)}
    restantes = [f for f in fiches if f.nom not in otees]
    assert a_oter(restantes, politique, MAINTENANT) == ()


@given(des_fiches(), politiques, st.integers(1, 3000))
def test_une_horloge_reculee_n_ote_que_ce_qu_elle_aurait_ote_du_passe(fiches, politique, jours):
    avant = MAINTENANT - timedelta(days=jours)
    for otee in a_oter(fiches, politique, avant):
        assert otee.faite_le <= avant


@given(des_fiches(), politiques)
def test_une_horloge_avancee_de_dix_ans_n_ote_pas_tout(fiches, politique):
    loin = MAINTENANT + timedelta(days=3650)
    bonnes = [f for f in fiches if f.verifiee]
    restantes = {f.nom for f in bonnes} - {f.nom for f in a_oter(fiches, politique, loin)}
    jours = {a_paris(f.faite_le).date() for f in bonnes}
    assert len(restantes) >= min(len(jours), politique.jours)


@given(st.lists(instants, max_size=30))
def test_une_sauvegarde_de_l_avenir_n_empeche_pas_la_prochaine(faites):
    passees = [i for i in faites if i <= MAINTENANT]
    avenir = [i for i in faites if i > MAINTENANT + timedelta(minutes=5)]
    assert est_due(avenir, MAINTENANT, timedelta(hours=24))
    assert est_due([*passees, *avenir], MAINTENANT, timedelta(hours=24)) == est_due(
        passees, MAINTENANT, timedelta(hours=24)
    )


def test_un_an_de_sauvegardes_quotidiennes_se_resume_a_ce_que_disent_les_reglages():
    fiches = [fiche(MAINTENANT - timedelta(days=jours)) for jours in range(400)]
    gardees = sorted(f.faite_le for f in fiches if f.nom in a_garder(fiches, Politique()))
    ages = [(MAINTENANT - instant).days for instant in reversed(gardees)]
    assert ages[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len(ages) == 7 + 3 + 11  # deux des cinq semaines, et le mois en cours, finissent parmi les jours
    assert ages[-1] == 316  # le 30 avril 2025


def test_toutes_celles_du_jour_restent_et_la_derniere_mise_a_niveau_aussi():
    jour = [fiche(MAINTENANT - timedelta(hours=h), h) for h in range(4)]
    niveau = fiche(MAINTENANT - timedelta(days=500), raison=Raison.AVANT_MISE_A_NIVEAU)
    ancienne = fiche(MAINTENANT - timedelta(days=600), raison=Raison.AVANT_MISE_A_NIVEAU)
    otees = a_oter([*jour, niveau, ancienne], Politique(1, 0, 0), MAINTENANT)
    assert [f.nom for f in otees] == [ancienne.nom]


def test_une_manquee_se_lit_une_semaine_puis_s_oublie():
    bonne = fiche(MAINTENANT)
    manquees = [fiche(MAINTENANT - timedelta(days=j), j, verifiee=False) for j in (1, 6, 8, 30)]
    assert len(a_oter([bonne, *manquees], Politique(), MAINTENANT)) == 2
    assert a_oter(manquees, Politique(), MAINTENANT) == ()


@pytest.mark.parametrize(("heures", "prevenir"), [(0, False), (35, False), (36, True), (200, True), (-1, True)])
def test_on_previent_passe_le_seuil_et_si_la_date_est_impossible(heures, prevenir):
    bilan = Bilan(fiche(MAINTENANT - timedelta(hours=heures)), None, None)
    assert (alerte(bilan, MAINTENANT, seuil_heures=36) is not None) == prevenir


def test_on_previent_d_une_manquee_avec_sa_cause_et_son_conseil():
    echec = Echec(MAINTENANT, Raison.QUOTIDIENNE, "Le disque est plein.", "Faire de la place.")
    dite = alerte(Bilan(fiche(MAINTENANT), echec, None), MAINTENANT, seuil_heures=36)
    assert dite is not None
    assert "Le disque est plein. Faire de la place." in dite.detail


def test_on_previent_qu_il_n_y_en_a_aucune():
    assert alerte(Bilan(None, None, None), MAINTENANT, seuil_heures=36) is not None


def test_l_age_se_dit_en_heures_puis_en_jours():
    quatre_jours = Bilan(fiche(MAINTENANT - timedelta(days=4, hours=3)), None, None)
    deux_jours = Bilan(fiche(MAINTENANT - timedelta(hours=40)), None, None)
    titres = [dite.titre for b in (quatre_jours, deux_jours) if (dite := alerte(b, MAINTENANT, seuil_heures=36))]
    assert titres == ["Sauvegarde\u00a0: 4\u00a0jours", "Sauvegarde\u00a0: 40\u00a0heures"]
