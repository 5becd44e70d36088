"""Charger ce poste de sauvegarder le serveur, depuis la vue « Base et sauvegarde »."""

from dataclasses import replace

import pytest

from secretariat.socle import cles
from secretariat.socle.cles import Moyen
from secretariat.ui.cabinet import serveur as module
from secretariat.ui.cabinet.dialogues_cles import DialogueFicheDuServeur, DialoguePremierePhrase
from secretariat.ui.cabinet.ecran import vues_de
from secretariat.ui.cabinet.serveur import CarteDuServeur
from tests.saisie import taper
from tests.trousseau import TrousseauDeMemoire

PHRASE = "quatre mots au hasard"


@pytest.fixture
def place(tmp_path):
    return tmp_path / "serveurs" / "serveur-5432-cabinet" / "cabinet.sqlite"


@pytest.fixture
def carte(poste, place, qtbot, monkeypatch):
    monkeypatch.setattr(module, "trousseau_du_bureau", TrousseauDeMemoire)
    carte = CarteDuServeur(replace(poste, sauvegardes=None, place_des_sauvegardes=place))
    qtbot.addWidget(carte)
    carte.show()
    return carte


def test_charger_ce_poste_demande_une_phrase_et_remet_une_fiche(carte, place, qtbot, monkeypatch):
    fiches = []
    monkeypatch.setattr(DialoguePremierePhrase, "demander", lambda *_: PHRASE)
    monkeypatch.setattr(DialogueFicheDuServeur, "demander", lambda _parent, fiche, _taches: fiches.append(fiche))
    carte.charger.click()
    qtbot.waitUntil(carte.message.isVisible, timeout=10_000)
    assert "sauvegardera le serveur" in carte.message.titre.text()
    assert not carte.charger.isVisible()
    cle = cles.ouvrir(cles.lire(place), PHRASE, Moyen.PHRASE)
    assert cles.ouvrir(cles.lire(place), fiches[0].code, Moyen.RECUPERATION) == cle


def test_sans_trousseau_la_raison_se_dit(carte, place, qtbot, monkeypatch):
    monkeypatch.setattr(module, "trousseau_du_bureau", lambda: None)
    monkeypatch.setattr(DialoguePremierePhrase, "demander", lambda *_: PHRASE)
    carte.charger.click()
    qtbot.waitUntil(carte.message.isVisible)
    assert "pas de trousseau" in carte.message.titre.text()
    assert not cles.fichier_de(place).exists()


def test_renoncer_n_ecrit_rien(carte, place, monkeypatch):
    monkeypatch.setattr(DialoguePremierePhrase, "demander", lambda *_: None)
    carte.charger.click()
    assert not place.parent.exists()


def test_la_premiere_phrase_se_tape_deux_fois_sans_preuve(qtbot):
    dialogue = DialoguePremierePhrase(None, "Phrase de passe des sauvegardes")
    qtbot.addWidget(dialogue)
    taper(dialogue.phrase.saisie, PHRASE)
    taper(dialogue.encore.saisie, "autre")
    assert not dialogue.verifier()
    dialogue.encore.poser(PHRASE)
    assert dialogue.verifier()


def test_les_cles_d_un_serveur_ne_se_changent_pas_comme_celles_d_un_fichier(poste, place):
    assert "cles" not in {vue.nom for vue in vues_de(replace(poste, place_des_sauvegardes=place))}
