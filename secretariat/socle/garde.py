"""Ce qu’une transaction sait des droits de la personne qui l’a ouverte : lus une fois, à la première question."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from secretariat.socle import matrice
from secretariat.socle.droits import PROGRAMME, Droit


class Garde(ABC):
    """La part d’une transaction qui permet ou refuse."""

    def __init__(self, role: str) -> None:
        self._role = role
        self._droits: frozenset[Droit] | None = None
        self._gestes = 0

    def peut(self, droit: Droit) -> bool:
        """Dit si la personne connectée a ce droit ; le rôle du programme les a tous."""
        if self._role == PROGRAMME:
            return True
        if self._droits is None:
            self._droits = matrice.droits_du_role(self._connexion(), self._role)
        return droit in self._droits

    def exiger(self, droit: Droit) -> None:
        """Refuse la suite à qui n’a pas ce droit.

        Raises:
            DroitManquant: La personne connectée ne l’a pas.
        """
        if not self.peut(droit):
            raise matrice.refus(self._connexion(), droit, self._role)

    @contextmanager
    def agir(self, droit: Droit) -> Iterator[None]:
        """Exige ce droit, sauf au-dedans d’un geste déjà permis ; voir `droits.geste`.

        Raises:
            DroitManquant: La personne connectée ne l’a pas.
        """
        if not self._gestes:
            self.exiger(droit)
        self._gestes += 1
        try:
            yield
        finally:
            self._gestes -= 1

    def droits_des_roles(self) -> dict[str, frozenset[Droit]]:
        """La matrice de ce cabinet, ce que la transaction vient d’y changer compris."""
        return matrice.tous_les_droits(self._connexion())

    @abstractmethod
    def _connexion(self) -> Connection:
        """La connexion de la transaction, ce qui attendait d’être écrit une fois envoyé."""
