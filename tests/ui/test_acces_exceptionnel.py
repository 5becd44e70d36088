"""L’accès exceptionnel, de l’écran qui refuse à la liste que voit le praticien ; et son propre mot de passe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.cabinet import mots_de_passe
from secretariat.cabinet.services import SessionOuverte, creer_utilisateur, ouvrir_session
from secretariat.cabinet.valeurs import NouveauCompte, Role
from secretariat.courriers.lectures import courriers_recents
from secretariat.courriers.services import ecrire
from secretariat.dossiers.lectures import documents_du_patient
from secretariat.socle.droits import Droit
from secretariat.socle.matrice import droits_par_defaut
from secretariat.ui import enregistrer_sous
from secretariat.ui.acces_exceptionnel import DialogueAcces
from secretariat.ui.accueil.acces_exceptionnels import AccesASignalerCarte
from secretariat.ui.composants import Bouton
from secretariat.ui.courriers.ecran import EcranCourriers
from secretariat.ui.dossiers.documents import enregistrer_document
from secretariat.ui.droits import DroitsDuPoste, griser
from secretariat.ui.fenetre.mot_de_passe import DialogueMotDePasse, changer_mon_mot_de_passe
from tests.conftest import ADMIN, CLAIRE, HELENE
from tests.courriers.conftest import COMPLEMENTS
from tests.dossiers.fabrique import creer
from tests.saisie import taper

RAISON = "le pharmacien attend la posologie"
BON, AUTRE = "Tilleul-2026", "quatre petits cailloux"


@pytest.fixture
def base(cabinet, monkeypatch):
    """Un patient, les comptes de Claire et d’Hélène, et une lettre écrite par Hélène."""
    monkeypatch.setattr(mots_de_passe, "MEMOIRE_KIO", 64)
    creer(cabinet)
    with cabinet.en_tant_que(ADMIN).unite("comptes") as unite:
        creer_utilisateur(unite, NouveauCompte("marchand", "Marchand", "Hélène", Role.PRATICIEN, 1), BON)
        creer_utilisateur(unite, NouveauCompte("claire", "Essai", "Claire", Role.SECRETAIRE), BON)
        unite.valider()
    with cabinet.en_tant_que(HELENE).unite("lettre") as unite:
        ecrire(unite, patient_id=1, praticien_id=1, modele="adressage", complements=COMPLEMENTS["adressage"])
        unite.valider()
    return cabinet


@pytest.fixture
def ecran(base, poste, qtbot):
    ecran = EcranCourriers(poste)
    qtbot.addWidget(ecran)
    ecran.resize(1200, 800)
    ecran.show()
    ecran.activer()
    qtbot.waitUntil(lambda: ecran.liste.modele.rowCount() == 1)
    return ecran


def en_praticien(poste, cabinet):
    poste.taches.servir(cabinet.en_tant_que(HELENE))
    return replace(
        poste,
        session=SessionOuverte(HELENE, Role.PRATICIEN, 1),
        droits=DroitsDuPoste(poste.taches, droits_par_defaut(Role.PRATICIEN)),
    )


def test_la_lettre_d_un_autre_se_montre_fermee_sans_son_objet(ecran):
    assert ecran.liste.reservee.isVisible()
    assert not ecran.liste.apercu.isVisible()
    assert ecran.liste.modele.lignes[0].titre == "Courrier à un confrère"


def test_une_raison_ouvre_la_lettre_sur_place(ecran, qtbot, monkeypatch):
    monkeypatch.setattr(DialogueAcces, "demander", lambda *_: RAISON)
    with qtbot.waitSignal(ecran.poste.demandes.message) as dit:
        ecran.liste.demander.click()
    assert "Accès ouvert jusqu’à 10 h 35" in dit.args[0].replace("\u00a0", " ")
    qtbot.waitUntil(ecran.liste.apercu.isVisible)
    assert "avis cardiologique" in ecran.liste.modele.lignes[0].titre


def test_renoncer_n_ouvre_rien(ecran, monkeypatch, cabinet):
    monkeypatch.setattr(DialogueAcces, "demander", lambda *_: None)
    ecran.liste.demander.click()
    with cabinet.lecture() as lecture:
        assert not courriers_recents(lecture)[0].ouvrable


def test_l_acces_fini_referme_la_lettre(ecran, qtbot, monkeypatch, horloge):
    monkeypatch.setattr(DialogueAcces, "demander", lambda *_: RAISON)
    ecran.liste.demander.click()
    qtbot.waitUntil(ecran.liste.apercu.isVisible)
    horloge.avancer(minutes=16)
    with qtbot.waitSignal(ecran.poste.taches.refus) as refus:
        ecran._montrer_la_lettre(ecran.liste.modele.lignes[0])
    assert "document médical" in refus.args[0]
    qtbot.waitUntil(ecran.liste.reservee.isVisible)


def test_un_document_ferme_du_dossier_demande_puis_s_enregistre(base, poste, qtbot, monkeypatch, tmp_path):
    with base.lecture() as lecture:
        document = documents_du_patient(lecture, 1)[0]
    assert (document.ouvrable, document.nom_fichier) == (False, "")
    monkeypatch.setattr(DialogueAcces, "demander", lambda *_: RAISON)
    monkeypatch.setattr(enregistrer_sous, "demander", lambda *_: tmp_path / "lettre.pdf")
    parent = Bouton("x")
    qtbot.addWidget(parent)
    enregistrer_document(poste, 1, document, parent)
    qtbot.waitUntil((tmp_path / "lettre.pdf").exists)


def test_sans_le_droit_de_le_demander_le_refus_se_dit(base, poste, qtbot, monkeypatch):
    poste.droits._recevoir(frozenset(Droit) - {Droit.BRIS_DE_GLACE})
    with base.lecture() as lecture:
        document = documents_du_patient(lecture, 1)[0]
    monkeypatch.setattr(DialogueAcces, "demander", lambda *_: pytest.fail("rien à demander"))
    parent = Bouton("x")
    qtbot.addWidget(parent)
    with qtbot.waitSignal(poste.taches.refus) as refus:
        enregistrer_document(poste, 1, document, parent)
    assert "ouvrir les documents médicaux" in refus.args[0]


def test_la_boite_refuse_une_raison_trop_courte(qtbot):
    boite = DialogueAcces(None, 15)
    qtbot.addWidget(boite)
    boite.raison.poser("urgent")
    assert not boite.verifier()
    boite.raison.poser(RAISON)
    assert boite.verifier()


def test_le_praticien_voit_l_acces_et_dit_vu(ecran, poste, cabinet, qtbot, monkeypatch):
    monkeypatch.setattr(DialogueAcces, "demander", lambda *_: RAISON)
    ecran.liste.demander.click()
    qtbot.waitUntil(lambda: poste.taches.au_repos and ecran.liste.apercu.isVisible())
    carte = AccesASignalerCarte(en_praticien(poste, cabinet))
    qtbot.addWidget(carte)
    qtbot.waitUntil(carte.isVisible)
    vu = carte.findChild(Bouton, "accueil.acces.vu.1")
    assert vu is not None
    assert "Claire (secrétaire)" in vu.accessibleName()
    vu.click()
    qtbot.waitUntil(lambda: not carte.isVisible())


def test_la_carte_ne_se_montre_pas_a_la_secretaire(base, poste, qtbot, repos):
    carte = AccesASignalerCarte(poste)
    qtbot.addWidget(carte)
    repos()
    assert not carte.isVisible()


def test_un_geste_grise_dit_pourquoi_et_revient(base, poste, qtbot):
    bouton = Bouton("Exporter")
    qtbot.addWidget(bouton)
    poste.droits.reserver(bouton, Droit.EXPORTER)
    assert bouton.isEnabled()
    poste.droits._recevoir(frozenset())
    assert not bouton.isEnabled()
    assert "exporter des données" in bouton.toolTip()
    griser(bouton, DroitsDuPoste(poste.taches, frozenset(Droit)), Droit.EXPORTER)
    assert (bouton.isEnabled(), bouton.toolTip()) == (True, "")


def test_changer_son_mot_de_passe_depuis_la_session(base, poste, qtbot, monkeypatch):
    parent = Bouton("x")
    qtbot.addWidget(parent)
    monkeypatch.setattr(DialogueMotDePasse, "demander", lambda *_: ("faux", AUTRE))
    with qtbot.waitSignal(poste.taches.refus):
        changer_mon_mot_de_passe(poste, parent)
    monkeypatch.setattr(DialogueMotDePasse, "demander", lambda *_: (BON, AUTRE))
    with qtbot.waitSignal(poste.demandes.message):
        changer_mon_mot_de_passe(poste, parent)
    with base.unite("essai") as unite:
        assert ouvrir_session(unite, CLAIRE.acteur, AUTRE, "accueil") is not None


def test_la_boite_du_mot_de_passe_montre_ce_qu_il_vaut_et_refuse(base, poste, qtbot):
    boite = DialogueMotDePasse(poste.session, None)
    qtbot.addWidget(boite)
    boite.show()
    taper(boite.ancien.saisie, BON)
    taper(boite.nouveau.saisie, "court")
    assert boite.jauge.bilan.text().startswith("24 bits, il en faut 50")
    assert not boite.verifier()
    boite.nouveau.poser(AUTRE)
    assert boite.jauge.bilan.text().endswith("convient.")
    taper(boite.encore.saisie, "autre chose")
    assert not boite.verifier()
    boite.encore.poser(AUTRE)
    assert boite.verifier()
