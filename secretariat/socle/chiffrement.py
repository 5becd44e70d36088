"""La base embarquée : un fichier SQLite chiffré par SQLCipher, ouvert avec une clé brute de 32 octets.

La clé n’est jamais dans une adresse ni dans une trace ; une phrase de passe ne sert qu’à la déverrouiller
(`secretariat.socle.cles`), car SQLCipher mettrait 320 ms à chaque connexion pour en dériver une.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.pannes import panne

ATTENTE_VERROU_SECONDES = 10
REGLAGES = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cache_size=-65536",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
)


class BaseIllisible(ErreurEnvironnement):
    """Le fichier n’est pas une base du Secrétariat, ou la clé n’est pas la sienne."""


def connecter(chemin: Path, cle: bytes | None) -> Any:  # noqa: ANN401  (sqlcipher3 n’est pas typé)
    """Ouvre une connexion ; sans clé, le fichier reste en clair (mesures de référence seulement).

    Raises:
        BaseIllisible: Mauvaise clé, fichier abîmé ou étranger.
    """
    try:
        connexion = dbapi2.connect(
            str(chemin), check_same_thread=False, timeout=ATTENTE_VERROU_SECONDES, isolation_level=None
        )
    except dbapi2.OperationalError as erreur:
        raise _indisponible(chemin, erreur) from erreur
    try:
        if cle is not None:
            connexion.execute("PRAGMA cipher_log_level=NONE")
            connexion.execute(f"PRAGMA key=\"x'{cle.hex()}'\"")
        connexion.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for reglage in REGLAGES:
            connexion.execute(f"PRAGMA {reglage}")
    except dbapi2.OperationalError as erreur:
        connexion.close()
        raise _indisponible(chemin, erreur) from erreur
    except dbapi2.DatabaseError as erreur:
        connexion.close()
        raise BaseIllisible(
            f"Le fichier {chemin.name} ne s’ouvre pas avec cette clé, ou il est abîmé.",
            conseil="Vérifier que l’on ouvre le bon fichier ; sinon, restaurer la dernière sauvegarde.",
        ) from erreur
    return connexion


def _indisponible(chemin: Path, erreur: Exception) -> ErreurEnvironnement:
    return panne(str(erreur)) or ErreurEnvironnement(
        f"La base {chemin.name} n’est pas disponible : {erreur}.",
        conseil="Fermer l’autre programme qui l’utilise et vérifier l’espace libre et le droit d’écrire.",
    )


def moteur(ouvrir: Callable[[], Any]) -> Engine:
    """Un moteur SQLAlchemy ; les transactions s’ouvrent différées pour lire, immédiates pour écrire."""
    resultat = create_engine(
        "sqlite://",
        creator=ouvrir,
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=5,
        hide_parameters=True,  # une erreur ne recopie ni noms ni mots de passe
    )

    @event.listens_for(resultat, "begin")
    def _ouvrir(connexion: Connection) -> None:
        mode = connexion.get_execution_options().get("ouverture", "DEFERRED")
        connexion.exec_driver_sql(f"BEGIN {mode}")

    return resultat
