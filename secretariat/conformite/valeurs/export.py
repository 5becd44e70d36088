"""Un export prêt à s’écrire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Fichier = tuple[str, Callable[[], bytes]]
"""Un chemin sous le dossier de l’export, et de quoi en obtenir le contenu le moment venu."""


@dataclass(frozen=True, slots=True)
class Export:
    """Des fichiers, dont les documents ne sont lus que l’un après l’autre.

    Attributes:
        empreintes: Le chemin et l’empreinte de chaque document d’origine.
    """

    fichiers: tuple[Fichier, ...]
    empreintes: tuple[tuple[str, str], ...]
