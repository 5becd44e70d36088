"""Défaire et refaire : chaque geste réversible s’empile avec son contraire ; Ctrl+Z le rejoue.

Le contraire est un vrai service, dans sa transaction à lui, et le journal garde les deux gestes. Il n’est annoncé
défait qu’une fois abouti : s’il est refusé (la place a été reprise entre-temps), seul le refus se montre, et la pile
passe au geste d’avant.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

PROFONDEUR = 50


@dataclass(frozen=True, slots=True)
class Geste:
    """Un geste fait : ce que le message en dit, et comment le défaire.

    Attributes:
        defaire: Lance son propre travail, et appelle ce qu’il reçoit quand il a abouti.
    """

    libelle: str
    defaire: Callable[[Callable[[], None]], None]


class Defaire(QObject):
    """La pile des gestes de la session.

    Signals:
        fait: Un geste réversible vient d’être fait ; porte son libellé.
        defait: Un geste vient d’être défait ; porte son libellé.
        change: La pile a changé ; porte vrai s’il reste quelque chose à défaire.
    """

    fait = Signal(str)
    defait = Signal(str)
    change = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pile: list[Geste] = []

    @property
    def est_possible(self) -> bool:
        """Vrai s’il reste un geste à défaire."""
        return bool(self._pile)

    def empiler(self, libelle: str, defaire: Callable[[Callable[[], None]], None]) -> None:
        """Retient un geste qui vient d’aboutir ; voir `Geste.defaire`."""
        self._pile.append(Geste(libelle, defaire))
        del self._pile[:-PROFONDEUR]
        self.fait.emit(libelle)
        self.change.emit(self.est_possible)

    def defaire(self) -> None:
        """Défait le dernier geste ; ne fait rien s’il n’y en a pas."""
        if not self._pile:
            return
        geste = self._pile.pop()
        geste.defaire(lambda: self.defait.emit(geste.libelle))
        self.change.emit(self.est_possible)

    def oublier(self) -> None:
        """Vide la pile, à la fermeture de la session."""
        self._pile.clear()
        self.change.emit(self.est_possible)
