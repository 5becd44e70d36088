"""La base sur le serveur du cabinet : PostgreSQL, par psycopg, la même pour tous les postes.

Le mot de passe n’est dans aucune adresse ni aucune trace. Un serveur qui disparaît se remarque en quelques secondes, et
la connexion suivante le retrouve.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from secretariat.socle import moteurs, schema
from secretariat.socle.adresse import Serveur
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.pannes import MotDePasseRefuse, ServeurRefuse, panne_de, panne_du_serveur

ATTENTE_CONNEXION_S = 5
ATTENTE_VERROU_MS = 10_000
SILENCE_ADMIS_MS = 15_000
"""Un câble débranché ne dit rien : au-delà, la connexion est tenue pour perdue."""
VERSION_MINIMALE = 150_000
"""PostgreSQL 15, celui de Debian 12 : le plus ancien que les essais ouvrent."""


def connecter(serveur: Serveur, mot_de_passe: str | None = None) -> psycopg.Connection[Any]:
    """Ouvre une connexion.

    Raises:
        MotDePasseRefuse: Il faut un mot de passe, ou celui-ci n’est pas le bon.
        ServeurRefuse: Compte, base ou certificat refusés.
        ErreurEnvironnement: Le serveur ne répond pas.
    """
    try:
        return psycopg.connect(
            host=serveur.hote,
            port=serveur.port,
            dbname=serveur.base,
            user=serveur.utilisateur,
            password=mot_de_passe,
            sslmode=serveur.tls,
            sslrootcert=_autorite(serveur),
            connect_timeout=ATTENTE_CONNEXION_S,
            application_name="secretariat",
            options=f"-c lock_timeout={ATTENTE_VERROU_MS} -c TimeZone=UTC -c client_min_messages=warning",
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=3,
            tcp_user_timeout=SILENCE_ADMIS_MS,
        )
    except psycopg.OperationalError as erreur:
        raise _refus(serveur, erreur) from None  # la cause cite l’adresse et le compte


def moteur(serveur: Serveur, mot_de_passe: str | None = None) -> Engine:
    """Un moteur SQLAlchemy ; les transactions d’écriture y passent une à une, par un verrou consultatif."""
    return moteur_de(lambda: connecter(serveur, mot_de_passe))


def moteur_de(ouvrir: Callable[[], psycopg.Connection[Any]]) -> Engine:
    """Un moteur sur des connexions que l’on sait ouvrir."""
    resultat = create_engine(
        "postgresql+psycopg://",
        creator=ouvrir,
        poolclass=QueuePool,
        pool_size=5,
        pool_pre_ping=True,  # un serveur redémarré se retrouve sans rien faire
        hide_parameters=True,
    )

    logging.getLogger("sqlalchemy.pool").setLevel(
        logging.CRITICAL
    )  # une connexion morte se remplace, et se dit ailleurs

    @event.listens_for(resultat, "begin")
    def _ouvrir(connexion: Connection) -> None:
        if connexion.get_execution_options().get("ouverture") == "IMMEDIATE":
            connexion.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (moteurs.VERROU_D_ECRITURE,))

    return resultat


def joindre(serveur: Serveur, mot_de_passe: str | None = None) -> Engine:
    """Un moteur sur une base qui répond, sans toucher à ses tables.

    Raises:
        ServeurRefuse: Compte, mot de passe, base ou certificat refusés, ou PostgreSQL trop ancien.
    """
    resultat = moteur(serveur, mot_de_passe)
    try:
        with resultat.connect() as connexion:
            _refuser_ancien(connexion)
    except BaseException:
        resultat.dispose()
        raise
    return resultat


def ouvrir(serveur: Serveur, mot_de_passe: str | None = None) -> Engine:
    """Ouvre la base du serveur et la met à niveau ; une base vide reçoit ses tables.

    Raises:
        ServeurRefuse: Compte, mot de passe, base ou certificat refusés, ou PostgreSQL trop ancien.
        schema.BasePlusRecente: La base vient d’un programme plus récent.
        schema.TransfertInacheve: Un transfert n’a pas fini de la remplir.
    """
    resultat = joindre(serveur, mot_de_passe)
    try:
        with moteurs.pour_ecrire(resultat).connect() as connexion:
            schema.refuser_inachevee(connexion)
            schema.mettre_a_niveau(connexion)
    except DBAPIError as erreur:
        resultat.dispose()
        if (dite := panne_de(erreur)) is not None:
            raise dite from erreur
        raise
    except BaseException:
        resultat.dispose()
        raise
    return resultat


def _refuser_ancien(connexion: Connection) -> None:
    version = int(connexion.exec_driver_sql("SHOW server_version_num").scalar_one())
    connexion.rollback()
    if version < VERSION_MINIMALE:
        raise ServeurRefuse(
            f"Le serveur est un PostgreSQL {version // 10_000}, trop ancien.",
            conseil=f"Le faire passer à PostgreSQL {VERSION_MINIMALE // 10_000} ou plus récent.",
        )


def _autorite(serveur: Serveur) -> str | None:
    if serveur.tls != "verify-full":
        return None
    return os.fspath(serveur.autorite) if serveur.autorite else "system"


def _refus(serveur: Serveur, erreur: psycopg.OperationalError) -> ErreurEnvironnement:
    texte = str(erreur)
    if "certificate" in texte or "SSL" in texte or "server name" in texte:
        return ServeurRefuse(
            f"Le serveur {serveur.hote} n’a pas prouvé qu’il est celui du cabinet : {_du_certificat(texte)}.",
            conseil="Ne pas passer outre. Vérifier l’adresse et le certificat de l’autorité (sslrootcert).",
        )
    if "no password supplied" in texte or "password authentication failed" in texte:
        return MotDePasseRefuse(
            f"Le serveur {serveur.hote} refuse le compte {serveur.utilisateur} ou son mot de passe.",
            conseil="Vérifier le compte et le mot de passe du serveur, puis recommencer.",
        )
    if "does not exist" in texte:
        return ServeurRefuse(
            f"La base {serveur.base} ou le compte {serveur.utilisateur} n’existe pas sur le serveur {serveur.hote}.",
            conseil="Vérifier l’adresse, ou les faire créer sur le serveur.",
        )
    dite = panne_du_serveur(erreur.sqlstate)
    return (
        dite
        if dite is not None
        else ErreurEnvironnement(
            f"Le serveur {serveur.hote} ne s’ouvre pas.", conseil="Prévenir qui s’occupe du serveur."
        )
    )


def _du_certificat(texte: str) -> str:
    if "server name" in texte or "does not match host name" in texte:
        return "son certificat est au nom d’un autre"
    if "does not support SSL" in texte:
        return "il n’accepte pas de liaison chiffrée"
    if "root certificate file" in texte:
        return "le certificat de l’autorité est introuvable sur ce poste"
    return "son certificat n’est pas signé par l’autorité attendue, ou n’est plus valable"
