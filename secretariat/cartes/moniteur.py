"""Savoir ce qui arrive aux lecteurs : le service, les lecteurs, les cartes. L’autre frontière avec le matériel.

Un moniteur n’abandonne jamais : service absent, tué ou redémarré, il le dit, attend, et reprend. Il publie d’abord ce
qui est déjà là, comme si cela venait d’arriver.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Fait(StrEnum):
    """Ce qui peut arriver."""

    SERVICE_PRESENT = "service présent"
    SERVICE_PERDU = "service perdu"
    LECTEUR_BRANCHE = "lecteur branché"
    LECTEUR_DEBRANCHE = "lecteur débranché"
    CARTE_INSEREE = "carte insérée"
    CARTE_RETIREE = "carte retirée"


@dataclass(frozen=True, slots=True)
class Nouvelle:
    """Un fait, et où.

    Attributes:
        lecteur: Le nom du lecteur, tel que le poste le donne ; vide pour le service.
        atr: Ce que dit la carte insérée à sa mise sous tension ; vide si elle est restée muette.
        detail: Pourquoi le service est perdu, pour le diagnostic.
    """

    fait: Fait
    lecteur: str = ""
    atr: bytes = b""
    detail: str = ""


Publier = Callable[[Nouvelle], None]


class Moniteur(Protocol):
    """Qui guette les lecteurs d’un poste."""

    def commencer(self, publier: Publier) -> None:
        """Guette, et appelle `publier` à chaque fait, dans l’ordre où ils arrivent.

        Un moniteur réel publie depuis son fil ; le simulé, depuis celui qui fait le geste.
        """

    def arreter(self) -> None:
        """Cesse de guetter ; plus rien n’est publié au retour. Sans effet la seconde fois."""
