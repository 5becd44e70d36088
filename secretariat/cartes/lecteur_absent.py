"""Le lecteur d’un poste où la bibliothèque PC/SC n’est pas installée : il ne voit jamais de carte, et le dit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NoReturn

from secretariat.cartes.diagnostic_epreuve import ServiceDeCartes
from secretariat.cartes.erreurs import ServiceAbsent
from secretariat.cartes.lecteur import EtatDuPoste, Rappel
from secretariat.cartes.valeurs import TypeCarte, UsageCle


class LecteurAbsent:
    """Aucun lecteur."""

    nom = "Aucun lecteur"
    simule = False

    def etat(self) -> EtatDuPoste:
        """Ni service, ni lecteur."""
        return EtatDuPoste(service=False, lecteurs=())

    def service(self) -> ServiceDeCartes:
        """Il n’a jamais été là."""
        return ServiceDeCartes(detail="bibliothèque PC/SC absente")

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

    def eprouver(self, type_carte: TypeCarte) -> NoReturn:
        """Refuse."""
        raise _refus()

    def essais_du_code(self, generation: int) -> NoReturn:
        """Refuse."""
        raise _refus()

    def signer(
        self, textes: Sequence[bytes], code: str, *, generation: int, usage: UsageCle = UsageCle.SIGNATURE
    ) -> NoReturn:
        """Refuse."""
        raise _refus()

    def situations(self, code: str, *, generation: int) -> NoReturn:
        """Refuse."""
        raise _refus()

    def ecouter(self, _rappel: Rappel) -> Callable[[], None]:
        """N’annonce jamais rien."""
        return lambda: None

    def fermer(self) -> None:
        """Rien à fermer."""


def _refus() -> ServiceAbsent:
    return ServiceAbsent(
        "La bibliothèque des cartes à puce (PC/SC) n’est pas installée sur ce poste.",
        conseil="Saisir l’identité à la main, et faire installer pcsc-lite (paquet libpcsclite1) sur ce poste.",
    )
