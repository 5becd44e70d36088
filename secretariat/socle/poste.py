"""Les petits fichiers qu’un poste tient à côté de sa base : ses réglages à lui, et où en sont ses sauvegardes.

Ils ne contiennent ni donnée du cabinet ni secret. Manquants ou abîmés, ils valent leurs défauts : le programme s’ouvre.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from secretariat.socle import fichiers


def reglages_du_poste(base: Path) -> Path:
    """Le fichier des réglages de ce poste pour cette base."""
    return base.with_name(base.name + ".poste.json")


def etat_des_sauvegardes(base: Path) -> Path:
    """Le fichier qui dit où en sont les sauvegardes de cette base."""
    return base.with_name(base.name + ".sauvegardes.json")


def lire(fichier: Path) -> dict[str, Any]:
    """L’objet que contient ce fichier ; vide s’il manque ou ne se lit pas."""
    try:
        contenu = json.loads(fichier.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return contenu if isinstance(contenu, dict) else {}


def ecrire(fichier: Path, contenu: Mapping[str, Any]) -> None:
    """Écrit cet objet d’un coup.

    Raises:
        ErreurEnvironnement: Le disque ou le dossier refuse.
    """
    fichiers.enregistrer(fichier, json.dumps(contenu, ensure_ascii=False, indent=2, sort_keys=True).encode())
