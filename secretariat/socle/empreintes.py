"""L’empreinte d’une table : la même sur les deux sortes de bases si, et seulement si, les lignes sont les mêmes.

Elle se calcule sur les valeurs de Python, lot par lot dans l’ordre de la clé, chaque lot enchaîné au précédent : on
peut donc s’arrêter entre deux lots et la reprendre.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Float, Integer, LargeBinary, Numeric, String, Time

from secretariat.socle.tables import Ligne


def ajouter(precedente: str, lignes: Sequence[Ligne], colonnes: Sequence[Column[Any]]) -> str:
    """L’empreinte une fois ce lot ajouté à la suite de `precedente`."""
    changeantes = [(rang, forme) for rang, c in enumerate(colonnes) if (forme := _forme_de(c)) is not None]
    texte = repr([_normale(ligne, changeantes) for ligne in lignes] if changeantes else list(lignes))
    return hashlib.sha256(f"{precedente}{texte}".encode()).hexdigest()


def _normale(ligne: Ligne, changeantes: Sequence[tuple[int, Callable[[object], object]]]) -> Ligne:
    valeurs = list(ligne)
    for rang, forme in changeantes:
        if valeurs[rang] is not None:
            valeurs[rang] = forme(valeurs[rang])
    return tuple(valeurs)


def _forme_de(colonne: Column[Any]) -> Callable[[object], object] | None:
    """Comment écrire les valeurs de cette colonne, ou None si Python les écrit déjà d’une seule façon."""
    match colonne.type:
        case LargeBinary():
            return _des_octets
        case Boolean() | Integer() | String() | Date() | DateTime() | Time() | Float():
            return None
        case Numeric():
            return _du_decimal
        case autre:
            raise TypeError(f"{colonne} : aucune empreinte n’est prévue pour {autre!r}")


def _des_octets(valeur: object) -> str:
    return hashlib.sha256(bytes(valeur)).hexdigest()  # type: ignore[call-overload]


def _du_decimal(valeur: object) -> str:
    """« 0.7 », que la base l’ait rendu 0.7 ou 0.7000."""
    return format(Decimal(str(valeur)).normalize(), "f")
