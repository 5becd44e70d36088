"""Un espace de travail avec son suivi des cartes, et un patient connu de la carte de famille."""

from __future__ import annotations

from datetime import date

import pytest

from PySide6.QtWidgets import QWidget

from secretariat.cartes.lecteur_simule import LecteurSimule
from secretariat.dossiers.services import creer_patient
from secretariat.dossiers.valeurs import Coordonnees, Sexe, Traits
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.ui.cartes.suivi import SuiviDesCartes
from secretariat.ui.poste import Poste

FAMILLE = "famille-trois-enfants"


@pytest.fixture
def lecteur(poste: Poste) -> LecteurSimule:
    assert isinstance(poste.lecteur, LecteurSimule)
    return poste.lecteur


@pytest.fixture
def espace(qtbot) -> QWidget:
    espace = QWidget()
    espace.resize(1280, 720)
    qtbot.addWidget(espace)
    espace.show()
    return espace


@pytest.fixture
def suivi(poste: Poste, espace: QWidget, qtbot):
    suivi = SuiviDesCartes(poste, espace)
    suivi.voyant.setParent(espace)
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    yield suivi
    suivi.arreter()


@pytest.fixture
def zoe(cabinet: Cabinet) -> int:
    """Zoé, mal orthographiée au dossier : la carte la nomme MOREAU Zoé, née le 27 septembre 2013."""
    traits = Traits("Moreaux", "Zoé", date(2013, 9, 27), Sexe.FEMININ, "44109")
    with cabinet.unite("essai") as unite:
        numero = creer_patient(unite, traits, Coordonnees())
        unite.valider()
    return numero
