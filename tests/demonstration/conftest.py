"""Un petit cabinet de démonstration, préparé une fois par session : soixante patients, la même vie que le grand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from secretariat.demonstration.creation import Resume, creer
from secretariat.socle import cles, fichier_base
from secretariat.socle.cles import Moyen
from secretariat.socle.horloge import PARIS
from secretariat.socle.unite_de_travail import Cabinet, Identite

MATIN = datetime(2026, 3, 12, 10, 20, tzinfo=PARIS)
PATIENTS = 60


@dataclass(frozen=True)
class Petit:
    cabinet: Cabinet
    resume: Resume


def ouvrir(base: Path, instant: datetime = MATIN) -> Cabinet:
    """La base d’une démonstration, ouverte par sa phrase publique."""
    cle = cles.ouvrir(cles.lire(base), cles.PHRASE_DE_DEMONSTRATION, Moyen.PHRASE)
    return Cabinet(fichier_base.ouvrir(base, cle), Identite("essai", "Essai", "secretaire", "essai"), lambda: instant)


@pytest.fixture(scope="session")
def petite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Petit]:
    base = tmp_path_factory.mktemp("demonstration") / "demonstration.sqlite"
    resume = creer(base, horloge=lambda: MATIN, patients=PATIENTS)
    cabinet = ouvrir(base)
    yield Petit(cabinet, resume)
    cabinet.fermer()
