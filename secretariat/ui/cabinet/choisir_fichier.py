"""Demander un fichier qui existe ; les essais remplacent `demander`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from secretariat.ui.enregistrer_sous import MOTS

TOUS = "Tous les fichiers (*)"
MOTS_D_OUVERTURE = MOTS | {QFileDialog.DialogLabel.Accept: "Choisir"}


def demander(parent: QWidget, titre: str, filtre: str = TOUS, depart: str = "") -> Path | None:
    """Le fichier choisi ; None si la personne renonce.

    Args:
        parent: La pièce par-dessus laquelle la boîte s’ouvre.
        titre: Ce que l’on choisit.
        filtre: Les sortes de fichiers montrées, à la façon de Qt.
        depart: Le fichier choisi jusqu’ici, dont le dossier s’ouvre.
    """
    boite = QFileDialog(parent, titre, str(Path(depart).parent) if depart else "", filtre)
    boite.setFileMode(QFileDialog.FileMode.ExistingFile)
    for piece, mot in MOTS_D_OUVERTURE.items():
        boite.setLabelText(piece, mot)
    try:
        return Path(boite.selectedFiles()[0]) if boite.exec() else None
    finally:
        boite.deleteLater()
