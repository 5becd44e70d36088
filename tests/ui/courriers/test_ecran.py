"""Écrire une lettre : ce qui manque est dit avant, l’aperçu suit la saisie, le dossier garde les deux formes."""

from datetime import date

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from secretariat.accueil.lectures import champs_de_la_visite
from secretariat.accueil.services import constater_arrivee
from secretariat.cabinet.lectures import praticiens
from secretariat.courriers.lectures import courriers_du_patient
from secretariat.dossiers.lectures import contenu_document
from secretariat.dossiers.services import creer_patient
from secretariat.dossiers.valeurs import Coordonnees, Sexe, Traits
from secretariat.socle import ressources
from secretariat.ui import enregistrer_sous
from secretariat.ui.courriers.ecran import EcranCourriers
from tests.saisie import taper, touche
from tests.ui.consultations import consultations


@pytest.fixture
def ecran(poste, patient, qtbot):
    ecran = EcranCourriers(poste)
    qtbot.addWidget(ecran)
    ecran.resize(1392, 900)
    ecran.show()
    ecran.activer()
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    return ecran


def attendre(qtbot, poste, condition):
    qtbot.waitUntil(lambda: poste.taches.au_repos and condition(), timeout=10_000)


@pytest.fixture
def lettre(ecran, poste, patient, qtbot):
    """Un certificat de présence commencé."""
    ecran.ecrire_a(patient)
    attendre(qtbot, poste, ecran.redaction.bilan.isVisible)
    return ecran.redaction


def test_ce_qui_manque_est_annonce_avant_d_imprimer(lettre):
    assert "Il manque 3 champs" in lettre.bilan.titre.text()
    assert lettre.ranger.text() == "Ranger tel quel"


def test_la_venue_du_jour_est_deja_ecrite_et_l_autre_patient_n_en_herite_pas(ecran, poste, patient, cabinet, qtbot):
    with cabinet.unite("venue") as unite:
        visite = constater_arrivee(unite, patient_id=patient, praticien_id=praticiens(unite)[-1].id)
        autre = creer_patient(unite, Traits("ROUX", "LEA", date(1990, 1, 2), Sexe.FEMININ, "44109"), Coordonnees())
        unite.valider()
    ecran.ecrire_a(patient)
    attendre(qtbot, poste, ecran.redaction.bilan.isVisible)
    champs = ecran.redaction._champs
    with cabinet.lecture() as lecture:
        attendus = champs_de_la_visite(lecture, visite)
    assert {nom: champ.texte() for nom, champ in champs.items()} == attendus
    assert attendus["presence.arrivee"]
    with cabinet.lecture() as lecture:
        assert ecran.redaction.praticien.valeur() == praticiens(lecture)[-1]
    assert "Il manque 1 champ à" in ecran.redaction.bilan.titre.text()
    ecran.ecrire_a(autre)
    attendre(qtbot, poste, lambda: "3 champs" in ecran.redaction.bilan.titre.text())
    assert not any(champ.texte() for champ in ecran.redaction._champs.values())


def test_remplir_un_champ_fait_suivre_l_annonce_et_l_apercu(lettre, poste, qtbot):
    taper(lettre._champs["presence.date"].saisie, "jeudi 12 mars 2026")
    attendre(qtbot, poste, lambda: "Il manque 2 champs" in lettre.bilan.titre.text())


