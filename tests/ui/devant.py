"""Répondre, au clavier, aux dialogues qui s’ouvrent pendant un essai ; aucun ne reste ouvert sans réponse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from secretariat.ui.composants import DialogueConflit
from tests.saisie import touche

Geste = Callable[[DialogueConflit], None]
GUET_MS = 10


@contextmanager
def devant_les_dialogues(*gestes: Geste) -> Iterator[list[str]]:
    """Fait un geste devant chaque dialogue de conflit, dans l’ordre ; rend leurs textes, qui doivent tous venir."""
    attendus, textes = list(gestes), []

    def guetter() -> None:
        boite, foyer = QApplication.activeModalWidget(), QApplication.focusWidget()
        if not isinstance(boite, DialogueConflit) or boite in vues or not foyer or not boite.isAncestorOf(foyer):
            return
        vues.append(boite)
        textes.append(lire(boite))
        try:
            attendus.pop(0)(boite)
        finally:
            if boite.isVisible():
                boite.reject()

    vues: list[DialogueConflit] = []
    minuterie = QTimer(interval=GUET_MS)
    minuterie.timeout.connect(guetter)
    minuterie.start()
    try:
        yield textes
    finally:
        minuterie.stop()
    assert not attendus, f"{len(attendus)} dialogue(s) ne sont pas venus"


def presser(code: Qt.Key) -> None:
    """Une touche là où est le clavier."""
    foyer = QApplication.focusWidget()
    assert foyer is not None
    touche(foyer, code)


def lire(boite: DialogueConflit) -> str:
    """Tout ce que le dialogue écrit."""
    etiquettes = [e.text() for e in boite.findChildren(QLabel) if e.isVisible()]
    return "\n".join([*etiquettes, *(p.accessibleName() for d in boite.disputes for p in d.propositions)])
