"""Glisser un rendez-vous qu’un autre poste vient de déplacer : l’agenda demande ; Ctrl+Z rend la place de l’autre."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt

from secretariat.agenda import lectures, services
from secretariat.agenda.valeurs import EtatRendezVous
from tests.saisie import touche
from tests.ui.devant import devant_les_dialogues, presser
from tests.ui.journee import le


def rdv(cabinet, numero):
    with cabinet.lecture() as lecture:
        return lectures.rdv(lecture, numero)


def deplacer_ailleurs(autre_poste, numero, debut, praticien_id=1):
    with autre_poste.unite("déplacement au poste 2") as unite:
        services.deplacer(unite, numero, praticien_id=praticien_id, debut=debut)
        unite.valider()


@pytest.fixture
def bloc(ecran, numeros, autre_poste):
    """Le bloc de Michel Caron, que l’agenda montre encore où il était ; Karim l’a mis à 16 h."""
    assert ecran.grille.choisir_le_rdv(numeros["Caron Michel"])
    bloc = ecran.grille.choix.bloc
    deplacer_ailleurs(autre_poste, bloc.rdv.id, le(16))
    return bloc


def test_garder_le_sien_deplace_et_ctrl_z_revient_a_la_place_de_l_autre(ecran, poste, cabinet, bloc, repos):
    def garder_le_mien(boite):
        presser(Qt.Key.Key_1)
        presser(Qt.Key.Key_Return)

    with devant_les_dialogues(garder_le_mien) as textes:
        ecran.grille.depose.emit(bloc, 1, le(15))
        repos()
    assert "Karim (poste 2)" in textes[0]
    assert "Jeudi 12\u00a0mars, 16\u00a0h\u00a000" in textes[0]
    assert rdv(cabinet, bloc.rdv.id).debut == le(15)
    poste.defaire.defaire()
    repos()
    assert rdv(cabinet, bloc.rdv.id).debut == le(16)


def test_reprendre_l_autre_ou_renoncer_laisse_la_place_de_l_autre(ecran, poste, cabinet, bloc, repos):
    def reprendre_l_autre(boite):
        presser(Qt.Key.Key_2)
        boite.bouton_valider.click()

    with devant_les_dialogues(reprendre_l_autre):
        ecran.grille.depose.emit(bloc, 1, le(15))
        repos()
    assert rdv(cabinet, bloc.rdv.id).debut == le(16)
    assert ecran.grille.disposition.bloc(bloc.rdv.id).rdv.debut == le(16)
    with devant_les_dialogues(lambda boite: touche(boite, Qt.Key.Key_Escape)):
        ecran.grille.depose.emit(bloc, 1, le(15))
        repos()
    assert rdv(cabinet, bloc.rdv.id).debut == le(16)
    assert not poste.defaire.est_possible


def test_annuler_un_rendez_vous_deplace_ailleurs_se_refuse_en_disant_ou_il_est(
    ecran, poste, cabinet, bloc, qtbot, repos
):
    with qtbot.waitSignal(poste.taches.refus) as refus:
        ecran._gestes.annuler(bloc.rdv)
    assert refus.args[0].startswith("Karim (poste 2) vient de déplacer ce rendez-vous")
    assert rdv(cabinet, bloc.rdv.id).etat in {EtatRendezVous.PREVU, EtatRendezVous.CONFIRME}


def test_ctrl_z_ne_remet_pas_par_dessus_un_deplacement_venu_apres(
    ecran, poste, cabinet, numeros, autre_poste, qtbot, repos
):
    assert ecran.grille.choisir_le_rdv(numeros["Caron Michel"])
    bloc = ecran.grille.choix.bloc
    ecran.grille.depose.emit(bloc, 1, le(15))
    repos()
    deplacer_ailleurs(autre_poste, bloc.rdv.id, le(16))
    with qtbot.waitSignal(poste.taches.refus):
        poste.defaire.defaire()
    repos()
    assert rdv(cabinet, bloc.rdv.id).debut == le(16)
