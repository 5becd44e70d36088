"""Écrire une lettre : ce qui manque est dit avant, l’aperçu suit la saisie, le dossier garde les deux formes."""

from datetime import date

import pytest

from PySide6.QtCore import Qt

from secretariat.courriers.lectures import courriers_du_patient
from secretariat.dossiers.lectures import contenu_document
from secretariat.dossiers.services import creer_patient
from secretariat.dossiers.valeurs import Coordonnees, Sexe, Traits
from secretariat.ui import enregistrer_sous
from secretariat.ui.courriers.ecran import EcranCourriers
from tests.saisie import taper, touche


@pytest.fixture
def patient(cabinet):
    with cabinet.unite("mise en place") as unite:
        numero = creer_patient(
            unite,
            Traits("LEFEVRE", "CLEMENCE", date(1984, 6, 14), Sexe.FEMININ, "44109"),
            Coordonnees(adresse="18 rue des Tanneurs", code_postal="44000", commune="Nantes"),
        )
        unite.valider()
    return numero


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
