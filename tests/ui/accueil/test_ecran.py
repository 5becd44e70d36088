"""L’accueil : noter une arrivée en tapant un nom, suivre la salle d’attente, recevoir une urgence, défaire."""

from __future__ import annotations

from datetime import date

import pytest

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from secretariat.accueil import lectures
from secretariat.accueil.valeurs import EtapeVisite
from secretariat.dossiers import services as dossiers
from secretariat.dossiers.valeurs import Coordonnees, Sexe, Traits
from secretariat.ui.theme.jetons import LARGEUR
from secretariat.ui.theme.theme import theme
from tests.saisie import taper

CTRL = Qt.KeyboardModifier.ControlModifier


def touche(piece, code, modificateur=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(piece, code, modificateur)


def venu(cabinet, patient):
    with cabinet.lecture() as lecture:
        return next((v for v in lectures.visites_du_jour(lecture) if v.patient == patient), None)


def choisir(ecran, numero):
    ecran._segment.choisir(False)
    assert ecran.tableau.choisir(numero)
    ecran.tableau.setFocus()


@pytest.fixture
def sans_rendez_vous(cabinet):
    with cabinet.unite("mise en place de l’essai") as unite:
        traits = Traits("Aubry", "Solène", unite.aujourd_hui.replace(year=1990), Sexe.FEMININ, "44109")
        numero = dossiers.creer_patient(unite, traits, Coordonnees())
        unite.valider()
    return numero


def test_un_nom_et_entree_notent_l_arrivee(ecran, cabinet, poste, repos):
    taper(ecran.arrivee.choix.saisie, "meunier h")
    touche(ecran.arrivee.choix.saisie, Qt.Key.Key_Return)
    repos()
    assert venu(cabinet, "MEUNIER Hugo").etape is EtapeVisite.EN_SALLE
    assert ecran.arrivee.choix.saisie.text() == ""
    assert "MEUNIER Hugo" in [f.nom for f in ecran.salle.en_salle.fiches]
    assert ecran.salle.en_retard.isHidden()
    poste.defaire.defaire()
    repos()
    assert venu(cabinet, "MEUNIER Hugo") is None


@pytest.fixture
def andree_nee_caron(cabinet):
    """Elle vient avant CARON Michel dans l’ordre des noms, et n’est pas attendue aujourd’hui."""
    return connaitre(cabinet, "Caron", "André", date(1984, 6, 29))


def connaitre(cabinet, nom, prenom, naissance):
    with cabinet.unite("mise en place de l’essai") as unite:
        traits = Traits(nom, prenom, naissance, Sexe.FEMININ, "44109")
        numero = dossiers.creer_patient(unite, traits, Coordonnees())
        unite.valider()
    return numero


def test_celui_que_l_on_attend_repond_avant_les_autres_du_meme_nom(ecran, cabinet, andree_nee_caron, repos):
    taper(ecran.arrivee.choix.saisie, "caron")
    repos()
    trouves = ecran.arrivee.choix.modele.lignes
    assert [p.prenom for p in trouves] == ["Michel", "ANDRE"]
    assert trouves[0].raison == "attendu(e) à 11\xa0h\xa015, Dr\xa0MARCHAND"
    touche(ecran.arrivee.choix.saisie, Qt.Key.Key_Return)
    repos()
    assert venu(cabinet, "CARON Michel").etape is EtapeVisite.EN_SALLE
    taper(ecran.arrivee.choix.saisie, "caron")
    repos()
    assert ecran.arrivee.choix.modele.lignes[0].raison.startswith("déjà arrivé(e)")


def test_personne_n_est_attendu_sous_ce_nom_et_entree_ne_choisit_pas_au_hasard(ecran, cabinet, repos, qtbot):
    connaitre(cabinet, "Aubry", "Solène", date(1990, 1, 2))
    connaitre(cabinet, "Aubry", "Solène", date(1991, 3, 4))
    taper(ecran.arrivee.choix.saisie, "aubry")
    touche(ecran.arrivee.choix.saisie, Qt.Key.Key_Return)
    repos()
    assert ecran.arrivee.refus.isHidden()
    assert ecran.arrivee.choix.reponses.hasFocus()
    touche(ecran.arrivee.choix.reponses, Qt.Key.Key_Down)
    touche(ecran.arrivee.choix.reponses, Qt.Key.Key_Return)
    repos()
    assert ecran.arrivee.refus.isVisible()


def test_echap_oublie_celui_qui_n_est_pas_attendu(ecran, sans_rendez_vous, repos):
    taper(ecran.arrivee.choix.saisie, "aubry")
    touche(ecran.arrivee.choix.saisie, Qt.Key.Key_Return)
    repos()
    assert ecran.arrivee.refus.isVisible()
    touche(ecran.arrivee.choix.saisie, Qt.Key.Key_Escape)
    assert ecran.arrivee.refus.isHidden()
    assert ecran.arrivee.sans_rendez_vous.isHidden()
    assert ecran.arrivee.choix.saisie.hasFocus()


def test_sans_rendez_vous_on_choisit_le_praticien(ecran, cabinet, sans_rendez_vous, repos):
    taper(ecran.arrivee.choix.saisie, "aubry")
    touche(ecran.arrivee.choix.saisie, Qt.Key.Key_Return)
    repos()
    assert ecran.arrivee.refus.isVisible()
    assert "AUBRY" in ecran.arrivee.refus.titre.text()
    ecran.arrivee._recevoir_chez(2)
    repos()
    assert venu(cabinet, "AUBRY SOLENE").praticien == "Dr\xa0BENALI"
    assert ecran.arrivee.refus.isHidden()


def test_les_touches_agissent_sur_la_ligne(ecran, poste, numeros, repos):
    choisir(ecran, numeros["Caron Michel"])
    touche(ecran.tableau, Qt.Key.Key_A)
    repos()
    assert ecran.tableau.ligne_courante().etat.mot.startswith("En salle")
    touche(ecran.tableau, Qt.Key.Key_P)
    repos()
    assert ecran.tableau.ligne_courante().etat.mot == "En cours"
    touche(ecran.tableau, Qt.Key.Key_S)
    repos()
    assert ecran.tableau.ligne_courante().etat.mot == "À encaisser"
    for _ in range(3):
        poste.defaire.defaire()
        repos()
    assert ecran.tableau.ligne_courante().etat.mot == "Confirmé"


def test_une_touche_sans_objet_ne_fait_rien(ecran, poste, numeros, repos):
    choisir(ecran, numeros["Moreau Jeanne"])
    touche(ecran.tableau, Qt.Key.Key_A)
    repos()
    assert not poste.defaire.est_possible


def test_un_absent_revient(ecran, poste, numeros, repos):
    choisir(ecran, numeros["Meunier Hugo"])
    touche(ecran.tableau, Qt.Key.Key_X)
    repos()
    assert ecran.tableau.ligne_courante().etat.mot == "Absent"
    touche(ecran.tableau, Qt.Key.Key_X)
    repos()
    assert ecran.tableau.ligne_courante().etat.mot.startswith("Retard")
    poste.defaire.defaire()
    repos()
    assert ecran.tableau.ligne_courante().etat.mot == "Absent"


def test_une_urgence_passe_devant(ecran, cabinet, sans_rendez_vous, repos):
    touche(ecran.tableau, Qt.Key.Key_U)
    assert ecran.urgence.isVisible()
    taper(ecran.urgence.choix.saisie, "aubry")
    touche(ecran.urgence.choix.saisie, Qt.Key.Key_Return)
    repos()
    ecran.urgence.praticien.choisir(3)
    taper(ecran.urgence.remarque.saisie, "Forte fièvre")
    touche(ecran.urgence.remarque.saisie, Qt.Key.Key_Return, CTRL)
    repos()
    visite = venu(cabinet, "AUBRY SOLENE")
    assert (visite.urgence, visite.praticien, visite.remarque) == (True, "Dr\xa0TESSIER", "Forte fièvre")
    assert not ecran.urgence.isVisible()
    assert "AUBRY SOLENE" in [f.nom for f in ecran.salle.en_salle.fiches][:2]


def test_une_urgence_sans_patient_ne_part_pas(ecran, repos):
    ecran.recevoir_une_urgence()
    ecran.urgence.recevoir()
    repos()
    assert ecran.urgence._manque.text() == "Choisir d’abord le patient."
    touche(ecran.urgence.remarque.saisie, Qt.Key.Key_Escape)
    assert not ecran.urgence.isVisible()
    assert ecran.arrivee.choix.saisie.hasFocus()


def test_les_lettres_tapees_dans_la_recherche_ne_sont_pas_des_raccourcis(ecran, poste, repos):
    QTest.keyClicks(ecran.arrivee.choix.saisie, "uaxpsed")  # ASCII : par le vrai chemin des raccourcis
    repos()
    assert ecran.arrivee.choix.saisie.text() == "uaxpsed"
    assert not ecran.urgence.isVisible()
    assert not poste.defaire.est_possible


def test_un_inconnu_se_cree_depuis_la_recherche(ecran, poste, qtbot, repos):
    taper(ecran.arrivee.choix.saisie, "zzyzx")
    repos()
    with qtbot.waitSignal(poste.demandes.nouveau_patient) as attendu:
        ecran.arrivee.choix.creer.click()
    assert attendu.args == ["zzyzx"]


def test_a_suivre_tait_ceux_qui_sont_partis(ecran):
    suivis = {a.rdv.patient for a in ecran.tableau.modele.lignes}
    assert "MOREAU Jeanne" not in suivis
    assert "FOURNIER Lucie" in suivis
    ecran._segment.choisir(False)
    assert "MOREAU Jeanne" in {a.rdv.patient for a in ecran.tableau.modele.lignes}


def test_le_modele_des_attendus_suit_les_regles_de_qt(ecran, qtmodeltester):
    qtmodeltester.check(ecran.tableau.modele)


def test_l_ecran_tient_dans_la_plus_petite_fenetre(ecran):
    assert ecran.minimumSizeHint().width() <= 1072


def test_a_l_etroit_le_nom_garde_sa_place_et_le_telephone_cede(ecran, qtbot):
    telephone = [c.titre for c in ecran.tableau.modele.colonnes].index("Téléphone")
    assert not ecran.tableau.isColumnHidden(telephone)
    theme().grossir(1.3)
    try:
        ecran.resize(1072, 648)
        qtbot.waitUntil(lambda: ecran.tableau.isColumnHidden(telephone))
        assert ecran.tableau.columnWidth(1) > theme().px(LARGEUR.champ_court)
    finally:
        theme().grossir(1.0)


def test_a_l_etroit_les_reponses_defilent_sans_couvrir_le_reste(ecran, cabinet, repos, qtbot):
    for jour in range(1, 9):
        connaitre(cabinet, "Aubry", f"Solène {'abcdefgh'[jour - 1]}", date(1990, 1, jour))
    ecran.resize(1072, 560)
    ecran.recevoir_une_urgence()
    assert ecran.arrivee.isHidden()
    choix = ecran.urgence.choix
    taper(choix.saisie, "aubry")
    repos()
    qtbot.waitUntil(lambda: choix.creer.isVisible() and choix.reponses.height() > 0)
    assert choix.reponses.geometry().bottom() < choix.creer.geometry().top()
    assert choix.geometry().bottom() < ecran.urgence.praticien.geometry().top()


def test_revenir_a_l_accueil_reprend_l_urgence_commencee(ecran, repos):
    ecran.recevoir_une_urgence()
    ecran.urgence.prendre(1, "MOREAU Jeanne")
    ecran.arrivee.choix.setFocus()
    ecran.activer()
    assert ecran.urgence.praticien.saisie.hasFocus()
    touche(ecran.urgence.praticien.saisie, Qt.Key.Key_Escape)
    assert ecran.arrivee.isVisible()
    assert ecran.arrivee.choix.saisie.hasFocus()


def test_la_fleche_du_bas_mene_de_la_recherche_vide_aux_attendus(ecran):
    touche(ecran.arrivee.choix.saisie, Qt.Key.Key_Down)
    assert ecran.tableau.hasFocus()
