"""La vue « Données personnelles », devant un vieux dossier plein et une demande d’accès."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.cabinet.services import SessionOuverte
from secretariat.cabinet.valeurs import Role
from secretariat.conformite.services.acces import enregistrer_demande
from secretariat.conformite.valeurs.acces import NouvelleDemande, Qualite
from secretariat.ui.conformite.vue import VueConformite
from secretariat.ui.taches import Taches
from tests.conformite.conftest import HELENE, praticienne, vieux  # noqa: F401  (des préparations d’essai)
from tests.dossiers.fabrique import creer


@pytest.fixture
def demande(cabinet) -> int:
    numero = creer(cabinet)
    with cabinet.unite("essai") as unite:
        rendu = enregistrer_demande(unite, numero, NouvelleDemande("Adèle", Qualite.PATIENT, date(2026, 3, 12)))
        unite.valider()
    return rendu


@pytest.fixture
def ouvrir(poste, repos, qtbot):
    """Ouvre une des vues."""
    gardes = []  # qtbot ne retient qu’une référence faible

    def _ouvrir(nom, chez=poste):
        ecran = VueConformite(chez)
        gardes.append(ecran)
        ecran.resize(1392, 800)
        qtbot.addWidget(ecran)
        ecran.show()
        ecran.choix.choisir(nom)
        ecran.activer()
        qtbot.waitUntil(lambda: chez.taches.au_repos)
        return ecran.vue(nom)

    return _ouvrir


@pytest.fixture
def poste_du_medecin(poste, praticienne, qtbot):  # noqa: F811  (la préparation importée)
    taches = Taches(praticienne)
    yield replace(poste, taches=taches, session=SessionOuverte(HELENE, Role.PRATICIEN, 1))
    taches.arreter()
