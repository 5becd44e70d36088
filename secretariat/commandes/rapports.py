"""Le rapport d’un défaut : un petit fichier par défaut, gardé sur ce poste, qui ne contient aucune donnée du cabinet.

Il dit où le programme s’est arrêté et par quels gestes on y est venu, jamais avec quelles données : ni le message d’une
exception (il peut citer un nom), ni la valeur d’une variable, ni le texte des lignes, ni un dossier personnel.
"""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections import deque
from collections.abc import Iterable
from datetime import datetime
from importlib import metadata
from pathlib import Path, PurePath

from secretariat.socle import schema
from secretariat.socle.horloge import PARIS

GARDES = 20
GESTES = 25
BIBLIOTHEQUES = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "psycopg")
ENTETE = (
    "Rapport de défaut du Secrétariat",
    "Ce fichier ne contient aucune donnée du cabinet : ni nom, ni numéro, ni texte saisi.",
)


class GardienDesRapports(logging.Handler):
    """Retient le nom des derniers gestes et, à chaque défaut nouveau, écrit un rapport ; au-delà, les anciens partent.

    Un défaut qui se répète au même endroit (une peinture, une minuterie) ne s’écrit qu’une fois par lancement.
    """

    def __init__(self, dossier: Path) -> None:
        super().__init__(logging.INFO)
        self._dossier = dossier
        self._gestes: deque[str] = deque(maxlen=GESTES)
        self._vus: set[tuple[str, ...]] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Un geste se retient ; un défaut s’écrit ; un disque qui refuse ne fait pas un second défaut."""
        moment = datetime.fromtimestamp(record.created, PARIS)
        geste = getattr(record, "geste", "")
        if geste:
            self._gestes.append(f"{moment:%H:%M:%S} {geste}")
        erreur = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        if erreur is None or (pile := tuple(pile_sans_donnees(erreur))) in self._vus:
            return
        self._vus.add(pile)
        try:
            self._ecrire(moment, record.threadName or "", pile)
        except OSError:
            return

    def _ecrire(self, moment: datetime, fil: str, pile: tuple[str, ...]) -> None:
        self._dossier.mkdir(parents=True, exist_ok=True)
        rang = 1
        while (fichier := self._dossier / f"defaut-{moment:%Y-%m-%d-%Hh%Mm%S}-{rang}.txt").exists():
            rang += 1
        lignes = (*ENTETE, "", *_milieu(moment, fil), "", "Derniers gestes :", *(f"  {g}" for g in self._gestes))
        fichier.write_text("\n".join((*lignes, "", "Où :", *pile, "")), encoding="utf-8")
        for ancien in sorted(self._dossier.glob("defaut-*.txt"))[:-GARDES]:
            ancien.unlink(missing_ok=True)


def pile_sans_donnees(erreur: BaseException) -> Iterable[str]:
    """Les appels qui ont mené là et la sorte de chaque exception, sans message, ni valeur, ni texte des lignes."""
    cause = erreur.__cause__ or (None if erreur.__suppress_context__ else erreur.__context__)
    if cause is not None:
        yield from pile_sans_donnees(cause)
        yield "puis :"
    for appel in traceback.extract_tb(erreur.__traceback__):
        yield f"  {_lieu(appel.filename)}:{appel.lineno} {appel.name}"
    yield f"  {type(erreur).__module__}.{type(erreur).__qualname__}"


def _lieu(fichier: str) -> str:
    """Le chemin à l’intérieur du programme ou d’une bibliothèque ; le dossier d’une personne porte souvent son nom."""
    parties = PurePath(fichier).parts
    for repere, garde in (("site-packages", 1), ("secretariat", 0)):
        if repere in parties:
            rang = len(parties) - 1 - parties[::-1].index(repere)
            return "/".join(parties[rang + garde :])
    return PurePath(fichier).name


def _milieu(moment: datetime, fil: str) -> Iterable[str]:
    yield f"Instant : {moment:%Y-%m-%d %H:%M:%S}"
    yield f"Version : {_version('secretariat')}, schéma {schema.REVISION}"
    yield f"Système : {platform.system()} {platform.release()} {platform.machine()}"
    yield f"Python : {platform.python_version()}"
    yield from (f"{nom} : {_version(nom)}" for nom in BIBLIOTHEQUES)
    yield f"Fenêtre : {'oui' if 'PySide6.QtWidgets' in sys.modules else 'non'}, fil {fil}"


def _version(nom: str) -> str:
    try:
        return metadata.version(nom)
    except metadata.PackageNotFoundError:
        return "inconnue"
