"""Ce qui n’était pas prévu : un défaut du programme, Ctrl+C, un tuyau fermé, un terminal sans accents.

La trace d’un défaut dit où il est arrivé, jamais avec quelles données : le message d’une exception peut citer un nom.
"""

from __future__ import annotations

import codecs
import io
import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from secretariat.socle.texte import sans_accents

trace = logging.getLogger(__name__)

DEFAUT, INTERROMPU, TUYAU_FERME = 1, 130, 141
TAILLE_MAXIMALE, GARDES = 500_000, 3
SIGNES = str.maketrans({
    "✓": "[ok]",
    "✗": "[non]",
    "’": "'",
    "«": '"',
    "»": '"',
    "…": "...",
    "–": "-",
    "−": "-",
    "×": "x",
    "€": "EUR",
    "•": "*",
    "→": "->",
    "\u00a0": " ",
    "\u202f": " ",
})


class SansDonnees(logging.Formatter):
    """Une ligne de trace : l’heure, l’endroit, la sorte d’erreur et le chemin qui y mène ; aucune valeur."""

    def formatException(self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | object) -> str:  # noqa: N802
        """La pile des appels, sans le message de l’exception ni le texte des lignes."""
        erreur = ei[1] if isinstance(ei, tuple) else None
        return "\n".join(_pile(erreur)) if isinstance(erreur, BaseException) else ""


def _pile(erreur: BaseException) -> Iterable[str]:
    cause = erreur.__cause__ or (None if erreur.__suppress_context__ else erreur.__context__)
    if cause is not None:
        yield from _pile(cause)
        yield "puis :"
    for appel in traceback.extract_tb(erreur.__traceback__):
        yield f"  {appel.filename}:{appel.lineno} {appel.name}"
    yield f"  {type(erreur).__module__}.{type(erreur).__qualname__}"


def garder_les_traces(dossier: Path) -> Path:
    """Écrit désormais les défauts dans un fichier de ce dossier ; rend son chemin, écrit ou non."""
    fichier = dossier / "defauts.log"
    logging.getLogger("secretariat").addHandler(logging.NullHandler())  # sinon Python écrirait tout sur stderr
    try:
        dossier.mkdir(parents=True, exist_ok=True)
        gardien = RotatingFileHandler(
            fichier, maxBytes=TAILLE_MAXIMALE, backupCount=GARDES, encoding="utf-8", delay=True
        )
    except OSError:
        return fichier
    gardien.setFormatter(SansDonnees("%(asctime)s %(levelname)s %(name)s"))
    gardien.setLevel(logging.ERROR)
    logging.getLogger("secretariat").addHandler(gardien)
    logging.raiseExceptions = False  # un disque plein ne doit pas faire un second défaut
    return fichier


def guetter_les_defauts(fichier: Path) -> None:
    """Un défaut hors de tout ordre (dans un signal de Qt, dans un fil) se garde, et se dit sans détail."""

    def saisir(_sorte: type[BaseException], erreur: BaseException, _pile: TracebackType | None) -> None:
        _consigner(erreur, fichier)

    sys.excepthook = saisir
    threading.excepthook = lambda imprevu: (
        _consigner(imprevu.exc_value, fichier) if imprevu.exc_value is not None else None
    )


def proteger(executer: Callable[[], int], fichier: Path) -> int:
    """Exécute un ordre ; ce qu’il n’a pas prévu devient un code de retour et une phrase."""
    try:
        code = executer()
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrompu : ce qui n’était pas fini n’a pas été enregistré.\n")
        return INTERROMPU
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return TUYAU_FERME
    except Exception as erreur:  # noqa: BLE001  (la dernière barrière : rien de brut ne sort du programme)
        _consigner(erreur, fichier)
        return DEFAUT
    return code


def ecrire_sans_echouer() -> None:
    """Un terminal qui n’a pas les accents reçoit les mots sans eux, au lieu d’arrêter le programme."""
    codecs.register_error("sans_accents", _sans_accents)
    for flux in (sys.stdout, sys.stderr):
        if isinstance(flux, io.TextIOWrapper):
            flux.reconfigure(errors="sans_accents")


def _sans_accents(erreur: UnicodeError) -> tuple[str, int]:
    if not isinstance(erreur, UnicodeEncodeError):
        raise erreur
    simple = sans_accents(erreur.object[erreur.start : erreur.end].translate(SIGNES))
    return simple.encode("ascii", "replace").decode(), erreur.end


def _consigner(erreur: BaseException, fichier: Path) -> None:
    trace.error("Défaut du programme", exc_info=erreur)
    sys.stderr.write(
        f"Le programme a rencontré un défaut ; ce qui n’était pas fini n’a pas été enregistré.\n"
        f"Conseil : recommencer ; si cela se reproduit, joindre à un signalement le fichier {fichier}, "
        f"qui ne contient aucune donnée du cabinet.\n"
    )
