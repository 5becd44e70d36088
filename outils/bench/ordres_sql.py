"""Les ordres SQL qu’un geste envoie, et les mêmes rejoués nus, sans rien du programme : son plancher."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def ecoute(moteur: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Recueille les ordres envoyés pendant le bloc, avec leurs valeurs."""
    ordres: list[tuple[str, Any]] = []

    def noter(*arguments: Any) -> None:  # noqa: ANN401  (SQLAlchemy donne connexion, curseur, ordre, valeurs…)
        ordres.append((arguments[2], arguments[3]))

    event.listen(moteur, "before_cursor_execute", noter)
    try:
        yield ordres
    finally:
        event.remove(moteur, "before_cursor_execute", noter)


def rejouer(connexion: Any, ordres: list[tuple[str, Any]]) -> Callable[[], None]:  # noqa: ANN401  (pilote non typé)
    """Un geste qui envoie ces ordres au pilote et prend toutes les lignes."""

    def geste() -> None:
        for ordre, valeurs in ordres:
            connexion.execute(ordre, valeurs).fetchall()

    return geste
