"""L’écran de l’agenda : réserver, déplacer, refuser, défaire, au clavier et à la souris."""

from __future__ import annotations

from datetime import date

import pytest

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from secretariat.agenda import lectures
from secretariat.agenda.valeurs import EtatRendezVous
from tests.saisie import taper
from tests.ui.agenda.souris import bouger, lacher, tenir
from tests.ui.journee import le

JEUDI = date(2026, 3, 12)
COLONNE_MARCHAND = 0
CTRL = Qt.KeyboardModifier.ControlModifier


def rdv(cabinet, numero):
    with cabinet.lecture() as lecture:
        return lectures.rdv(lecture, numero)


def touche(piece, code, modificateur=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(piece, code, modificateur)


def centre(ecran, numero):
    return ecran.grille.cadre_vue(ecran.grille.disposition.bloc(numero)).center()


def choisir(ecran, numero):
    assert ecran.grille.choisir_le_rdv(numero)


def reserver_au_clavier(ecran, qtbot, repos, nom):
    """N sur le créneau choisi, le nom, Entrée, Ctrl+Entrée."""
    touche(ecran.grille, Qt.Key.Key_N)
    qtbot.waitUntil(ecran.reservation.isVisible)
    taper(ecran.reservation.choix.saisie, nom)
    touche(ecran.reservation.choix.saisie, Qt.Key.Key_Return)
    repos()
    touche(ecran.reservation.motif.saisie, Qt.Key.Key_Return, CTRL)
    repos()


def test_on_reserve_sans_toucher_la_souris(ecran, cabinet, qtbot, repos):
    ecran.grille.choisir_le_moment(COLONNE_MARCHAND, 10 * 60 + 45)
    touche(ecran.grille, Qt.Key.Key_Down)
    assert ecran.grille.choix.debut == 11 * 60
    reserver_au_clavier(ecran, qtbot, repos, "NOËL aga")
    choisi = ecran.grille.choix.bloc
    assert (choisi.rdv.patient, choisi.debut) == ("NOËL Agathe", 11 * 60)
    assert ecran.grille.hasFocus()
    assert not ecran.reservation.isVisible()


def test_une_reservation_se_defait(ecran, cabinet, poste, qtbot, repos):
    ecran.grille.choisir_le_moment(COLONNE_MARCHAND, 11 * 60)
    reserver_au_clavier(ecran, qtbot, repos, "noel")
    numero = ecran.grille.choix.bloc.rdv.id
    poste.defaire.defaire()
    repos()
    assert rdv(cabinet, numero).etat is EtatRendezVous.ANNULE
    assert ecran.grille.disposition.bloc(numero) is None


def test_une_double_reservation_est_refusee_puis_voulue(ecran, numeros, qtbot, repos):
    ecran.grille.choisir_le_moment(COLONNE_MARCHAND, 11 * 60)
    touche(ecran.grille, Qt.Key.Key_N)
    taper(ecran.reservation.choix.saisie, "noel")
    touche(ecran.reservation.choix.saisie, Qt.Key.Key_Return)
    repos()
    ecran.reservation.heure.poser("11h15")
    touche(ecran.reservation.motif.saisie, Qt.Key.Key_Return, CTRL)
    repos()
    refus = ecran.reservation.refus
    assert refus.isVisible()
    assert "CARON Michel" in refus.message.text()
    assert refus.bouton_autre.hasFocus()
    touche(refus.bouton_surbooking, Qt.Key.Key_Space)
    taper(refus.raison.saisie, "Demande du médecin")
    touche(refus.raison.saisie, Qt.Key.Key_Return)
    repos()
    choisi = ecran.grille.choix.bloc
    assert (choisi.rdv.patient, choisi.rdv.surbooking, choisi.rangs) == ("NOËL Agathe", True, 2)
    assert choisi.rdv.surbooking_raison == "Demande du médecin"


def test_l_heure_tapee_survit_a_une_relecture_et_a_un_autre_jour(ecran, repos):
    ecran.grille.choisir_le_moment(COLONNE_MARCHAND, 11 * 60)
    touche(ecran.grille, Qt.Key.Key_N)
    ecran.reservation.heure.poser("15h")
    ecran.relire()
    repos()
    ecran.actualiser()
    ecran.entete.jours.emit(1)
    repos()
    assert ecran.reservation.heure.texte() == "15h"
    assert ecran.reservation.preparation.debut == le(15, jour=13)
    assert ecran.grille._projet is not None


def test_echap_quitte_le_refus_avant_la_reservation(ecran, qtbot, repos):
    ecran.reserver(1, le(11, 15))
    ecran.reservation.prendre_le_patient(14, "NOËL Agathe")
    ecran.reservation.reserver()
    repos()
    touche(ecran.reservation.refus.bouton_autre, Qt.Key.Key_Escape)
    assert ecran.reservation.refus.isHidden()
    assert ecran.reservation.isVisible()
    assert ecran.reservation.heure.saisie.hasFocus()
    touche(ecran.reservation.heure.saisie, Qt.Key.Key_Escape)
    assert not ecran.reservation.isVisible()


def test_echap_renonce_a_un_deplacement_refuse(ecran, numeros, repos):
    choisir(ecran, numeros["Caron Michel"])
    bloc = ecran.grille.choix.bloc
    ecran.grille.depose.emit(bloc, 2, le(11))
    repos()
    assert ecran.refus.isVisible()
    touche(ecran.refus.bouton_surbooking, Qt.Key.Key_Escape)
    assert ecran.refus.isHidden()
    assert ecran.grille.hasFocus()


def test_la_naissance_et_l_homonyme_se_lisent_avant_de_reserver(ecran, repos):
    ecran.reserver(1, le(11))
    ecran.reservation.prendre_le_patient(14, "NOËL Agathe", date(1973, 2, 14), homonyme=True)
    assert ecran.reservation._naissance.text() == "né(e) le 14/02/1973 · Homonyme"


def test_on_va_a_un_jour_en_le_tapant(ecran, qtbot, repos):
    touche(ecran.grille, Qt.Key.Key_J, CTRL)
    assert ecran.entete.aller.hasFocus()
    taper(ecran.entete.aller, "mar")
    touche(ecran.entete.aller, Qt.Key.Key_Return)
    repos()
    assert ecran.jour == date(2026, 3, 17)
    assert ecran.grille.hasFocus()
    touche(ecran.grille, Qt.Key.Key_PageDown, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert ecran.jour == date(2026, 3, 24)


def test_a_l_etroit_l_annee_cede_la_place_au_jour(ecran):
    assert ecran.entete._jour.text().endswith("2026")
    ecran.entete.resize(ecran.width() // 2, ecran.entete.height())
    assert ecran.entete._jour.text() == "Jeudi 12\xa0mars"


def test_un_jour_illisible_ne_mene_nulle_part(ecran):
    ecran.entete.aller.setFocus()
    taper(ecran.entete.aller, "31/02")
    touche(ecran.entete.aller, Qt.Key.Key_Return)
    assert ecran.jour == JEUDI
    assert ecran.entete.aller.property("erreur")
    assert ecran.entete._semaine.text() == "Jour non compris"
    taper(ecran.entete.aller, "1")
    assert ecran.entete._semaine.text() == "Semaine\xa011"


def test_un_surbooking_sans_raison_ne_part_pas(ecran, qtbot, repos):
    ecran.reserver(1, le(11, 15))
    ecran.reservation.prendre_le_patient(1, "MOREAU Jeanne")
    ecran.reservation.reserver()
    repos()
    refus = ecran.reservation.refus
    refus.bouton_surbooking.click()
    touche(refus.raison.saisie, Qt.Key.Key_Return)
    repos()
    assert refus.isVisible()
    assert refus.raison.erreur


def test_le_prochain_creneau_libre_se_prend_d_un_geste(ecran, repos):
    ecran.reserver(1, le(11, 15))
    ecran.reservation.prendre_le_patient(14, "NOËL Agathe")
    ecran.reservation.reserver()
    repos()
    ecran.reservation.refus.bouton_autre.click()
    repos()
    assert ecran.grille.choix.bloc.rdv.debut == le(14)


def test_sans_patient_rien_ne_part(ecran, repos):
    ecran.reserver(1, le(11))
    ecran.reservation.reserver()
    assert ecran.reservation.choix.saisie.hasFocus()
    assert not ecran.poste.defaire.est_possible


def test_un_deplacement_a_la_souris_se_defait(ecran, cabinet, poste, numeros, repos):
    numero, vue = numeros["Lemoine Gérard"], ecran.grille.viewport()
    depart = centre(ecran, numero)
    arrivee = QPoint(depart.x() - round(ecran.grille.geometrie.largeur_colonne), depart.y() + 3 * 160)
    tenir(vue, depart, depart + QPoint(0, 12), arrivee)
    assert ecran.grille.tient
    lacher(vue, arrivee)
    repos()
    assert (rdv(cabinet, numero).praticien_id, rdv(cabinet, numero).debut) == (1, le(14))
    assert ecran.grille.choix.bloc.rdv.id == numero
    poste.defaire.defaire()
    repos()
    assert (rdv(cabinet, numero).praticien_id, rdv(cabinet, numero).debut) == (2, le(11))


def test_sous_le_seuil_un_clic_reste_un_clic(ecran, cabinet, numeros, repos):
    numero, vue = numeros["Caron Michel"], ecran.grille.viewport()
    depart = centre(ecran, numero)
    tenir(vue, depart, depart + QPoint(3, 4))
    assert not ecran.grille.tient
    lacher(vue, depart + QPoint(3, 4))
    repos()
    assert rdv(cabinet, numero).debut == le(11, 15)
    assert ecran.grille.choix.bloc.rdv.id == numero


def test_echap_repose_ce_que_l_on_tient(ecran, cabinet, numeros, repos):
    numero, vue = numeros["Caron Michel"], ecran.grille.viewport()
    depart = centre(ecran, numero)
    tenir(vue, depart, depart + QPoint(0, 200))
    touche(ecran.grille, Qt.Key.Key_Escape)
    bouger(vue, depart + QPoint(0, 240))
    lacher(vue, depart + QPoint(0, 240))
    repos()
    assert rdv(cabinet, numero).debut == le(11, 15)
    assert not ecran.poste.defaire.est_possible


def test_un_depot_sur_un_creneau_pris_est_refuse_sur_place(ecran, cabinet, numeros, repos):
    numero, vue = numeros["Caron Michel"], ecran.grille.viewport()
    depart = centre(ecran, numero)
    arrivee = depart + QPoint(0, 40)
    tenir(vue, depart, arrivee)
    assert "DUPUIS Léa" in ecran.grille._fantome.gene
    lacher(vue, arrivee)
    repos()
    assert ecran.refus.isVisible()
    assert "DUPUIS Léa" in ecran.refus.message.text()
    assert rdv(cabinet, numero).debut == le(11, 15)
    ecran.refus.bouton_surbooking.click()
    taper(ecran.refus.raison.saisie, "Accord du docteur")
    touche(ecran.refus.raison.saisie, Qt.Key.Key_Return)
    repos()
    assert (rdv(cabinet, numero).debut, rdv(cabinet, numero).surbooking) == (le(11, 30), True)


def test_un_deplacement_au_clavier(ecran, cabinet, numeros, repos):
    numero = numeros["Caron Michel"]
    choisir(ecran, numero)
    touche(ecran.grille, Qt.Key.Key_M)
    for _ in range(3):
        touche(ecran.grille, Qt.Key.Key_Up)
    touche(ecran.grille, Qt.Key.Key_Return)
    repos()
    assert rdv(cabinet, numero).debut == le(11)


def test_un_patient_venu_ne_se_deplace_pas(ecran, numeros, repos):
    numero, vue = numeros["Roux Adèle"], ecran.grille.viewport()
    depart = centre(ecran, numero)
    tenir(vue, depart, depart + QPoint(0, 60))
    assert not ecran.grille.tient
    lacher(vue, depart + QPoint(0, 60))


def test_les_touches_agissent_sur_le_rendez_vous_choisi(ecran, poste, numeros, repos):
    choisir(ecran, numeros["Meunier Hugo"])
    touche(ecran.grille, Qt.Key.Key_X)
    repos()
    bloc = ecran.grille.disposition.bloc(numeros["Meunier Hugo"])
    assert bloc.etat.mot == "Absent"
    poste.defaire.defaire()
    repos()
    assert ecran.grille.disposition.bloc(numeros["Meunier Hugo"]).etat.mot.startswith("Retard")
    touche(ecran.grille, Qt.Key.Key_A)
    repos()
    assert ecran.grille.disposition.bloc(numeros["Meunier Hugo"]).etat.mot == "En salle 0\xa0min"
    touche(ecran.grille, Qt.Key.Key_P)
    repos()
    assert ecran.grille.disposition.bloc(numeros["Meunier Hugo"]).etat.mot == "En cours"


def test_suppr_annule_et_ctrl_z_retablit(ecran, poste, numeros, repos):
    numero = numeros["Caron Michel"]
    choisir(ecran, numero)
    touche(ecran.grille, Qt.Key.Key_Delete)
    repos()
    assert ecran.grille.disposition.bloc(numero) is None
    poste.defaire.defaire()
    repos()
    assert ecran.grille.disposition.bloc(numero).etat.mot == "Confirmé"


@pytest.mark.parametrize(
    ("nom", "code", "demande"), [("Fournier Lucie", "E", "encaisser"), ("Caron Michel", "D", "patient")]
)
def test_encaisser_et_dossier_se_demandent_a_la_fenetre(ecran, poste, numeros, qtbot, nom, code, demande):
    choisir(ecran, numeros[nom])
    with qtbot.waitSignal(getattr(poste.demandes, demande)):
        touche(ecran.grille, Qt.Key(ord(code)))


def test_les_lettres_tapees_dans_un_champ_ne_sont_pas_des_raccourcis(ecran, cabinet, numeros, repos):
    choisir(ecran, numeros["Caron Michel"])
    ecran.reserver(1, le(11))
    QTest.keyClicks(ecran.reservation.choix.saisie, "tnaxpde")  # ASCII : par le vrai chemin des raccourcis
    repos()
    assert ecran.reservation.choix.saisie.text() == "tnaxpde"
    assert ecran.jour == JEUDI
    assert rdv(cabinet, numeros["Caron Michel"]).etat is EtatRendezVous.CONFIRME
    assert not ecran.poste.defaire.est_possible


def test_echap_ferme_la_reservation(ecran):
    ecran.reserver(1, le(11))
    touche(ecran.reservation.heure.saisie, Qt.Key.Key_Escape)
    assert not ecran.reservation.isVisible()
    assert ecran.grille.hasFocus()


def test_t_revient_a_aujourd_hui(ecran, repos):
    ecran.aller_a(date(2026, 3, 16))
    repos()
    assert not ecran.grille.disposition.blocs
    touche(ecran.grille, Qt.Key.Key_T)
    repos()
    assert ecran.grille.disposition.jour == JEUDI


def test_l_attente_avance_avec_l_heure(ecran, horloge, numeros):
    numero = numeros["Roux Adèle"]
    assert ecran.grille.disposition.bloc(numero).etat.mot == "En salle 9\xa0min"
    horloge.avancer(minutes=13)
    ecran.actualiser()
    etat = ecran.grille.disposition.bloc(numero).etat
    assert (etat.mot, etat.encre, etat.icone) == ("En salle 22\xa0min", "danger", "alerte")


def test_la_reservation_se_demande_pour_un_patient(ecran, repos):
    ecran.reserver_pour(14)
    repos()
    assert ecran.reservation._nom.text() == "NOËL Agathe"
    assert ecran.reservation.motif.saisie.hasFocus()


def test_le_mois_se_replie_dans_une_fenetre_etroite(ecran):
    assert ecran.mois.isVisible()
    ecran.resize(1072, 660)
    assert not ecran.mois.isVisible()
    assert ecran.minimumSizeHint().width() <= 1072
