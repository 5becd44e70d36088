"""La vue du journal : chercher, lire une ligne en entier, sortir le journal d’un patient, vérifier la chaîne."""

import pypdfium2
import pytest

from PySide6.QtCore import Qt

from secretariat.dossiers.lectures.fiche import fiche_patient
from secretariat.dossiers.modele import Patient
from secretariat.socle import chiffrement
from secretariat.ui import enregistrer_sous
from secretariat.ui.cabinet import journal as module
from secretariat.ui.cabinet.ecran import EcranCabinet
from tests.conftest import CLE
from tests.saisie import taper, touche


@pytest.fixture
def ecran(poste, numeros, qtbot):
    ecran = EcranCabinet(poste)
    qtbot.addWidget(ecran)
    ecran.resize(1392, 900)
    ecran.show()
    ecran.activer()
    return ecran


@pytest.fixture
def vue(ecran, qtbot):
    ecran.choix.choisir("journal")
    vue = ecran.vue("journal")
    qtbot.waitUntil(lambda: vue.modele.rowCount() > 0)
    return vue


def objets(vue):
    return {ligne.objet for ligne in vue.modele.lignes}


def test_un_objet_precis_ne_montre_que_lui(vue, qtbot):
    taper(vue.filtres.texte.saisie, "patients:1")
    qtbot.waitUntil(lambda: objets(vue) == {"patients:1"})


def test_un_mot_cherche_dans_tous_les_champs(vue, qtbot):
    taper(vue.filtres.texte.saisie, "zzz")
    qtbot.waitUntil(lambda: vue.modele.rowCount() == 0)


def test_une_personne_un_geste_et_une_date_se_combinent(vue, cabinet, qtbot, repos):
    with cabinet.unite("lecture") as unite:
        unite.consulter("patients:2")
        unite.valider()
    vue.relire()
    repos()
    vue.filtres.operation.choisir("consultation")
    qtbot.waitUntil(lambda: objets(vue) == {"patients:2"})
    vue.filtres.acteur.choisir("claire")
    repos()
    assert objets(vue) == {"patients:2"}
    taper(vue.filtres.du.saisie, "13032026")
    qtbot.waitUntil(lambda: vue.modele.rowCount() == 0)


def test_la_page_suivante_s_ajoute(vue, qtbot, monkeypatch, repos):
    monkeypatch.setattr(module, "PAR_PAGE", 3)
    vue.relire()
    qtbot.waitUntil(lambda: vue.modele.rowCount() == 3)
    assert vue.suite.isVisible()
    vue.suite.click()
    qtbot.waitUntil(lambda: vue.modele.rowCount() == 6)
    numeros = [ligne.numero for ligne in vue.modele.lignes]
    assert numeros == sorted(numeros, reverse=True)
    assert len(set(numeros)) == 6


def test_une_ligne_se_lit_en_entier_a_droite(vue, cabinet, qtbot, repos):
    with cabinet.unite("adresse changée au comptoir") as unite:
        unite.un(Patient, 1).commune = "Rezé"
        unite.valider()
    vue.relire()
    repos()
    vue.tableau.choisir(vue.modele.lignes[0].numero)
    qtbot.waitUntil(lambda: "Commune" in vue.detail.dit())
    dit = vue.detail.dit()
    for present in ("modification, dossier 1", "claire, secrétaire, poste accueil", "adresse changée au comptoir",
                    "Commune", "après\u00a0: Rezé"):  # fmt: skip
        assert present in dit, present


def test_qui_a_ouvert_ce_dossier_montre_ses_lignes_et_de_quoi_les_sortir(ecran, qtbot):
    ecran.qui_a_ouvert(1, "DURAND Anne")
    vue = ecran.vue("journal")
    qtbot.waitUntil(lambda: vue.modele.rowCount() > 0 and {ligne.patient_id for ligne in vue.modele.lignes} == {1})
    assert all(bouton.isVisible() for bouton in vue.exports.values())
    vue.filtres.oublier.click()
    qtbot.waitUntil(lambda: len({ligne.patient_id for ligne in vue.modele.lignes}) > 1)
    assert not any(bouton.isVisible() for bouton in vue.exports.values())


def test_on_choisit_le_patient_en_le_cherchant(vue, cabinet, qtbot, repos):
    vue.filtres.choisir.click()
    with cabinet.lecture() as lecture:
        fiche = fiche_patient(lecture, 1)
    taper(vue.filtres.choix.saisie, fiche.nom)
    repos()
    touche(vue.filtres.choix.saisie, Qt.Key.Key_Return)
    repos()
    if vue.filtres.patient_id is None:
        touche(vue.filtres.choix.reponses, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: vue.filtres.patient_id == 1)
    qtbot.waitUntil(lambda: {ligne.patient_id for ligne in vue.modele.lignes} == {1})
    assert vue.filtres.nom.text() == fiche.nom
    assert not vue.filtres.choix.isVisible()


def test_le_releve_s_ecrit_et_se_note(ecran, cabinet, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(enregistrer_sous, "demander", lambda *_: tmp_path / "releve.pdf")
    ecran.qui_a_ouvert(1, "DURAND Anne")
    vue = ecran.vue("journal")
    vue.exports["pdf"].click()
    qtbot.waitUntil(vue.message.isVisible, timeout=10_000)
    texte = pypdfium2.PdfDocument(tmp_path / "releve.pdf")[0].get_textpage().get_text_range()
    assert "Accès au dossier de DURAND Anne" in texte
    qtbot.waitUntil(lambda: vue.modele.lignes[0].operation == "export du journal")


def test_un_dossier_absent_se_dit_sur_place(ecran, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(enregistrer_sous, "demander", lambda *_: tmp_path / "absent" / "releve.csv")
    ecran.qui_a_ouvert(1, "DURAND Anne")
    vue = ecran.vue("journal")
    vue.exports["csv"].click()
    qtbot.waitUntil(vue.message.isVisible, timeout=10_000)
    assert "n’a pas pu s’écrire" in vue.message.accessibleName()


def test_la_chaine_se_verifie_ici_et_une_falsification_s_y_dit(vue, chemin_base, qtbot):
    vue.verifier.click()
    qtbot.waitUntil(vue.message.isVisible, timeout=10_000)
    assert "Le journal est entier" in vue.message.accessibleName()
    connexion = chiffrement.connecter(chemin_base, CLE)
    connexion.execute("DROP TRIGGER journal_sans_update")
    connexion.execute("UPDATE journal SET acteur = 'autre' WHERE id = 2")
    connexion.close()
    vue.verifier.click()
    qtbot.waitUntil(lambda: "rompue à la ligne 2" in vue.message.accessibleName(), timeout=10_000)
    assert vue.verifier.isVisible()
    assert not vue.arreter.isVisible()


def test_une_verification_s_arrete(vue, qtbot, repos):
    vue.verifier.click()
    vue.arreter.click()
    qtbot.waitUntil(vue.message.isVisible, timeout=10_000)
    assert vue.verifier.isVisible()
