"""Demander où écrire un fichier, et l’écrire ; les essais remplacent `demander`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from secretariat.socle import fichiers

MOTS = {
    QFileDialog.DialogLabel.LookIn: "Dossier\u00a0:",
    QFileDialog.DialogLabel.FileName: "Nom du fichier\u00a0:",
    QFileDialog.DialogLabel.FileType: "Type de fichier\u00a0:",
    QFileDialog.DialogLabel.Accept: "Enregistrer",
    QFileDialog.DialogLabel.Reject: "Annuler",
}
"""La traduction de Qt en laisse deux en anglais."""

Demande = Callable[[QWidget, str, str], Path | None]


def demander(parent: QWidget, nom: str, filtre: str, titre: str = "Enregistrer sous") -> Path | None:
    """Le fichier choisi, nom proposé dans le dossier des documents ; None si la personne renonce.

    Un nom tapé sans extension prend celle du nom proposé avant que la boîte ne regarde s’il existe déjà.
    """
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    boite = QFileDialog(parent, titre, documents, filtre)
    boite.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    boite.setDefaultSuffix(Path(nom).suffix.removeprefix("."))
    boite.selectFile(nom)
    for piece, mot in MOTS.items():
        boite.setLabelText(piece, mot)
    try:
        return Path(boite.selectedFiles()[0]) if boite.exec() else None
    finally:
        boite.deleteLater()


def ecrire(chemin: Path, contenu: bytes) -> Path:
    """Écrit le fichier d’un coup, ou pas du tout ; rend son chemin.

    Raises:
        ErreurEnvironnement: Le dossier manque, ne s’écrit pas, ou le disque est plein.
    """
    fichiers.enregistrer(chemin, contenu)
    return chemin
