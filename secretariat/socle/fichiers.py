"""Écrire un fichier hors de la base : entier ou pas du tout, et les refus du disque dits en français."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Callable
from pathlib import Path

from secretariat.socle.erreurs import ErreurEnvironnement

CAUSES = {
    errno.ENOSPC: "le disque est plein",
    errno.EFBIG: "le disque n’accepte pas un fichier de cette taille",
    errno.EACCES: "on n’a pas le droit d’y écrire",
    errno.EPERM: "on n’a pas le droit d’y écrire",
    errno.EROFS: "ce dossier est en lecture seule",
    errno.ENOENT: "ce dossier n’existe pas",
    errno.EISDIR: "un dossier porte déjà ce nom",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EIO: "le disque ne répond plus correctement",
}


def cause_dite(erreur: OSError) -> str:
    """Pourquoi le système refuse, en français quand on le sait, sinon dans ses mots à lui."""
    return CAUSES.get(erreur.errno or 0, str(erreur.strerror or erreur))


def ecrire_d_un_coup(chemin: Path, ecrire: Callable[[Path], None]) -> None:
    """Fait écrire un fichier provisoire à côté, puis lui donne son nom ; l’ancien reste si l’écriture échoue.

    Raises:
        ErreurEnvironnement: Le disque ou le dossier refuse ; rien n’est laissé derrière.
    """
    try:
        provisoire = chemin.with_name(f".{chemin.name}.{uuid.uuid4().hex}")
        provisoire.touch(exist_ok=False)
        try:
            ecrire(provisoire)
            provisoire.replace(chemin)
        finally:
            provisoire.unlink(missing_ok=True)
    except OSError as erreur:
        raise ErreurEnvironnement(
            f"Le fichier {chemin.name} n’a pas pu s’écrire dans {chemin.parent}\u00a0: {cause_dite(erreur)}.",
            conseil="Choisir un autre dossier, ou libérer de la place, puis recommencer.",
        ) from erreur


def enregistrer(chemin: Path, octets: bytes) -> None:
    """Écrit ces octets d’un coup.

    Raises:
        ErreurEnvironnement: Le disque ou le dossier refuse.
    """
    ecrire_d_un_coup(chemin, lambda provisoire: _verser(provisoire, octets))


def _verser(provisoire: Path, octets: bytes) -> None:
    with provisoire.open("wb") as flux:
        flux.write(octets)
        flux.flush()
        os.fsync(flux.fileno())
