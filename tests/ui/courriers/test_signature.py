"""Signer une lettre rangée : la carte, son code, ce qui se montre ensuite, et chaque refus, dans la page."""

from dataclasses import replace
from hashlib import sha256

import pytest
from sqlalchemy import update

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from secretariat.cabinet.modele import FicheCabinet
from secretariat.cabinet.services import changer_droit
from secretariat.cabinet.valeurs import Role
from secretariat.cartes.valeurs import CODE_PORTEUR, TypeCarte
from secretariat.courriers import services
from secretariat.courriers.lectures import courriers_recents, signatures_du_document
from secretariat.dossiers.modele import Document
from secretariat.socle.droits import Droit
from secretariat.socle.matrice import droits_par_defaut
from secretariat.ui.cartes.code_porteur import DialogueCode
from secretariat.ui.composants import EtiquetteSimulation
from secretariat.ui.courriers.ecran import EcranCourriers
from secretariat.ui.droits import DroitsDuPoste
from tests.conftest import ADMIN, HELENE
from tests.saisie import taper, touche


@pytest.fixture
def lettre(cabinet, patient):
    """Le PDF d’un certificat de présence rangé."""
    with cabinet.unite("mise en place") as unite:
        services.ecrire(
            unite,
            patient_id=patient,
            praticien_id=1,
            modele="certificat_de_presence",
            complements={},
            accepter_manquants=True,
        )
        unite.valider()
    with cabinet.lecture() as lecture:
        return courriers_recents(lecture)[0].pdf_id


class Bureau:
    """L’écran devant le praticien, et ce que la base en a retenu."""

    def __init__(self, poste, ecran, lettre, qtbot):
        self.poste, self.ecran, self.lettre, self.qtbot = poste, ecran, lettre, qtbot
        self.bloc = ecran.signatures
        self.messages: list[str] = []
        poste.demandes.message.connect(self.messages.append)

    def attendre(self, condition=lambda: True):
        self.qtbot.waitUntil(lambda: self.poste.taches.au_repos and condition(), timeout=10_000)

    def boite(self):
        self.attendre(lambda: isinstance(QApplication.activeModalWidget(), DialogueCode))
        return QApplication.activeModalWidget()

    def signer(self, carte="cps-marchand"):
        """Presse S devant la lettre, carte en place ; rend la boîte du code."""
        self.poste.lecteur.inserer(carte)
        self.presser_s()
        return self.boite()

    def presser_s(self):
        """La touche S, devant la fenêtre."""
        self.ecran.activateWindow()
        self.attendre(self.ecran.isActiveWindow)
        touche(self.ecran, Qt.Key.Key_S)

    def signer_et_taper(self, code=CODE_PORTEUR):
        boite = self.signer()
        taper(boite.code.saisie, code)
        touche(boite.code.saisie, Qt.Key.Key_Return)
        self.attendre(self.bloc.signer.isEnabled)

    def refus(self):
        self.attendre(self.bloc.refus.isVisible)
        return self.bloc.refus.titre.text()

    def lignes(self):
        rangees = [self.bloc.posees.itemAt(rang).widget() for rang in range(self.bloc.posees.count())]
        return [
            next(e.text() for e in rangee.findChildren(QLabel) if e.text().startswith("Signé")) for rangee in rangees
        ]

    def en_base(self):
        with self.poste.taches.cabinet.lecture() as lecture:
            return signatures_du_document(lecture, self.lettre)

    def choisir_a_nouveau(self):
        """Revient à la lettre, comme si l’on venait d’ouvrir l’écran."""
        self.bloc.montrer(self.lettre)
        self.attendre()


def ouvrir(poste, lettre, qtbot):
    ecran = EcranCourriers(poste)
    qtbot.addWidget(ecran)
    ecran.resize(1392, 900)
    with qtbot.waitExposed(ecran):
        ecran.show()
    ecran.activer()
    bureau = Bureau(poste, ecran, lettre, qtbot)
    bureau.attendre(bureau.bloc.isVisible)
    return bureau


@pytest.fixture
def bureau(poste, cabinet, lettre, qtbot):
    """L’écran des courriers d’une praticienne, sa lettre choisie."""
    poste.taches.servir(cabinet.en_tant_que(HELENE))
    droits = DroitsDuPoste(poste.taches, droits_par_defaut(Role.PRATICIEN))
    return ouvrir(replace(poste, droits=droits), lettre, qtbot)


def test_une_lettre_non_signee_propose_de_signer_et_dit_ou_va_la_signature(bureau):
    assert bureau.lignes() == []
    assert bureau.bloc.signer.isEnabled()
    assert bureau.bloc.note.text() == "La signature se garde au dossier, à part du PDF."
    assert not bureau.bloc.alerte.isVisible()
    assert not bureau.bloc.refus.isVisible()


def test_signer_au_clavier_montre_qui_quand_et_que_c_est_simule(bureau):
    bureau.signer_et_taper()
    bureau.attendre(lambda: bool(bureau.lignes()))
    assert bureau.lignes() == ["Signé par Dr\u00a0Hélène MARCHAND le\u00a012/03/2026 à\u00a010\u00a0h\u00a020"]
    assert bureau.bloc.findChild(EtiquetteSimulation).isVisible()
    assert bureau.bloc.note.text() == "Signature gardée au dossier, à part du PDF."
    assert bureau.messages == ["Lettre signée par Dr\u00a0Hélène MARCHAND"]
    assert [(p.simulee, p.tient) for p in bureau.en_base()] == [(True, True)]


