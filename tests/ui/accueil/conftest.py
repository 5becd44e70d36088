"""L’écran de l’accueil ouvert sur une matinée d’essai."""

from __future__ import annotations

import pytest

from secretariat.ui.accueil.ecran import EcranAccueil
from tests.ui.journee import remplir


@pytest.fixture
def numeros(cabinet):
    return remplir(cabinet)


@pytest.fixture
def repos(qtbot, taches):
    """Attend que toutes les lectures et les écritures soient rendues."""
    return lambda: qtbot.waitUntil(lambda: taches.au_repos)


@pytest.fixture
def ecran(poste, numeros, qtbot, repos):
    ecran = EcranAccueil(poste)
    qtbot.addWidget(ecran)
    ecran.resize(1392, 940)
    ecran.show()
    ecran.activateWindow()
    ecran.activer()
    repos()
    qtbot.waitUntil(ecran.arrivee.choix.saisie.hasFocus)
    return ecran
