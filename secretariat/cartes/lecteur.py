"""Ce que tout lecteur de cartes sait faire, réel ou simulé, et ce qui peut l’en empêcher.

L’idée : chaque insertion porte un numéro, sa génération. Une lecture vérifie du début à la fin que c’est toujours elle
qui est en place ; sinon elle échoue tout entière. Les données de deux insertions ne se mêlent jamais, et rien n’est
rendu en partie.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from secretariat.cartes.valeurs import CarteCps, CarteVitale, Signature, TypeCarte
from secretariat.socle.erreurs import ErreurEnvironnement


class CarteAbsente(ErreurEnvironnement):
    """Aucune carte dans la fente demandée."""


class CarteRetiree(ErreurEnvironnement):
    """La carte a quitté le lecteur, ou une autre l’a remplacée, pendant la lecture."""


class CarteMuette(ErreurEnvironnement):
    """La carte ne répond pas dans le délai."""


class CarteIllisible(ErreurEnvironnement):
    """La carte répond, mais ce qu’elle dit ne se comprend pas."""


class CarteNonPriseEnCharge(ErreurEnvironnement):
    """La carte est reconnue, et le programme ne sait pas la lire."""


class SorteEvenement(StrEnum):
    """Ce qui arrive à une fente."""

    INSERTION = "insertion"
    RETRAIT = "retrait"


@dataclass(frozen=True, slots=True)
class Evenement:
    """Une carte vient d’entrer ou de sortir ; `generation` est celle de cette carte-là."""

    sorte: SorteEvenement
    type_carte: TypeCarte
    generation: int


Rappel = Callable[[Evenement], None]


class Lecteur(Protocol):
    """Un lecteur à deux fentes branché au poste, ou simulé.

    Les lectures s’appellent dans le fil du lecteur, une à la fois ; les présences et les rappels, de n’importe où.
    """

    @property
    def nom(self) -> str:
        """Nom montré à l’écran."""

    @property
    def simule(self) -> bool:
        """Vrai si rien de ce qu’il rend ne vient d’une vraie carte."""

    def vitale_presente(self) -> bool:
        """Vrai si une carte est dans la fente du patient."""

    def cps_presente(self) -> bool:
        """Vrai si une carte est dans la fente du professionnel."""

    def lire_vitale(self) -> CarteVitale:
        """Lit la carte du patient.

        Raises:
            CarteAbsente: La fente est vide.
            CarteRetiree: La carte est sortie pendant la lecture.
            CarteMuette: Elle ne répond pas.
            CarteIllisible: Ce qu’elle dit ne se comprend pas.
            CarteNonPriseEnCharge: C’est une carte que le programme ne lit pas.
        """

    def lire_cps(self) -> CarteCps:
        """Lit la carte du professionnel ; mêmes refus que `lire_vitale`."""

    def signer(self, donnees: bytes) -> Signature:
        """Fait signer ces octets par la carte du professionnel ; mêmes refus que `lire_vitale`."""

    def ecouter(self, rappel: Rappel) -> Callable[[], None]:
        """Appelle `rappel` à chaque insertion et retrait, dans le fil qui les constate.

        Returns:
            De quoi cesser d’écouter ; l’appeler deux fois est sans effet.
        """

    def fermer(self) -> None:
        """Libère le lecteur ; une lecture en cours échoue comme si la carte était retirée."""


NOMS_FENTES = {TypeCarte.VITALE: "carte Vitale", TypeCarte.CPS: "carte professionnelle"}


def absente(type_carte: TypeCarte) -> CarteAbsente:
    """Le refus d’une fente vide."""
    return CarteAbsente(
        f"Aucune {NOMS_FENTES[type_carte]} dans le lecteur.", conseil="Insérer la carte, puce vers l’avant."
    )


def retiree() -> CarteRetiree:
    """Le refus d’une lecture interrompue."""
    return CarteRetiree(
        "La carte a été retirée pendant la lecture.",
        conseil="Remettre la carte et la laisser en place jusqu’à la fin de la lecture ; rien n’a été enregistré.",
    )


def muette(delai_s: float) -> CarteMuette:
    """Le refus d’une carte qui n’a pas répondu en `delai_s` secondes."""
    delai = f"{delai_s:g}".replace(".", ",")
    return CarteMuette(
        f"La carte ne répond pas depuis {delai}\u00a0s.",
        conseil="Retirer la carte, vérifier son sens et essuyer la puce, puis la remettre.",
    )


def illisible(etape: str) -> CarteIllisible:
    """Le refus d’une carte dont une partie ne se comprend pas."""
    return CarteIllisible(
        f"La carte est illisible (étape «\u00a0{etape}\u00a0»).",
        conseil="Essayer une seconde fois ; sinon saisir l’identité à la main et signaler la carte à sa caisse.",
    )


def non_prise_en_charge(nom_carte: str) -> CarteNonPriseEnCharge:
    """Le refus d’une carte reconnue mais d’un modèle que le programme ne lit pas."""
    return CarteNonPriseEnCharge(
        f"{nom_carte}\u00a0: lecture non prise en charge. Le contenu de cet ancien modèle n’est pas public.",
        conseil="Saisir l’identité à la main, et conseiller au patient de demander une carte récente à sa caisse.",
    )
