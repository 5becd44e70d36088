"""Ce qu’il faut poser dans un dossier avant d’y lancer un pcscd : sa copie du programme, sa configuration, son pilote.

Le chemin /run/pcscd est écrit en dur dans pcscd. Un espace de montage privé le détournerait, mais demande des droits
que bien des conteneurs refusent. Ici tourne une copie du programme où ce chemin en est un autre, de même longueur :
celui du descripteur 9, ouvert sur notre dossier. Il n’y faut aucun droit, plusieurs services tournent à la fois, et
celui du poste n’en voit rien.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from functools import cache
from pathlib import Path

PCSCD = Path("/usr/sbin/pcscd")
PILOTE = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
SOURCE_DEBRANCHABLE = Path(__file__).with_name("debranchable.c")
NOM_LECTEUR = "Virtual PCD"
CHEMINS = {
    b"/run/pcscd": b"/dev/fd/9/",
    b"/usr/lib/pcsc/drivers\0": b"/dev/fd/9/pilotes-usb\0",  # absent : les vrais lecteurs du poste restent au poste
}
DANS_LE_DOSSIER = 'exec "$0" "$@" 9<.'


class PcscdAbsent(Exception):
    """Il manque à cette machine pcscd, le pilote vpcd ou gcc."""


def commande(dossier: Path, *, port: int, debranchable: bool) -> list[str]:
    """Prépare le dossier, et rend de quoi y lancer pcscd ; à exécuter depuis ce dossier.

    Raises:
        PcscdAbsent: Il manque un programme.
    """
    for fichier in (PCSCD, PILOTE):
        if not fichier.exists():
            raise PcscdAbsent(f"{fichier} manque : outils/preparer.sh developpement l’installe.")
    pilote = _construire_debranchable(dossier) if debranchable else PILOTE
    options = ["--foreground", "--config", str(_configurer(dossier, pilote, port))]
    if "--disable-polkit" in _aide():
        options.append("--disable-polkit")
    return ["/bin/sh", "-c", DANS_LE_DOSSIER, str(_copier_programme(dossier)), *options]


def environnement(temoin: Path, ronde_ms: int | None) -> dict[str, str]:
    """Celui de pcscd : le pilote débranchable y trouve l’autre, le fichier `temoin` du débranchement, et sa ronde."""
    ronde = {} if ronde_ms is None else {"RONDE_MS": str(ronde_ms)}
    return os.environ | {"PILOTE_VPCD": str(PILOTE), "LECTEURS_DEBRANCHES": str(temoin)} | ronde


def paire_libre() -> int:
    """Le premier de deux ports qui se suivent, libres à l’instant."""
    while True:
        with socket.socket() as premier, socket.socket() as second:
            premier.bind(("", 0))  # vpcd écoute sur toutes les adresses
            port = int(premier.getsockname()[1])
            try:
                second.bind(("", port + 1))
            except (OSError, OverflowError):
                continue
            return port


def _copier_programme(dossier: Path) -> Path:
    programme = dossier / "pcscd"
    if not programme.exists():
        octets = PCSCD.read_bytes()
        for ancien, nouveau in CHEMINS.items():
            octets = octets.replace(ancien, nouveau)
        programme.write_bytes(octets)
        programme.chmod(0o700)
    return programme


def _configurer(dossier: Path, pilote: Path, port: int) -> Path:
    configuration = dossier / "configuration"
    configuration.mkdir(exist_ok=True)
    (configuration / "vpcd").write_text(
        f'FRIENDLYNAME "{NOM_LECTEUR}"\nDEVICENAME /dev/null:0x{port:X}\nLIBPATH {pilote}\nCHANNELID 0x{port:X}\n',
        encoding="utf-8",
    )
    return configuration


def _construire_debranchable(dossier: Path) -> Path:
    pilote = dossier / "libdebranchable.so"
    if not pilote.exists():
        if (gcc := shutil.which("gcc")) is None:
            raise PcscdAbsent("gcc manque : outils/preparer.sh developpement l’installe.")
        subprocess.run(  # noqa: S603  (gcc, par son chemin)
            [gcc, "-shared", "-fPIC", "-I/usr/include/PCSC", "-o", str(pilote), str(SOURCE_DEBRANCHABLE)], check=True
        )
    return pilote


@cache
def _aide() -> str:
    """Les options de ce pcscd : depuis la version 2, il interroge polkit, qui n’a rien à dire d’un service privé."""
    return subprocess.run(  # noqa: S603  (pcscd, par son chemin)
        [str(PCSCD), "--help"], capture_output=True, text=True, check=False
    ).stdout
