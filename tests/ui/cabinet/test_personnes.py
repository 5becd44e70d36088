"""Les comptes et les praticiens à l’écran, et les réglages de sécurité."""

import pytest

from secretariat.cabinet import mots_de_passe
from secretariat.cabinet.lectures import tous_les_praticiens, utilisateurs
from secretariat.cabinet.modele import Utilisateur
from secretariat.cabinet.services import creer_utilisateur
from secretariat.cabinet.valeurs import NouveauCompte, Role
from secretariat.socle.droits import Droit
from secretariat.ui.cabinet.comptes import DialogueCompte, DialogueProvisoire
from secretariat.ui.cabinet.personnes import VuePersonnes
from secretariat.ui.cabinet.praticien import NEUF, DialoguePraticien
from secretariat.ui.composants.dialogue import Confirmation
from tests.conftest import ADMIN
from tests.saisie import taper

BON = "Tilleul-2026"


@pytest.fixture
def vue(poste, cabinet, qtbot, monkeypatch):
    monkeypatch.setattr(mots_de_passe, "MEMOIRE_KIO", 64)
    with cabinet.en_tant_que(ADMIN).unite("comptes") as unite:
        creer_utilisateur(unite, NouveauCompte("marchand", "Marchand", "Hélène", Role.PRATICIEN, 1), BON)
        creer_utilisateur(unite, NouveauCompte("nadia", "Ferrand", "Nadia", Role.SECRETAIRE), BON)
        unite.valider()
    vue = VuePersonnes(poste)
    qtbot.addWidget(vue)
    vue.resize(1200, 800)
    vue.show()
    vue.activer()
    qtbot.waitUntil(lambda: vue.comptes.rowCount() == 2)
    return vue


def compte(cabinet, identifiant):
    with cabinet.en_tant_que(ADMIN).lecture() as lecture:
        return next((u for u in utilisateurs(lecture) if u.identifiant == identifiant), None)


def choisir_nadia(vue):
    vue.tableau_comptes.choisir(2)


def test_ajouter_un_compte_le_montre_avec_son_mot_de_passe_provisoire(vue, qtbot, monkeypatch):
    saisi = (NouveauCompte("paule", "Roy", "Paule", Role.SECRETAIRE), "kjmn-4tru-wxyz")
    monkeypatch.setattr(DialogueCompte, "demander", lambda *_a, **_k: saisi)
    vue.gestes["compte.ajouter"].click()
    qtbot.waitUntil(lambda: vue.comptes.rowCount() == 3)
    assert [vue.comptes.index(2, c).data() for c in (0, 3)] == ["paule", "mot de passe provisoire"]


def test_un_identifiant_pris_se_dit(vue, qtbot, monkeypatch):
    saisi = (NouveauCompte("nadia", "Roy", "Nadia", Role.SECRETAIRE), "kjmn-4tru-wxyz")
    monkeypatch.setattr(DialogueCompte, "demander", lambda *_a, **_k: saisi)
    vue.gestes["compte.ajouter"].click()
    qtbot.waitUntil(vue.message.isVisible)
    assert "déjà pris" in vue.message.titre.text()


def test_fermer_demande_puis_rouvrir_ne_demande_pas(vue, qtbot, monkeypatch, cabinet):
    choisir_nadia(vue)
    monkeypatch.setattr(Confirmation, "demander", lambda *_a, **_k: True)
    vue.gestes["compte.fermer"].click()
    qtbot.waitUntil(lambda: vue.gestes["compte.fermer"].text() == "Rouvrir")
    assert not compte(cabinet, "nadia").actif
    monkeypatch.setattr(Confirmation, "demander", lambda *_a, **_k: pytest.fail("rouvrir ne demande rien"))
    vue.gestes["compte.fermer"].click()
    qtbot.waitUntil(lambda: compte(cabinet, "nadia").actif)


def test_le_verrou_se_voit_et_se_leve(vue, qtbot, cabinet, horloge):
    assert not vue.gestes["compte.verrou"].isVisible()
    with cabinet.unite("verrou") as unite:
        unite.un(Utilisateur, 2).verrouille_le = horloge()
        unite.valider()
    vue.relire()
    choisir_nadia(vue)
    qtbot.waitUntil(vue.gestes["compte.verrou"].isVisible)
    vue.gestes["compte.verrou"].click()
    qtbot.waitUntil(lambda: not compte(cabinet, "nadia").verrouille)


