"""Les raisons d’une cotation, rangées avec la facture : une suite JSON, que l’on relit telle quelle."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from secretariat.socle.motif import Motif


def ecrire(motifs: Sequence[Motif]) -> str:
    """Le texte JSON de ces raisons."""
    return json.dumps([asdict(motif) for motif in motifs], ensure_ascii=False)


def relire(texte: str) -> tuple[Motif, ...]:
    """Les raisons d’un texte écrit par `ecrire`, ou par une version qui n’y rangeait pas encore la part."""
    return tuple(Motif(**champs) for champs in json.loads(texte))
