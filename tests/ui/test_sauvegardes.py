"""Les sauvegardes que la fenêtre fait d’elle-même, et ce que la barre haute en dit."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt

from secretariat.cabinet import mots_de_passe, services
from secretariat.cabinet.valeurs import NouveauCompte, Role
from secretariat.socle import chiffrement, cles
from secretariat.socle.cles import Enveloppes
from secretariat.socle.conservatoire import registre
from secretariat.socle.conservatoire.coffre import TEMOIN, Coffre
from secretariat.socle.conservatoire.regles import ECART_A_L_OUVERTURE, ECART_QUOTIDIEN
from secretariat.socle.conservatoire.valeurs import Preferences, Raison
from secretariat.ui import lancement as module
from secretariat.ui.fenetre.voyant_sauvegarde import VoyantSauvegarde
from secretariat.ui.lancement import Lancement, Options
from tests.conftest import CLE
from tests.saisie import taper, touche

MOT_DE_PASSE = "Tilleul-2026"


@pytest.fixture
def sauvegardes(poste):
    return poste.sauvegardes


@pytest.fixture
def voyant(poste, qtbot):
    voyant = VoyantSauvegarde(poste.demandes, poste.sauvegardes)
    qtbot.addWidget(voyant)
    return voyant


def journal(cabinet):
    with cabinet.lecture() as lecture:
        return lecture.lignes_du_journal(limite=1)[0]


def test_une_sauvegarde_due_se_fait_en_fond_et_se_note_au_journal(sauvegardes, voyant, cabinet, repos):
    sauvegardes.regarder(Raison.OUVERTURE, ECART_A_L_OUVERTURE)
    repos()
    [fiche] = sauvegardes.coffre.fiches()
    assert fiche.raison is Raison.OUVERTURE
    ligne = journal(cabinet)
    assert (ligne.operation, ligne.acteur, ligne.objet) == ("sauvegarde", "programme", f"sauvegardes:{fiche.nom}")
    assert not voyant.isVisible()


def test_rien_n_est_refait_avant_l_heure_puis_chaque_jour(sauvegardes, repos, horloge):
    for avance, attendues in ((0, 1), (20, 1), (5, 2), (1, 2)):
        horloge.avancer(hours=avance)
        sauvegardes.regarder(Raison.QUOTIDIENNE, ECART_QUOTIDIEN)
        repos()
        assert len(sauvegardes.coffre.fiches()) == attendues


def test_une_manquee_allume_le_voyant_se_note_et_se_retente(sauvegardes, voyant, cabinet, repos, disque_plein):
    (disque_plein / TEMOIN).touch()
    registre.ecrire_preferences(sauvegardes.coffre.base, Preferences(dossier=str(disque_plein)))
    sauvegardes.regarder(Raison.QUOTIDIENNE, ECART_QUOTIDIEN)
    repos()
    assert voyant.isVisible()
    assert "disque est plein" in voyant.accessibleName()
    assert journal(cabinet).operation == "sauvegarde refusée"
    registre.ecrire_preferences(sauvegardes.coffre.base, Preferences())
    sauvegardes.regarder(Raison.QUOTIDIENNE, ECART_QUOTIDIEN)
    repos()
    assert not voyant.isVisible()
    assert sauvegardes.coffre.fiches()[0].verifiee


def test_une_manquee_retentee_ne_s_ecrit_qu_une_fois(sauvegardes, cabinet, repos, horloge, tmp_path):
    registre.ecrire_preferences(sauvegardes.coffre.base, Preferences(dossier=str(tmp_path / "absent")))
    for _ in range(3):
        sauvegardes.regarder(Raison.QUOTIDIENNE, ECART_QUOTIDIEN)
        repos()
        horloge.avancer(minutes=10)
    with cabinet.lecture() as lecture:
        operations = [ligne.operation for ligne in lecture.lignes_du_journal(limite=10)]
    assert operations.count("sauvegarde refusée") == 1


def test_une_vieille_sauvegarde_allume_le_voyant_et_le_clic_y_mene(sauvegardes, voyant, poste, repos, horloge, qtbot):
    sauvegardes.coffre.faire(Raison.OUVERTURE)
    horloge.avancer(hours=37)
    sauvegardes.relire()
    repos()
    assert voyant.isVisible()
    with qtbot.waitSignal(poste.demandes.sauvegardes):
        voyant.click()
    assert not voyant.grab().isNull()


def test_fermer_pendant_une_sauvegarde_l_arrete_sans_rien_laisser(sauvegardes, taches, qtbot, monkeypatch):
    vrai = sauvegardes.coffre.faire

    def lente(raison, continuer):
        while continuer():
            pass
        return vrai(raison, continuer)

    monkeypatch.setattr(sauvegardes.coffre, "faire", lente)
    sauvegardes.regarder(Raison.OUVERTURE, ECART_A_L_OUVERTURE)
    sauvegardes.arreter()
    qtbot.waitUntil(lambda: taches.au_repos)
    assert list(sauvegardes.coffre.dossier.iterdir()) == []
    assert sauvegardes.coffre.bilan().echec is None


@pytest.fixture
def base(chemin_base, cabinet_nu, monkeypatch):
    """Une vraie base (pas une démonstration), à un compte, que le trousseau ouvre sans rien demander."""
    from secretariat.cabinet.modele import FicheCabinet  # noqa: PLC0415

    monkeypatch.setattr(mots_de_passe, "MEMOIRE_KIO", 64)
    with cabinet_nu.unite("mise en place") as unite:
        unite.ajouter(
            FicheCabinet(nom="Vrai", adresse="", code_postal="", ville="Nantes", telephone="", demonstration=False)
        )
        services.creer_utilisateur(unite, NouveauCompte("nadia", "Roche", "Nadia", Role.ADMINISTRATEUR), MOT_DE_PASSE)
        unite.valider()
    cabinet_nu.fermer()
    cles.ecrire(chemin_base, Enveloppes("vraie", ()))
    monkeypatch.setattr(cles, "cle_sans_question", lambda *_: CLE)
    monkeypatch.setattr(module, "trousseau_du_bureau", lambda: None)
    return chemin_base


@pytest.fixture
def lancement(base, qtbot, horloge):
    lancement = Lancement(Options(base, horloge=horloge))
    qtbot.addWidget(lancement.fenetre)
    lancement.fenetre.show()
    lancement.commencer()
    qtbot.waitUntil(lambda: lancement.connexion.entrer.isEnabled() and lancement.taches.au_repos, timeout=10_000)
    yield lancement
    if lancement.espace is not None:
        lancement._fermer_session()
        qtbot.wait(1)  # l’espace fermé s’efface au tour suivant de la boucle
    lancement.terminer()


def entrer(lancement, qtbot):
    lancement.connexion.identifiant.saisie.clear()
    taper(lancement.connexion.identifiant.saisie, "nadia")
    taper(lancement.connexion.mot_de_passe.saisie, MOT_DE_PASSE)
    touche(lancement.connexion.mot_de_passe.saisie, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: lancement.espace is not None and lancement.taches.au_repos, timeout=10_000)


def lignes(base):
    connexion = chiffrement.connecter(base, CLE)
    try:
        return connexion.execute("SELECT count(*) FROM journal").fetchone()[0]
    finally:
        connexion.close()


def test_une_vraie_base_ouverte_est_veillee(lancement):
    assert lancement.sauvegardes._premiere.isActive()
    assert lancement.sauvegardes._regards.isActive()


def test_restaurer_depuis_la_fenetre_ramene_a_la_connexion_de_la_base_restauree(lancement, qtbot, base):
    coffre: Coffre = lancement.sauvegardes.coffre
    fiche = coffre.faire(Raison.DEMANDEE)
    avant = lignes(base)
    entrer(lancement, qtbot)
    assert lignes(base) > avant
    lancement.espace.poste.demandes.restaurer.emit(coffre.dossier / fiche.nom)
    qtbot.waitUntil(lancement.connexion.message.isVisible, timeout=10_000)
    qtbot.waitUntil(lambda: lancement.connexion.entrer.isEnabled() and lancement.taches.au_repos, timeout=10_000)
    assert "Sauvegarde restaurée" in lancement.connexion.message.titre.text()
    assert lancement.espace is None
    assert lignes(base) == avant
    assert base.with_name("cabinet.avant-restauration-1.sqlite").exists()
    entrer(lancement, qtbot)


def test_une_restauration_refusee_rouvre_la_base_en_place(lancement, qtbot, base):
    coffre: Coffre = lancement.sauvegardes.coffre
    fiche = coffre.faire(Raison.DEMANDEE)
    (coffre.dossier / fiche.nom).write_bytes(b"ceci n'est pas une base")
    entrer(lancement, qtbot)
    avant = lignes(base)
    lancement.espace.poste.demandes.restaurer.emit(coffre.dossier / fiche.nom)
    qtbot.waitUntil(lancement.connexion.message.isVisible, timeout=10_000)
    qtbot.waitUntil(lambda: lancement.connexion.entrer.isEnabled() and lancement.taches.au_repos, timeout=10_000)
    assert "restée en place" in lancement.connexion.message.detail.text()
    assert lignes(base) == avant
    entrer(lancement, qtbot)