def test_la_carte_en_place_s_associe_puis_se_dissocie(vue, qtbot, monkeypatch, cabinet, poste):
    monkeypatch.setattr(Confirmation, "demander", lambda *_a, **_k: True)
    poste.lecteur.inserer("cpe-nadia")
    choisir_nadia(vue)
    vue.gestes["compte.carte"].click()
    qtbot.waitUntil(lambda: compte(cabinet, "nadia").carte == "SIMU/990001" and poste.taches.au_repos)
    assert vue.comptes.index(1, 4).data() == "associée"
    choisir_nadia(vue)
    assert "Dissocier" in vue.gestes["compte.carte"].text()
    vue.gestes["compte.carte"].click()
    qtbot.waitUntil(lambda: not compte(cabinet, "nadia").a_une_carte)


def test_la_carte_d_un_praticien_se_reconnait_a_son_rpps_jusqu_a_ce_qu_on_l_en_dissocie(
    vue, qtbot, monkeypatch, cabinet
):
    monkeypatch.setattr(Confirmation, "demander", lambda *_a, **_k: True)
    assert vue.comptes.index(0, 4).data() == "par son RPPS"
    vue.tableau_comptes.choisir(1)
    vue.gestes["compte.carte"].click()
    qtbot.waitUntil(lambda: not compte(cabinet, "marchand").a_une_carte)


def test_sans_carte_en_place_l_association_dit_quoi_faire(vue, qtbot, cabinet, poste):
    choisir_nadia(vue)
    vue.gestes["compte.carte"].click()
    qtbot.waitUntil(vue.message.isVisible)
    assert "Aucune carte professionnelle" in vue.message.titre.text()
    assert compte(cabinet, "nadia").carte is None


def test_un_mot_de_passe_provisoire_se_donne(vue, qtbot, monkeypatch, cabinet):
    choisir_nadia(vue)
    monkeypatch.setattr(DialogueProvisoire, "demander", lambda *_a, **_k: "kjmn-4tru-wxyz")
    vue.gestes["compte.mot_de_passe"].click()
    qtbot.waitUntil(lambda: compte(cabinet, "nadia").a_changer)


def test_un_praticien_s_ajoute_et_se_retire(vue, qtbot, monkeypatch, cabinet):
    fiche = DialoguePraticien(None, NEUF)
    qtbot.addWidget(fiche)
    taper(fiche.prenom.saisie, "Paul")
    taper(fiche.nom.saisie, "Roy")
    taper(fiche.rpps.saisie, "123")
    assert not fiche.verifier()
    fiche.rpps.poser("")
    assert fiche.verifier()
    monkeypatch.setattr(DialoguePraticien, "demander", lambda *_a, **_k: fiche.saisie)
    vue.gestes["praticien.ajouter"].click()
    qtbot.waitUntil(lambda: vue.praticiens.rowCount() == 4)
    monkeypatch.setattr(Confirmation, "demander", lambda *_a, **_k: True)
    vue.tableau_praticiens.choisir(4)
    vue.gestes["praticien.fermer"].click()
    qtbot.waitUntil(lambda: vue.gestes["praticien.fermer"].text() == "Exerce de nouveau ici")
    with cabinet.lecture() as lecture:
        assert [p.actif for p in tous_les_praticiens(lecture)] == [True, True, True, False]


def test_qui_ne_gere_pas_les_comptes_ne_les_voit_pas(vue, qtbot):
    vue.poste.droits._recevoir(frozenset(Droit) - {Droit.GERER_COMPTES})
    assert not vue._carte_comptes.isVisible()
    assert not any(bouton.isVisible() for bouton in vue.gestes.values())


def test_la_boite_d_un_compte_refuse_ce_qui_manque(vue, qtbot):
    boite = DialogueCompte(None, vue._fiches(), compte=None, cas=vue._securite.cas)
    qtbot.addWidget(boite)
    assert not boite.verifier()
    taper(boite.identifiant.saisie, "paule")
    taper(boite.prenom.saisie, "Paule")
    assert boite.verifier()
    boite.role.choisir(Role.PRATICIEN)
    assert not boite.verifier()
    boite.praticien.choisir(2)
    boite.mot_de_passe.poser("paule")
    assert not boite.verifier()
    assert "contient l’identifiant" in boite.jauge.bilan.text()
