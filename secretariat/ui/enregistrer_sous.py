"""Demander où écrire un fichier ; les essais remplacent cette seule fonction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

Demande = Callable[[QWidget, str, str], Path | None]


def demander(parent: QWidget, nom: str, filtre: str) -> Path | None:
    """Le fichier choisi, nom proposé dans le dossier des documents ; None si la personne renonce."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    choisi, _ = QFileDialog.getSaveFileName(parent, "Enregistrer sous", str(Path(documents) / nom), filtre)
    return Path(choisi) if choisi else None
