"""L’écran de l’agenda ouvert sur une matinée d’essai, dans une vraie fenêtre hors écran."""

from __future__ import annotations

import pytest

from secretariat.ui.agenda.ecran import EcranAgenda
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
    ecran = EcranAgenda(poste)
    qtbot.addWidget(ecran)
    ecran.resize(1392, 1240)
    ecran.show()
    ecran.activateWindow()
    ecran.activer()
    repos()
    qtbot.waitUntil(ecran.grille.hasFocus)
    return ecran
