"""Le dossier ouvert : ce qu’il montre, et ses gestes à une touche."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from secretariat.accueil.lectures import visites_du_jour
from secretariat.agenda.modele import MotifRdv, RendezVous
from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.dossiers.lectures import fiche_patient
from secretariat.dossiers.services import enregistrer_droits, ranger_document
from secretariat.dossiers.valeurs import DroitsPatient, NatureDocument, NouveauDocument, SourceDroits
from secretariat.socle.horloge import PARIS
from secretariat.ui import enregistrer_sous
from secretariat.ui.composants import EtiquetteSimulation
from tests.saisie import taper

NIR = "284064499000108"
PDF = b"%PDF-1.7 essai"


def textes(piece, nom):
    trouve = piece.findChild(QWidget, nom)
    return "\n".join(e.text() for e in trouve.findChildren(QLabel) if e.isVisibleTo(piece))


def geste(piece, nom):
    """Le bouton qui porte ce nom et que l’on voit ; les anciens attendent leur fin."""
    return next((b for b in piece.findChildren(QPushButton, nom) if b.isVisibleTo(piece)), None)


@pytest.fixture
def ouvert(ecran, poste, clemence, qtbot):
    """Le dossier de Clémence, ouvert ; une fonction pour le rouvrir à jour."""
    ecran.ouvrir(clemence)
    qtbot.waitUntil(lambda: ecran.patient.isVisible() and poste.taches.au_repos)
    return ecran


@pytest.fixture
def rendez_vous(cabinet, clemence) -> int:
    """Son rendez-vous de ce matin."""
    with cabinet.unite("essai") as unite:
        motif = MotifRdv(nom="Consultation", duree_minutes=15, couleur="m_consultation", ordre=0)
        unite.ajouter(motif)
        rdv = RendezVous(
            praticien_id=1,
            patient_id=clemence,
            motif_id=motif.id,
            debut=datetime(2026, 3, 12, 10, 30, tzinfo=PARIS),
            fin=datetime(2026, 3, 12, 10, 45, tzinfo=PARIS),
            etat=EtatRendezVous.CONFIRME,
            cree_le=unite.horloge(),
        )
        unite.ajouter(rdv)
        unite.valider()
    return rdv.id


def test_l_identite_se_lit_d_un_coup_d_oeil(ouvert):
    entete = ouvert.patient.findChild(QLabel, "patient.nom")
    assert entete.text() == "LEFÈVRE Clémence"
    montres = {e.text() for e in ouvert.patient.findChildren(QLabel)}
    assert {"DUMONTIER", "14/06/1984", "41\u00a0ans", "Identité provisoire"} <= montres
    assert "Droits inconnus." in textes(ouvert.patient, "patient.manque")


def test_des_droits_simules_le_disent_ou_ils_se_lisent(ouvert, poste, cabinet, clemence, qtbot):
    droits = DroitsPatient(NIR, "01", "441", "0000", date(2026, 12, 31), source=SourceDroits.CARTE_SIMULEE)
    poste.taches.faire("essai", lambda unite: enregistrer_droits(unite, clemence, droits))
    couverture = lambda: next(  # noqa: E731
        p for p in ouvert.patient.findChildren(QWidget, "patient.couverture") if p.isVisibleTo(ouvert.patient)
    )
    qtbot.waitUntil(lambda: poste.taches.au_repos and bool(couverture().findChildren(EtiquetteSimulation)))
    montres = [e.text() for e in couverture().findChildren(QLabel)]
    assert any("carte simulée" in texte for texte in montres)
    assert "2 84 06 44 ••• ••• ••" in montres
    assert not any(NIR in texte.replace(" ", "") for texte in montres)


def test_a_note_l_arrivee_et_ctrl_z_la_defait(rendez_vous, ouvert, poste, cabinet, qtbot):
    with qtbot.waitSignal(poste.defaire.fait):
        qtbot.keyClick(ouvert, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: poste.taches.au_repos and geste(ouvert, "patient.arrivee") is None)
    with cabinet.lecture() as lecture:
        assert [v.rendez_vous_id for v in visites_du_jour(lecture)] == [rendez_vous]
    poste.defaire.defaire()
    qtbot.waitUntil(lambda: poste.taches.au_repos and geste(ouvert, "patient.arrivee") is not None)


def test_sans_rendez_vous_l_arrivee_demande_qui_le_recevra(ouvert, poste, cabinet, qtbot):
    qtbot.keyClick(ouvert, Qt.Key.Key_A)
    choix = ouvert.patient.reception
    noms = ("Hélène MARCHAND", "Karim BENALI", "Anne TESSIER")
    assert [bouton.text() for bouton in choix.boutons] == [f"Dr\u00a0{nom}" for nom in noms]
    with qtbot.waitSignal(poste.defaire.fait):
        qtbot.keyClick(ouvert, Qt.Key.Key_2)
    assert not choix.isVisible()
    with cabinet.lecture() as lecture:
        assert [v.praticien_id for v in visites_du_jour(lecture)] == [2]


def test_encaisser_porte_la_visite(rendez_vous, ouvert, poste, clemence, qtbot):
    with qtbot.waitSignal(poste.demandes.encaisser) as sans:
        qtbot.keyClick(ouvert, Qt.Key.Key_E)
    assert sans.args == [clemence, 0]
    qtbot.keyClick(ouvert, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: poste.taches.au_repos and ouvert.patient.page.visite is not None)
    with qtbot.waitSignal(poste.demandes.encaisser) as avec:
        qtbot.keyClick(ouvert, Qt.Key.Key_E)
    assert avec.args == [clemence, ouvert.patient.page.visite.id]


@pytest.mark.parametrize(("lettre", "signal"), [(Qt.Key.Key_N, "rendez_vous"), (Qt.Key.Key_C, "courrier")])
def test_une_lettre_appelle_l_ecran_voisin(ouvert, poste, clemence, qtbot, lettre, signal):
    with qtbot.waitSignal(getattr(poste.demandes, signal)) as demande:
        qtbot.keyClick(ouvert, lettre)
    assert demande.args == [clemence]


def test_les_lettres_se_taisent_pendant_que_l_on_tape(ouvert, poste, qtbot):
    qtbot.keyClick(ouvert, Qt.Key.Key_M)
    assert ouvert.modification.isVisible()
    saisie = ouvert.modification.identite.nom_utilise.saisie
    saisie.setFocus()
    appels: list[int] = []
    poste.demandes.rendez_vous.connect(appels.append)
    poste.demandes.courrier.connect(appels.append)
    saisie.clear()
    for lettre in (Qt.Key.Key_N, Qt.Key.Key_C, Qt.Key.Key_A, Qt.Key.Key_E):
        qtbot.keyClick(saisie, lettre)
    assert saisie.text() == "ncae"
    assert appels == []


def test_modifier_n_ecrit_que_ce_qui_change_et_revient(ouvert, poste, cabinet, clemence, qtbot):
    qtbot.keyClick(ouvert, Qt.Key.Key_M)
    page = ouvert.modification
    page.coordonnees.commune.saisie.clear()
    taper(page.coordonnees.commune.saisie, "Rezé")
    qtbot.keyClick(page.coordonnees.commune.saisie, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: ouvert.patient.isVisible() and poste.taches.au_repos)
    with cabinet.lecture() as lecture:
        fiche = fiche_patient(lecture, clemence)
    assert fiche.coordonnees.commune == "Rezé"
    assert fiche.droits is None


def test_un_nir_faux_se_refuse_sous_son_champ(ouvert, qtbot):
    qtbot.keyClick(ouvert, Qt.Key.Key_U)
    page = ouvert.modification
    assert page.droits.nir.saisie.hasFocus()
    taper(page.droits.nir.saisie, "284064499000199")
    page.enregistrer()
    assert "est faux" in page.droits.nir.erreur
    assert page.isVisible()


def test_un_document_s_enregistre_hors_du_dossier_et_le_journal_le_retient(
    ouvert, poste, cabinet, clemence, qtbot, tmp_path, monkeypatch
):
    nouveau = NouveauDocument("Lettre", NatureDocument.COURRIER, "lettre.pdf", "application/pdf", PDF)
    poste.taches.faire("essai", lambda unite: ranger_document(unite, clemence, nouveau))
    qtbot.waitUntil(lambda: poste.taches.au_repos and len(ouvert.patient.page.fiche.documents) == 1)
    monkeypatch.setattr(enregistrer_sous, "demander", lambda _parent, nom, _filtre: tmp_path / nom)
    bouton = next(b for b in ouvert.patient.findChildren(QPushButton) if b.accessibleName().startswith("Enregistrer «"))
    with qtbot.waitSignal(poste.demandes.message):
        bouton.click()
    assert (tmp_path / "lettre.pdf").read_bytes() == PDF


def test_un_changement_fait_ailleurs_se_voit_sans_rouvrir(ouvert, poste, cabinet, clemence, qtbot):
    poste.taches.faire("essai", lambda unite: enregistrer_droits(unite, clemence, DroitsPatient(NIR)))
    qtbot.waitUntil(lambda: ouvert.patient.page.fiche.droits is not None)


def test_une_fenetre_etroite_range_le_dossier_sur_deux_colonnes(ouvert, qtbot):
    positions = []
    for largeur in (900, 1072):
        ouvert.patient.resize(largeur, 664)
        qtbot.wait(1)
        rdv = next(p for p in ouvert.patient.findChildren(QWidget, "patient.rendez_vous") if p.isVisible())
        bord = rdv.mapTo(ouvert, rdv.rect().topRight()).x()
        encaisser = geste(ouvert, "patient.encaisser")
        positions.append(encaisser.mapTo(ouvert, encaisser.rect().topLeft()).x() > bord)
    assert positions == [False, True]
    qtbot.keyClick(ouvert, Qt.Key.Key_M)
    assert ouvert.modification.isVisible()
