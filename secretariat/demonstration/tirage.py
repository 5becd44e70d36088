"""Le hasard de la démonstration : toujours le même pour une graine et un sujet donnés.

Chaque sujet a sa propre suite ; changer la population ne change pas le tirage des règlements.
"""

from __future__ import annotations

from random import Random


def tirage(graine: int, *sujets: object) -> Random:
    """La suite de nombres de ce sujet ; ne sert jamais à un secret."""
    return Random("/".join(str(x) for x in (graine, *sujets)))  # noqa: S311


def chance(hasard: Random, pour_cent: int) -> bool:
    """Vrai une fois sur cent, autant de fois que dit."""
    return hasard.randrange(100) < pour_cent
