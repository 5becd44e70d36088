"""Ce qu’un programme mesuré dit à celui qui le mesure : un mot, l’heure d’une horloge commune, une valeur."""

from __future__ import annotations

import sys
import time
from pathlib import Path

KIO_PAR_MO = 1024


def temoigner(mot: str, valeur: float = 0.0) -> None:
    """Écrit une ligne sur la sortie standard ; l’horloge monotone est commune à tous les programmes de la machine."""
    sys.stdout.write(f"{mot} {time.monotonic()} {valeur}\n")
    sys.stdout.flush()


def memoire_mo() -> float:
    """La mémoire résidente de ce programme, en mégaoctets."""
    for ligne in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if ligne.startswith("VmRSS:"):
            return int(ligne.split()[1]) / KIO_PAR_MO
    return 0.0
