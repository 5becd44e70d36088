"""Ce qui peut arriver à une carte au moment d’un échange : une valeur par panne, que rend le crochet `avant_apdu`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Puce(Protocol):
    """Le dedans d’une carte : des octets entrent, des octets sortent."""

    @property
    def atr(self) -> bytes:
        """Ce que la carte annonce à sa mise sous tension."""

    def traiter(self, apdu: bytes) -> bytes:
        """La réponse à une commande, mot d’état compris."""

    def mettre_sous_tension(self) -> None:
        """Oublie tout de la session : la carte vient d’être alimentée ou réinitialisée."""


@dataclass(frozen=True, slots=True)
class Couper:
    """La carte est arrachée, sans répondre."""


@dataclass(frozen=True, slots=True)
class Taire:
    """La carte ne répondra pas à cette commande ; l’échange attend, sans limite, qu’on la retire."""


@dataclass(frozen=True, slots=True)
class Repondre:
    """La carte répond ces octets, quels qu’ils soient, sans traiter la commande."""

    octets: bytes


@dataclass(frozen=True, slots=True)
class Remplacer:
    """Une autre carte, fraîchement alimentée, répond à partir de cette commande, sans que pcscd voie l’échange."""

    puce: Puce


@dataclass(frozen=True, slots=True)
class Attendre:
    """La carte répond juste, avec ce retard."""

    secondes: float


Panne = Couper | Taire | Repondre | Remplacer | Attendre
