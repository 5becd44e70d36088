"""Voir ce que les autres postes changent : un réveil, puis le journal dit quelles tables.

Le réveil dépend de la base (`PRAGMA data_version` pour un fichier, `LISTEN` pour un serveur) ; la suite est la même. Ce
que ce programme a écrit lui-même, ses écrans le savent déjà : son suivi l’écarte.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Protocol, cast

import psycopg
from sqlalchemy import Engine

from secretariat.socle import moteurs
from secretariat.socle.base import Base
from secretariat.socle.journal import ECRITURES
from secretariat.socle.pannes import panne_du_serveur, serveur_perdu

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


class ReveilDuServeur:
    """Écoute les annonces que chaque transaction validée fait aux autres postes."""

    def __init__(self, moteur: Engine) -> None:
        self._connexion = moteur.raw_connection()
        self._pilote = cast("psycopg.Connection[Any]", self._connexion.driver_connection)
        self._connexion.detach()  # une écoute ne revient pas à la réserve
        self._pilote.autocommit = True
        self._pilote.execute(f"LISTEN {moteurs.CANAL}")

    def attendre(self, delai_s: float) -> bool:
        """Voir `Reveil`.

        Raises:
            ServeurPerdu: La liaison est tombée.
        """
        try:
            recues = list(self._pilote.notifies(timeout=delai_s, stop_after=1))
            if not recues:
                self._pilote.execute("SELECT 1")  # une liaison morte ne le dit pas d’elle-même
        except psycopg.OperationalError as erreur:
            raise panne_du_serveur(erreur.sqlstate) or serveur_perdu() from erreur
        return bool(recues)

    def fermer(self) -> None:
        """Voir `Reveil`."""
        self._pilote.close()


def reveil_de(moteur: Engine) -> Reveil:
    """Le réveil qui convient à cette base.

    Raises:
        ErreurEnvironnement: La base ne s’ouvre pas.
    """
    return ReveilDuServeur(moteur) if moteurs.est_un_serveur(moteur) else ReveilDuFichier(moteur)


def toutes_les_tables() -> frozenset[str]:
    """Toutes les tables : quand on ne sait plus ce qui a changé, tout est à relire."""
    return frozenset(Base.metadata.tables)


def tables_changees(lignes: tuple[tuple[int, str, str], ...], suivi: Suivi) -> frozenset[str]:
    """Les tables que d’autres ont touchées, d’après ces lignes (numéro, opération, objet) du journal.

    Une consultation n’a rien changé d’autre que le journal ; trop de lignes à la fois, et tout est à relire.
    """
    autres = suivi.etrangeres([numero for numero, _, _ in lignes])
    if not autres:
        return frozenset()
    if len(lignes) >= LUES_AU_PLUS:
        return toutes_les_tables()
    ecrites = {
        objet.partition(":")[0] for numero, operation, objet in lignes if numero in autres and operation in ECRITURES
    }
    return frozenset(ecrites | {"journal"})
