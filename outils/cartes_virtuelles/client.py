"""Le service PC/SC vu de ses clients : à qui ce processus parle, et ce qu’un autre verrait."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

VARIABLE = "PCSCLITE_CSOCK_NAME"
ACCES = "pcscd.comm"

LISTER = """
from smartcard import scard
contexte = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)[1]
for lecteur in scard.SCardListReaders(contexte, [])[1]:
    print(lecteur)
"""


def viser() -> Path:
    """Un dossier neuf pour un `Pcscd`, que ce processus prendra désormais pour le service PC/SC du poste.

    À appeler avant son premier échange PC/SC : libpcsclite ne lit la variable qu’une fois. Le dossier s’efface à la fin
    du processus.
    """
    dossier = Path(tempfile.mkdtemp(prefix="secretariat-pcscd-"))
    atexit.register(shutil.rmtree, dossier, ignore_errors=True)
    os.environ[VARIABLE] = str(dossier / ACCES)
    return dossier


def repond(acces: Path) -> bool:
    """Vrai si un service écoute à ce socket ; celui d’un service mort reste, sans répondre."""
    with socket.socket(socket.AF_UNIX) as prise:
        try:
            prise.connect(str(acces))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        return True


def lecteurs_vus(acces: Path) -> tuple[str, ...]:
    """Les lecteurs du service de ce socket, vus d’un programme à part : ce processus-ci peut en viser un autre."""
    client = subprocess.run(  # noqa: S603  (cet interpréteur)
        [sys.executable, "-c", LISTER],
        env=os.environ | {VARIABLE: str(acces)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return tuple(client.stdout.splitlines())
