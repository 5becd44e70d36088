"""Où se trouvent les fichiers livrés : barèmes, modèles, cartes fictives, icônes, polices, migrations."""

from __future__ import annotations

from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]


def dossier() -> Path:
    """Le dossier des fichiers livrés."""
    return RACINE / "resources"


def migrations() -> Path:
    """Le dossier des migrations."""
    return RACINE / "migrations"
