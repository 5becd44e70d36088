"""Le lecteur d’un poste qui n’en a pas : il ne voit jamais de carte et le dit.

Hors d’une base de démonstration, le lecteur simulé est interdit et le lecteur réel n’est pas encore branché.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from secretariat.cartes.lecteur import CarteAbsente, Rappel


class LecteurAbsent:
    """Aucun lecteur."""

    nom = "Aucun lecteur"
    simule = False

    def vitale_presente(self) -> bool:
        """Jamais."""
        return False

    def cps_presente(self) -> bool:
        """Jamais."""
        return False

    def lire_vitale(self) -> NoReturn:
        """Refuse."""
        raise _refus()

    def lire_cps(self) -> NoReturn:
        """Refuse."""
        raise _refus()

    def signer(self, _donnees: bytes) -> NoReturn:
        """Refuse."""
        raise _refus()

    def ecouter(self, _rappel: Rappel) -> Callable[[], None]:
        """N’annonce jamais rien."""
        return lambda: None

    def fermer(self) -> None:
        """Rien à fermer."""


def _refus() -> CarteAbsente:
    return CarteAbsente(
        "Cette version du programme ne lit pas encore les cartes réelles.",
        conseil="Saisir l’identité à la main ; la lecture se fait dans le cabinet de démonstration.",
    )
