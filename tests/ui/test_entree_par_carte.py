"""Entrer par la carte de professionnel, se la faire prendre, et revenir ; de vraies touches, la carte est simulée."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from PySide6.QtCore import Qt

from secretariat.cabinet import services
from secretariat.cabinet.reglages import changer, registre
from secretariat.cabinet.valeurs import Role
from secretariat.cartes.lecteur_simule import LecteurSimule
from secretariat.cartes.valeurs import TypeCarte
from secretariat.socle.journal import LigneJournal
from tests.saisie import taper, touche
from tests.ui.test_lancement import MOT_DE_PASSE, base, deux_moyens, entrer, lancer, ouvert
from tests.ui.test_sessions import compte, faire

__all__ = ["base", "deux_moyens", "lancer", "ouvert"]


@pytest.fixture
def medecin(ouvert, qtbot):
    """La page de connexion, la carte du Dr Marchand dans le lecteur ; elle a un compte."""
    compte(ouvert, "marchand", Role.PRATICIEN, 1)
    qtbot.waitUntil(lambda: isinstance(lecteur(ouvert), LecteurSimule))
    lecteur(ouvert).inserer("cps-marchand")
    qtbot.waitUntil(bloc(ouvert).code.isVisible)
    return ouvert


def lecteur(lancement):
    return lancement.entree._lecteur


def bloc(lancement):
    return lancement.connexion.par_carte


def donner(lancement, qtbot, code):
    taper(bloc(lancement).code.saisie, code)
    touche(bloc(lancement).code.saisie, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: lancement.taches.au_repos, timeout=10_000)


def dans_l_espace(lancement, qtbot):
    qtbot.waitUntil(
        lambda: (
            lancement.espace is not None and lancement.fenetre.page is lancement.espace and lancement.taches.au_repos
        )
    )


def a_la_connexion(lancement, qtbot):
    qtbot.waitUntil(lambda: lancement.fenetre.page is lancement.connexion and lancement.taches.au_repos)


def test_sans_carte_la_page_n_en_parle_pas(ouvert):
    assert not bloc(ouvert).isVisible()


def test_la_carte_se_propose_et_son_code_ouvre_la_session(medecin, qtbot):
    assert "Hélène MARCHAND" in bloc(medecin).annonce.titre.text()
    assert "simulée" in bloc(medecin).annonce.titre.text()
    qtbot.waitUntil(bloc(medecin).code.saisie.hasFocus)
    donner(medecin, qtbot, "1234")
    dans_l_espace(medecin, qtbot)
    assert medecin._poste.session.identite.acteur == "marchand"


def test_retirer_la_carte_verrouille_et_la_remettre_rend_l_ecran_tel_quel(medecin, qtbot):
    donner(medecin, qtbot, "1234")
    dans_l_espace(medecin, qtbot)
    espace = medecin.espace
    lecteur(medecin).retirer(TypeCarte.CPS)
    a_la_connexion(medecin, qtbot)
    assert not bloc(medecin).isVisible()
    lecteur(medecin).inserer("cps-marchand")
    qtbot.waitUntil(bloc(medecin).code.saisie.hasFocus)
    donner(medecin, qtbot, "1234")
    dans_l_espace(medecin, qtbot)
    assert medecin.espace is espace


def test_le_cabinet_peut_ne_pas_verrouiller_au_retrait(medecin, qtbot):
    faire(medecin, changer, registre.CARTE_RETIREE_VERROUILLE, False)
    donner(medecin, qtbot, "1234")
    dans_l_espace(medecin, qtbot)
    lecteur(medecin).retirer(TypeCarte.CPS)
    qtbot.wait(50)
    assert medecin.fenetre.page is medecin.espace


def test_retirer_la_carte_d_un_autre_ne_verrouille_pas_une_session_par_mot_de_passe(medecin, qtbot):
    entrer(medecin, qtbot, "nadia")
    dans_l_espace(medecin, qtbot)
    lecteur(medecin).retirer(TypeCarte.CPS)
    qtbot.wait(50)
    assert medecin.fenetre.page is medecin.espace


def test_un_code_faux_se_dit_et_se_compte_jusqu_au_blocage(medecin, qtbot):
    donner(medecin, qtbot, "9999")
    assert "code porteur est faux" in medecin.connexion.message.accessibleName()
    donner(medecin, qtbot, "9999")
    qtbot.waitUntil(lambda: "un seul essai" in bloc(medecin).annonce.accessibleName())
    donner(medecin, qtbot, "9999")
    qtbot.waitUntil(lambda: "bloqué" in bloc(medecin).annonce.accessibleName())
    assert not bloc(medecin).code.isVisible()
    assert medecin.espace is None


def test_un_mot_de_passe_tape_a_la_place_du_code_n_use_aucun_essai(medecin, qtbot):
    for _ in range(4):
        donner(medecin, qtbot, MOT_DE_PASSE)
    assert "rien n’a été présenté" in bloc(medecin).code.erreur
    donner(medecin, qtbot, "1234")
    dans_l_espace(medecin, qtbot)


def test_une_carte_sans_compte_le_dit_et_le_mot_de_passe_reste(medecin, qtbot):
    lecteur(medecin).inserer("cpe-nadia")
    qtbot.waitUntil(lambda: "FERRAND" in bloc(medecin).annonce.accessibleName())
    donner(medecin, qtbot, "1234")
    assert "n’ouvre aucun compte" in medecin.connexion.message.accessibleName()
    entrer(medecin, qtbot, "nadia")
    dans_l_espace(medecin, qtbot)


def test_au_poste_verrouille_par_un_mot_de_passe_la_carte_ne_prend_pas_le_clavier(medecin, qtbot):
    entrer(medecin, qtbot, "nadia")
    dans_l_espace(medecin, qtbot)
    medecin.verrouiller()
    qtbot.waitUntil(lambda: bloc(medecin).code.isVisible() and medecin.taches.au_repos)
    assert medecin.connexion.mot_de_passe.saisie.hasFocus()


def test_la_carte_d_un_autre_ne_ferme_pas_d_elle_meme_la_session_verrouillee(medecin, qtbot):
    entrer(medecin, qtbot, "nadia")
    dans_l_espace(medecin, qtbot)
    medecin.verrouiller()
    qtbot.waitUntil(lambda: bloc(medecin).code.isVisible() and medecin.taches.au_repos)
    donner(medecin, qtbot, "1234")
    assert "garde la session de Nadia" in medecin.connexion.message.accessibleName()
    medecin.connexion.autre_personne.emit()
    qtbot.waitUntil(lambda: bloc(medecin).code.isVisible() and medecin.taches.au_repos)
    donner(medecin, qtbot, "1234")
    dans_l_espace(medecin, qtbot)
    assert medecin._poste.session.identite.acteur == "marchand"
    lecteur(medecin).retirer(TypeCarte.CPS)
    a_la_connexion(medecin, qtbot)


def test_une_carte_retiree_avant_que_l_ecran_ne_s_ouvre_le_laisse_verrouille(medecin, qtbot):
    medecin.entree.ouverte.connect(lambda _session: lecteur(medecin).retirer(TypeCarte.CPS))
    donner(medecin, qtbot, "1234")
    qtbot.waitUntil(lambda: medecin.espace is not None and medecin.taches.au_repos)
    a_la_connexion(medecin, qtbot)


def test_une_entree_par_carte_refusee_se_note_au_journal(medecin, qtbot):
    lecteur(medecin).inserer("cpe-nadia")
    qtbot.waitUntil(lambda: "FERRAND" in bloc(medecin).annonce.accessibleName())
    donner(medecin, qtbot, "1234")
    qtbot.waitUntil(lambda: medecin.taches.au_repos)
    with medecin._cabinet.lecture() as lecture:
        refus = lecture.tous(select(LigneJournal.details).where(LigneJournal.operation == "connexion refusée"))
    assert [json.loads(details) for details in refus] == [{"preuve": "carte", "raison": "compte"}]


def test_la_carte_associee_a_un_compte_l_ouvre(medecin, qtbot):
    faire(medecin, services.associer_carte, 1, "SIMU/990001")
    lecteur(medecin).inserer("cpe-nadia")
    qtbot.waitUntil(lambda: "FERRAND" in bloc(medecin).annonce.accessibleName())
    donner(medecin, qtbot, "1234")
    dans_l_espace(medecin, qtbot)
    assert medecin._poste.session.identite.acteur == "nadia"


def test_fermer_le_programme_ne_verrouille_pas_en_partant(medecin, qtbot):
    donner(medecin, qtbot, "1234")
    dans_l_espace(medecin, qtbot)
    with qtbot.assertNotEmitted(medecin.entree.retiree, wait=50):
        medecin.entree.terminer()
