"""L’épreuve d’une carte : la lire pour de bon, et n’en garder que la suite des échanges et ce qui l’a arrêtée.

Rien de ce que la carte dit n’est retenu : combien de personnes et de NIR, jamais lesquels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from secretariat.cartes.canal import PRISE, Echange
from secretariat.cartes.erreurs import NOM_DE_LA_SORTE, ErreurCarte
from secretariat.cartes.valeurs import TypeCarte

DROITS_LUS = "lus"
Noter = Callable[[Echange], None]


@dataclass(frozen=True, slots=True)
class ServiceDeCartes:
    """Depuis quand le service est là, ou n’y est plus, et pourquoi ; `depuis` est absent tant qu’on n’en sait rien."""

    depuis: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class EchangeChronometre:
    """Un échange et sa durée, en millisecondes ; celle du premier comprend la prise de la carte."""

    echange: Echange
    duree_ms: float


@dataclass(frozen=True, slots=True)
class Compte:
    """Ce qu’une lecture a rendu, en nombres.

    Attributes:
        porteurs: Les personnes que la carte nomme.
        nirs: Les NIR qu’elle porte.
        droits: `DROITS_LUS`, le code de ce qui a empêché de les lire, ou rien si la carte n’en a pas.
    """

    porteurs: int = 0
    nirs: int = 0
    droits: str = ""


@dataclass(frozen=True, slots=True)
class Epreuve:
    """Une lecture d’épreuve, faite en une fois.

    Attributes:
        erreur: Le code stable de ce qui l’a arrêtée (`ErreurCarte.code`) ; vide si elle est allée au bout.
        detail: Le fait technique de cette erreur.
        message: Sa phrase, à montrer sur place ; elle ne s’écrit pas dans un diagnostic, non plus que `conseil`.
    """

    lecteur: str
    type_carte: TypeCarte
    echanges: tuple[EchangeChronometre, ...]
    compte: Compte = Compte()
    erreur: str = ""
    detail: str = ""
    message: str = ""
    conseil: str = ""

    @property
    def octets(self) -> int:
        """Combien d’octets la carte a rendus, mots d’état non compris."""
        return sum(echange.echange.octets for echange in self.echanges)

    @property
    def duree_ms(self) -> float:
        """La durée de tous les échanges, en millisecondes."""
        return sum(echange.duree_ms for echange in self.echanges)

    @property
    def phrase(self) -> str:
        """La phrase générale de la sorte d’erreur, vide si l’épreuve est allée au bout."""
        return NOM_DE_LA_SORTE.get(self.erreur, ErreurCarte).phrase if self.erreur else ""


class Chronometre:
    """Retient chaque échange d’une lecture et le temps qu’il a pris."""

    def __init__(self) -> None:
        self._dernier = perf_counter()
        self._echanges: list[EchangeChronometre] = []

    def devant(self, noter: Noter) -> Noter:
        """De quoi noter un échange ici, puis là où il se notait déjà."""

        def noter_les_deux(echange: Echange) -> None:
            avant, self._dernier = self._dernier, perf_counter()
            if echange is not PRISE:
                self._echanges.append(EchangeChronometre(echange, (self._dernier - avant) * 1000))
            noter(echange)

        return noter_les_deux

    def echanges(self) -> tuple[EchangeChronometre, ...]:
        """Ceux qui ont eu lieu jusqu’ici ; une carte muette que l’on a abandonnée ne les change plus."""
        return tuple(self._echanges)


def eprouver(lecteur: str, type_carte: TypeCarte, lire: Callable[[Chronometre], Compte]) -> Epreuve:
    """L’épreuve de cette lecture ; un refus en est une issue, non une erreur."""
    chronometre = Chronometre()
    try:
        compte = lire(chronometre)
    except ErreurCarte as refus:
        return Epreuve(
            lecteur,
            type_carte,
            chronometre.echanges(),
            erreur=refus.code,
            detail=refus.detail,
            message=str(refus),
            conseil=refus.conseil,
        )
    return Epreuve(lecteur, type_carte, chronometre.echanges(), compte)
