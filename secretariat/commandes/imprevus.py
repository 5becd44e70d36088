"""Ce qui n’était pas prévu : un défaut du programme, Ctrl+C, un tuyau fermé, un terminal sans accents.

Un défaut laisse un rapport sans aucune donnée (`secretariat.commandes.rapports`), et se dit en une phrase neutre.
"""

from __future__ import annotations

import codecs
import io
import logging
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from secretariat.commandes.rapports import GardienDesRapports
from secretariat.socle.texte import sans_accents

trace = logging.getLogger(__name__)

DEFAUT, INTERROMPU, TUYAU_FERME = 1, 130, 141
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


def garder_les_rapports(dossier: Path) -> None:
    """Écrit désormais un rapport anonyme par défaut dans ce dossier ; rien ne va sur la sortie d’erreur."""
    logging.raiseExceptions = False  # un disque plein ne doit pas faire un second défaut
    journal = logging.getLogger("secretariat")
    journal.setLevel(logging.INFO)
    journal.propagate = False  # sinon Python écrirait le message de l’exception sur la sortie d’erreur
    journal.addHandler(GardienDesRapports(dossier))


def guetter_les_defauts(dossier: Path) -> None:
    """Un défaut hors de tout ordre (dans un signal de Qt, dans un fil) se garde, et se dit sans détail."""

    def saisir(_sorte: type[BaseException], erreur: BaseException, _pile: TracebackType | None) -> None:
        _consigner(erreur, dossier)

    sys.excepthook = saisir
    threading.excepthook = lambda imprevu: (
        _consigner(imprevu.exc_value, dossier) if imprevu.exc_value is not None else None
    )


def proteger(executer: Callable[[], int], dossier: Path) -> int:
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
        _consigner(erreur, dossier)
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


def _consigner(erreur: BaseException, dossier: Path) -> None:
    trace.error("Défaut du programme", exc_info=erreur)
    sys.stderr.write(
        f"Le programme a rencontré un défaut ; ce qui n’était pas fini n’a pas été enregistré.\n"
        f"Conseil : recommencer ; si cela se reproduit, joindre à un signalement le dernier fichier de {dossier}, "
        f"qui ne contient aucune donnée du cabinet.\n"
    )
