"""La facturation d’essai : deux patientes et un enfant sortent de consultation, à 10 h 58 le jeudi 12 mars 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from secretariat.accueil import services as accueil
from secretariat.cartes.valeurs import CODE_PORTEUR
from secretariat.dossiers.valeurs import StatutIdentite
from secretariat.facturation.lectures import facture, factures_du_jour
from secretariat.ui.cartes.code_porteur import DialogueCode
from secretariat.ui.facturation.ecran import EcranFacturation
from tests.facturation.conftest import JOUR, couverture, patient
from tests.saisie import taper, touche

LEFEVRE, CARON, ROUX = 1, 2, 3


@pytest.fixture
def sortis(cabinet, horloge):
    """Trois visites terminées, une par praticien, dans l’ordre des patients."""
    with cabinet.unite("mise en place de l’essai") as unite:
        patients = [
            patient(
                horloge,
                nom_naissance="DUMONTIER",
                nom_utilise="LEFÈVRE",
                naissance=date(1984, 6, 14),
                statut=StatutIdentite.VALIDEE,
            ),
            patient(horloge, nom_naissance="CARON", premier_prenom="Michelle"),
            patient(horloge, nom_naissance="ROUX", premier_prenom="Léa", naissance=date(2021, 5, 2)),
        ]
        unite.ajouter(*patients)
        unite.ajouter(couverture(horloge, LEFEVRE), couverture(horloge, CARON, amc_jusqu_au=date(2026, 2, 28)))
        visites = [
            accueil.constater_arrivee(unite, patient_id=p.id, praticien_id=rang)
            for rang, p in enumerate(patients, start=1)
        ]
        unite.valider()
    for geste in (accueil.appeler, accueil.terminer_consultation):
        horloge.avancer(minutes=19)
        with cabinet.unite("consultation d’essai") as unite:
            for visite in visites:
                geste(unite, visite)
            unite.valider()
    return visites


class Guichet:
    """L’écran, et ce que la base en a retenu."""

    def __init__(self, poste, ecran, qtbot):
        self.poste, self.ecran, self.qtbot = poste, ecran, qtbot
        self.messages: list[str] = []
        poste.demandes.message.connect(self.messages.append)

    def attendre(self, condition=lambda: True):
        self.qtbot.waitUntil(lambda: self.poste.taches.au_repos and condition())

    def encaisser(self, patient_id, visite_id=0):
        self.ecran.encaisser(patient_id, visite_id)
        page = self.ecran.encaissement
        self.attendre(lambda: self.page is not page or page.cotation is not None)
        return page

    @property
    def page(self):
        return self.ecran.pages.currentWidget()

    def factures(self):
        with self.poste.taches.cabinet.lecture() as lecture:
            return tuple(facture(lecture, ligne.id) for ligne in factures_du_jour(lecture, JOUR))


@pytest.fixture
def guichet(sortis, poste, qtbot):
    ecran = EcranFacturation(poste)
    qtbot.addWidget(ecran)
    ecran.resize(1392, 944)
    with qtbot.waitExposed(ecran):
        ecran.show()
    ecran.activer()
    guichet = Guichet(poste, ecran, qtbot)
    guichet.attendre()
    return guichet


@pytest.fixture(autouse=True)
def code_du_praticien(qtbot) -> Iterator[list[str]]:
    """Le praticien, au clavier devant chaque demande de code ; rend ce que les boîtes disaient."""
    vues: list[str] = []

    def guetter() -> None:
        boite = QApplication.activeModalWidget()
        if isinstance(boite, DialogueCode) and boite.code.saisie.hasFocus() and boite.isVisible():
            vues.append(boite.windowTitle())
            taper(boite.code.saisie, CODE_PORTEUR)
            touche(boite.code.saisie, Qt.Key.Key_Return)

    minuterie = QTimer(interval=10)
    minuterie.timeout.connect(guetter)
    minuterie.start()
    yield vues
    minuterie.stop()
