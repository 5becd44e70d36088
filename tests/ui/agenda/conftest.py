"""L’écran de l’agenda ouvert sur une matinée d’essai, dans une vraie fenêtre hors écran."""

from __future__ import annotations

import pytest

from secretariat.ui.agenda.ecran import EcranAgenda


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
