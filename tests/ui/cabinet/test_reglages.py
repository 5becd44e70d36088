"""La vue « Réglages » : tirée du registre, enregistrée ligne à ligne, validée sur place."""

from datetime import timedelta

import pytest

from PySide6.QtCore import Qt

from secretariat.cabinet import reglages
from secretariat.cabinet.modele import ReglageEnregistre
from secretariat.cabinet.reglages import Section, registre
from secretariat.cabinet.reglages.registre import CasMotDePasse
from secretariat.ui.cabinet.reglages import TOUS, VueReglages
from tests.saisie import taper, touche

CLE = registre.VERROUILLAGE.cle


@pytest.fixture
def vue(poste, qtbot):
    vue = VueReglages(poste)
    qtbot.addWidget(vue)
    vue.resize(1392, 900)
    vue.show()
    vue.activer()
    qtbot.waitUntil(lambda: texte(vue, CLE) == "10")
    return vue


def texte(vue, cle):
    return vue.lignes[cle].saisie.saisie.text()


def lu(cabinet, reglage):
    with cabinet.lecture() as lecture:
        return reglages.lire(lecture, reglage)


def ecrire(ligne, texte):
    ligne.saisie.saisie.selectAll()
    taper(ligne.saisie.saisie, texte)


def test_chaque_reglage_visible_a_sa_ligne(vue):
    visibles = {reglage.cle for reglage in TOUS if reglage.section is not Section.CACHEE}
    assert vue.lignes.keys() == visibles
    assert not any(ligne.defaut.isVisible() or ligne.enregistrer.isVisible() for ligne in vue.lignes.values())


def test_entree_enregistre_et_le_journal_dit_l_avant_et_l_apres(vue, cabinet, repos):
    ligne = vue.lignes[CLE]
    ecrire(ligne, "25")
    touche(ligne.saisie.saisie, Qt.Key.Key_Return)
    repos()
    assert lu(cabinet, registre.VERROUILLAGE) == timedelta(minutes=25)
    assert ligne.defaut.isVisible()
    assert not ligne.enregistrer.isVisible()
    with cabinet.lecture() as lecture:
        derniere = lecture.lignes_du_journal(limite=1)[0]
    assert (derniere.objet, derniere.details) == (f"reglages:{CLE}", '{"valeur": ["10", "25"]}')
    assert "Verrouiller le poste" in derniere.motif


def test_revenir_au_defaut_d_un_clic(vue, cabinet, repos, qtbot):
    ligne = vue.lignes[CLE]
    ecrire(ligne, "25")
    ligne.enregistrer.click()
    repos()
    qtbot.waitUntil(ligne.defaut.isVisible)
    ligne.defaut.click()
    repos()
    qtbot.waitUntil(lambda: not ligne.defaut.isVisible())
    assert (ligne.saisie.texte(), lu(cabinet, registre.VERROUILLAGE)) == ("10", timedelta(minutes=10))


def test_une_valeur_hors_bornes_se_refuse_sur_place_et_reste_ecrite(vue, cabinet, repos):
    ligne = vue.lignes[CLE]
    ecrire(ligne, "500")
    ligne.enregistrer.click()
    repos()
    assert "de 1 à 120 minutes" in ligne.saisie.erreur
    assert ligne.saisie.texte() == "500"
    assert lu(cabinet, registre.VERROUILLAGE) == timedelta(minutes=10)


def test_un_choix_se_prend_dans_une_liste(vue, cabinet, repos):
    ligne = vue.lignes[registre.CAS_MOT_DE_PASSE.cle]
    ligne.saisie.choisir("seul")
    ligne.enregistrer.click()
    repos()
    assert lu(cabinet, registre.CAS_MOT_DE_PASSE) is CasMotDePasse.SEUL


def test_enregistrer_un_reglage_n_efface_pas_ce_que_l_on_ecrit_dans_un_autre(vue, repos):
    ecrire(vue.lignes[registre.RETARD.cle], "7")
    ecrire(vue.lignes[CLE], "25")
    vue.lignes[CLE].enregistrer.click()
    repos()
    assert vue.lignes[registre.RETARD.cle].saisie.texte() == "7"
    assert vue.lignes[registre.RETARD.cle].enregistrer.isVisible()


def test_une_valeur_abimee_se_dit_en_tete(vue, cabinet, repos, qtbot):
    with cabinet.unite("à la main") as unite:
        unite.ajouter(ReglageEnregistre(cle=registre.JOURNAL_CONSERVATION.cle, valeur="99"))
        unite.valider()
    vue.relire()
    qtbot.waitUntil(vue.anomalies.isVisible)
    assert "Garder les lignes du journal" in vue.anomalies.detail.text()
    assert "de 6 à 36 mois" in vue.anomalies.detail.text()
    assert vue.lignes[registre.JOURNAL_CONSERVATION.cle].saisie.texte() == "12"
