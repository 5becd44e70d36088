"""Segments et tuiles : un seul choix, au clavier comme à la souris."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from secretariat.ui.composants import Option, Segment, Tuiles
from tests.saisie import touche
from tests.ui.composants.conftest import Poser, nom_dit

OPTIONS = (Option("Carte bancaire", "cb", "carte", "C"), Option("Espèces", "especes", "billet", "E"))


def test_les_fleches_changent_de_segment(poser: Poser, qtbot):
    segment = Segment("Étendue", (("Jour", 1), ("Semaine", 7)), 1)
    poser(segment)
    jour, semaine = segment.findChildren(QRadioButton)
    jour.setFocus()
    with qtbot.waitSignal(segment.choisi, check_params_cb=lambda valeur: valeur == 7):
        touche(jour, Qt.Key.Key_Right)
    assert (segment.valeur(), semaine.hasFocus(), jour.isChecked()) == (7, True, False)


def test_un_segment_dit_son_nom_et_celui_de_ses_choix(poser: Poser):
    segment = Segment("Étendue", (("Jour", 1), ("Semaine", 7)), 1)
    poser(segment)
    assert nom_dit(segment) == "Étendue"
    assert [nom_dit(option) for option in segment.findChildren(QRadioButton)] == ["Jour", "Semaine"]


def test_un_segment_inactif_ne_bouge_pas(poser: Poser, qtbot):
    segment = Segment("Étendue", (("Jour", 1), ("Semaine", 7)), 1)
    segment.setEnabled(False)
    poser(segment)
    qtbot.mouseClick(segment.findChildren(QRadioButton)[1], Qt.MouseButton.LeftButton)
    assert segment.valeur() == 1


def test_tout_le_segment_se_clique(poser: Poser, qtbot):
    segment = Segment("Étendue", (("Jour", 1), ("Semaine", 7)), 1)
    poser(segment)
    option = segment.findChildren(QRadioButton)[1]
    qtbot.mouseClick(option, Qt.MouseButton.LeftButton, pos=option.rect().bottomRight())
    assert segment.valeur() == 7


def test_la_touche_d_une_tuile_la_choisit(poser: Poser, qtbot):
    tuiles = Tuiles("Moyen de paiement", OPTIONS)
    fenetre = poser(tuiles)
    assert tuiles.valeur() is None
    qtbot.keyClick(fenetre, Qt.Key.Key_E)
    assert tuiles.valeur() == "especes"


def test_les_fleches_changent_de_tuile(poser: Poser):
    tuiles = Tuiles("Moyen de paiement", OPTIONS, "cb")
    poser(tuiles)
    carte = tuiles.findChildren(QRadioButton)[0]
    carte.setFocus()
    touche(carte, Qt.Key.Key_Down)
    assert tuiles.valeur() == "especes"
    tuiles.choisir("cb")
    assert tuiles.valeur() == "cb"
