"""Ce que le poste sait faire des cartes, quel que soit le matériel : la seule chose que les écrans connaissent.

L’idée : chaque insertion porte un numéro, sa génération. Une lecture vérifie du début à la fin que c’est toujours elle
qui est en place ; sinon elle échoue tout entière. Les données de deux insertions ne se mêlent jamais, et rien n’est
rendu en partie.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from secretariat.cartes.diagnostic_epreuve import Epreuve, ServiceDeCartes
from secretariat.cartes.valeurs import CarteCps, CarteVitale, EssaisRestants, Signature, Situation, TypeCarte, UsageCle


class SorteEvenement(StrEnum):
    """Ce qui arrive au poste : à une carte, ou au service et aux lecteurs."""

    INSERTION = "insertion"
    RETRAIT = "retrait"
    POSTE = "poste"


@dataclass(frozen=True, slots=True)
class Evenement:
    """Une carte vient d’entrer ou de sortir, et `generation` est celle de cette carte-là ; ou l’état du poste a changé.

    `type_carte` est absent, et la génération nulle, quand l’événement ne parle pas d’une carte.
    """

    sorte: SorteEvenement
    type_carte: TypeCarte | None = None
    generation: int = 0


Rappel = Callable[[Evenement], None]


@dataclass(frozen=True, slots=True)
class EtatLecteur:
    """Un lecteur branché ; `modele` est vide s’il n’a pas de carte, `atr` l’est aussi quand elle est muette."""

    nom: str
    modele: str = ""
    atr: bytes = b""
    muette: bool = False


@dataclass(frozen=True, slots=True)
class EtatDuPoste:
    """Le service de cartes (None : pas encore essayé) et les lecteurs qu’il voit."""

    service: bool | None
    lecteurs: tuple[EtatLecteur, ...]


class Lecteur(Protocol):
    """Les lecteurs branchés au poste, ou un lecteur simulé.

    Les lectures s’appellent dans le fil des cartes, une à la fois ; l’état, les présences et les rappels, de n’importe
    où. Tout refus est une `ErreurCarte`, avec sa phrase et son conseil.
    """

    @property
    def nom(self) -> str:
        """Nom montré à l’écran."""

    @property
    def simule(self) -> bool:
        """Vrai si rien de ce qu’il rend ne vient d’une vraie carte."""

    def etat(self) -> EtatDuPoste:
        """Le service, les lecteurs et leurs cartes, à cet instant."""

    def service(self) -> ServiceDeCartes:
        """Depuis quand le service est là, ou n’y est plus, et pourquoi ; pour le diagnostic."""

    def vitale_presente(self) -> bool:
        """Vrai si une carte de patient est dans un lecteur."""

    def cps_presente(self) -> bool:
        """Vrai si une carte de professionnel est dans un lecteur."""

    def lire_vitale(self) -> CarteVitale:
        """Lit la carte du patient.

        Raises:
            CarteAbsente: Aucun lecteur n’en a.
            CarteRetiree: Elle est sortie, ou une autre l’a remplacée, pendant la lecture.
            CarteMuette: Elle ne répond pas.
            CarteInconnue: Ce n’est pas une carte de santé.
            CarteNonPriseEnCharge: C’est une carte que le programme ne lit pas.
            ErreurCarte: Toute autre raison, dont la phrase se montre.
        """

    def lire_cps(self) -> CarteCps:
        """Lit, sans code, la carte du professionnel ; mêmes refus que `lire_vitale`."""

    def eprouver(self, type_carte: TypeCarte) -> Epreuve:
        """Lit une fois la carte en place, pour n’en garder que la suite des échanges ; un refus de la carte y est dit.

        Raises:
            ErreurCarte: Il n’y a pas de carte de cette sorte ; mêmes refus que `lire_vitale`.
        """

    def essais_du_code(self, generation: int) -> EssaisRestants:
        """Où en est le compteur d’essais du code de cette carte, sans en user un ; mêmes refus que `signer`."""

    def signer(
        self, textes: Sequence[bytes], code: str, *, generation: int, usage: UsageCle = UsageCle.SIGNATURE
    ) -> tuple[Signature, ...]:
        """Fait signer ces textes, tous ou aucun, par la carte que l’on a lue, et par elle seule.

        `generation` est celle de cette carte : le code d’une personne ne se présente jamais à la carte d’une autre. Il
        ne se garde nulle part.

        Raises:
            CarteRetiree: Cette carte n’est plus en place.
            CodeFaux: La carte refuse le code, et compte l’essai.
            CodeBloque: Elle n’admet plus aucun code.
            ErreurCarte: La carte ou la bibliothèque de signature n’est pas là ; mêmes refus que `lire_vitale`.
        """

    def situations(self, code: str, *, generation: int) -> tuple[Situation, ...]:
        """Les situations d’exercice que cette carte réserve à son code ; mêmes refus que `signer`."""

    def ecouter(self, rappel: Rappel) -> Callable[[], None]:
        """Appelle `rappel` à chaque insertion, retrait ou changement du poste, dans le fil qui les constate.

        Returns:
            De quoi cesser d’écouter ; l’appeler deux fois est sans effet.
        """

    def fermer(self) -> None:
        """Libère tout ; une lecture en cours échoue comme si la carte était retirée."""
