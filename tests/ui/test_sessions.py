"""Ce que la session permet : mot de passe à changer d’abord, rôle changé, délai réglé, écrans grisés, murs tenus."""

from __future__ import annotations

from datetime import timedelta

import pytest

from PySide6.QtCore import Qt

from secretariat.cabinet import services
from secretariat.cabinet.modele import Utilisateur
from secretariat.cabinet.reglages import changer, registre
from secretariat.cabinet.valeurs import NouveauCompte, Role
from secretariat.socle.droits import Droit, DroitManquant
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.fenetre.navigation import BoutonMetier
from secretariat.ui.ouverture.nouveau_mot_de_passe import PageNouveauMotDePasse
from tests.conftest import ADMIN
from tests.saisie import taper, touche
from tests.ui.test_lancement import MOT_DE_PASSE, base, deux_moyens, entrer, lancer, ouvert

__all__ = ["base", "deux_moyens", "lancer", "ouvert"]

NEUF = "quatre petits cailloux"


def faire(lancement, geste, *arguments, **options):
    with lancement._cabinet.en_tant_que(ADMIN).unite("essai") as unite:
        resultat = geste(unite, *arguments, **options)
        unite.valider()
    return resultat


def compte(lancement, identifiant, role, praticien_id=None):
    nouveau = NouveauCompte(identifiant, "Essai", identifiant.capitalize(), role, praticien_id)
    return faire(lancement, services.creer_utilisateur, nouveau, MOT_DE_PASSE)


def attendre_l_espace(lancement, qtbot):
    qtbot.waitUntil(lambda: lancement.fenetre.page is lancement.espace and lancement.taches.au_repos, timeout=10_000)


def test_un_mot_de_passe_provisoire_se_change_avant_d_entrer(ouvert, qtbot):
    faire(ouvert, services.reinitialiser_mot_de_passe, 1, MOT_DE_PASSE)
    entrer(ouvert, qtbot, "nadia")
    page = ouvert.fenetre.page
    assert isinstance(page, PageNouveauMotDePasse)
    assert ouvert.espace is None
    for champ, texte in ((page.ancien, "faux"), (page.nouveau, NEUF), (page.encore, NEUF)):
        taper(champ.saisie, texte)
    page.changer.click()
    qtbot.waitUntil(page.message.isVisible, timeout=10_000)
    page.ancien.saisie.clear()
    taper(page.ancien.saisie, MOT_DE_PASSE)
    touche(page.encore.saisie, Qt.Key.Key_Return)
    attendre_l_espace(ouvert, qtbot)
    ouvert._fermer_session()
    entrer(ouvert, qtbot, "nadia", NEUF)
    assert ouvert.fenetre.page is ouvert.espace


@pytest.mark.parametrize(("nouveau", "encore"), [("court", "court"), (NEUF, "autre")])
def test_un_mot_de_passe_faible_ou_mal_repete_ne_part_pas(ouvert, qtbot, nouveau, encore):
    faire(ouvert, services.reinitialiser_mot_de_passe, 1, MOT_DE_PASSE)
    entrer(ouvert, qtbot, "nadia")
    page = ouvert.fenetre.page
    with qtbot.assertNotEmitted(page.choisi):
        for champ, texte in ((page.ancien, MOT_DE_PASSE), (page.nouveau, nouveau), (page.encore, encore)):
            taper(champ.saisie, texte)
        page.changer.click()
    assert page.nouveau.erreur or page.encore.erreur


def test_un_role_change_pendant_le_verrou_ouvre_un_autre_espace(ouvert, qtbot):
    compte(ouvert, "patron", Role.ADMINISTRATEUR)
    entrer(ouvert, qtbot, "nadia")
    avant = ouvert.espace
    ouvert.verrouiller()
    faire(ouvert, services.modifier_compte, 1, NouveauCompte("nadia", "Roche", "Nadia", Role.REMPLACANT, 1))
    entrer(ouvert, qtbot, "nadia")
    attendre_l_espace(ouvert, qtbot)
    assert ouvert.espace is not avant
    assert ouvert._poste.session.role is Role.REMPLACANT


def test_le_delai_du_verrou_est_celui_du_cabinet(ouvert, qtbot):
    faire(ouvert, changer, registre.VERROUILLAGE, timedelta(minutes=3))
    entrer(ouvert, qtbot, "nadia")
    assert ouvert.fenetre._veille.interval() == 3 * 60_000


def test_un_compte_verrouille_le_dit_a_la_connexion(ouvert, qtbot):
    with ouvert._cabinet.unite("verrou") as unite:
        unite.un(Utilisateur, 1).verrouille_le = unite.horloge()
        unite.valider()
    entrer(ouvert, qtbot, "nadia")
    assert "verrouillé" in ouvert.connexion.message.titre.text()
    assert ouvert.espace is None


def test_l_administrateur_n_a_ni_courriers_ni_factures(ouvert, qtbot):
    compte(ouvert, "patron", Role.ADMINISTRATEUR)
    entrer(ouvert, qtbot, "patron")
    attendre_l_espace(ouvert, qtbot)
    courriers = ouvert.espace.findChild(BoutonMetier, "navigation.courriers")
    assert not courriers.isEnabled()
    assert "rédiger" in courriers.toolTip()
    assert ouvert.espace.demander("courriers") is None
    assert "rédiger" in ouvert.espace.alerte.titre.text()
    assert "courriers" not in ouvert.espace._ecrans
    ouvert.espace.demander("comptabilite")
    qtbot.waitUntil(lambda: ouvert.taches.au_repos)
    assert not ouvert.espace._ecrans["comptabilite"].nouvelle.isEnabled()


@pytest.mark.parametrize("role", list(Role))
def test_chaque_role_ouvre_tous_ses_ecrans_sans_un_refus(ouvert, qtbot, role):
    compte(ouvert, "essai", role, 1)
    entrer(ouvert, qtbot, "essai")
    attendre_l_espace(ouvert, qtbot)
    with qtbot.assertNotEmitted(ouvert.taches.refus):
        for nom in ("accueil", "agenda", "dossiers", "courriers", "facturation", "comptabilite", "cabinet"):
            if ouvert.espace.findChild(BoutonMetier, f"navigation.{nom}").isEnabled():
                ouvert.espace.demander(nom)
                qtbot.waitUntil(lambda: ouvert.taches.au_repos)
        cabinet = ouvert.espace.demander("cabinet")
        for option, _nom in cabinet.choix._options:
            option.setChecked(True)
            qtbot.waitUntil(lambda: ouvert.taches.au_repos)


def test_sauvegarder_est_un_droit_que_le_bouton_ne_garde_pas_seul(ouvert, qtbot, tmp_path):
    compte(ouvert, "patron", Role.ADMINISTRATEUR)
    faire(ouvert, services.changer_droit, Role.SECRETAIRE, Droit.SAUVEGARDER, permis=False)
    entrer(ouvert, qtbot, "nadia")
    attendre_l_espace(ouvert, qtbot)
    refus: list[ErreurSecretariat] = []
    ouvert._poste.sauvegardes.copier(tmp_path / "copie.sqlite", lambda _faite: None, refus.append)
    qtbot.waitUntil(lambda: ouvert.taches.au_repos)
    assert [type(erreur) for erreur in refus] == [DroitManquant]
    assert not (tmp_path / "copie.sqlite").exists()
