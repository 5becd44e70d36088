"""La grille peinte : l’arbre accessible, le clavier, la peinture d’une grosse journée, les tailles étroites."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date, timedelta

import pytest

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from secretariat.accueil.valeurs import SeuilsAttente
from secretariat.agenda.valeurs import AgendaDuJour, ColonneAgenda, EtatRendezVous, RdvDuJour
from secretariat.cabinet.valeurs import FichePraticien, Secteur
from secretariat.ui.agenda.disposition import disposer
from secretariat.ui.agenda.grille import Grille
from secretariat.ui.theme.jetons import MOTIFS
from tests.ui.journee import le

JEUDI = date(2026, 3, 12)


def fiche(numero):
    return FichePraticien(numero, "Dr", f"Nom{numero}", "Anne", "Médecine générale", "", "", Secteur.SECTEUR_1)


def rendez_vous(numero, praticien_id, debut, minutes=10):
    return RdvDuJour(
        numero, praticien_id, numero, f"PATIENT{numero} Prénom", "", 1, "Consultation", MOTIFS[numero % 7],
        debut, debut + timedelta(minutes=minutes), EtatRendezVous.PREVU, False, "", False, "", 0,
    )  # fmt: skip


def journee(colonnes, par_colonne):
    faites = []
    for rang in range(1, colonnes + 1):
        rdvs = tuple(rendez_vous(rang * 1000 + i, rang, le(8) + timedelta(minutes=10 * i)) for i in range(par_colonne))
        faites.append(ColonneAgenda(fiche(rang), False, (), (), rdvs))
    return AgendaDuJour(JEUDI, tuple(faites))


def disposition(agenda):
    return disposer(agenda, {}, maintenant=le(7), seuils=SeuilsAttente())


@pytest.fixture
def grille(qtbot):
    grille = Grille()
    qtbot.addWidget(grille)
    grille.resize(900, 700)
    grille.show()
    return grille


def test_mille_sept_cents_rendez_vous_se_peignent(grille):
    grille.montrer(disposition(journee(30, 57)), maintenant=None, retards=None)
    assert grille.horizontalScrollBar().maximum() > 0
    grille.resize(5000, 2000)
    image = grille.grab().toImage()
    assert {image.pixelColor(x, 300).name() for x in range(100, 4900, 40)} - {"#ffffff"}


def test_l_arbre_accessible_dit_chaque_rendez_vous(grille, qtbot):
    grille.montrer(disposition(journee(2, 3)), maintenant=None, retards={})
    grille.choisir_le_rdv(1001)
    racine = QAccessible.queryAccessibleInterface(grille)
    assert racine.childCount() == 2
    colonne = racine.child(0)
    assert colonne.text(QAccessible.Text.Name) == "Dr\xa0Anne NOM1, 3 rendez-vous"
    noms = [colonne.child(i).text(QAccessible.Text.Name) for i in range(colonne.childCount())]
    assert noms[1] == "8\xa0h\xa010, PATIENT1001 Prénom, Consultation, Prévu"
    assert colonne.child(1).state().selected
    assert not colonne.child(0).state().selected
    assert colonne.child(1).rect().size() == grille.cadre_vue(grille.disposition.bloc(1001)).size()
    assert racine.indexOfChild(colonne) == 0
    assert colonne.indexOfChild(colonne.child(2)) == 2
    centre = colonne.child(1).rect().center()
    assert racine.childAt(centre.x(), centre.y()).childAt(centre.x(), centre.y()) is colonne.child(1)
    assert colonne.child(1).parent() is colonne


def test_l_arbre_accessible_survit_a_une_journee_plus_courte_et_a_la_grille(qtbot):
    for _ in range(5):
        grille = Grille()
        grille.montrer(disposition(journee(2, 3)), maintenant=None, retards=None)
        dernier = QAccessible.queryAccessibleInterface(grille).child(1).child(2)
        assert dernier.isValid()
        grille.montrer(disposition(journee(1, 1)), maintenant=None, retards=None)
        assert not dernier.isValid()
        assert dernier.text(QAccessible.Text.Name) == ""
        grille.deleteLater()
        del grille
        qtbot.wait(1)
        gc.collect()
        assert not dernier.isValid()


def test_le_clavier_parcourt_la_journee_et_l_annonce(grille):
    grille.montrer(disposition(journee(2, 3)), maintenant=None, retards=None)
    grille.choisir_le_moment(0, 8 * 60)
    choisis = []
    grille.choisi.connect(lambda arret: choisis.append((arret.colonne, arret.debut, arret.bloc is not None)))
    for code in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        QTest.keyClick(grille, code)
    assert choisis == [(0, 490, True), (1, 490, True), (1, 1125, False), (1, 480, True), (1, 540, False)]


def test_entree_reserve_dans_un_creneau_et_ouvre_le_dossier_ailleurs(grille, qtbot):
    grille.montrer(disposition(journee(1, 3)), maintenant=None, retards=None)
    grille.choisir_le_moment(0, 9 * 60)
    with qtbot.waitSignal(grille.creneau) as attendu:
        QTest.keyClick(grille, Qt.Key.Key_Return)
    assert attendu.args == [1, le(9)]
    grille.choisir_le_moment(0, 8 * 60)
    with qtbot.waitSignal(grille.geste):
        QTest.keyClick(grille, Qt.Key.Key_Return)


def test_un_double_clic_dans_le_vide_reserve(grille, qtbot):
    grille.montrer(disposition(journee(1, 0)), maintenant=None, retards=None)
    grille.choisir_le_moment(0, 10 * 60)
    centre = grille.cadre_creneau(0, 10 * 60, 10 * 60 + 15).center()
    with qtbot.waitSignal(grille.creneau) as attendu:
        QTest.mouseDClick(grille.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert attendu.args == [1, le(10)]


def test_un_rendez_vous_annule_ne_se_montre_pas(grille):
    annule = replace(rendez_vous(1, 1, le(9)), etat=EtatRendezVous.ANNULE)
    agenda = AgendaDuJour(JEUDI, (ColonneAgenda(fiche(1), False, (), (), (annule,)),))
    assert disposition(agenda).blocs == ()


def test_les_surbookings_se_partagent_la_largeur(grille):
    deux = (rendez_vous(1, 1, le(9), 30), rendez_vous(2, 1, le(9, 15), 30))
    agenda = AgendaDuJour(JEUDI, (ColonneAgenda(fiche(1), False, (), (), deux),))
    grille.montrer(disposition(agenda), maintenant=None, retards=None)
    gauche, droite = (grille.cadre_vue(b) for b in grille.disposition.blocs)
    assert not gauche.intersects(droite.adjusted(2, 0, 0, 0))


def test_une_colonne_garde_sa_largeur_minimale(grille):
    grille.montrer(disposition(journee(12, 1)), maintenant=None, retards=None)
    grille.resize(600, 400)
    assert grille.horizontalScrollBar().maximum() > 0
    grille.choisir_le_rdv(12000)
    assert grille.viewport().rect().contains(grille.cadre_vue(grille.disposition.bloc(12000)))
