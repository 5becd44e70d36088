"""L’adresse d’une base : un fichier de ce poste, ou une base PostgreSQL sur le serveur du cabinet.

Une adresse ne porte jamais de mot de passe : elle se voit dans la liste des programmes et l’historique du terminal.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from secretariat.socle.erreurs import ErreurMetier

PORT = 5432
PROTOCOLES = frozenset({"postgresql", "postgresql+psycopg", "postgres"})
TLS_VERIFIE = "verify-full"
TLS_AUCUN = "disable"
TLS_ADMIS = (TLS_VERIFIE, "verify-ca", "require", "prefer", TLS_AUCUN)
OPTIONS = frozenset({"sslmode", "sslrootcert"})


@dataclass(frozen=True, slots=True)
class Serveur:
    """Une base sur un serveur PostgreSQL.

    Attributes:
        tls: Le mode de libpq : `verify-full` (chiffré, certificat et nom vérifiés), ou `disable` sur ce poste même.
        autorite: Le certificat de l’autorité qui a signé celui du serveur, ou None : celles du système.
    """

    hote: str
    base: str
    utilisateur: str
    port: int = PORT
    tls: str = TLS_VERIFIE
    autorite: Path | None = None

    def __str__(self) -> str:
        """L’adresse, telle qu’on l’écrit après `--base`."""
        hote = f"[{self.hote}]" if ":" in self.hote else self.hote
        autorite = f"&sslrootcert={self.autorite}" if self.autorite else ""
        return f"postgresql+psycopg://{self.utilisateur}@{hote}:{self.port}/{self.base}?sslmode={self.tls}{autorite}"


def est_local(hote: str) -> bool:
    """Vrai pour un nom ou une adresse de ce poste même."""
    if hote == "localhost" or hote.startswith("/"):
        return True
    try:
        return ipaddress.ip_address(hote).is_loopback
    except ValueError:
        return False


def est_une_adresse_de_serveur(texte: str) -> bool:
    """Vrai si le texte désigne autre chose qu’un fichier."""
    return "://" in texte.removeprefix("sqlite:///")


def lire_serveur(texte: str) -> Serveur:
    """Comprend `postgresql+psycopg://compte@serveur:5432/base?sslmode=verify-full&sslrootcert=/chemin`.

    Sans `sslmode`, la liaison est vérifiée de bout en bout, sauf sur ce poste même.

    Raises:
        ErreurMetier: Autre sorte de base, mot de passe dans l’adresse, liaison non vérifiée vers un autre poste, ou
            adresse incomplète.
    """
    morceaux = urlsplit(texte)
    if morceaux.scheme not in PROTOCOLES:
        raise ErreurMetier(
            f"Le programme n’ouvre pas les bases de {morceaux.scheme}.",
            conseil="Donner le chemin d’un fichier, ou postgresql+psycopg://compte@serveur/base.",
        )
    if morceaux.password is not None:
        raise ErreurMetier(
            "L’adresse contient un mot de passe, que tous les comptes de ce poste pourraient lire.",
            conseil="L’ôter ; le programme le demandera, ou le lira dans un fichier avec --phrase-depuis. Le changer "
            "sur le serveur, puisqu’il a été montré.",
        )
    hote, base, utilisateur = (
        morceaux.hostname or "",
        unquote(morceaux.path.lstrip("/")),
        unquote(morceaux.username or ""),
    )
    if not (hote and base and utilisateur):
        raise ErreurMetier(
            "L’adresse du serveur est incomplète.",
            conseil="L’écrire ainsi : postgresql+psycopg://compte@serveur/base.",
        )
    options = dict(parse_qsl(morceaux.query))
    if inconnues := sorted(options.keys() - OPTIONS):
        raise ErreurMetier(
            f"L’adresse du serveur porte une option inconnue : {', '.join(inconnues)}.",
            conseil=f"Seules sont comprises {' et '.join(sorted(OPTIONS))}.",
        )
    autorite = Path(options["sslrootcert"]) if "sslrootcert" in options else None
    tls = options.get("sslmode", TLS_AUCUN if est_local(hote) and autorite is None else TLS_VERIFIE)
    _refuser_sans_verification(hote, tls)
    return Serveur(hote, base, utilisateur, _port(texte), tls, autorite)


def _refuser_sans_verification(hote: str, tls: str) -> None:
    if tls not in TLS_ADMIS:
        raise ErreurMetier(f"Le mode de liaison {tls} n’existe pas.", conseil=f"Employer {TLS_VERIFIE}.")
    if tls != TLS_VERIFIE and not est_local(hote):
        raise ErreurMetier(
            f"La liaison demandée vers {hote} ({tls}) ne vérifie pas que c’est bien le serveur du cabinet.",
            conseil=f"Employer sslmode={TLS_VERIFIE}, avec sslrootcert pour une autorité propre au cabinet.",
        )


def _port(texte: str) -> int:
    try:
        return urlsplit(texte).port or PORT
    except ValueError as erreur:
        raise ErreurMetier(
            "Le port de l’adresse du serveur n’est pas un nombre entre 1 et 65535.", conseil=f"D’ordinaire : {PORT}."
        ) from erreur
