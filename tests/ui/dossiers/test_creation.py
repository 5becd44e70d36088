"""Créer un dossier : au clavier, les doublons sous les yeux, le brouillon jamais perdu."""

from __future__ import annotations

from datetime import date

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from secretariat.dossiers.lectures import fiche_patient, rechercher
from secretariat.dossiers.services import creer_patient
from secretariat.dossiers.valeurs import Coordonnees, DroitsPatient, IdentiteLue, Sexe, SourceDroits, Traits
from secretariat.socle.erreurs import ErreurMetier
from secretariat.ui.dossiers.creer import NouveauDossier, creer_dossier
from secretariat.ui.dossiers.depart import depart_de_recherche
from tests.saisie import taper

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def creation(ecran, poste, qtbot):
    """La page de création, après une recherche vaine."""
    taper(ecran.liste.recherche, "Garnier")
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    qtbot.keyClick(ecran.liste.recherche, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: ecran.creation.isVisible() and poste.taches.au_repos)
    return ecran.creation


def remplir(page, *, nom: str, prenom: str, naissance: str, lieu: str = "44109", sexe: Sexe = Sexe.FEMININ) -> None:
    for champ, texte in (
        (page.identite.nom_naissance, nom),
        (page.identite.premier_prenom, prenom),
        (page.identite.naissance, naissance),
        (page.identite.lieu_naissance, lieu),
    ):
        champ.saisie.clear()
        taper(champ.saisie, texte)
    page.identite.sexe.choisir(sexe)


def bouton(piece: QWidget, nom: str) -> QPushButton:
    return next(b for b in piece.findChildren(QPushButton, nom) if b.isVisibleTo(piece))