def test_signer_a_la_souris(bureau):
    bureau.poste.lecteur.inserer("cps-marchand")
    QTest.mouseClick(bureau.bloc.signer, Qt.MouseButton.LeftButton)
    boite = bureau.boite()
    assert "à signer par Dr\u00a0Hélène MARCHAND" in boite.detail.text()
    taper(boite.code.saisie, CODE_PORTEUR)
    QTest.mouseClick(boite.bouton_valider, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    bureau.attendre(lambda: bool(bureau.lignes()))


def test_entree_sur_le_bouton_signe_et_tab_va_de_signer_aux_copies(bureau):
    bureau.poste.lecteur.inserer("cps-marchand")
    bureau.ecran.activateWindow()
    bureau.bloc.signer.setFocus()
    touche(bureau.bloc.signer, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is bureau.ecran.liste._pdf
    touche(bureau.bloc.signer, Qt.Key.Key_Return)
    bureau.boite().reject()
    assert bureau.refus() == "Rien n’est signé\u00a0: le code n’a pas été donné."


def test_pendant_que_la_carte_travaille_on_ne_signe_pas_deux_fois(bureau):
    boite = bureau.signer()
    assert not bureau.bloc.signer.isEnabled()
    boite.reject()
    bureau.attendre(bureau.bloc.signer.isEnabled)
    assert bureau.en_base() == ()


def test_sans_carte_le_refus_est_dans_la_page(bureau):
    bureau.presser_s()
    assert "carte" in bureau.refus()
    assert bureau.bloc.signer.isEnabled()


def test_la_carte_d_une_employee_est_refusee_avant_le_code(bureau):
    bureau.poste.lecteur.inserer("cpe-nadia")
    bureau.presser_s()
    assert "n’est celle d’aucun praticien" in bureau.refus()
    assert QApplication.activeModalWidget() is None


def test_une_seconde_signature_est_refusee_avant_le_code(bureau):
    bureau.signer_et_taper()
    bureau.attendre(lambda: bool(bureau.lignes()))
    bureau.presser_s()
    assert bureau.refus().startswith("Dr\u00a0Hélène MARCHAND a déjà signé")
    assert len(bureau.en_base()) == 1


def test_un_code_faux_est_dit_et_rien_n_est_signe(bureau):
    bureau.signer_et_taper("9999")
    assert "code" in bureau.refus().lower()
    assert bureau.lignes() == []


def test_la_carte_retiree_devant_la_demande_de_code_ne_signe_rien(bureau):
    boite = bureau.signer()
    bureau.poste.lecteur.retirer(TypeCarte.CPS)
    taper(boite.code.saisie, CODE_PORTEUR)
    touche(boite.code.saisie, Qt.Key.Key_Return)
    assert "carte" in bureau.refus()
    assert bureau.en_base() == ()


def test_une_autre_carte_mise_devant_la_demande_de_code_ne_signe_rien(bureau):
    boite = bureau.signer()
    bureau.poste.lecteur.inserer("cps-benali")
    taper(boite.code.saisie, CODE_PORTEUR)
    touche(boite.code.saisie, Qt.Key.Key_Return)
    assert "carte" in bureau.refus()
    assert bureau.en_base() == ()


def test_hors_demonstration_la_carte_fictive_est_refusee_en_clair(bureau, cabinet):
    with cabinet.unite("essai") as unite:
        unite.un(FicheCabinet, 1).demonstration = False
        unite.valider()
    bureau.signer_et_taper()
    assert "simulée, et ce cabinet n’est pas une démonstration" in bureau.refus()


def test_le_refus_d_une_lettre_ne_se_lit_pas_devant_une_autre(bureau):
    bureau.presser_s()
    bureau.refus()
    bureau.bloc.montrer(bureau.lettre - 1)
    bureau.attendre()
    assert not bureau.bloc.refus.isVisible()


def test_une_lettre_qui_a_change_depuis_le_dit(bureau, cabinet):
    bureau.signer_et_taper()
    autre = b"%PDF- autre"
    with cabinet.connexion_nue() as connexion:
        connexion.execute(update(Document).values(contenu=autre, empreinte=sha256(autre).hexdigest()))
        connexion.commit()
    bureau.choisir_a_nouveau()
    assert bureau.bloc.alerte.isVisible()
    assert "n’est plus celle qui a été signée" in bureau.bloc.alerte.titre.text()
    assert len(bureau.lignes()) == 1


def test_une_secretaire_voit_les_signatures_et_ne_signe_pas(poste, lettre, qtbot):
    bureau = ouvrir(poste, lettre, qtbot)
    assert not bureau.bloc.signer.isEnabled()
    assert "signer par la carte" in bureau.bloc.signer.toolTip()
    bureau.presser_s()
    bureau.attendre()
    assert QApplication.activeModalWidget() is None


def test_le_droit_donne_rend_le_bouton(poste, lettre, cabinet, qtbot):
    bureau = ouvrir(poste, lettre, qtbot)
    poste.taches.faire(
        "essai",
        lambda unite: changer_droit(unite, Role.SECRETAIRE, Droit.VALIDER_COURRIER, permis=True),
        cabinet=cabinet.en_tant_que(ADMIN),
    )
    bureau.attendre(bureau.bloc.signer.isEnabled)
    assert bureau.bloc.signer.toolTip() == ""
