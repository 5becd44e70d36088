"""Lire l’heure que la personne a tapée. Pur."""

from __future__ import annotations

import re
from datetime import time

HEURE = re.compile(r"(\d{1,2})(?:\s*[h:.]\s*(\d{1,2})?|(\d{2}))?")


def lire_heure(texte: str) -> time | None:
    """L’heure tapée, sous toutes ses formes courantes ; None si ce n’en est pas une.

    >>> [str(lire_heure(t)) for t in ("9", "9h", "9 h 05", "0905", "9:5", "25h")]
    ['09:00:00', '09:00:00', '09:05:00', '09:05:00', '09:05:00', 'None']
    """
    trouve = HEURE.fullmatch(texte.replace("\u00a0", " ").strip().lower())
    if trouve is None:
        return None
    heures, minutes = int(trouve[1]), int(trouve[2] or trouve[3] or 0)
    try:
        return time(heures, minutes)
    except ValueError:
        return None
