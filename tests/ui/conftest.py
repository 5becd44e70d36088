"""Un poste de travail d’essai : vrais fils, vraie base, lecteur simulé, fenêtre hors écran."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from secretariat.cabinet.lectures import etablissement
from secretariat.cabinet.services import SessionOuverte
from secretariat.cabinet.valeurs import Role
from secretariat.cartes.lecteur_simule import LecteurSimule
from secretariat.socle.bareme import Bareme
from secretariat.socle.conservatoire.coffre import Coffre
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.ui.defaire import Defaire
from secretariat.ui.poste import Demandes, Poste
from secretariat.ui.sauvegardes import Sauvegardes
from secretariat.ui.taches import Taches
from tests.conftest import CLAIRE, CLE
from tests.ui.journee import remplir


@pytest.fixture
def taches(cabinet: Cabinet, qtbot) -> Iterator[Taches]:
    taches = Taches(cabinet)
    yield taches
    taches.arreter()


@pytest.fixture
def repos(qtbot, taches):
    """Attend que toutes les lectures et les écritures soient rendues."""
    return lambda: qtbot.waitUntil(lambda: taches.au_repos)


@pytest.fixture
def numeros(cabinet: Cabinet):
    """Une matinée d’essai dans la base ; rend les numéros de ce qu’elle contient."""
    return remplir(cabinet)


@pytest.fixture
def poste(taches: Taches, cabinet: Cabinet, bareme: Bareme, chemin_base: Path) -> Poste:
    with cabinet.lecture() as lecture:
        fiche = etablissement(lecture)
    return Poste(
        taches=taches,
        defaire=Defaire(),
        demandes=Demandes(),
        lecteur=LecteurSimule(),
        bareme=bareme,
        etablissement=fiche,
        session=SessionOuverte(CLAIRE, Role.SECRETAIRE, None),
        sauvegardes=Sauvegardes(taches, Coffre(chemin_base, CLE, cabinet.horloge), cabinet),
    )
