"""Un autre logiciel se sert de la même carte."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from smartcard import scard

from secretariat.cartes.erreurs import (
    CarteOccupee,
)
from tests.cartes.banc import DELAI_S
from tests.cartes.pile_reelle.gestes import (
    ECHANGES_D_UNE_VITALE,
    PATIENT,
    a_l_echange,
    se_lit,
)


@pytest.fixture
def ailleurs() -> Iterator[AutreProgramme]:
    programme = AutreProgramme()
    yield programme
    scard.SCardReleaseContext(programme.contexte)


class AutreProgramme:
    """Un autre logiciel de cartes, ouvert sur le même poste."""

    def __init__(self) -> None:
        resultat, self.contexte = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        assert resultat == scard.SCARD_S_SUCCESS

    def prendre(self, lecteur: str, partage: int = scard.SCARD_SHARE_SHARED) -> int:
        resultat, carte, _ = scard.SCardConnect(self.contexte, lecteur, partage, scard.SCARD_PROTOCOL_T0)
        assert resultat == scard.SCARD_S_SUCCESS
        return int(carte)


@pytest.mark.parametrize("echange", ECHANGES_D_UNE_VITALE)
def test_un_autre_programme_ne_peut_reinitialiser_la_carte_qu_apres_la_lecture(pcscd, poste, ailleurs, echange):
    carte = poste.poser(PATIENT)
    tenue = ailleurs.prendre(pcscd.lecteurs[0])
    reinitialiser = partial(scard.SCardDisconnect, tenue, scard.SCARD_RESET_CARD)
    with ThreadPoolExecutor(1) as fil:
        resets = []
        demande = a_l_echange(carte, echange, lambda: resets.append(fil.submit(reinitialiser)))
        assert se_lit(poste, PATIENT)
        assert demande.is_set()
        assert resets[0].result(DELAI_S) == scard.SCARD_S_SUCCESS
    assert poste.canaux == 1
    assert se_lit(poste, PATIENT)


def test_une_carte_reinitialisee_avant_le_debut_de_la_lecture_se_reprend(pcscd, poste, ailleurs):
    """L’autre tient la carte, la lecture attend son tour, et trouve la carte réinitialisée."""
    poste.poser(PATIENT)
    tenue = ailleurs.prendre(pcscd.lecteurs[0])
    assert scard.SCardBeginTransaction(tenue) == scard.SCARD_S_SUCCESS
    with ThreadPoolExecutor(1) as fil:
        lecture = fil.submit(se_lit, poste, PATIENT)
        with pytest.raises(TimeoutError):
            lecture.result(0.1)
        assert scard.SCardEndTransaction(tenue, scard.SCARD_RESET_CARD) == scard.SCARD_S_SUCCESS
        assert lecture.result(DELAI_S)


def test_une_carte_qu_un_autre_garde_pour_lui_est_occupee_puis_se_lit(pcscd, poste, ailleurs):
    poste.poser(PATIENT)
    tenue = ailleurs.prendre(pcscd.lecteurs[0], scard.SCARD_SHARE_EXCLUSIVE)
    with pytest.raises(CarteOccupee):
        poste.lecteur.lire_vitale()
    scard.SCardDisconnect(tenue, scard.SCARD_RESET_CARD)
    assert se_lit(poste, PATIENT)


def test_la_lecture_laisse_a_l_autre_programme_sa_carte_sous_tension(pcscd, poste, ailleurs):
    poste.poser(PATIENT)
    tenue = ailleurs.prendre(pcscd.lecteurs[0])
    assert se_lit(poste, PATIENT)
    racine = list(bytes.fromhex("00A40000023F00"))
    resultat, reponse = scard.SCardTransmit(tenue, scard.SCARD_PCI_T0, racine)
    assert (resultat, reponse[-2:]) == (scard.SCARD_S_SUCCESS, [0x90, 0x00])
