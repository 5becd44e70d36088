"""Le dialogue « Modifié par un autre poste » : clavier, lecteurs d’écran, textes longs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from secretariat.socle.conflits import Changement, Divergence
from secretariat.ui.composants import ChampTexte, DialogueConflit
from secretariat.ui.composants.proposition import Proposition
from tests.ui.composants.conftest import Poser, description_dite, nom_dit
from tests.ui.devant import presser

KARIM = Changement("Karim", "poste 2", datetime(2026, 3, 12, 9, 23, tzinfo=UTC))
TELEPHONE = Divergence("telephone", "Téléphone", "06 01", "", "06 02", KARIM)
NOTE = Divergence("note", "Note", "", "sourd", "en fauteuil", None)
NOM = Divergence("nom", "Nom utilisé", "", "", "Martin", KARIM)


@pytest.fixture
def montrer(poser: Poser, qtbot):
    """Montre le dialogue devant une fenêtre, sans attendre la réponse."""
    fenetre = poser(ChampTexte("Nom"))
    fenetre.resize(1280, 800)

    def _montrer(*divergences, reprises=()):
        boite = DialogueConflit(fenetre, divergences, reprises, dire=lambda _champ, valeur: str(valeur))
        boite.show()
        qtbot.waitUntil(lambda: boite.isAncestorOf(QApplication.focusWidget() or fenetre))
        return boite

    return _montrer


def test_rien_n_est_choisi_d_avance_et_rien_ne_s_enregistre_avant_d_avoir_tout_decide(montrer):
    boite = montrer(TELEPHONE, NOTE)
    assert boite.reste.text() == "Reste 2 champs à décider"
    boite.accept()
    assert boite.isVisible()
    presser(Qt.Key.Key_2)
    assert boite.reste.text() == "Reste 1 champ à décider"
    assert not boite.bouton_valider.isEnabled()
    presser(Qt.Key.Key_1)
    assert boite.reste.text() == ""
    assert boite.bouton_valider.hasFocus()
    presser(Qt.Key.Key_Return)
    assert not boite.isVisible()
    assert boite.miens() == {"note"}


def test_les_fleches_passent_d_une_proposition_a_l_autre_et_l_espace_choisit(montrer):
    boite = montrer(TELEPHONE, NOTE)
    telephone = boite.disputes[0]
    presser(Qt.Key.Key_Right)
    assert telephone.autre.hasFocus()
    assert not telephone.est_decide
    presser(Qt.Key.Key_Space)
    assert telephone.autre.isChecked()
    presser(Qt.Key.Key_Left)
    assert (telephone.mien.isChecked(), telephone.autre.isChecked()) == (True, False)
    assert not boite.disputes[1].est_decide


def test_une_touche_revient_sur_une_decision(montrer):
    boite = montrer(TELEPHONE)
    presser(Qt.Key.Key_1)
    boite.disputes[0].prendre_le_clavier(1)
    presser(Qt.Key.Key_2)
    assert boite.miens() == frozenset()


def test_chaque_proposition_dit_le_champ_la_valeur_et_qui(montrer):
    (telephone,) = montrer(TELEPHONE).disputes
    assert nom_dit(telephone.mien) == "Téléphone, garder ma saisie\u00a0: — (vide)"
    assert nom_dit(telephone.autre) == "Téléphone, Karim (poste 2), le 12/03/2026 à 10\u00a0h\u00a023\u00a0: 06 02"
    assert description_dite(telephone.autre) == "Touche 2"
    (note,) = montrer(NOTE).disputes
    assert nom_dit(note.autre) == "Note, L’autre poste\u00a0: en fauteuil"


def test_un_seul_champ_n_a_pas_de_choix_en_bloc(montrer):
    assert montrer(TELEPHONE).findChild(QPushButton, "conflit.tout.mien") is None
    assert montrer(TELEPHONE, NOTE).findChild(QPushButton, "conflit.tout.autre").isVisible()


def test_sans_conflit_il_n_y_a_qu_a_lire_et_valider(montrer):
    boite = montrer(reprises=[NOM])
    assert boite.bouton_valider.hasFocus()
    assert boite.bouton_valider.isEnabled()
    assert not boite.aire.verticalScrollBar().isVisible()


def test_un_texte_long_se_lit_en_entier_et_un_long_dialogue_tient_dans_la_fenetre(montrer, qtbot):
    long = "Prévenir le docteur avant d’appeler, puis installer en salle 2. " * 4
    boite = montrer(*(Divergence(f"c{n}", f"Champ {n}", "", long, "x" * 200, KARIM) for n in range(6)))
    assert boite.height() <= 800
    assert boite.aire.verticalScrollBar().isVisible()
    proposition = boite.disputes[0].mien
    assert proposition.height() >= proposition.heightForWidth(proposition.width())
    for _ in range(5):
        presser(Qt.Key.Key_1)
    dernier = boite.disputes[5].mien
    assert dernier.hasFocus()
    assert boite.aire.viewport().rect().contains(dernier.mapTo(boite.aire.viewport(), dernier.rect().center()))


def test_une_proposition_est_plus_haute_quand_elle_est_plus_etroite(poser: Poser):
    proposition = Proposition("Garder ma saisie", "un texte qui demande plusieurs lignes " * 3, touche="1")
    poser(proposition)
    assert proposition.heightForWidth(200) > proposition.heightForWidth(600) > 40
