"""D’où vient le XML de l’API de lecture Vitale : de nulle part, ou d’un fichier déposé par l’outil sous licence.

Le danger est le fichier du patient d’avant. Il n’est lu que s’il a été écrit après l’insertion de la carte en place,
depuis peu, et pas dans l’avenir : une horloge qu’on recule rendrait juste un vieux fichier. Il l’est en une fois, et ne
doit pas changer pendant la lecture. L’heure du fichier et celle du poste doivent être la même : le dossier est sur ce
poste. Reste l’outil lent, qui écrit après l’insertion ce qu’il avait lu avant : `concordance` est là pour lui.
"""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Protocol

from secretariat.cartes.api_vitale.arbre import TAILLE_MAX
from secretariat.cartes.erreurs import DonneesInvalides, LicenceRequise, ReponseInattendue
from secretariat.socle.horloge import Horloge

AGE_MAX_S = 60.0
AVANCE_TOLEREE_S = 2.0
"""Les dates de certains systèmes de fichiers (FAT) vont de deux en deux secondes."""
CONSEIL_RELANCER = "Laisser la carte en place et relancer la lecture dans l’outil sous licence, puis réessayer."


class ApiVitale(Protocol):
    """L’API de lecture Vitale, telle qu’on y accède sur ce poste."""

    def lire(self, lecteur: str, *, depuis: datetime) -> bytes:
        """Le XML de la carte qui est dans ce lecteur.

        Args:
            lecteur: Le nom PC/SC du lecteur ; une réalisation qui ne le choisit pas l’ignore.
            depuis: L’insertion de la carte, avec son fuseau ; rien de plus ancien n’est rendu.

        Raises:
            LicenceRequise: Le composant sous licence n’est pas là.
            ErreurCarte: Il n’a rien rendu qui vaille pour cette carte.
        """


class ApiAbsente:
    """Le composant n’est pas installé : c’est le cas tant que rien n’est réglé."""

    def lire(self, lecteur: str, *, depuis: datetime) -> bytes:
        """Refuse toujours.

        Raises:
            LicenceRequise: Toujours.
        """
        raise LicenceRequise


class ApiFichier:
    """Le fichier XML que dépose un outil sous licence à chaque carte lue ; `age_max_s` en secondes."""

    def __init__(self, chemin: Path, *, horloge: Horloge, age_max_s: float = AGE_MAX_S) -> None:
        self._chemin = chemin
        self._horloge = horloge
        self._age_max_s = age_max_s

    def lire(self, lecteur: str, *, depuis: datetime) -> bytes:
        """Le contenu du fichier, s’il est de cette insertion.

        Raises:
            ReponseInattendue: Il manque, date d’avant l’insertion, est trop vieux ou de l’avenir, ou change.
            DonneesInvalides: Il est trop gros.
            ValueError: `depuis` est sans fuseau.
        """
        if depuis.tzinfo is None:
            raise ValueError("l’insertion se dit avec son fuseau")
        try:
            octets = self._contenu(depuis.timestamp())
        except OSError as erreur:
            raise _sans_fichier(erreur.strerror or "") from erreur
        if len(octets) > TAILLE_MAX:
            raise DonneesInvalides(detail=f"fichier de l’API\u00a0: plus de {TAILLE_MAX} octets")
        return octets

    def _contenu(self, insertion_s: float) -> bytes:
        with open(self._chemin, "rb", opener=_ouvrir) as fichier:
            avant = os.fstat(fichier.fileno())
            self._exiger_recent(avant, insertion_s)
            octets = fichier.read(TAILLE_MAX + 1)
            if _empreinte(avant) != _empreinte(os.fstat(fichier.fileno())):
                raise _perime("il change pendant la lecture")
        return octets

    def _exiger_recent(self, etat: os.stat_result, insertion_s: float) -> None:
        if not stat.S_ISREG(etat.st_mode):
            raise _sans_fichier("ce n’est pas un fichier")
        age_s = self._horloge().timestamp() - etat.st_mtime
        if etat.st_mtime <= insertion_s:
            raise _perime("écrit avant l’insertion de la carte")
        if age_s > self._age_max_s:
            raise _perime(f"écrit il y a {age_s:.0f} s")
        if age_s < -AVANCE_TOLEREE_S:
            raise _perime(f"daté de {-age_s:.0f} s dans l’avenir")


def _ouvrir(chemin: str, options: int) -> int:
    """Ouvre sans attendre : un tube nommé mis à la place du fichier bloquerait sinon."""
    return os.open(chemin, options | getattr(os, "O_NONBLOCK", 0))


def _empreinte(etat: os.stat_result) -> tuple[int, int]:
    return etat.st_mtime_ns, etat.st_size


def _sans_fichier(faute: str) -> ReponseInattendue:
    return ReponseInattendue(
        "L’outil de lecture Vitale n’a pas déposé de fichier lisible.",
        conseil=f"{CONSEIL_RELANCER} Sinon, vérifier le fichier désigné dans Cabinet, vue Cartes.",
        detail=f"fichier de l’API\u00a0: {faute}",
    )


def _perime(faute: str) -> ReponseInattendue:
    return ReponseInattendue(
        "Le fichier de l’outil de lecture Vitale n’est pas celui de la carte en place.",
        conseil=CONSEIL_RELANCER,
        detail=f"fichier de l’API\u00a0: {faute}",
    )
