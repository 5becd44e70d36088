"""Les tracés SVG des icônes, colorés à la demande. Les couleurs sont ici déjà résolues (« #rrggbb »).

Un même tracé et une même couleur partagent leur `QSvgRenderer` : peindre une icône ne relit jamais le fichier.
"""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

from secretariat.socle import ressources


@cache
def source(nom: str) -> str:
    """Le SVG de l’icône, tracé en `currentColor`.

    Raises:
        FileNotFoundError: L’icône n’existe pas.
    """
    return (ressources.dossier() / "icones" / f"{nom}.svg").read_text(encoding="utf-8")


def colore(nom: str, couleur: str) -> str:
    """Le SVG de l’icône, tracé dans cette couleur."""
    return source(nom).replace("currentColor", couleur)


@cache
def traceur(nom: str, couleur: str) -> QSvgRenderer:
    """Le peintre de cette icône dans cette couleur."""
    return QSvgRenderer(QByteArray(colore(nom, couleur).encode()))


def tracer(peintre: QPainter, nom: str, cadre: QRectF, couleur: str) -> None:
    """Peint l’icône dans le cadre, nette à toute échelle."""
    traceur(nom, couleur).render(peintre, cadre)


@cache
def _dossier_des_fichiers() -> TemporaryDirectory[str]:
    dossier = TemporaryDirectory(prefix="secretariat-icones-")
    atexit.register(dossier.cleanup)
    return dossier


@cache
def fichier(nom: str, couleur: str) -> str:
    """Le chemin d’un fichier SVG coloré : les feuilles de style de Qt ne savent lire une image que là."""
    chemin = Path(_dossier_des_fichiers().name) / f"{nom}-{couleur.removeprefix('#')}.svg"
    chemin.write_text(colore(nom, couleur), encoding="utf-8")
    return chemin.as_posix()
