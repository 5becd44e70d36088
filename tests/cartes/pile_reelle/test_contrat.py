"""Le contrat de tout lecteur, tenu à travers pcscd, vpcd et pyscard."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from outils.cartes_virtuelles.pannes import Couper, Panne, Remplacer
from outils.cartes_virtuelles.vpcd import CarteSurVpcd
from secretariat.cartes import surveillance
from secretariat.cartes.lecteur import Evenement, SorteEvenement
from secretariat.cartes.simulateur.images import puce
from secretariat.cartes.valeurs import CODE_PORTEUR, TypeCarte
from tests.cartes.cartes_forgees import CARTES
from tests.cartes.contrat_lecteur import ContratLecteur, ContratSignature
from tests.cartes.pile_reelle.poste import FENTE_1, FENTE_2, PATIENTS, PROFESSIONNEL, PosteReel

FENTES = {TypeCarte.VITALE: FENTE_1, TypeCarte.CPS: FENTE_2}


class BancReel:
    """La main devant le lecteur réel."""

    code = CODE_PORTEUR
    cycles = 200

    def __init__(self, poste: PosteReel) -> None:
        self._poste = poste
        self.lecteur = poste.lecteur
        self._posee: CarteSurVpcd | None = None

    def inserer_patient(self, numero: int = 1) -> None:
        if FENTE_1 in self._poste.cartes:
            self._poste.oter(FENTE_1)
        self._posee = self._poste.glisser(PATIENTS[numero], FENTE_1)

    def inserer_cps(self) -> None:
        if FENTE_2 in self._poste.cartes:
            self._poste.oter(FENTE_2)
        self._posee = self._poste.glisser(PROFESSIONNEL, FENTE_2)

    def retirer(self, type_carte: TypeCarte) -> None:
        self._poste.cartes.pop(FENTES[type_carte]).retirer()

    def echanges(self) -> int:
        """Ceux de la carte posée la dernière, lue une fois."""
        assert self._posee is not None
        return self._posee.echanges

    def retirer_apres(self, echanges: int) -> None:
        self._apres(echanges, Couper())

    def remplacer_apres(self, echanges: int, *, en_silence: bool = False) -> None:
        if en_silence:
            self._apres(echanges, Remplacer(puce(CARTES[PATIENTS[2]])))
        else:
            self._cesser = self.lecteur.ecouter(self._poser_la_suivante)
            self._apres(echanges, Couper())

    def _poser_la_suivante(self, evenement: Evenement) -> None:
        if evenement.sorte is SorteEvenement.RETRAIT:
            self._cesser()
            self._poste.glisser(PATIENTS[2])

    def _apres(self, echanges: int, panne: Panne) -> None:
        """La panne survient à l’échange qui suit, compté d’ici, et une seule fois."""
        assert self._posee is not None
        self._posee.avant_apdu = partial(_une_fois, self._posee.echanges + echanges + 1, panne)


def _une_fois(attendu: int, panne: Panne, numero: int, _apdu: bytes) -> Panne | None:
    return panne if numero == attendu else None


class TestLecteurReel(ContratLecteur, ContratSignature):
    @pytest.fixture
    def banc(self, pcscd, monkeypatch) -> Iterator[BancReel]:
        monkeypatch.setattr(surveillance, "CONFIRMATION_S", 0.2)  # dix rondes du service
        with PosteReel(pcscd) as poste:
            yield BancReel(poste)
