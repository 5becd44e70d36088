"""La salle d’attente : qui attend depuis quand, et les gestes d’une touche sur la personne choisie."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from secretariat.ui.accueil.salle import Salle


@pytest.fixture
def salle(poste, numeros, qtbot, repos):
    salle = Salle(poste)
    qtbot.addWidget(salle)
    salle.resize(304, 900)
    salle.show()
    salle.activateWindow()
    repos()
    return salle


def noms(section):
    return [f.nom for f in section.fiches]


def test_les_quatre_listes_du_matin(salle):
    assert noms(salle.en_salle) == ["LEFÈVRE Clémence", "KLEIN Gaspard", "DA SILVA Inès", "ROUX Adèle"]
    assert noms(salle.en_retard) == ["MEUNIER Hugo"]
    assert sorted(noms(salle.en_consultation)) == ["BLANCHARD Yves", "HENRY Louise"]
    assert noms(salle.a_encaisser) == ["FOURNIER Lucie"]


def test_l_attente_se_dit_par_un_mot_et_une_icone(salle):
    klein = salle.en_salle.fiches[1]
    assert (klein.etat.mot, klein.etat.icone, klein.etat.encre) == ("24\xa0min", "alerte", "danger")
    assert klein.remarque == "Attend depuis plus de 20\xa0min"
    assert salle.en_salle.carte(klein.cle).accessibleName().startswith("KLEIN Gaspard, Dr\xa0TESSIER")


def test_l_attente_change_avec_l_heure(salle, horloge, repos):
    horloge.avancer(minutes=7)
    salle.relire()
    repos()
    roux = salle.en_salle.fiches[3]
    assert (roux.etat.mot, roux.etat.encre, roux.remarque) == (
        "16\xa0min",
        "attention",
        "Attend depuis plus de 15\xa0min",
    )


def test_une_touche_appelle_la_personne_choisie(salle, poste, repos):
    section = salle.en_salle
    section.carte(section.fiches[2].cle).setFocus()
    QTest.keyClick(section.carte(section.fiches[2].cle), Qt.Key.Key_P)
    repos()
    assert "DA SILVA Inès" in noms(salle.en_consultation)
    assert "DA SILVA Inès" not in noms(salle.en_salle)
    poste.defaire.defaire()
    repos()
    assert "DA SILVA Inès" in noms(salle.en_salle)


def test_le_focus_suit_sa_personne(salle, repos):
    section = salle.en_salle
    cle = section.fiches[3].cle
    section.carte(cle).setFocus()
    section.montrer(section.fiches[1:])
    assert section.carte(cle).hasFocus()
    assert section.choisie.cle == cle


def test_encaisser_se_demande_a_la_fenetre(salle, poste, qtbot):
    with qtbot.waitSignal(poste.demandes.encaisser) as attendu:
        salle.a_encaisser._boutons[0].click()
    visite = salle.a_encaisser.fiches[0].objet
    assert attendu.args == [visite.patient_id, visite.id]


def test_partir_sans_attendre_puis_revenir(salle, poste, repos):
    section = salle.en_salle
    QTest.keyClick(section.carte(section.fiches[0].cle), Qt.Key.Key_X)
    repos()
    assert len(section.fiches) == 3
    poste.defaire.defaire()
    repos()
    assert len(section.fiches) == 4


def test_entree_ouvre_le_dossier(salle, poste, qtbot):
    carte = salle.en_salle.carte(salle.en_salle.fiches[0].cle)
    with qtbot.waitSignal(poste.demandes.patient):
        QTest.keyClick(carte, Qt.Key.Key_Return)
