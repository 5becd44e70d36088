"""La confirmation : le bon porteur, le bon dossier, et seulement ce que l’on accepte."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from secretariat.cartes.valeurs import TypeCarte
from secretariat.dossiers.lectures import fiche_patient
from secretariat.dossiers.services import enregistrer_droits
from secretariat.dossiers.valeurs import DroitsPatient, SourceDroits
from secretariat.ui.cartes.confirmation import ConfirmationCarte
from secretariat.ui.cartes.porteur import identite_lue
from tests.saisie import touche
from tests.ui.cartes.conftest import FAMILLE
from tests.ui.consultations import consultations

ZOE = 2


def fiche(cabinet, numero):
    with cabinet.lecture() as lecture:
        return fiche_patient(lecture, numero)


@pytest.fixture
def confirmation(suivi, lecteur, zoe, poste, qtbot):
    """La carte de famille est lue, Zoé est choisie, ses différences sont à l’écran."""
    with qtbot.waitSignal(suivi.carte_lue):
        lecteur.inserer(FAMILLE)
    boite = suivi.confirmation
    choisir(boite, ZOE)
    qtbot.waitUntil(lambda: poste.taches.au_repos and boite.candidats.modele.rowCount() == 1)
    touche(boite.porteurs, Qt.Key.Key_Return)
    touche(boite.candidats, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: poste.taches.au_repos and bool(boite.differences.cases))
    return boite


def choisir(boite: ConfirmationCarte, rang: int) -> None:
    """Descend jusqu’à ce porteur, au clavier."""
    boite.porteurs.setFocus()
    for _ in range(rang + 1):
        touche(boite.porteurs, Qt.Key.Key_Down)


def case(boite, champ):
    return boite.findChild(QCheckBox, f"carte.accepter.{champ}")


def test_la_carte_d_une_famille_demande_qui_est_la(suivi, lecteur, zoe, qtbot):
    with qtbot.waitSignal(suivi.carte_lue):
        lecteur.inserer(FAMILLE)
    boite = suivi.confirmation
    assert boite.isVisible()
    assert boite.porteurs.modele.rowCount() == 4
    assert boite.porteurs.ligne_courante() is None
    assert not boite.bouton_valider.isEnabled()
    assert boite.simulation.isVisible()


def test_l_enfant_choisi_trouve_son_dossier_sans_y_etre_confondu(confirmation, zoe):
    assert confirmation.detail.text() == "MOREAU Zoé, 27/09/2013"
    assert confirmation.candidats.ligne_courante().patient.id == zoe
    assert confirmation.bouton_valider.isEnabled()


def test_le_dossier_montre_en_face_de_la_carte_est_un_dossier_consulte(confirmation, zoe, cabinet):
    assert consultations(cabinet) == [f"patients:{zoe}"]


def test_un_trait_strict_n_est_jamais_coche_d_avance(confirmation):
    assert not case(confirmation, "nom_naissance").isChecked()
    assert case(confirmation, "nir").isChecked()


def test_seuls_les_champs_acceptes_changent(confirmation, suivi, poste, cabinet, zoe, qtbot):
    case(confirmation, "amc_numero").setChecked(False)
    with qtbot.waitSignal(suivi.confirmee) as confirmee:
        confirmation.bouton_valider.click()
    assert confirmee.args == [zoe]
    apres = fiche(cabinet, zoe)
    assert apres.traits.nom_naissance == "MOREAUX"
    assert apres.droits.nir == "284064499000108"
    assert apres.droits.caisse == "441"
    assert apres.droits.amc_numero == ""
    assert apres.droits.source is SourceDroits.CARTE_SIMULEE
    assert not confirmation.isVisible()


def test_un_trait_strict_accepte_change_et_marque_le_dossier_simule(confirmation, suivi, cabinet, zoe, qtbot):
    case(confirmation, "nom_naissance").setChecked(True)
    with qtbot.waitSignal(suivi.confirmee):
        confirmation.bouton_valider.click()
    apres = fiche(cabinet, zoe)
    assert apres.traits.nom_naissance == "MOREAU"
    assert apres.simule


def test_la_confirmation_ouvre_le_dossier_et_le_journal_le_retient(confirmation, poste, cabinet, zoe, qtbot):
    with qtbot.waitSignal(poste.demandes.patient) as demande:
        qtbot.keyClick(confirmation, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert demande.args == [zoe]
    with cabinet.connexion_nue() as connexion:
        lignes = connexion.exec_driver_sql("SELECT * FROM journal").mappings().all()
    operations = {ligne["operation"] for ligne in lignes if f"patients:{zoe}" in map(str, ligne.values())}
    assert {"consultation", "carte"} <= operations


def test_retiree_avant_la_confirmation_rien_ne_s_enregistre(confirmation, suivi, lecteur, poste, cabinet, zoe, qtbot):
    avant = fiche(cabinet, zoe)
    with qtbot.waitSignal(suivi.carte_retiree):
        lecteur.retirer(TypeCarte.VITALE)
    assert confirmation.isVisible()
    assert "retirée avant la confirmation" in confirmation.refus.titre.text()
    assert not confirmation.bouton_valider.isEnabled()
    confirmation.accept()
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    assert fiche(cabinet, zoe) == avant


def test_remise_la_carte_reprend_du_debut(confirmation, suivi, lecteur, qtbot):
    lecteur.retirer(TypeCarte.VITALE)
    with qtbot.waitSignal(suivi.carte_lue):
        lecteur.inserer("patient-avec-mutuelle")
    assert not confirmation.refus.isVisible()
    assert confirmation.differences.cases == ()
    assert confirmation.porteurs.modele.rowCount() == 1


def test_changer_de_porteur_oublie_les_differences_du_precedent(confirmation, poste, qtbot):
    touche(confirmation.porteurs, Qt.Key.Key_Up)
    assert confirmation.differences.cases == ()
    assert not confirmation.bouton_valider.isEnabled()
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    assert confirmation.candidats.modele.rowCount() == 0


def test_inconnu_au_cabinet_son_dossier_se_cree_d_une_touche(suivi, lecteur, poste, qtbot):
    with qtbot.waitSignal(suivi.carte_lue):
        lecteur.inserer("patient-avec-mutuelle")
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    assert suivi.confirmation.candidats.modele.rowCount() == 0
    with qtbot.waitSignal(poste.demandes.patient_de_carte) as demande, qtbot.waitSignal(poste.demandes.aller):
        qtbot.keyClick(suivi.confirmation, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert demande.args[0].simulee
    assert not suivi.confirmation.isVisible()


def test_echap_renonce_sans_rien_ecrire(confirmation, cabinet, zoe):
    touche(confirmation, Qt.Key.Key_Escape)
    assert not confirmation.isVisible()
    assert fiche(cabinet, zoe).droits is None


def test_un_nir_dont_la_cle_est_fausse_ne_se_reprend_pas(lecteur):
    carte = next(c.contenu for c in lecteur.cartes() if c.code == "cle-nir-fausse")
    droits = identite_lue(carte, carte.beneficiaires[0]).droits
    assert droits is not None
    assert droits.nir == ""


def test_ce_que_la_carte_a_d_inattendu_se_montre(suivi, lecteur, qtbot):
    with qtbot.waitSignal(suivi.carte_lue):
        lecteur.inserer("droits-expires")
    assert suivi.confirmation.alertes.count() >= 1


def test_un_dossier_seulement_possible_ne_se_choisit_pas_tout_seul(suivi, lecteur, zoe, poste, qtbot):
    with qtbot.waitSignal(suivi.carte_lue):
        lecteur.inserer(FAMILLE)
    choisir(suivi.confirmation, ZOE)
    qtbot.waitUntil(lambda: poste.taches.au_repos and suivi.confirmation.candidats.modele.rowCount() == 1)
    assert suivi.confirmation.candidats.ligne_courante() is None
    assert not suivi.confirmation.bouton_valider.isEnabled()


def test_un_dossier_change_ailleurs_pendant_la_confirmation_se_compare_de_nouveau(
    confirmation, suivi, poste, cabinet, autre_poste, zoe, qtbot
):
    with autre_poste.unite("attestation lue au poste 2") as unite:
        enregistrer_droits(unite, zoe, DroitsPatient(amc_numero="99990077"))
        unite.valider()
    confirmation.bouton_valider.click()
    qtbot.waitUntil(lambda: confirmation.refus.isVisible() and poste.taches.au_repos)
    assert "Karim (poste 2)" in confirmation.refus.titre.text()
    assert "complémentaire" in confirmation.refus.titre.text()
    assert fiche(cabinet, zoe).droits == DroitsPatient(amc_numero="99990077")
    assert "99990077" in case(confirmation, "amc_numero").accessibleName()
    case(confirmation, "amc_numero").setChecked(False)
    with qtbot.waitSignal(suivi.confirmee):
        confirmation.bouton_valider.click()
    apres = fiche(cabinet, zoe).droits
    assert (apres.amc_numero, apres.caisse) == ("99990077", "441")
