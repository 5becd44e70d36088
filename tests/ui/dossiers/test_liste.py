"""Chercher un dossier : la frappe suffit, et l’on ne crée qu’après avoir cherché."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt

from tests.saisie import taper, touche
from tests.ui.consultations import consultations


def noms(ecran) -> list[str]:
    return [patient.nom for patient in ecran.liste.tableau.model().lignes]


@pytest.mark.parametrize("frappe", ["lefevre clem", "clémence dumont", "14061984", "14/06/1984", "0639981247", "vre"])
def test_la_frappe_trouve_sans_accents_et_dans_n_importe_quel_ordre(ecran, poste, qtbot, frappe):
    taper(ecran.liste.recherche, frappe)
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    assert noms(ecran) == ["LEFÈVRE Clémence"]


def test_chaque_reponse_dit_pourquoi_elle_est_la(ecran, poste, qtbot):
    taper(ecran.liste.recherche, "0639")
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    modele = ecran.liste.tableau.model()
    assert modele.index(0, modele.columnCount() - 1).data() == "téléphone"


def test_entree_ouvre_le_premier_dossier_et_le_journal_le_retient(ecran, poste, cabinet, clemence, qtbot):
    taper(ecran.liste.recherche, "lefe")
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    touche(ecran.liste.recherche, Qt.Key.Key_Return)
    qtbot.waitUntil(ecran.patient.isVisible)
    assert ecran.patient.page.fiche.id == clemence
    assert consultations(cabinet) == [f"patients:{clemence}"]


def test_on_ne_cree_qu_apres_avoir_cherche(ecran, poste, qtbot):
    assert not ecran.liste.nouveau.isEnabled()
    taper(ecran.liste.recherche, "inconnue")
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    assert ecran.liste.nouveau.isEnabled()
    touche(ecran.liste.recherche, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    assert not ecran.liste.nouveau.isEnabled()


def test_sans_recherche_on_retrouve_les_derniers_dossiers_ouverts(ecran, poste, odile, qtbot):
    ecran.ouvrir(odile)
    qtbot.waitUntil(ecran.patient.isVisible)
    qtbot.keyClick(ecran, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: ecran.liste.isVisible() and poste.taches.au_repos)
    assert noms(ecran) == ["PERRIN ODILE"]


def test_une_recherche_vaine_propose_de_creer(ecran, poste, qtbot):
    taper(ecran.liste.recherche, "zzz")
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    assert noms(ecran) == []
    assert "zzz" in ecran.liste._vide.message.text()
