"""Un vrai pcscd par processus d’essais, à lui seul, avec deux fentes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from outils.cartes_virtuelles.client import viser
from outils.cartes_virtuelles.pcscd import Pcscd

DOSSIER = viser()  # à l’import : avant que le premier essai, ici ou ailleurs, n’ouvre PC/SC
RONDE_MS = 20


@pytest.fixture(scope="session")
def pcscd() -> Iterator[Pcscd]:
    """Le service de ce processus ; un essai peut le tuer ou débrancher ses lecteurs."""
    service = Pcscd(DOSSIER, debranchable=True)
    service.ronde_ms = RONDE_MS
    with service:
        yield service


@pytest.fixture(autouse=True)
def _pcscd_intact(pcscd: Pcscd) -> Iterator[None]:
    """Remet en marche, pour l’essai suivant, un service que celui-ci a laissé mort ou sans lecteurs."""
    yield
    if not pcscd.en_marche or pcscd.debranche:
        pcscd.redemarrer()


@pytest.fixture
def fente_1(pcscd: Pcscd) -> int:
    """Le port de la fente du patient, premier lecteur de la liste."""
    return pcscd.ports[0]


@pytest.fixture
def fente_2(pcscd: Pcscd) -> int:
    """Le port de la fente du professionnel, second lecteur de la liste."""
    return pcscd.ports[1]
