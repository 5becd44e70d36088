"""Remplir une base vide, de la façon la plus rapide de chaque sorte ; contraintes et déclencheurs restent en place.

Et l’inverse : rendre vide celle qu’un transfert interrompu a laissée à moitié pleine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from secretariat.socle import moteurs
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.pannes import panne_de, panne_du_serveur
from secretariat.socle.tables import HORS_DU_CABINET, Ligne, TableDeBase, tables

REFUS_D_UNE_VALEUR = (psycopg.DataError, psycopg.IntegrityError, dbapi2.IntegrityError, dbapi2.DataError)

Ecrire = Callable[[Sequence[Ligne]], None]


class ValeurRefusee(ErreurEnvironnement):
    """La base d’arrivée ne peut pas ranger ce que contient la base de départ."""


@contextmanager
def refus_de_l_arrivee(table: str) -> Iterator[None]:
    """Dit en français pourquoi l’arrivée n’a pas voulu de ces lignes, sans en citer aucune.

    Raises:
        ValeurRefusee: Une valeur ou une contrainte.
    """
    try:
        yield
    except (DBAPIError, psycopg.Error) as erreur:
        origine = erreur.orig if isinstance(erreur, DBAPIError) else erreur
        if not isinstance(origine, REFUS_D_UNE_VALEUR):
            raise
        raise ValeurRefusee(
            f"La base d’arrivée refuse une ligne de la table {table} : {_raison(origine)}.",
            conseil="La base de départ est intacte. Signaler ce message : une ligne y est à corriger d’abord.",
        ) from None  # la cause cite des valeurs


@contextmanager
def pannes_dites() -> Iterator[None]:
    """Dit en français les pannes de l’une ou l’autre base pendant ce bloc.

    Raises:
        ErreurEnvironnement: Le disque ou le serveur a lâché.
    """
    try:
        yield
    except (DBAPIError, psycopg.Error) as erreur:
        dite = panne_de(erreur) if isinstance(erreur, DBAPIError) else panne_du_serveur(erreur.sqlstate)
        if dite is None:
            raise
        raise dite from erreur


@contextmanager
def ecriture(connexion: Connection, table: TableDeBase) -> Iterator[Ecrire]:
    """De quoi écrire des lignes dans cette table, dans la transaction en cours.

    Les lignes peuvent s’y désigner l’une l’autre dans n’importe quel ordre : on ne le vérifie qu’à la fin.
    """
    if moteurs.est_un_serveur(connexion):
        with _par_copie(connexion, table) as ecrire:
            yield ecrire
    else:
        connexion.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        yield _par_insertion(connexion, table)


def regler_les_numeros(connexion: Connection) -> None:
    """Fait repartir après le dernier numéro copié ceux que PostgreSQL donnera ; SQLite le fait de lui-même."""
    if not moteurs.est_un_serveur(connexion):
        return
    for table in tables(connexion):
        for colonne in table.table.primary_key.columns:
            suite = connexion.exec_driver_sql(
                "SELECT pg_get_serial_sequence(%s, %s)", (f'"{table.nom}"', colonne.name)
            ).scalar()
            if suite is not None:
                connexion.exec_driver_sql(
                    f'SELECT setval(%s, max("{colonne.name}")) FROM "{table.nom}" '  # noqa: S608  (noms du catalogue)
                    f'HAVING max("{colonne.name}") IS NOT NULL',
                    (suite,),
                )


def vider(connexion: Connection) -> None:
    """Ôte toutes les tables, pour recommencer ; à ne faire que sur l’arrivée d’un transfert inachevé."""
    noms = [table.nom for table in reversed(tables(connexion))]
    for nom in (*noms, *sorted(HORS_DU_CABINET)):
        connexion.exec_driver_sql(f'DROP TABLE IF EXISTS "{nom}"')
    if moteurs.est_un_serveur(connexion):
        _oter_les_fonctions(connexion)


def _raison(origine: BaseException) -> str:
    contrainte = origine.diag.constraint_name if isinstance(origine, psycopg.Error) else str(origine)
    return f"règle {contrainte}" if contrainte else "une valeur trop longue, trop grande ou illisible"


def _oter_les_fonctions(connexion: Connection) -> None:
    """Celles des déclencheurs, que les tables laissent derrière elles ; non celles des extensions."""
    fonctions = connexion.exec_driver_sql(
        "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE pronamespace = current_schema()::regnamespace "
        "AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
    )
    for (fonction,) in fonctions.all():
        connexion.exec_driver_sql(f"DROP FUNCTION {fonction}")


@contextmanager
def _par_copie(connexion: Connection, table: TableDeBase) -> Iterator[Ecrire]:
    pilote: Any = connexion.connection.driver_connection
    colonnes = ", ".join(f'"{c.name}"' for c in table.colonnes)
    connexion.exec_driver_sql("SELECT 1")  # ouvre la transaction, et prend le verrou d’écriture
    with pilote.cursor() as curseur, curseur.copy(f'COPY "{table.nom}" ({colonnes}) FROM STDIN') as copie:
        yield lambda lignes: _copier(copie, lignes)


def _copier(copie: Any, lignes: Iterable[Ligne]) -> None:  # noqa: ANN401  (une copie de psycopg)
    for ligne in lignes:
        copie.write_row(ligne)


def _par_insertion(connexion: Connection, table: TableDeBase) -> Ecrire:
    colonnes = ", ".join(f'"{c.name}"' for c in table.colonnes)
    places = ", ".join("?" for _ in table.colonnes)
    ordre = f'INSERT INTO "{table.nom}" ({colonnes}) VALUES ({places})'  # noqa: S608  (noms lus dans le catalogue)
    formes = [
        (rang, forme)
        for rang, colonne in enumerate(table.colonnes)
        if (forme := colonne.type.dialect_impl(connexion.dialect).bind_processor(connexion.dialect)) is not None
    ]

    def ecrire(lignes: Sequence[Ligne]) -> None:
        connexion.exec_driver_sql(ordre, [_formee(ligne, formes) for ligne in lignes] if formes else list(lignes))

    return ecrire


def _formee(ligne: Ligne, formes: Sequence[tuple[int, Callable[[Any], Any]]]) -> Ligne:
    valeurs = list(ligne)
    for rang, forme in formes:
        valeurs[rang] = forme(valeurs[rang])
    return tuple(valeurs)
