"""Écrire un export d’un coup, en dossier ou en archive ZIP : entier, ou pas du tout."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from secretariat.conformite.valeurs.export import Export
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.fichiers import cause_dite, ecrire_d_un_coup

EMPREINTES = "empreintes.sha256"
Suivi = Callable[[int, int], bool]
"""Reçoit (fait, total) ; rend faux pour arrêter."""


def ecrire(export: Export, destination: Path, suivi: Suivi) -> Path:
    """Écrit l’export à cet endroit, en ZIP si le nom finit par « .zip » ; rend son chemin.

    Raises:
        ErreurMetier: Quelque chose porte déjà ce nom, ou l’on a demandé l’arrêt.
        ErreurEnvironnement: Le dossier manque ou refuse l’écriture, le disque est plein ; rien n’est laissé derrière.
    """
    if destination.exists():
        raise ErreurMetier(
            f"Il y a déjà quelque chose à cet endroit\u00a0: {destination}.",
            conseil="Choisir un autre nom\u00a0: un export n’en remplace jamais un autre.",
        )
    if destination.suffix.lower() == ".zip":
        ecrire_d_un_coup(destination, lambda provisoire: _en_zip(export, provisoire, suivi))
    else:
        _en_dossier(export, destination, suivi)
    return destination


def _en_zip(export: Export, provisoire: Path, suivi: Suivi) -> None:
    with ZipFile(provisoire, "w", ZIP_DEFLATED) as archive:
        for chemin, octets in _contenus(export, suivi):
            archive.writestr(chemin, octets)


def _en_dossier(export: Export, destination: Path, suivi: Suivi) -> None:
    provisoire = destination.with_name(f".{destination.name}.{uuid.uuid4().hex}")
    try:
        provisoire.mkdir()
        for chemin, octets in _contenus(export, suivi):
            fichier = provisoire / chemin
            fichier.parent.mkdir(exist_ok=True)
            fichier.write_bytes(octets)
        provisoire.replace(destination)
    except OSError as erreur:
        raise ErreurEnvironnement(
            f"L’export n’a pas pu s’écrire dans {destination.parent}\u00a0: {cause_dite(erreur)}.",
            conseil="Choisir un autre dossier, ou libérer de la place, puis recommencer.",
        ) from erreur
    finally:
        shutil.rmtree(provisoire, ignore_errors=True)


def _contenus(export: Export, suivi: Suivi) -> Iterator[tuple[str, bytes]]:
    """Chaque fichier, puis la liste de leurs empreintes."""
    total, empreintes = len(export.fichiers) + 1, []
    for rang, (chemin, lire) in enumerate(export.fichiers):
        if not suivi(rang, total):
            raise ErreurMetier("L’export a été arrêté\u00a0: rien n’a été écrit.", conseil="Le relancer quand on veut.")
        octets = lire()
        empreintes.append(f"{hashlib.sha256(octets).hexdigest()}  {chemin}\n")
        yield chemin, octets
    yield EMPREINTES, "".join(empreintes).encode()
    suivi(total, total)
