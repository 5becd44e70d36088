"""Montants en euros, exacts au centime."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self


@dataclass(frozen=True, order=True, slots=True)
class Montant:
    """Une somme en euros, tenue en centimes entiers pour que les additions soient exactes.

    >>> Montant.euros("26.50") + Montant.euros("3.50")
    Montant(centimes=3000)
    """

    centimes: int

    @classmethod
    def euros(cls, valeur: str | int | Decimal) -> Self:
        """Lit une valeur en euros, au plus deux décimales ; les flottants sont refusés par le type."""
        centimes = Decimal(valeur) * 100
        if centimes != centimes.to_integral_value():
            raise ValueError(f"{valeur} n'est pas un nombre entier de centimes")
        return cls(int(centimes))

    def part(self, taux: Decimal) -> Montant:
        """La part que représente `taux` (0,70 pour 70 %), arrondie au centime le plus proche."""
        return Montant(int((self.centimes * taux).quantize(Decimal(1), rounding=ROUND_HALF_UP)))

    def __add__(self, autre: Montant) -> Montant:
        return Montant(self.centimes + autre.centimes)

    def __sub__(self, autre: Montant) -> Montant:
        return Montant(self.centimes - autre.centimes)

    def __neg__(self) -> Montant:
        return Montant(-self.centimes)

    def __mul__(self, quantite: int) -> Montant:
        return Montant(self.centimes * quantite)

    def __str__(self) -> str:
        euros, centimes = divmod(abs(self.centimes), 100)
        milliers = f"{euros:,}".replace(",", "\u202f")
        return f"{'−' if self.centimes < 0 else ''}{milliers},{centimes:02}\u00a0€"

    @property
    def decimal(self) -> Decimal:
        """La somme en euros, pour un tableur ou un fichier."""
        return Decimal(self.centimes) / 100


def somme(montants: Iterable[Montant]) -> Montant:
    """Le total, zéro s’il n’y a rien."""
    return Montant(sum(montant.centimes for montant in montants))


ZERO = Montant(0)
