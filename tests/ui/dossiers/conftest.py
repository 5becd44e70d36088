"""L’écran des dossiers, montré, devant un cabinet qui connaît deux patientes."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat.dossiers.services import creer_patient
from secretariat.dossiers.valeurs import Coordonnees, Sexe, Traits
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.ui.dossiers.ecran import EcranDossiers
from secretariat.ui.poste import Poste


@pytest.fixture
def clemence(cabinet: Cabinet) -> int:
    """LEFÈVRE Clémence, née DUMONTIER, que l’on cherche."""
    traits = Traits("Dumontier", "Clémence", date(1984, 6, 14), Sexe.FEMININ, "44109", "", "Lefèvre", "Clémence")
    joindre = Coordonnees("06 39 98 12 47", "", "18 rue des Tanneurs", "44000", "Nantes")
    return _creer(cabinet, traits, joindre)


@pytest.fixture
def odile(cabinet: Cabinet) -> int:
    """Une autre personne, que la recherche ne doit pas rendre."""
    return _creer(cabinet, Traits("Perrin", "Odile", date(1950, 1, 2), Sexe.FEMININ, "44109"), Coordonnees())


@pytest.fixture
def ecran(poste: Poste, clemence: int, odile: int, qtbot) -> EcranDossiers:
    ecran = EcranDossiers(poste)
    ecran.resize(1072, 664)
    qtbot.addWidget(ecran)
    ecran.show()
    ecran.activer()
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    return ecran


def _creer(cabinet: Cabinet, traits: Traits, joindre: Coordonnees) -> int:
    with cabinet.unite("essai") as unite:
        numero = creer_patient(unite, traits, joindre)
        unite.valider()
    return numero
