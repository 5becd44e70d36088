"""Un paramètre de droit : sa valeur, le texte qui le fonde, et s’il reste à relire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ParametreDeDroit:
    """Une durée ou un délai.

    Attributes:
        valeur: Dans l’unité que dit la fin du nom (`_ans`, `_mois`, `_jours`).
        reglable: Le texte reste à relire : le cabinet peut changer la valeur.
        note: Pourquoi elle est réglable.
    """

    nom: str
    description: str
    valeur: int
    source: str
    verifie_le: date
    reglable: bool = False
    note: str = ""


Parametres = Mapping[str, ParametreDeDroit]


@dataclass(frozen=True, slots=True)
class QualiteDecrite:
    """Ce que l’on attend d’un demandeur de cette qualité : les clés des pièces à fournir."""

    libelle: str
    pieces: tuple[str, ...]
