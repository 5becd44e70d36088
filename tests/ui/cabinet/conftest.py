"""L’écran du cabinet se regarde en praticienne : elle lit le journal, gère les comptes et les droits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.cabinet.services import SessionOuverte
from secretariat.cabinet.valeurs import Role
from secretariat.socle.matrice import droits_par_defaut
from secretariat.ui.droits import DroitsDuPoste
from tests.conftest import HELENE


@pytest.fixture
def poste(poste, cabinet):
    poste.taches.servir(cabinet.en_tant_que(HELENE))
    return replace(
        poste,
        session=SessionOuverte(HELENE, Role.PRATICIEN, 1),
        droits=DroitsDuPoste(poste.taches, droits_par_defaut(Role.PRATICIEN)),
    )
