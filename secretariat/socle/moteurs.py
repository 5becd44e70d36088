"""Ce que les deux sortes de bases font différemment, sous les mêmes mots : lire, écrire, se contrôler.

Une lecture voit la base à un instant ; une écriture passe seule. SQLite l’obtient de `BEGIN IMMEDIATE`, PostgreSQL d’un
verrou consultatif pris en ouvrant la transaction : les services ont ainsi la même garantie sur les deux, et la chaîne
du journal reste entière avec plusieurs postes.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine

CANAL = "secretariat"
"""Là où chaque transaction validée s’annonce aux autres postes."""
VERROU_D_ECRITURE = 0x5EC2E7A2
"""Le numéro du verrou consultatif du programme dans sa base PostgreSQL."""


def est_un_serveur(moteur: Engine | Connection) -> bool:
    """Vrai pour une base PostgreSQL, faux pour un fichier."""
    return moteur.dialect.name == "postgresql"


def pour_lire(moteur: Engine) -> Engine:
    """Le moteur des lectures : rien ne s’y écrit, et ce qu’on y voit ne bouge pas d’une requête à l’autre."""
    if est_un_serveur(moteur):
        return moteur.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return moteur.execution_options(ouverture="DEFERRED")


def pour_ecrire(moteur: Engine) -> Engine:
    """Le moteur des écritures : une seule transaction à la fois, tous postes compris."""
    return moteur.execution_options(ouverture="IMMEDIATE")


def annoncer(connexion: Connection) -> None:
    """Annonce aux autres postes, quand cette transaction sera validée, que la base a changé."""
    if est_un_serveur(connexion):
        connexion.exec_driver_sql(f"NOTIFY {CANAL}")


def autres_postes(connexion: Connection) -> int:
    """Le nombre de connexions d’autres programmes à cette base ; un fichier, lui, a le verrou de sa base."""
    if not est_un_serveur(connexion):
        return 0
    requete = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND application_name = 'secretariat' AND pid <> pg_backend_pid()"
    )
    return int(connexion.exec_driver_sql(requete).scalar_one())


def defauts(connexion: Connection) -> tuple[str, ...]:
    """Les défauts que la base trouve dans ce qu’elle garde : pages ou index abîmés, lignes sans parent."""
    return _defauts_du_serveur(connexion) if est_un_serveur(connexion) else _defauts_du_fichier(connexion)


def _defauts_du_fichier(connexion: Connection) -> tuple[str, ...]:
    trouves = [str(ligne[0]) for ligne in connexion.exec_driver_sql("PRAGMA integrity_check")]
    orphelins = [f"ligne sans parent : {tuple(x)}" for x in connexion.exec_driver_sql("PRAGMA foreign_key_check")]
    return (*(d for d in trouves if d != "ok"), *orphelins)


def _defauts_du_serveur(connexion: Connection) -> tuple[str, ...]:
    """Index invalides, contraintes non vérifiées, et lignes sans parent, clé étrangère par clé étrangère."""
    invalides = connexion.exec_driver_sql(
        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        "WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace"
    )
    contraintes = connexion.exec_driver_sql(
        "SELECT conname, convalidated, contype, conrelid::regclass::text, confrelid::regclass::text, "
        "(SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]), "
        "(SELECT attname FROM pg_attribute WHERE attrelid = confrelid AND attnum = confkey[1]) "
        "FROM pg_constraint WHERE connamespace = current_schema()::regnamespace"
    ).all()
    return (
        *(f"index invalide : {nom}" for (nom,) in invalides),
        *(f"contrainte jamais vérifiée : {nom}" for nom, verifiee, *_ in contraintes if not verifiee),
        *(
            f"{nombre} ligne(s) sans parent : {nom}"
            for nom, _, sorte, *liens in contraintes
            if sorte == "f" and (nombre := _orphelins(connexion, *liens))
        ),
    )


def _orphelins(connexion: Connection, *liens: str) -> int:
    enfant, parent, cle, visee = liens
    requete = (
        f"SELECT count(*) FROM {enfant} e WHERE e.{cle} IS NOT NULL "  # noqa: S608  (noms lus dans le catalogue)
        f"AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.{visee} = e.{cle})"
    )
    return int(connexion.exec_driver_sql(requete).scalar_one())
