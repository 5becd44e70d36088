"""La mise à niveau du schéma : la révision attendue, et la refuse d’une base plus récente que le programme.

alembic est lourd à charger (0,4 s) : il ne l’est que si la base n’est pas à la révision attendue.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, inspect

from secretariat.socle import moteurs, ressources
from secretariat.socle.erreurs import ErreurEnvironnement

REVISION = "0008"
"""La révision que ce programme attend ; un essai vérifie que c’est la dernière du dossier des migrations."""


AvantMiseANiveau = Callable[[str], object]
"""Ce qui se fait avant une mise à niveau : une sauvegarde vérifiée."""
TRANSFERT_EN_COURS = "transfert_en_cours"
"""La table qu’un transfert tient dans sa base d’arrivée, et qu’il n’ôte qu’une fois tout vérifié."""


class BasePlusRecente(ErreurEnvironnement):
    """La base a été ouverte par un programme plus récent."""


class TransfertInacheve(ErreurEnvironnement):
    """La base est l’arrivée d’un transfert qui n’est pas fini."""


def revision_de(connexion: Connection) -> str | None:
    """La révision de la base, ou None si elle est vide."""
    if not inspect(connexion).has_table("alembic_version"):
        return None
    return connexion.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def mettre_a_niveau(connexion: Connection, avant: AvantMiseANiveau | None = None) -> bool:
    """Amène la base à la révision attendue ; rend vrai s’il y avait quelque chose à faire.

    `avant` reçoit la révision d’une base qui a déjà servi, avant que rien n’y change : ce qu’il lève arrête tout.

    Raises:
        BasePlusRecente: La base vient d’un programme plus récent que celui-ci.
    """
    revision = revision_de(connexion)
    connexion.rollback()
    if revision == REVISION:
        return False
    if revision is not None:
        refuser_plus_recente(revision)
        if avant is not None:
            avant(revision)
    _migrer(connexion)
    return True


def refuser_plus_recente(revision: str) -> None:
    """Refuse une base dont ce programme ne connaît pas la révision.

    Raises:
        BasePlusRecente: La base vient d’un programme plus récent que celui-ci.
    """
    connues = (ressources.migrations() / "versions").glob("*.py")
    if not any(chemin.name.startswith(f"{revision}_") for chemin in connues):
        raise BasePlusRecente(
            f"Cette base vient d’une version plus récente du programme (révision {revision}, ici {REVISION}).",
            conseil="Installer la dernière version du Secrétariat sur ce poste. La base n’a pas été touchée.",
        )


def refuser_inachevee(connexion: Connection) -> None:
    """Refuse une base qu’un transfert n’a pas fini de remplir : il y manque des patients.

    Raises:
        TransfertInacheve: Le transfert s’est arrêté en route.
    """
    inachevee = inspect(connexion).has_table(TRANSFERT_EN_COURS)
    connexion.rollback()
    if inachevee:
        raise TransfertInacheve(
            "Cette base est l’arrivée d’un transfert qui n’est pas fini : il y manque une partie du cabinet.",
            conseil="Relancer « secretariat transferer » avec les mêmes bases : il reprendra où il s’était arrêté.",
        )


def _migrer(connexion: Connection) -> None:
    from alembic import command  # noqa: PLC0415  (chargé seulement s’il sert)
    from alembic.config import Config  # noqa: PLC0415

    configuration = Config()
    configuration.set_main_option("script_location", str(ressources.migrations()))
    configuration.attributes["connexion"] = connexion
    if moteurs.est_un_serveur(connexion):  # l’ouverture en écriture y fait passer les postes un à un
        with connexion.begin():
            command.upgrade(configuration, REVISION)
        return
    _surveiller_les_parents(connexion, actif=False)
    try:
        with connexion.begin():
            command.upgrade(configuration, REVISION)
            _refuser_les_orphelins(connexion)
    finally:
        _surveiller_les_parents(connexion, actif=True)


def _surveiller_les_parents(connexion: Connection, *, actif: bool) -> None:
    """Change le contrôle des clés étrangères ; SQLite n’en tient compte que hors de toute transaction."""
    pilote = connexion.connection.driver_connection
    assert pilote is not None  # noqa: S101  (une connexion ouverte a son pilote ; dit au vérificateur de types)
    pilote.execute(f"PRAGMA foreign_keys={'ON' if actif else 'OFF'}")


def _refuser_les_orphelins(connexion: Connection) -> None:
    orphelins = connexion.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphelins:
        raise ErreurEnvironnement(
            f"La mise à niveau laisserait {len(orphelins)} lignes orphelines : elle n’a pas été faite.",
            conseil="Garder l’ancienne version du programme sur ce poste et signaler ce message.",
        )
