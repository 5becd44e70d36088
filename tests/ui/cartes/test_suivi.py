"""Le voyant, le panneau et l’écoute : la carte se lit, se retire, s’arrache, et rien ne se mêle."""

from __future__ import annotations

from dataclasses import replace

import pytest

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from secretariat.cartes.erreurs import ReponseInattendue
from secretariat.cartes.lecteur_absent import LecteurAbsent
from secretariat.cartes.lecteur_simule import Pannes
from secretariat.cartes.valeurs import CarteVitale, TypeCarte
from secretariat.ui.cartes.ecoute import EcouteDuLecteur, EtapeFente
from secretariat.ui.cartes.suivi import SuiviDesCartes
from secretariat.ui.composants import ChampRecherche
from tests.saisie import taper, touche
from tests.ui.cartes.conftest import FAMILLE

ECHANGES = 9
"""Ce que compte la lecture de la carte de famille ; un essai le vérifie."""


def etape(suivi):
    return suivi.ecoute.etat(TypeCarte.VITALE).etape


def test_une_carte_lue_se_voit_et_dit_qu_elle_est_simulee(suivi, lecteur, qtbot):
    assert suivi.voyant.accessibleName() == "Aucune carte"
    with qtbot.waitSignal(suivi.carte_lue) as lue:
        lecteur.inserer(FAMILLE)
    assert lue.args[0].simulee
    assert lecteur.poste.echanges == ECHANGES
    assert suivi.voyant.accessibleName() == "Carte Vitale lue — MOREAU Camille + 3, simulation"
    assert not suivi.voyant.grab().isNull()


def test_la_carte_deja_en_place_est_lue_a_l_ouverture(poste, espace, lecteur, qtbot):
    lecteur.inserer(FAMILLE)
    ecoute = EcouteDuLecteur(lecteur, poste.taches, espace)
    with qtbot.waitSignal(ecoute.carte_lue):
        ecoute.commencer()
    ecoute.arreter()


@pytest.mark.parametrize("rang", range(ECHANGES))
def test_arrachee_a_n_importe_quel_echange_elle_se_dit_et_ne_donne_rien(suivi, lecteur, poste, qtbot, rang):
    lues: list[CarteVitale] = []
    suivi.carte_lue.connect(lues.append)
    lecteur.regler_pannes(Pannes(retirer_apres=rang))
    with qtbot.waitSignal(suivi.lecture_refusee) as refus, qtbot.waitSignal(poste.taches.refus):
        lecteur.inserer(FAMILLE)
    assert "retirée pendant la lecture" in refus.args[0]
    assert "rien n’a été enregistré" in refus.args[1]
    assert lues == []
    assert suivi.voyant.accessibleName().startswith("La carte a été retirée pendant la lecture")
    assert suivi.confirmation is None


def test_remplacee_en_pleine_lecture_seule_la_seconde_carte_est_montree(suivi, lecteur, qtbot):
    lues: list[CarteVitale] = []
    suivi.carte_lue.connect(lues.append)
    lecteur.regler_pannes(Pannes(retirer_apres=3, remplacer_par="ald"))
    lecteur.inserer(FAMILLE)
    qtbot.waitUntil(lambda: etape(suivi) is EtapeFente.LUE)
    assert [carte.numero_serie for carte in lues] == [lecteur.carte_inseree(TypeCarte.VITALE).contenu.numero_serie]


def test_une_carte_d_ancien_modele_est_refusee_avec_un_conseil(suivi, lecteur, qtbot):
    with qtbot.waitSignal(suivi.lecture_refusee) as refus:
        lecteur.inserer("vitale-1")
    assert "non prise en charge" in refus.args[0]
    assert suivi.voyant.accessibleName().endswith(refus.args[1])


def test_la_carte_professionnelle_ne_trouble_pas_celle_du_patient(suivi, lecteur, qtbot):
    with qtbot.waitSignal(suivi.ecoute.cps_lue) as lue:
        lecteur.inserer("cps-marchand")
    assert lue.args[0].nom == "MARCHAND"
    assert suivi.confirmation is None
    assert etape(suivi) is EtapeFente.VIDE


def test_le_panneau_insere_et_retire_au_clavier(suivi, lecteur, qtbot):
    suivi.voyant.click()
    fente = suivi.panneau.fentes[TypeCarte.VITALE]
    qtbot.waitUntil(lambda: fente.tableau.model().rowCount() > 0)
    assert suivi.panneau.isVisible()
    fente.tableau.choisir(FAMILLE)
    touche(fente.tableau, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: etape(suivi) is EtapeFente.LUE)
    touche(fente.tableau, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: etape(suivi) is EtapeFente.VIDE)
    touche(fente.tableau, Qt.Key.Key_Escape)
    assert not suivi.panneau.isVisible()


