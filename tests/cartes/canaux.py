"""Des canaux sans matériel : vers une puce virtuelle, ou vers des réponses dictées."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from secretariat.cartes.simulateur.puce import PuceVirtuelle


class CanalDePuce:
    """Mène à une puce virtuelle, et garde ce qui passe.

    Args:
        puce: La première puce ; `remplacer` en met une autre sans le dire, comme une main trop rapide.
    """

    def __init__(self, puce: PuceVirtuelle) -> None:
        self._puce = puce
        self.atr = puce.atr
        self.echanges: list[tuple[bytes, bytes]] = []
        self._remplacante: tuple[int, PuceVirtuelle] | None = None

    def remplacer(self, puce: PuceVirtuelle, *, apres: int) -> None:
        self._remplacante = apres, puce

    def transmettre(self, apdu: bytes) -> bytes:
        if self._remplacante is not None and len(self.echanges) == self._remplacante[0]:
            self._puce = self._remplacante[1]
        reponse = self._puce.traiter(apdu)
        self.echanges.append((apdu, reponse))
        return reponse

    def fermer(self) -> None:
        """Rien à rendre."""


class CanalDicte:
    """Rend ces réponses l’une après l’autre, la dernière sans fin."""

    atr = b"\x3b\x00"

    def __init__(self, reponses: Sequence[str]) -> None:
        self._reponses = [bytes.fromhex(reponse) for reponse in reponses]
        self.apdus: list[str] = []

    def transmettre(self, apdu: bytes) -> bytes:
        rang = min(len(self.apdus), len(self._reponses) - 1)
        self.apdus.append(apdu.hex())
        return self._reponses[rang]

    def fermer(self) -> None:
        """Rien à rendre."""


def mots_d_etat(echanges: Iterable[tuple[bytes, bytes]]) -> set[str]:
    """Le premier octet de chaque mot d’état."""
    return {reponse[-2:-1].hex() for _, reponse in echanges}
