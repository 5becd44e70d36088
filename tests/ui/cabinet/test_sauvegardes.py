"""La carte des sauvegardes : faire, lister, essayer, copier, régler, restaurer."""

import os

import pytest

from secretariat.socle.conservatoire.valeurs import Politique, Preferences, Raison
from secretariat.ui import enregistrer_sous
from secretariat.ui.cabinet.base import VueBase
from secretariat.ui.cabinet.dialogue_restauration import DialogueRestauration, ce_qui_sera_perdu
from secretariat.ui.cabinet.reglages_sauvegardes import DialogueReglages
from tests.saisie import taper


@pytest.fixture
def coffre(poste):
    return poste.sauvegardes.coffre


@pytest.fixture
def carte(poste, qtbot, repos):
    vue = VueBase(poste)
    qtbot.addWidget(vue)
    vue.resize(1392, 900)
    vue.show()
    vue.activer()
    repos()
    return vue.sauvegardes


def dit(carte):
    return f"{carte.message.titre.text()} {carte.message.detail.text()}" if carte.message.isVisible() else ""


def test_sans_sauvegarde_on_ne_peut_qu_en_faire_une(carte):
    permis = [b.isEnabled() for b in (carte.faire, carte.copier, carte.restaurer, carte.exercer)]
    assert permis == [True, True, False, False]
    assert carte.derniere.valeur.text() == "jamais"
    assert carte.avis.isVisible()


def test_sauvegarder_la_montre_et_dit_la_taille_et_la_duree(carte, repos):
    carte.faire.click()
    repos()
    assert "Sauvegarde faite et relue" in dit(carte)
    assert "Mo" in dit(carte)
    assert [fiche.raison for fiche in carte.modele.lignes] == [Raison.DEMANDEE]
    assert "12 mars 2026" in carte.derniere.valeur.text()
    assert not carte.avis.isVisible()


def test_le_meme_disque_se_dit(carte, repos):
    assert carte.disque.isVisible()


def test_essayer_dit_tout_ce_qui_a_ete_constate(carte, repos, cabinet):
    carte.faire.click()
    repos()
    carte.exercer.click()
    repos()
    assert "essai de restauration a réussi" in dit(carte)
    assert "chaîne entière" in dit(carte)
    assert "réussi" in carte.exercice.valeur.text()
    with cabinet.lecture() as lecture:
        assert lecture.lignes_du_journal(limite=1)[0].operation == "exercice de restauration"


def test_une_sauvegarde_abimee_se_voit_et_ne_se_restaure_pas(carte, coffre, repos):
    fiche = coffre.faire(Raison.OUVERTURE)
    os.truncate(coffre.dossier / fiche.nom, 100)
    carte.relire()
    repos()
    carte.tableau.choisir(fiche.nom)
    assert not carte.restaurer.isEnabled()


def test_copier_dit_ou_et_combien(carte, repos, monkeypatch, tmp_path):
    monkeypatch.setattr(enregistrer_sous, "demander", lambda *_: tmp_path / "copie.sqlite")
    carte.copier.click()
    repos()
    assert "Copie faite et relue" in dit(carte)
    assert (tmp_path / "copie.sqlite").exists()


def test_un_refus_se_dit_et_rend_les_boutons(carte, repos, monkeypatch, tmp_path):
    monkeypatch.setattr(enregistrer_sous, "demander", lambda *_: tmp_path / "absent" / "copie.sqlite")
    carte.copier.click()
    assert not carte.copier.isEnabled()
    repos()
    assert "n’a pas pu se faire" in dit(carte)
    assert carte.copier.isEnabled()


def test_restaurer_demande_puis_le_dit_a_la_fenetre(carte, coffre, repos, poste, cabinet, monkeypatch, qtbot):
    fiche = coffre.faire(Raison.OUVERTURE)
    with cabinet.unite("x") as unite:
        unite.noter("essai", "x")
        unite.noter("essai", "y")
        unite.valider()
    carte.relire()
    repos()
    carte.tableau.choisir(fiche.nom)
    vus = []

    def demander(_parent, _fiche, lignes):
        vus.append(lignes)
        return True

    monkeypatch.setattr(DialogueRestauration, "demander", demander)
    with qtbot.waitSignal(poste.demandes.restaurer) as demande:
        carte.restaurer.click()
    assert demande.args == [coffre.dossier / fiche.nom]
    assert ce_qui_sera_perdu(fiche, vus[0]).startswith("2 lignes")


def test_renoncer_ne_restaure_rien(carte, coffre, repos, poste, monkeypatch, qtbot):
    fiche = coffre.faire(Raison.OUVERTURE)
    carte.relire()
    repos()
    carte.tableau.choisir(fiche.nom)
    monkeypatch.setattr(DialogueRestauration, "demander", lambda *_: False)
    with qtbot.assertNotEmitted(poste.demandes.restaurer):
        carte.restaurer.click()
        repos()


def test_il_faut_taper_le_mot_pour_restaurer(qtbot, coffre):
    dialogue = DialogueRestauration(None, coffre.faire(Raison.OUVERTURE), 4)
    qtbot.addWidget(dialogue)
    dialogue.accept()
    assert not dialogue.result()
    taper(dialogue.mot.saisie, "restaurer")
    dialogue.accept()
    assert dialogue.result() == DialogueRestauration.DialogCode.Accepted


@pytest.mark.parametrize(("lignes", "dit"), [(9, "5 lignes"), (5, "Rien"), (4, "Rien"), (2, "déjà été remplacée")])
def test_ce_qui_sera_perdu_se_compte(coffre, lignes, dit):
    assert dit in ce_qui_sera_perdu(coffre.faire(Raison.OUVERTURE), lignes)


def test_les_reglages_se_gardent(carte, coffre, repos, monkeypatch, tmp_path):
    (tmp_path / "disque").mkdir()
    voulues = Preferences(str(tmp_path / "disque"), Politique(3, 2, 1), 12)
    monkeypatch.setattr(DialogueReglages, "demander", lambda *_: voulues)
    carte.regler.click()
    repos()
    assert coffre.preferences == voulues
    assert str(tmp_path / "disque") in carte.lieu.valeur.text()


def test_des_reglages_impossibles_restent_a_corriger(qtbot):
    dialogue = DialogueReglages(None, Preferences())
    qtbot.addWidget(dialogue)
    dialogue.jours.poser("0")
    dialogue.mois.poser("beaucoup")
    dialogue.accept()
    assert not dialogue.result()
    assert dialogue.jours.erreur == "De 1 à 90."
    assert dialogue.mois.erreur
    dialogue.jours.poser("5")
    dialogue.mois.poser("6")
    dialogue.accept()
    assert dialogue.valeur() == Preferences("", Politique(5, 5, 6), 36)