def test_le_panneau_provoque_une_panne_une_seule_fois(suivi, lecteur, qtbot):
    suivi.voyant.click()
    pannes = suivi.panneau.pannes
    pannes.arrachee.choisir(2)
    with qtbot.waitSignal(suivi.lecture_refusee):
        lecteur.inserer(FAMILLE)
    assert suivi.panneau.refus.isVisible()
    assert pannes.arrachee.valeur() is None
    with qtbot.waitSignal(suivi.carte_lue):
        lecteur.inserer(FAMILLE)
    assert not suivi.panneau.refus.isVisible()


def test_une_carte_illisible_se_dit_dans_le_panneau(suivi, lecteur, qtbot):
    suivi.voyant.click()
    suivi.panneau.pannes.illisible.setChecked(True)
    with qtbot.waitSignal(suivi.lecture_refusee) as refus:
        lecteur.inserer(FAMILLE)
    assert "illisible" in refus.args[0]
    assert suivi.panneau.refus.titre.text() == refus.args[0]


def test_sans_lecteur_simule_le_panneau_le_dit(poste, espace, qtbot):
    suivi = SuiviDesCartes(replace(poste, lecteur=LecteurAbsent()), espace)
    suivi.basculer_le_panneau()
    assert suivi.panneau is not None
    assert suivi.panneau.isVisible()
    assert suivi.panneau.fentes == {}


def test_une_carte_lue_pendant_que_l_on_ecrit_attend_f9(suivi, lecteur, espace, poste, qtbot):
    champ = QLineEdit(espace)
    champ.show()
    espace.activateWindow()
    champ.setFocus()
    qtbot.waitUntil(champ.hasFocus)
    taper(champ, "Mar")
    with qtbot.waitSignal(poste.demandes.message) as message:
        lecteur.inserer(FAMILLE)
    assert message.args == ["Carte de MOREAU Camille + 3 lue\xa0: F9 la montre"]
    taper(QApplication.focusWidget() or champ, "tin nelly")
    assert (champ.text(), suivi.confirmation) == ("Martin nelly", None)
    QTest.keyClick(champ, Qt.Key.Key_F9)
    assert suivi.confirmation.isVisible()


def test_une_recherche_vide_ne_retient_pas_la_carte(suivi, lecteur, espace, qtbot):
    champ = ChampRecherche("Qui se présente", parent=espace)
    champ.show()
    espace.activateWindow()
    champ.setFocus()
    qtbot.waitUntil(champ.hasFocus)
    with qtbot.waitSignal(suivi.carte_lue):
        lecteur.inserer(FAMILLE)
    assert suivi.confirmation.isVisible()


def test_la_carte_qui_attendait_et_que_l_on_retire_ne_se_montre_plus(suivi, lecteur, espace, qtbot):
    champ = QLineEdit(espace)
    champ.show()
    espace.activateWindow()
    champ.setFocus()
    qtbot.waitUntil(champ.hasFocus)
    with qtbot.waitSignal(suivi.carte_lue):
        lecteur.inserer(FAMILLE)
    with qtbot.waitSignal(suivi.carte_retiree):
        lecteur.retirer(TypeCarte.VITALE)
    suivi.ouvrir()
    assert suivi.confirmation is None
    assert suivi.panneau.isVisible()


def test_sans_l_api_la_lecture_est_simple_et_ne_touche_pas_aux_droits(suivi, lecteur, qtbot, poste, zoe):
    suivi.voyant.click()
    suivi.panneau.pannes.sans_api.click()
    with qtbot.waitSignal(suivi.carte_lue) as lue:
        lecteur.inserer(FAMILLE)
    assert "ne vaut pas attestation de droits" in suivi.confirmation.mention.text()
    assert lue.args[0].beneficiaires[0].periodes == ()
    suivi.confirmation.porteurs.selectRow(2)
    qtbot.waitUntil(lambda: suivi.confirmation.candidats.modele.rowCount() == 1 and poste.taches.au_repos)
    suivi.confirmation.candidats.selectRow(0)
    qtbot.waitUntil(lambda: bool(suivi.confirmation.differences.cases))
    champs = {case.objectName().removeprefix("carte.accepter.") for case in suivi.confirmation.differences.cases}
    assert champs <= {"nir", "nom_naissance", "nom_utilise", "premier_prenom", "naissance"}
    assert "nir" in champs


def test_des_droits_illisibles_se_disent_et_la_carte_se_relit(suivi, lecteur, qtbot, monkeypatch):
    def refuser(*_arguments, **_options):
        raise ReponseInattendue("Le fichier de l’outil n’est pas celui de la carte.", conseil="Relancer la lecture.")

    monkeypatch.setattr(lecteur, "lire", refuser)
    with qtbot.waitSignal(suivi.carte_lue):
        lecteur.inserer("patient-avec-mutuelle")
    assert suivi.confirmation.relire.isVisible()
    monkeypatch.undo()
    with qtbot.waitSignal(suivi.carte_lue) as relue:
        suivi.confirmation.relire.click()
    assert relue.args[0].beneficiaires[0].periodes
    assert not suivi.confirmation.relire.isVisible()
