"""Ce qui décrit un réglage ; la valeur choisie, elle, est en base."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from secretariat.cabinet.reglages.sortes import Sorte

T = TypeVar("T")


class Section(StrEnum):
    """Où un réglage se range à l’écran ; une section cachée n’y est pas."""

    SECURITE = "Sécurité"
    JOURNAL = "Journal d’audit"
    ACCUEIL = "Accueil"
    DONNEES = "Données personnelles"
    CACHEE = ""


@dataclass(frozen=True, slots=True)
class Source:
    """D’où vient une valeur par défaut.

    Attributes:
        texte: La référence, telle qu’on la cite.
        verifie_le: Le jour où quelqu’un l’a relue.
        reserve: Ce qui reste à confirmer ; vide si la référence a été lue à sa source.
    """

    texte: str
    verifie_le: date
    reserve: str = ""


@dataclass(frozen=True, slots=True)
class Reglage(Generic[T]):
    """Un réglage du cabinet.

    Attributes:
        cle: Son nom en base, `section.nom` ; il ne change plus.
        aide: Ce qui change quand on le change.
        source: Le texte qui le motive ; None pour un usage de la maison.
    """

    cle: str
    section: Section
    libelle: str
    sorte: Sorte[T]
    defaut: T
    aide: str = ""
    source: Source | None = None
