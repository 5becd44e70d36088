"""De la première page à l’espace de travail : ouvrir, se tromper, se verrouiller, changer de main, fermer."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from secretariat.cabinet import mots_de_passe, services
from secretariat.cabinet.deplacement import declarer_deplace
from secretariat.cabinet.modele import Praticien
from secretariat.cabinet.valeurs import NouveauCompte, Role
from secretariat.socle import chiffrement, cles
from secretariat.socle.cles import Enveloppes, Moyen
from secretariat.socle.fichier_base import VerrouDeBase
from secretariat.socle.unite_de_travail import Cabinet, LectureSeule
from secretariat.ui import lancement as module
from secretariat.ui.lancement import Lancement, Options
from secretariat.ui.ouverture.phrase import PagePhrase
from secretariat.ui.theme.theme import theme
from tests.conftest import ADMIN, CLAIRE, CLE
from tests.saisie import taper, touche

PHRASE, CODE, MOT_DE_PASSE = "quatre mots au hasard", "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH", "Tilleul-2026"


@pytest.fixture(scope="session")
def deux_moyens() -> Enveloppes:
    """Des enveloppes dérivées une fois : chaque dérivation prend un quart de seconde."""
    return Enveloppes(
        "essai",
        (
            cles.envelopper(CLE, PHRASE, moyen=Moyen.PHRASE, le="2026-03-12"),
            cles.envelopper(CLE, CODE, moyen=Moyen.RECUPERATION, le="2026-03-12"),
        ),
    )


@pytest.fixture
def base(cabinet, chemin_base, deux_moyens, monkeypatch):
    """Une base à deux comptes, qui s’ouvre par une phrase ou un code ; le poste n’a pas de trousseau."""
    monkeypatch.setattr(mots_de_passe, "MEMOIRE_KIO", 64)  # dériver vite : ce n’est pas ce que l’on éprouve ici
    with cabinet.en_tant_que(ADMIN).unite("comptes") as unite:
        for prenom in ("Nadia", "Paul"):
            services.creer_utilisateur(unite, NouveauCompte(prenom, "Roche", prenom, Role.SECRETAIRE), MOT_DE_PASSE)
        unite.valider()
    cabinet.fermer()
    cles.ecrire(chemin_base, deux_moyens)
    monkeypatch.setattr(module, "trousseau_du_bureau", lambda: None)
    return chemin_base


@pytest.fixture
def base_quittee(base, horloge):
    """La même, que le cabinet a quittée pour un serveur."""
    cabinet = Cabinet(chiffrement.moteur(lambda: chiffrement.connecter(base, CLE)), CLAIRE, horloge)
    with cabinet.unite("transfert") as unite:
        declarer_deplace(unite, "le serveur")
        unite.valider()
    cabinet.fermer()
    return base


@pytest.fixture
def lancer(qtbot, horloge):
    ouverts = []

    def ouvrir(base, **options):
        lancement = Lancement(Options(base, horloge=horloge, **options))
        qtbot.addWidget(lancement.fenetre)
        lancement.fenetre.show()
        lancement.commencer()
        qtbot.waitUntil(lancement.fenetre.isActiveWindow)
        ouverts.append(lancement)
        return lancement

    yield ouvrir
    for lancement in ouverts:
        lancement.terminer()


@pytest.fixture
def ouvert(base, lancer, qtbot):
    """Le cabinet déverrouillé, à la page de connexion."""
    lancement = lancer(base)
    donner_la_phrase(lancement, qtbot, PHRASE)
    qtbot.waitUntil(lambda: lancement.fenetre.page is lancement.connexion and lancement.taches.au_repos)
    return lancement


def donner_la_phrase(lancement, qtbot, secret):
    qtbot.waitUntil(lambda: isinstance(lancement.fenetre.page, PagePhrase))
    page = lancement.fenetre.page
    page.phrase.saisie.clear()
    taper(page.phrase.saisie, secret)
    touche(page.phrase.saisie, Qt.Key.Key_Return)


def entrer(lancement, qtbot, identifiant, mot_de_passe=MOT_DE_PASSE):
    page = lancement.connexion
    if not page.identifiant.saisie.isReadOnly():
        page.identifiant.saisie.clear()
        taper(page.identifiant.saisie, identifiant)
    taper(page.mot_de_passe.saisie, mot_de_passe)
    touche(page.mot_de_passe.saisie, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.entrer.isEnabled() and lancement.taches.au_repos, timeout=10_000)


def test_une_mauvaise_phrase_se_dit_et_la_bonne_ouvre(base, lancer, qtbot):
    lancement = lancer(base)
    donner_la_phrase(lancement, qtbot, "fausse")
    page = lancement.fenetre.page
    qtbot.waitUntil(page.message.isVisible, timeout=10_000)
    assert "Ni comme phrase de passe, ni comme code" in page.message.titre.text()
    assert page.ouvrir.isEnabled()
    donner_la_phrase(lancement, qtbot, PHRASE)
    qtbot.waitUntil(lambda: lancement.fenetre.page is lancement.connexion, timeout=10_000)
    assert lancement.connexion.entrer.isEnabled()


def test_le_code_de_recuperation_ouvre_aussi(base, lancer, qtbot):
    lancement = lancer(base)
    donner_la_phrase(lancement, qtbot, CODE.lower())
    qtbot.waitUntil(lambda: lancement.fenetre.page is lancement.connexion, timeout=10_000)


def test_une_seconde_copie_est_annoncee_a_l_ouverture(base, lancer, qtbot):
    code = (
        "import sys, time, pathlib; from secretariat.socle.fichier_base import VerrouDeBase;"
        "verrou = VerrouDeBase(pathlib.Path(sys.argv[1])); verrou.prendre(); print('pris', flush=True); time.sleep(60)"
    )
    autre = subprocess.Popen([sys.executable, "-c", code, str(base)], stdout=subprocess.PIPE, text=True)
    try:
        assert autre.stdout is not None
        autre.stdout.readline()
        lancement = lancer(base)
        donner_la_phrase(lancement, qtbot, PHRASE)
        qtbot.waitUntil(lancement.fenetre.page.message.isVisible, timeout=10_000)
        assert f"programme {autre.pid}" in lancement.fenetre.page.message.accessibleName()
    finally:
        autre.kill()
        autre.communicate()


def test_sans_fichier_de_cles_la_page_dit_quoi_remettre(base, lancer, qtbot):
    cles.fichier_de(base).unlink()
    lancement = lancer(base)
    qtbot.waitUntil(lancement.connexion.message.isVisible)
    assert not lancement.connexion.entrer.isEnabled()


def test_une_base_plus_recente_se_dit(base, lancer, qtbot):
    connexion = chiffrement.connecter(base, CLE)
    connexion.execute("UPDATE alembic_version SET version_num = '9999'")
    connexion.close()
    lancement = lancer(base)
    donner_la_phrase(lancement, qtbot, PHRASE)
    qtbot.waitUntil(lancement.fenetre.page.message.isVisible, timeout=10_000)
    assert "9999" in lancement.fenetre.page.message.accessibleName()


def test_un_cabinet_deplace_se_refuse_et_dit_ou_il_est(base_quittee, lancer, qtbot):
    lancement = lancer(base_quittee)
    donner_la_phrase(lancement, qtbot, PHRASE)
    qtbot.waitUntil(lambda: "a été déplacé" in lancement.connexion.message.titre.text())
    assert "--lecture-seule" in lancement.connexion.message.detail.text()
    assert not lancement.connexion.entrer.isEnabled()
    assert not lancement.fenetre.rappel.isVisible()


def test_un_cabinet_deplace_se_lit_si_on_le_demande_et_le_rappelle(base_quittee, lancer, qtbot):
    lancement = lancer(base_quittee, lecture_seule=True)
    donner_la_phrase(lancement, qtbot, PHRASE)
    qtbot.waitUntil(lambda: lancement.fenetre.page is lancement.connexion and lancement.taches.au_repos)
    assert not lancement.connexion.message.isVisible()
    entrer(lancement, qtbot, "nadia")
    qtbot.waitUntil(lambda: lancement.espace is not None)
    assert lancement.fenetre.rappel.isVisible()
    assert "vers le serveur" in lancement.fenetre.rappel.titre.text()
    refus: list[object] = []
    lancement.taches.faire(
        "saisie", lambda unite: setattr(unite.un(Praticien, 1), "prenom", "Autre"), en_cas_de_refus=refus.append
    )
    qtbot.waitUntil(lambda: bool(refus))
    assert isinstance(refus[0], LectureSeule)


def test_une_fenetre_ouverte_voit_le_cabinet_partir_et_n_ecrit_plus(ouvert, base, qtbot, horloge):
    entrer(ouvert, qtbot, "nadia")
    ailleurs = Cabinet(chiffrement.moteur(lambda: chiffrement.connecter(base, CLE)), CLAIRE, horloge)
    with ailleurs.unite("transfert") as unite:
        declarer_deplace(unite, "le serveur")
        unite.valider()
    ailleurs.fermer()
    qtbot.waitUntil(ouvert.fenetre.rappel.isVisible, timeout=10_000)
    refus: list[object] = []
    ouvert.taches.faire(
        "saisie", lambda unite: setattr(unite.un(Praticien, 1), "prenom", "Autre"), en_cas_de_refus=refus.append
    )
    qtbot.waitUntil(lambda: bool(refus))
    assert isinstance(refus[0], LectureSeule)


def test_la_base_fermee_se_rouvre_dans_le_meme_programme(ouvert, base):
    ouvert.terminer()
    verrou = VerrouDeBase(base)
    verrou.prendre()
    verrou.rendre()


def test_un_faux_mot_de_passe_laisse_recommencer(ouvert, qtbot):
    entrer(ouvert, qtbot, "nadia", "Faux-2026")
    assert ouvert.connexion.message.isVisible()
    assert ouvert.connexion.mot_de_passe.saisie.text() == ""
    entrer(ouvert, qtbot, "nadia")
    assert ouvert.fenetre.page is ouvert.espace


def test_verrouille_aucune_touche_n_atteint_l_espace(ouvert, qtbot):
    entrer(ouvert, qtbot, "nadia")
    defaits = []
    ouvert._poste.defaire.empiler("geste", lambda _fini: defaits.append("geste"))
    montre = ouvert.espace.pile.currentWidget()
    qtbot.keyClick(ouvert.espace, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert ouvert.fenetre.page is ouvert.connexion
    cible = ouvert.connexion.mot_de_passe.saisie
    for code in range(Qt.Key.Key_F1, Qt.Key.Key_F12 + 1):
        qtbot.keyClick(cible, Qt.Key(code))
    for code in (Qt.Key.Key_Z, Qt.Key.Key_K, Qt.Key.Key_N, Qt.Key.Key_Return):
        qtbot.keyClick(cible, code, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: ouvert.taches.au_repos and ouvert.connexion.entrer.isEnabled(), timeout=10_000)
    assert (defaits, ouvert.espace.pile.currentWidget()) == ([], montre)
    assert ouvert.fenetre.page is ouvert.connexion
    entrer(ouvert, qtbot, "nadia")
    assert ouvert.fenetre.page is ouvert.espace
    qtbot.keyClick(ouvert.espace, Qt.Key.Key_F3)
    assert ouvert.espace.pile.currentWidget() is not montre


def test_personne_au_poste_il_se_verrouille_et_referme_les_boites(base, lancer, qtbot):
    lancement = lancer(base, inactivite_minutes=0.05)
    donner_la_phrase(lancement, qtbot, PHRASE)
    qtbot.waitUntil(lambda: lancement.fenetre.page is lancement.connexion and lancement.taches.au_repos)
    entrer(lancement, qtbot, "nadia")
    boite, tardive = QDialog(lancement.fenetre), QDialog(lancement.fenetre)
    boite.setModal(True)
    boite.show()
    qtbot.waitUntil(lambda: lancement.fenetre.page is lancement.connexion, timeout=10_000)
    assert not boite.isVisible()
    tardive.show()
    qtbot.waitUntil(lambda: not tardive.isVisible())
    entrer(lancement, qtbot, "nadia")
    assert lancement.fenetre.page is lancement.espace


def test_un_autre_ne_deverrouille_pas_la_session(ouvert, qtbot):
    entrer(ouvert, qtbot, "nadia")
    ouvert.verrouiller()
    assert ouvert.connexion.identifiant.saisie.isReadOnly()
    ouvert.connexion.autre_personne.emit()
    assert ouvert.connexion.identifiant.texte() == ""


def test_apres_une_autre_personne_l_ancien_espace_ne_lit_plus(ouvert, qtbot):
    entrer(ouvert, qtbot, "nadia")
    ancien = ouvert.espace
    for touche_metier in (Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F7, Qt.Key.Key_F8):
        qtbot.keyClick(ancien, touche_metier)
    ancien.fermer_session.emit()
    assert ouvert.espace is None
    entrer(ouvert, qtbot, "paul")
    qtbot.wait(500)
    ouvert.taches.faire("renommer", lambda unite: setattr(unite.un(Praticien, 1), "nom", "Autre"))
    qtbot.waitUntil(lambda: ouvert.taches.au_repos)
    ouvert.taches.modifie.emit(frozenset({"visites", "patients", "factures", "rendez_vous", "ecritures"}))
    qtbot.waitUntil(lambda: ouvert.taches.au_repos)
    with ouvert.taches.cabinet.en_tant_que(ADMIN).lecture() as lecture:
        connexions = [x.acteur for x in lecture.lignes_du_journal(limite=50) if x.motif == "ouverture de session"]
    assert set(connexions) == {"personne"}


def test_une_reponse_en_route_a_la_fermeture_de_la_session_est_oubliee(ouvert, qtbot):
    entrer(ouvert, qtbot, "nadia")
    recus: list[object] = []
    ouvert.taches.lire(lambda lecture: lecture.aujourd_hui, recus.append)
    ouvert.espace.fermer_session.emit()
    qtbot.waitUntil(lambda: ouvert.taches.au_repos)
    QApplication.processEvents()
    assert recus == []


def test_le_theme_change_apres_un_changement_de_personne(ouvert, qtbot):
    entrer(ouvert, qtbot, "nadia")
    ouvert.espace.fermer_session.emit()
    entrer(ouvert, qtbot, "paul")
    theme().change.emit()


def test_fermer_pendant_un_travail_long_l_interrompt_et_rend_la_base(ouvert, qtbot, base):
    entrer(ouvert, qtbot, "nadia")
    fins = []

    def long(avancement):
        while avancement(0, 1):
            pass
        fins.append("interrompu")

    ouvert.taches.travailler(long, lambda _: None)
    ouvert.fenetre.close()
    ouvert.terminer()
    assert fins == ["interrompu"]
    shutil.copy(base, base.with_name("copie.sqlite"))


def test_la_cle_ne_se_lit_pas_dans_ce_que_le_programme_montre_de_lui(ouvert, qtbot):
    entrer(ouvert, qtbot, "nadia")
    assert repr(CLE) not in repr(ouvert._poste)
    assert repr(CLE)[2:-1] not in repr(ouvert.sauvegardes.coffre)