def test_un_dossier_se_cree_sans_quitter_le_clavier(creation, ecran, poste, cabinet, qtbot):
    assert creation.identite.nom_naissance.texte() == "Garnier"
    assert creation.identite.premier_prenom.saisie.hasFocus()

    def suivant(texte: str) -> None:
        foyer = ecran.window().focusWidget()
        if texte:
            taper(foyer, texte)
        qtbot.keyClick(foyer, Qt.Key.Key_Tab)

    suivant("Paul")
    suivant("02041961")
    suivant("")
    qtbot.keyClick(ecran.window().focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(ecran.window().focusWidget(), Qt.Key.Key_Down)
    suivant("")
    suivant("44109")
    qtbot.waitUntil(lambda: poste.taches.au_repos and creation.creer.isEnabled())
    with qtbot.waitSignal(poste.demandes.message):
        qtbot.keyClick(ecran.window().focusWidget(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: ecran.patient.isVisible() and poste.taches.au_repos)
    fiche = ecran.patient.page.fiche
    assert fiche.traits == Traits("GARNIER", "PAUL", date(1961, 4, 2), Sexe.MASCULIN, "44109")
    assert not fiche.simule


def test_le_clavier_va_au_premier_trait_qui_manque_le_sexe_compris(ecran, poste, qtbot):
    ecran.creer("Quintrec Yann 03051991")
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    assert ecran.creation.identite.sexe.saisie.hasFocus()


def test_un_doublon_probable_se_montre_avant_creer_et_l_empeche(creation, poste, clemence, qtbot):
    remplir(creation, nom="Dumontier", prenom="Clemence", naissance="14061984")
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    assert not creation.creer.isEnabled()
    assert creation.pourquoi.text() == "1 doublon probable à trancher."
    with qtbot.waitSignal(creation.ouvrir) as ouvrir:
        bouton(creation, f"creation.ouvrir.{clemence}").click()
    assert ouvrir.args == [clemence]


def test_c_est_une_autre_personne_permet_de_creer_deux_homonymes(creation, ecran, poste, cabinet, clemence, qtbot):
    remplir(creation, nom="Dumontier", prenom="Clemence", naissance="14061984")
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    bouton(creation, f"creation.autre.{clemence}").click()
    assert creation.creer.isEnabled()
    creation.creer.click()
    qtbot.waitUntil(lambda: ecran.patient.isVisible() and poste.taches.au_repos)
    assert ecran.patient.page.fiche.homonyme
    with cabinet.lecture() as lecture:
        assert fiche_patient(lecture, clemence).homonyme


def test_avant_la_date_les_voisins_de_nom_se_montrent_deja(creation, poste, clemence, qtbot):
    creation.identite.nom_naissance.saisie.clear()
    taper(creation.identite.nom_naissance.saisie, "Dumont")
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    assert bouton(creation, f"creation.ouvrir.{clemence}").isEnabled()
    assert creation.pourquoi.text() == "Il manque la date de naissance."


def test_le_brouillon_survit_a_echap(creation, ecran, poste, qtbot):
    taper(creation.identite.premier_prenom.saisie, "Paul")
    qtbot.keyClick(creation.identite.premier_prenom.saisie, Qt.Key.Key_Escape)
    assert ecran.liste.isVisible()
    assert "GARNIER Paul" in ecran.liste.brouillon.titre.text()
    qtbot.keyClick(ecran.liste.recherche, Qt.Key.Key_R, CTRL)
    assert creation.isVisible()
    assert creation.identite.premier_prenom.texte() == "Paul"


def test_le_nom_utilise_ne_se_remplit_que_si_on_le_recopie(creation):
    assert creation.identite.nom_utilise.texte() == ""
    recopier = [b for b in creation.findChildren(QPushButton) if b.text() == "Recopier"]
    recopier[0].click()
    assert creation.identite.nom_utilise.texte() == "Garnier"


def test_un_defaut_se_dit_sous_le_champ_pendant_la_frappe(creation):
    taper(creation.identite.premier_prenom.saisie, "Pa2")
    assert "caractère refusé" in creation.identite.premier_prenom.erreur
    creation.identite.premier_prenom.saisie.backspace()
    assert creation.identite.premier_prenom.erreur == ""


def test_creer_avec_des_champs_vides_les_nomme_tous_et_n_ecrit_rien(creation, poste, cabinet, qtbot):
    creation.enregistrer()
    identite = creation.identite
    assert all(c.erreur for c in (identite.premier_prenom, identite.naissance, identite.sexe, identite.lieu_naissance))
    assert identite.premier_prenom.saisie.hasFocus()
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    with cabinet.lecture() as lecture:
        assert rechercher(lecture, "Garnier") == ()


def test_une_carte_simulee_preremplit_et_marque_pour_toujours(ecran, poste, qtbot):
    droits = DroitsPatient("284064499000108", caisse="441", source=SourceDroits.CARTE_SIMULEE)
    lue = IdentiteLue("LEROUX", "Moreau", "Camille", date(1984, 6, 19), droits=droits, simulee=True)
    poste.demandes.patient_de_carte.emit(lue, "F")
    page = ecran.creation
    assert page.simulation.isVisible()
    assert page.identite.sexe.valeur() is Sexe.FEMININ
    taper(page.identite.lieu_naissance.saisie, "44109")
    qtbot.waitUntil(lambda: poste.taches.au_repos and page.creer.isEnabled())
    page.creer.click()
    qtbot.waitUntil(lambda: ecran.patient.isVisible() and poste.taches.au_repos)
    fiche = ecran.patient.page.fiche
    assert fiche.simule
    assert fiche.droits.source is SourceDroits.CARTE_SIMULEE
    assert fiche.droits.caisse == "441"


def test_un_doublon_cree_sur_un_autre_poste_entre_temps_est_refuse(cabinet, clemence):
    traits = Traits("Dumontier", "Clemence", date(1984, 6, 14), Sexe.FEMININ, "44109")
    nouveau = NouveauDossier(traits, Coordonnees(), None, None, simule=False, ecartes=frozenset())
    with cabinet.unite("essai") as unite, pytest.raises(ErreurMetier, match="vient d’être trouvé"):
        creer_dossier(unite, nouveau)


def test_le_refus_de_la_base_se_montre_et_la_saisie_reste(creation, poste, cabinet, qtbot):
    remplir(creation, nom="Garnier", prenom="Paul", naissance="02041961", sexe=Sexe.MASCULIN)
    qtbot.waitUntil(lambda: poste.taches.au_repos and creation.creer.isEnabled())
    with cabinet.unite("l’autre poste") as unite:
        creer_patient(unite, Traits("GARNIER", "PAUL", date(1961, 4, 2), Sexe.MASCULIN, "44109"), Coordonnees())
        unite.valider()
    creation.creer.click()
    qtbot.waitUntil(lambda: poste.taches.au_repos and creation.refus.isVisible())
    assert creation.identite.premier_prenom.texte() == "Paul"
    assert not creation.creer.isEnabled()


@pytest.mark.parametrize(
    ("texte", "nom", "prenom", "naissance"),
    [
        ("martin zoé 14/06/2019", "martin", "zoé", date(2019, 6, 14)),
        ("14061984", "", "", date(1984, 6, 14)),
        ("d’Artagnan Jean-Marie", "d’Artagnan", "Jean-Marie", None),
        ("99999999", "", "", None),
    ],
)
def test_la_recherche_preremplit_ce_qu_elle_disait(texte, nom, prenom, naissance):
    depart = depart_de_recherche(texte, date(2026, 3, 12))
    assert (depart.nom_naissance, depart.premier_prenom, depart.naissance) == (nom, prenom, naissance)
    assert depart.nom_utilise == ""
