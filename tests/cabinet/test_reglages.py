"""Les réglages du cabinet : typés, bornés, journalisés ; ce que la base dit mal se signale sans rien arrêter."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.cabinet import reglages
from secretariat.cabinet.modele import ReglageEnregistre
from secretariat.cabinet.reglages import REGISTRE, Section, registre
from secretariat.cabinet.reglages.sortes import Brut, Choix, Duree, Entier, Instant, Jour, OuiNon, Texte, ValeurRefusee
from secretariat.cabinet.valeurs import CasMotDePasse
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.horloge import PARIS
from secretariat.socle.unite_de_travail import ModifieAilleurs
from tests.conftest import CLAIRE_PRATICIENNE


@pytest.fixture
def cabinet(cabinet):
    """Vu par une personne qui relit le journal et règle le cabinet."""
    return cabinet.en_tant_que(CLAIRE_PRATICIENNE)


DIX_MINUTES = timedelta(minutes=10)


class Couleur(StrEnum):
    BLEU = "bleu"
    VERT = "vert"


SORTES = (
    Entier(0, 9, "mois"),
    Duree.minutes(1, 120),
    OuiNon(),
    Texte(5),
    Choix(Couleur, {Couleur.BLEU: "le bleu", Couleur.VERT: "le vert"}),
    Jour(),
    Instant(),
)


def ranger_a_la_main(cabinet, cle, texte):
    with cabinet.unite("à la main") as unite:
        unite.ajouter(ReglageEnregistre(cle=cle, valeur=texte))
        unite.valider()


def changer(cabinet, reglage, valeur):
    with cabinet.unite("réglage") as unite:
        reglages.changer(unite, reglage, valeur)
        unite.valider()


def lu(cabinet, reglage):
    with cabinet.lecture() as lecture:
        return reglages.lire(lecture, reglage)


def test_sans_rien_choisir_c_est_le_defaut(cabinet):
    assert lu(cabinet, registre.VERROUILLAGE) == DIX_MINUTES
    with cabinet.lecture() as lecture:
        assert all(etat.est_au_defaut for etat in reglages.etats(lecture))
        assert reglages.anomalies(lecture) == ()


def test_une_valeur_choisie_se_relit_avec_son_type(cabinet):
    changer(cabinet, registre.VERROUILLAGE, timedelta(minutes=25))
    changer(cabinet, registre.CAS_MOT_DE_PASSE, CasMotDePasse.SEUL)
    depart = datetime(2026, 3, 12, 10, 20, tzinfo=PARIS)
    changer(cabinet, registre.DEMONSTRATION_DEPART, depart)
    assert lu(cabinet, registre.VERROUILLAGE) == timedelta(minutes=25)
    assert lu(cabinet, registre.CAS_MOT_DE_PASSE) is CasMotDePasse.SEUL
    assert lu(cabinet, registre.DEMONSTRATION_DEPART) == depart


def test_le_journal_garde_l_avant_meme_quand_c_etait_le_defaut(cabinet):
    changer(cabinet, registre.VERROUILLAGE, timedelta(minutes=25))
    with cabinet.lecture() as lecture:
        ligne = lecture.lignes_du_journal(limite=1)[0]
    assert (ligne.objet, ligne.details) == ("reglages:securite.verrouillage_minutes", '{"valeur": ["10", "25"]}')


def test_revenir_au_defaut(cabinet):
    changer(cabinet, registre.VERROUILLAGE, timedelta(minutes=25))
    with cabinet.unite("réglage") as unite:
        reglages.revenir_au_defaut(unite, registre.VERROUILLAGE)
        unite.valider()
    with cabinet.lecture() as lecture:
        assert reglages.etats(lecture, (registre.VERROUILLAGE,))[0].est_au_defaut


@pytest.mark.parametrize("valeur", [timedelta(0), timedelta(minutes=121), timedelta(seconds=90), 10, "10", None])
def test_une_valeur_hors_des_bornes_est_refusee_avec_les_bornes(cabinet, valeur):
    with cabinet.unite("réglage") as unite, pytest.raises(ErreurMetier, match="Verrouiller le poste") as refus:
        reglages.changer(unite, registre.VERROUILLAGE, valeur)
    assert "de 1 à 120 minutes" in refus.value.conseil
    assert lu(cabinet, registre.VERROUILLAGE) == DIX_MINUTES


@pytest.mark.parametrize(
    "texte", ["", "dix", "1.5", "0", "121", "1e2", "\uff19", "-5", "10; DROP TABLE reglages", "%s{0}\x00"]
)
def test_ce_qui_est_mal_tape_est_refuse_avec_les_bornes(cabinet, texte):
    with cabinet.unite("réglage") as unite, pytest.raises(ErreurMetier) as refus:
        reglages.changer_depuis_texte(unite, registre.VERROUILLAGE, texte)
    assert "de 1 à 120 minutes" in refus.value.conseil


@pytest.mark.parametrize(
    "texte", ["", "{", "null", '"10"', "true", "0", "121", "10.5", "[10]", '{"a": 1}', "NaN", "1e999"]
)
def test_une_valeur_abimee_laisse_la_place_au_defaut_et_se_signale(cabinet, texte):
    ranger_a_la_main(cabinet, registre.VERROUILLAGE.cle, texte)
    assert lu(cabinet, registre.VERROUILLAGE) == DIX_MINUTES
    with cabinet.lecture() as lecture:
        (anomalie,) = reglages.anomalies(lecture)
    assert anomalie.cle == "securite.verrouillage_minutes"
    assert "de 1 à 120 minutes" in anomalie.raison


def test_un_reglage_qu_une_autre_version_a_laisse_se_signale(cabinet):
    ranger_a_la_main(cabinet, "accueil.seuils", '{"retard": 3}')
    with cabinet.lecture() as lecture:
        assert [(a.cle, a.raison) for a in reglages.anomalies(lecture)] == [
            ("accueil.seuils", "ce programme n’a pas ce réglage")
        ]


def test_changer_une_valeur_abimee_la_repare(cabinet):
    ranger_a_la_main(cabinet, registre.VERROUILLAGE.cle, "n’importe quoi")
    changer(cabinet, registre.VERROUILLAGE, timedelta(minutes=5))
    with cabinet.lecture() as lecture:
        assert reglages.anomalies(lecture) == ()
    assert lu(cabinet, registre.VERROUILLAGE) == timedelta(minutes=5)


@pytest.mark.parametrize(
    "reglage", [r for r in REGISTRE if not isinstance(r.sorte, Brut)], ids=lambda reglage: reglage.cle
)
def test_chaque_defaut_respecte_ses_propres_bornes_et_se_dit(reglage):
    reglage.sorte.verifier(reglage.defaut)
    assert reglage.sorte.depuis_base(reglage.sorte.vers_base(reglage.defaut)) == reglage.defaut
    assert reglage.sorte.depuis_texte(reglage.sorte.vers_texte(reglage.defaut)) == reglage.defaut
    assert reglage.sorte.dire(reglage.defaut)


def test_les_cles_sont_uniques_et_ce_qui_vient_d_un_texte_dit_quand_on_l_a_relu():
    cles = [reglage.cle for reglage in REGISTRE]
    assert len(cles) == len(set(cles))
    sources = [reglage.source for reglage in REGISTRE if reglage.source]
    assert len(sources) >= 4
    assert all(source.texte and source.verifie_le >= date(2026, 1, 1) for source in sources)
    conservation = registre.JOURNAL_CONSERVATION
    assert (conservation.defaut, conservation.sorte.attendu) == (12, "de 6 à 36 mois")
    assert conservation.source is not None
    assert conservation.source.reserve


def test_un_defaut_hors_des_bornes_serait_refuse():
    faux = replace(registre.JOURNAL_CONSERVATION, defaut=40)
    with pytest.raises(ValeurRefusee, match="de 6 à 36 mois"):
        faux.sorte.verifier(faux.defaut)


@pytest.mark.parametrize("sorte", SORTES, ids=lambda sorte: type(sorte).__name__)
@given(brut=st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers())))
def test_aucune_valeur_de_la_base_n_arrete_une_sorte(sorte, brut):
    try:
        valeur = sorte.depuis_base(brut)
    except ValeurRefusee:
        return
    sorte.verifier(valeur)
    assert sorte.depuis_base(sorte.vers_base(valeur)) == valeur


@pytest.mark.parametrize("sorte", SORTES, ids=lambda sorte: type(sorte).__name__)
@given(texte=st.text())
def test_aucun_texte_tape_n_arrete_une_sorte(sorte, texte):
    try:
        valeur = sorte.depuis_texte(texte)
    except ValeurRefusee:
        return
    assert sorte.depuis_texte(sorte.vers_texte(valeur)) == valeur


@pytest.mark.parametrize(
    ("sorte", "valeur", "dite"),
    [
        (Entier(0, 9, "mois"), 1, "1 mois"),
        (Duree.jours(1, 366), timedelta(days=1), "1 jour"),
        (Duree.heures(1, 48), timedelta(hours=36), "36 heures"),
        (OuiNon(), False, "non"),
        (Texte(20), "bonjour", "«\u00a0bonjour\u00a0»"),
        (Texte(20), "", "rien"),
        (SORTES[4], Couleur.VERT, "le vert"),
        (Jour(), date(2026, 3, 1), "01/03/2026"),
        (Jour(), None, "aucune date"),
        (Instant(), None, "aucun instant"),
    ],
)
def test_une_valeur_se_dit_en_francais(sorte, valeur, dite):
    assert sorte.dire(valeur) == dite


def test_seule_la_section_cachee_reste_hors_de_l_ecran():
    assert {reglage.cle for reglage in REGISTRE if reglage.section is Section.CACHEE} == {
        "cartes.autorites",
        "demonstration.depart",
        "securite.confidentialite",
        "securite.modeles_administratifs",
    }


def test_un_reglage_change_par_un_autre_poste_ne_s_ecrase_pas_a_l_aveugle(cabinet):
    with cabinet.unite("ailleurs") as unite:
        reglages.changer(unite, registre.VERROUILLAGE, timedelta(minutes=20))
        unite.valider()
    with cabinet.unite("ici") as unite:
        with pytest.raises(ModifieAilleurs, match="20 minutes"):
            reglages.changer_depuis_texte(unite, registre.VERROUILLAGE, "5", lu="10")
        reglages.changer_depuis_texte(unite, registre.VERROUILLAGE, "5", lu="20")
        assert reglages.lire(unite, registre.VERROUILLAGE) == timedelta(minutes=5)
