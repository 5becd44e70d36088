"""Plusieurs postes sur un serveur : ce que l’un fait, l’autre le voit ; le serveur tombe, revient, rien ne se perd."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from PySide6.QtCore import Qt

from secretariat.accueil.services import constater_arrivee
from secretariat.cabinet import mots_de_passe, services
from secretariat.cabinet.valeurs import NouveauCompte, Role
from secretariat.comptabilite.lectures import journal as ecritures
from secretariat.socle import serveur
from secretariat.socle.unite_de_travail import Cabinet, Identite
from secretariat.ui import lancement as module
from secretariat.ui.cabinet.ecran import vues_de
from secretariat.ui.fenetre.metiers import METIERS
from secretariat.ui.lancement import Lancement, Options
from secretariat.ui.ouverture.premier_demarrage import PagePremierDemarrage
from tests.conftest import ADMIN, CLAIRE, MODELE
from tests.saisie import taper, touche
from tests.serveur import preparer
from tests.ui.journee import remplir
from tests.ui.test_lancement import MOT_DE_PASSE, entrer

KARIM = Identite("karim", "Karim", "praticien", "cabinet 2")
DEUX_SECONDES_MS = 2_000


@pytest.fixture(scope="module")
def mon_serveur():
    """Un serveur à soi, que l’essai arrête et remet en marche."""
    essai = preparer()
    try:
        essai.creer_base(MODELE)
        serveur.ouvrir(essai.adresse(MODELE)).dispose()
        yield essai
    finally:
        essai.detruire()


@pytest.fixture
def adresse(mon_serveur):
    mon_serveur.creer_base("cabinet", MODELE)
    yield mon_serveur.adresse("cabinet")
    mon_serveur.effacer_base("cabinet")


@pytest.fixture
def sorte_de_base():
    return "serveur"


@pytest.fixture
def numeros(cabinet, monkeypatch):
    monkeypatch.setattr(mots_de_passe, "MEMOIRE_KIO", 64)  # dériver vite : ce n’est pas ce que l’on éprouve ici
    with cabinet.en_tant_que(ADMIN).unite("comptes") as unite:
        services.creer_utilisateur(unite, NouveauCompte("claire", "", "Claire", Role.SECRETAIRE), MOT_DE_PASSE)
        unite.valider()
    return remplir(cabinet)


@pytest.fixture
def poste(adresse, numeros, horloge, qtbot, monkeypatch):
    """La fenêtre de Claire, ouverte sur le serveur, à l’accueil."""
    monkeypatch.setattr(module, "trousseau_du_bureau", lambda: None)
    lancement = Lancement(Options(adresse, horloge=horloge))
    qtbot.addWidget(lancement.fenetre)
    lancement.fenetre.show()
    lancement.commencer()
    qtbot.waitUntil(lambda: lancement.fenetre.page is lancement.connexion and lancement.taches.au_repos)
    entrer(lancement, qtbot, "claire")
    qtbot.waitUntil(lambda: lancement.espace is not None and lancement.taches.au_repos)
    yield lancement
    lancement.terminer()


@pytest.fixture
def autre(adresse, horloge):
    """L’autre poste : un autre programme, avec sa connexion."""
    cabinet = Cabinet(serveur.moteur(adresse), KARIM, horloge)
    yield cabinet
    cabinet.fermer()


def venu(accueil, rdv_id):
    return any(a.venue is not None for a in accueil.tableau.modele.lignes if a.rdv.id == rdv_id)


def coupure(poste):
    return poste.fenetre._coupure


def test_une_arrivee_notee_ailleurs_se_voit_ici_avant_deux_secondes(poste, autre, numeros, qtbot):
    accueil = poste.espace.aller("accueil")
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    (attendu,) = [a.rdv for a in accueil.tableau.modele.lignes if a.rdv.id == numeros["Lemoine Gérard"]]
    with autre.unite("arrivée") as unite:
        constater_arrivee(unite, patient_id=attendu.patient_id, rendez_vous_id=attendu.id)
        unite.valider()
    depart = time.monotonic()
    qtbot.waitUntil(lambda: venu(accueil, attendu.id), timeout=DEUX_SECONDES_MS)
    assert time.monotonic() - depart < DEUX_SECONDES_MS / 1000


def test_le_serveur_tombe_puis_revient_et_la_saisie_est_toujours_la(poste, mon_serveur, cabinet, qtbot):
    comptabilite = poste.espace.aller("comptabilite")
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    touche(comptabilite.tableau, Qt.Key.Key_D)
    depense = comptabilite.depense
    taper(depense.montant.saisie, "18,40")
    taper(depense.libelle.saisie, "Désinfectant")
    mon_serveur.arreter("immediate")
    qtbot.waitUntil(coupure(poste).isVisible, timeout=10_000)
    assert "ne répond plus. Ce que vous avez tapé reste à l’écran" in coupure(poste).accessibleName()
    depense.inscrire.click()
    qtbot.waitUntil(lambda: depense.refus.isVisible() and poste.taches.au_repos, timeout=15_000)
    assert "rien n’a été enregistré" in depense.refus.accessibleName()
    assert (depense.isVisible(), depense.montant.saisie.text(), depense.libelle.texte()) == (
        True,
        "18,40",
        "Désinfectant",
    )
    mon_serveur.demarrer()
    qtbot.waitUntil(lambda: not coupure(poste).isVisible(), timeout=15_000)
    qtbot.waitUntil(lambda: poste.taches.au_repos, timeout=10_000)
    depense.inscrire.click()
    qtbot.waitUntil(lambda: not depense.isVisible() and poste.taches.au_repos, timeout=10_000)
    with cabinet.lecture() as lecture:
        etat = lecture.etat_du_journal()
        lignes = [e.libelle for e in ecritures(lecture, cabinet.horloge().date(), cabinet.horloge().date())]
    assert (etat.rupture, lignes.count("Désinfectant")) == (None, 1)


def test_a_la_connexion_aussi_un_serveur_perdu_se_dit(poste, mon_serveur, qtbot):
    poste.verrouiller()
    mon_serveur.arreter("immediate")
    qtbot.waitUntil(coupure(poste).isVisible, timeout=10_000)
    entrer(poste, qtbot, "claire")
    assert poste.connexion.message.isVisible()
    mon_serveur.demarrer()
    qtbot.waitUntil(lambda: not coupure(poste).isVisible(), timeout=15_000)
    entrer(poste, qtbot, "claire")
    qtbot.waitUntil(lambda: poste.fenetre.page is poste.espace, timeout=10_000)


def test_un_serveur_absent_a_l_ouverture_se_dit(mon_serveur, horloge, qtbot, monkeypatch):
    monkeypatch.setattr(module, "trousseau_du_bureau", lambda: None)
    personne = replace(mon_serveur.adresse("cabinet"), port=1)
    lancement = Lancement(Options(personne, horloge=horloge))
    qtbot.addWidget(lancement.fenetre)
    lancement.fenetre.show()
    lancement.commencer()
    qtbot.waitUntil(lancement.connexion.message.isVisible, timeout=15_000)
    assert "ne répond pas" in lancement.connexion.message.accessibleName()
    lancement.terminer()


def test_une_fermeture_de_fenetre_rend_toutes_les_connexions(poste, mon_serveur, cabinet):
    poste.terminer()
    cabinet.fermer()
    with mon_serveur.administrer() as connexion:
        [restees] = connexion.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = 'cabinet' AND application_name = 'secretariat'"
        ).fetchone()
    assert restees == 0
    assert CLAIRE.acteur == poste._poste.session.identite.acteur


@pytest.fixture
def premier(tmp_path, horloge, qtbot, monkeypatch):
    """Un poste qui n’a encore aucun cabinet ; ce qu’il retient tient dans une liste."""
    monkeypatch.setattr(module, "trousseau_du_bureau", lambda: None)
    retenues: list[object] = []
    lancement = Lancement(Options(tmp_path / "cabinet.sqlite", horloge=horloge, retenir=retenues.append))
    qtbot.addWidget(lancement.fenetre)
    lancement.fenetre.show()
    lancement.commencer()
    bienvenue = lancement.fenetre.page
    assert isinstance(bienvenue, PagePremierDemarrage)
    bienvenue.serveur.click()
    yield lancement, lancement.fenetre.page, retenues
    lancement.terminer()


def test_un_poste_neuf_rejoint_le_cabinet_du_serveur(premier, adresse, numeros, qtbot):
    lancement, page, retenues = premier
    taper(page.hote.saisie, f"127.0.0.1:{adresse.port}")
    page.base.poser(adresse.base)
    taper(page.compte.saisie, adresse.utilisateur)
    touche(page.mot_de_passe.saisie, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: lancement.fenetre.page is lancement.connexion and lancement.taches.au_repos, timeout=10_000)
    entrer(lancement, qtbot, "claire")
    qtbot.waitUntil(lambda: lancement.espace is not None)
    assert retenues == [adresse]


@pytest.mark.parametrize(
    ("hote", "base", "autorite", "raison"),
    [
        ("127.0.0.1:1", "cabinet", "", "ne répond pas"),
        ("127.0.0.1:port", "cabinet", "", "n’est pas un nombre"),
        ("127.0.0.1", "cabinet", "/rien.pem", "pas de certificat"),
        ("a:b@serveur", "cabinet", "", "mot de passe"),
    ],
)
def test_une_adresse_fausse_se_dit_et_se_corrige(premier, qtbot, hote, base, autorite, raison):
    lancement, page, retenues = premier
    for champ, texte in ((page.hote, hote), (page.base, base), (page.autorite, autorite), (page.compte, "accueil")):
        champ.poser(texte)
    page.ouvrir.click()
    qtbot.waitUntil(page.message.isVisible, timeout=10_000)
    assert raison in page.message.accessibleName()
    assert (page.ouvrir.isEnabled(), retenues, lancement.fenetre.page) == (True, [], page)


def test_un_champ_vide_se_montre_et_l_on_revient_a_la_creation(premier):
    lancement, page, _ = premier
    page.ouvrir.click()
    assert page.hote.erreur
    page.revenir.click()
    assert lancement.fenetre.page.cabinet.isVisible()


def test_tous_les_ecrans_se_montrent_sur_un_serveur(poste, qtbot):
    refus: list[str] = []
    poste.taches.refus.connect(lambda message, _conseil: refus.append(message))
    poste.taches.defaut.connect(refus.append)
    for metier in METIERS:
        ecran = poste.espace.aller(metier.nom)
        qtbot.waitUntil(lambda: poste.taches.au_repos)
        assert ecran.isVisible()
    for vue in vues_de(poste.espace.poste):
        poste.espace.aller("cabinet").choix.choisir(vue.nom)
        qtbot.waitUntil(lambda: poste.taches.au_repos)
    taper(poste.espace.barre.recherche, "lemoine")
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    assert refus == []


def test_un_serveur_vide_recoit_son_cabinet_du_premier_poste(premier, adresse, autre, qtbot):
    lancement, page, _ = premier
    page.hote.poser(f"127.0.0.1:{adresse.port}")
    page.base.poser(adresse.base)
    page.compte.poser(adresse.utilisateur)
    page.ouvrir.click()
    qtbot.waitUntil(lambda: isinstance(lancement.fenetre.page, PagePremierDemarrage), timeout=10_000)
    bienvenue = lancement.fenetre.page
    assert not bienvenue.phrase.isVisible()
    saisies = ("Cabinet du Port", "Nantes", "Hélène Marchand", "Nadia", "Tilleul-2026")
    for champ, texte in zip(bienvenue._champs(), saisies, strict=True):
        champ.poser(texte)
    bienvenue.creer.click()
    qtbot.waitUntil(lambda: lancement.fenetre.page is lancement.connexion and lancement.taches.au_repos, timeout=15_000)
    entrer(lancement, qtbot, "nadia")
    qtbot.waitUntil(lambda: lancement.espace is not None)
    with autre.lecture() as lecture:
        assert lecture.etat_du_journal().rupture is None
