"""Voir ce que les autres postes changent : un réveil, puis le journal dit quelles tables.

Le réveil dépend de la base (`PRAGMA data_version` pour un fichier, `LISTEN` pour un serveur) ; la suite est la même. Ce
que ce programme a écrit lui-même, ses écrans le savent déjà : son suivi l’écarte.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy import Engine

from secretariat.socle import moteurs
from secretariat.socle.base import Base

PAS_S = 0.4
"""Le temps entre deux regards sur un fichier : un changement se voit bien avant deux secondes."""
LUES_AU_PLUS = 2_000


class Suivi:
    """Les lignes de journal que ce programme a écrites depuis la dernière veille."""

    def __init__(self) -> None:
        self._verrou = threading.Lock()
        self._miennes: list[range] = []

    def confirmer(self, valider: Callable[[], None], lignes: range) -> None:
        """Valide une transaction et retient ses lignes : qui les voit dans la base les trouve ici."""
        with self._verrou:
            valider()
            if lignes:
                self._miennes.append(lignes)

    def etrangeres(self, numeros: list[int]) -> set[int]:
        """Ceux de ces numéros qu’un autre programme a écrits ; les miens, vus, s’oublient."""
        with self._verrou:
            autres = {n for n in numeros if not any(n in lignes for lignes in self._miennes)}
            if numeros:
                self._miennes = [lignes for lignes in self._miennes if lignes.stop > max(numeros) + 1]
        return autres


class Reveil(Protocol):
    """Ce qui dit que la base a peut-être changé."""

    def attendre(self, delai_s: float) -> bool:
        """Attend au plus ce délai ; vrai si la base a peut-être changé."""

    def fermer(self) -> None:
        """Rend la connexion."""


class ReveilDuFichier:
    """Regarde, plusieurs fois par seconde, si une autre connexion a écrit dans le fichier."""

    def __init__(self, moteur: Engine) -> None:
        self._connexion: Any = moteur.raw_connection()
        self._version = self._lire()

    def attendre(self, delai_s: float) -> bool:
        """Voir `Reveil`."""
        fin = time.monotonic() + delai_s
        while (version := self._lire()) == self._version:
            if time.monotonic() >= fin:
                return False
            time.sleep(min(PAS_S, max(0.0, fin - time.monotonic())))
        self._version = version
        return True

    def fermer(self) -> None:
        """Voir `Reveil`."""
        self._connexion.close()

    def _lire(self) -> int:
        return int(self._connexion.driver_connection.execute("PRAGMA data_version").fetchone()[0])


def reveil_de(moteur: Engine) -> Reveil:
    """Le réveil qui convient à cette base.

    Raises:
        ErreurEnvironnement: La base ne s’ouvre pas.
    """
    if not moteurs.est_un_serveur(moteur):
        return ReveilDuFichier(moteur)
    from secretariat.socle.ecoute import ReveilDuServeur  # noqa: PLC0415  (psycopg ne se charge que pour un serveur)

    return ReveilDuServeur(moteur)


def toutes_les_tables() -> frozenset[str]:
    """Toutes les tables : quand on ne sait plus ce qui a changé, tout est à relire."""
    return frozenset(Base.metadata.tables)


def tables_changees(lignes: tuple[tuple[int, str], ...], suivi: Suivi) -> frozenset[str]:
    """Les tables que d’autres ont touchées, d’après ces lignes (numéro, table) du journal, et le journal lui-même.

    Trop de lignes à la fois, et tout est à relire.
    """
    autres = suivi.etrangeres([numero for numero, _ in lignes])
    if not autres:
        return frozenset()
    if len(lignes) >= LUES_AU_PLUS:
        return toutes_les_tables()
    return frozenset({table for numero, table in lignes if numero in autres} | {"journal"})
