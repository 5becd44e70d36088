"""Demander où écrire un fichier, et l’écrire ; les essais remplacent `demander`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from secretariat.socle import fichiers

Demande = Callable[[QWidget, str, str], Path | None]


def demander(parent: QWidget, nom: str, filtre: str) -> Path | None:
    """Le fichier choisi, nom proposé dans le dossier des documents ; None si la personne renonce."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    choisi, _ = QFileDialog.getSaveFileName(parent, "Enregistrer sous", str(Path(documents) / nom), filtre)
    return Path(choisi) if choisi else None


def ecrire(chemin: Path, contenu: bytes) -> Path:
    """Écrit le fichier d’un coup, ou pas du tout ; rend son chemin.

    Raises:
        ErreurEnvironnement: Le dossier manque, ne s’écrit pas, ou le disque est plein.
    """
    fichiers.enregistrer(chemin, contenu)
    return chemin
