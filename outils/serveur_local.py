"""Un vrai serveur PostgreSQL pour les essais et les mesures, démarré par eux sur la boucle locale, sans privilèges."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

from secretariat.socle.adresse import Serveur

SUPERUTILISATEUR = "postgres"
REGLAGES = (
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=120",
    "autovacuum=off",
)


class PostgresAbsent(Exception):
    """Les programmes de PostgreSQL ne sont pas sur cette machine."""


def programmes() -> Path:
    """Le dossier de initdb et pg_ctl, du plus récent PostgreSQL de Debian, ou celui du PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda d: int(d.parent.name))
    if versions:
        return versions[-1]
    if trouve := shutil.which("initdb"):
        return Path(trouve).parent
    raise PostgresAbsent("PostgreSQL manque : outils/preparer.sh developpement l’installe.")


@dataclass(frozen=True)
class ServeurLocal:
    """Un serveur en marche."""

    dossier: Path
    port: int
    fiable: bool = False

    def adresse(self, base: str, **changes: object) -> Serveur:
        """L’adresse d’une base de ce serveur."""
        adresse = Serveur("127.0.0.1", base, SUPERUTILISATEUR, self.port, "disable")
        return replace(adresse, **changes)  # type: ignore[arg-type]  # les champs de Serveur

    def creer_base(self, nom: str, modele: str = "template0") -> None:
        """Une base neuve, copie de `modele`."""
        with self.administrer() as connexion:
            connexion.execute(f'CREATE DATABASE "{nom}" TEMPLATE "{modele}" STRATEGY file_copy')

    def effacer_base(self, nom: str) -> None:
        """Ôte une base, même si quelqu’un la tient."""
        with self.administrer() as connexion:
            connexion.execute(f'DROP DATABASE IF EXISTS "{nom}" WITH (FORCE)')

    def administrer(self) -> psycopg.Connection:
        """Une connexion d’administration, qui valide à chaque ordre."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=SUPERUTILISATEUR, dbname="postgres", autocommit=True
        )

    def arreter(self, mode: str = "fast") -> None:
        """Arrête le serveur ; `immediate` comme une coupure de courant."""
        _pg_ctl(self.dossier, "-m", mode, "-w", "stop")

    def detruire(self) -> None:
        """L’arrête sans attendre et l’efface."""
        if (self.dossier / "donnees" / "postmaster.pid").exists():
            self.arreter("immediate")
        shutil.rmtree(self.dossier)

    def demarrer(self) -> None:
        """Le remet en marche, au même port."""
        _pg_ctl(self.dossier, "-w", "-l", str(self.dossier / "journal"), "-o", self._options(), "start")

    def _options(self) -> str:
        reglages = [r for r in REGLAGES if not self.fiable or not r.startswith(("fsync", "synchronous", "full"))]
        return " ".join(f"-c {r}" for r in (*reglages, f"port={self.port}", f"unix_socket_directories={self.dossier}"))


def preparer(*, fiable: bool = False, reglages: Sequence[str] = ()) -> ServeurLocal:
    """Crée un serveur et le démarre ; `fiable` garde les écritures sûres que les essais sautent."""
    dossier = Path(tempfile.mkdtemp(prefix="secretariat-pg-"))  # hors de pytest : postgres doit pouvoir y entrer
    if os.geteuid() == 0:
        os.chown(dossier, *_numeros())
    _sans_privileges(
        str(programmes() / "initdb"), "-D", str(dossier / "donnees"), "-U", SUPERUTILISATEUR, "--auth=trust",
        "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", *reglages,
    )  # fmt: skip
    serveur = ServeurLocal(dossier, _port_libre(), fiable)
    serveur.demarrer()
    return serveur


def _pg_ctl(dossier: Path, *arguments: str) -> None:
    _sans_privileges(str(programmes() / "pg_ctl"), "-D", str(dossier / "donnees"), *arguments)


def _sans_privileges(*commande: str) -> None:
    """Initdb refuse root : sous root, c’est le compte postgres de Debian qui sert."""
    prefixe = ("runuser", "-u", SUPERUTILISATEUR, "--") if os.geteuid() == 0 else ()
    fait = subprocess.run(  # noqa: S603  (les programmes de PostgreSQL, par leur chemin)
        (*prefixe, *commande), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, cwd="/"
    )
    if fait.returncode:
        raise RuntimeError(f"{' '.join(commande)} : {fait.stdout}")


def _numeros() -> tuple[int, int]:
    compte = pwd.getpwnam(SUPERUTILISATEUR)
    return compte.pw_uid, compte.pw_gid


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])