def test_la_lettre_rangee_est_au_dossier_sous_ses_deux_formes(lettre, ecran, poste, patient, cabinet, qtbot):
    touche(lettre, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    attendre(qtbot, poste, lambda: ecran.liste.modele.rowCount() == 1)
    with cabinet.lecture() as lecture:
        (courrier,) = courriers_du_patient(lecture, patient)
        assert contenu_document(lecture, courrier.pdf_id).contenu.startswith(b"%PDF")
        assert contenu_document(lecture, courrier.docx_id).contenu.startswith(b"PK")


def test_on_choisit_le_patient_en_tapant_puis_entree(ecran, poste, qtbot):
    ecran.liste.ecrire.click()
    taper(ecran.choix.recherche, "clem lef")
    attendre(qtbot, poste, lambda: ecran.choix.tableau.ligne_courante() is not None)
    touche(ecran.choix.recherche, Qt.Key.Key_Return)
    attendre(qtbot, poste, ecran.redaction.isVisible)


def test_un_dossier_qui_refuse_l_ecriture_se_dit(lettre, ecran, poste, qtbot, monkeypatch, tmp_path):
    touche(lettre, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    attendre(qtbot, poste, lambda: ecran.liste.modele.rowCount() == 1)
    monkeypatch.setattr(enregistrer_sous, "demander", lambda *_: tmp_path / "absent" / "lettre.pdf")
    with qtbot.waitSignal(poste.taches.refus) as refus:
        ecran.liste._pdf.click()
    assert "n’a pas pu s’écrire" in refus.args[0]


def test_un_refus_reste_dans_la_page_et_le_bouton_revient(lettre):
    lettre.refuser("Le modèle a disparu.", "Le remettre en place.")
    assert lettre.bilan.titre.text() == "Le modèle a disparu."
    assert lettre.ranger.isEnabled()


def remplir_le_certificat(lettre, texte):
    taper(lettre._champs["presence.date"].saisie, texte)


def test_une_lettre_reprise_pour_le_meme_patient_garde_sa_saisie(lettre, ecran, poste, patient, qtbot):
    remplir_le_certificat(lettre, "jeudi 12 mars 2026")
    lettre.renoncer.click()
    ecran.ecrire_a(patient)
    attendre(qtbot, poste, lettre.isVisible)
    assert lettre._champs["presence.date"].texte() == "jeudi 12 mars 2026"


def test_la_lettre_commencee_puis_relue_se_lit_au_journal(lettre, ecran, poste, patient, cabinet, qtbot):
    remplir_le_certificat(lettre, "jeudi 12 mars 2026")
    touche(lettre, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    attendre(qtbot, poste, lambda: ecran.liste.modele.rowCount() == 1)
    with cabinet.lecture() as lecture:
        (courrier,) = courriers_du_patient(lecture, patient)
    assert consultations(cabinet) == [f"patients:{patient}", f"documents:{courrier.pdf_id}"]


def test_rien_d_une_lettre_ne_passe_dans_celle_d_un_autre_patient(lettre, ecran, poste, cabinet, qtbot):
    remplir_le_certificat(lettre, "jeudi 12 mars 2026")
    lettre.renoncer.click()
    with cabinet.unite("mise en place") as unite:
        autre = creer_patient(
            unite, Traits("ROUX", "LEA", date(2001, 5, 2), Sexe.FEMININ, "44109"), Coordonnees(commune="Nantes")
        )
        unite.valider()
    ecran.ecrire_a(autre)
    attendre(qtbot, poste, lambda: lettre.isVisible() and lettre._nom.text().startswith("ROUX"))
    assert lettre._champs["presence.date"].texte() == ""


def test_une_lettre_rangee_ne_laisse_rien_a_la_suivante(lettre, ecran, poste, patient, qtbot):
    remplir_le_certificat(lettre, "jeudi 12 mars 2026")
    touche(lettre, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    attendre(qtbot, poste, lambda: ecran.liste.modele.rowCount() == 1)
    ecran.ecrire_a(patient)
    attendre(qtbot, poste, lettre.isVisible)
    assert lettre._champs["presence.date"].texte() == ""


def test_tab_va_du_praticien_aux_champs_puis_aux_boutons(lettre, ecran, qtbot):
    ecran.activateWindow()
    lettre.praticien.saisie.setFocus()
    parcours = []
    for _ in range(4):
        touche(QApplication.focusWidget() or lettre, Qt.Key.Key_Tab)
        parcours.append(QApplication.focusWidget())
    assert parcours == [*(champ.saisie for champ in lettre._champs.values()), lettre.ranger]


def test_une_recherche_sans_reponse_le_dit(ecran, poste, qtbot):
    ecran.liste.ecrire.click()
    taper(ecran.choix.recherche, "zzzz")
    attendre(qtbot, poste, lambda: "zzzz" in ecran.choix._vide.message.text())


def test_sans_aucun_modele_la_lettre_est_refusee_en_clair(ecran, poste, patient, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(ressources, "RACINE", tmp_path)
    refus = []
    poste.taches.refus.connect(lambda message, conseil: refus.append(message))
    ecran.ecrire_a(patient)
    attendre(qtbot, poste, lambda: bool(refus))
    assert refus == ["Il n’y a aucun modèle de lettre sur ce poste."]
    assert not ecran.redaction.isVisible()
