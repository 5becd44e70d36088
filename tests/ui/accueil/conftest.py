"""L’écran de l’accueil ouvert sur une matinée d’essai."""

from __future__ import annotations

import pytest

from secretariat.ui.accueil.ecran import EcranAccueil


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
