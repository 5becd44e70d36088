"""Un vrai pcscd par processus d’essais, à lui seul, avec deux fentes."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from smartcard import scard

from outils.cartes_virtuelles.client import viser
from outils.cartes_virtuelles.pcscd import Pcscd
from secretariat.cartes import surveillance
from tests.cartes.pile_reelle.gestes import PATIENCE_S
from tests.cartes.pile_reelle.poste import PosteReel

DOSSIER = viser()  # à l’import : avant que le premier essai, ici ou ailleurs, n’ouvre PC/SC
RONDE_MS = 20
DELAI_S = 5.0


@pytest.fixture(scope="session")
def pcscd() -> Iterator[Pcscd]:
    """Le service de ce processus ; un essai peut le tuer ou débrancher ses lecteurs."""
    service = Pcscd(DOSSIER, debranchable=True)
    service.ronde_ms = RONDE_MS
    with service:
        yield service


@pytest.fixture(autouse=True)
def _pcscd_intact(pcscd: Pcscd) -> Iterator[None]:
    """Rend à l’essai suivant un service en marche, avec ses lecteurs, et qui les voit vides."""
    yield
    if not pcscd.en_marche or pcscd.debranche:
        pcscd.redemarrer()
    _attendre_qu_il_n_ait_plus_de_carte(pcscd)


def _attendre_qu_il_n_ait_plus_de_carte(pcscd: Pcscd) -> None:
    _, contexte = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    for lecteur in pcscd.lecteurs:
        etat, fin = scard.SCARD_STATE_UNAWARE, time.monotonic() + DELAI_S
        while not etat & scard.SCARD_STATE_EMPTY:
            assert time.monotonic() < fin, f"une carte est restée dans {lecteur}"
            _, [(_, etat, _)] = scard.SCardGetStatusChange(contexte, 1000, [(lecteur, etat)])
    scard.SCardReleaseContext(contexte)


@pytest.fixture
def fente_1(pcscd: Pcscd) -> int:
    """Le port de la fente du patient, premier lecteur de la liste."""
    return pcscd.ports[0]


@pytest.fixture
def fente_2(pcscd: Pcscd) -> int:
    """Le port de la fente du professionnel, second lecteur de la liste."""
    return pcscd.ports[1]


@pytest.fixture
def confirmation_courte(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dix rondes du service, au lieu d’une seconde."""
    monkeypatch.setattr(surveillance, "CONFIRMATION_S", 0.2)


@pytest.fixture
def poste(pcscd: Pcscd, confirmation_courte: None) -> Iterator[PosteReel]:
    with PosteReel(pcscd) as poste:
        yield poste


@pytest.fixture
def impatient(pcscd: Pcscd, confirmation_courte: None) -> Iterator[PosteReel]:
    with PosteReel(pcscd, patience_s=PATIENCE_S) as poste:
        yield poste
