"""La grille peinte, dite aux lecteurs d’écran : une liste de colonnes, chacune la liste de ses rendez-vous.

Qt ne retient pas les interfaces que Python lui rend : chaque parent garde les siennes.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

import shiboken6

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from secretariat.ui.agenda.disposition import Arret, Bloc, Disposition
from secretariat.ui.agenda.paroles import dire_bloc

MINUTES = 60


class GrilleDite(Protocol):
    """Ce que les interfaces lisent de la grille."""

    @property
    def disposition(self) -> Disposition | None:
        """La journée montrée."""

    @property
    def choix(self) -> Arret | None:
        """Ce qui est choisi."""

    def cadre_vue(self, bloc: Bloc) -> QRect:
        """Le rectangle d’un rendez-vous dans la vue."""

    def cadre_creneau(self, colonne: int, debut: int, fin: int) -> QRect:
        """Le rectangle d’un temps dans la vue."""

    def viewport(self) -> QWidget:
        """La vue."""


class _Interface(QAccessibleInterface):
    """Le socle des interfaces sans widget à elles."""

    def __init__(self, grille: QWidget, dite: GrilleDite) -> None:
        super().__init__()
        self._grille, self._dite = grille, dite

    def isValid(self) -> bool:  # noqa: N802 — nom imposé par Qt
        """Vrai tant que la grille existe."""
        return shiboken6.isValid(self._grille)

    def object(self) -> QObject | None:  # type: ignore[override]  # l’absence est permise
        """Rien : ce n’est pas un widget."""
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        """La fenêtre qui porte la grille."""
        return self._grille.window().windowHandle()

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        """L’enfant sous un point de l’écran."""
        enfants = (self.child(i) for i in range(self.childCount()))
        return next((e for e in enfants if e.rect().contains(x, y)), None)

    def setText(self, _quoi: QAccessible.Text, _texte: str) -> None:  # noqa: N802 — nom imposé par Qt
        """Rien ne se change par là."""

    def foregroundColor(self) -> QColor:  # noqa: N802 — nom imposé par Qt
        """Celle de la palette."""
        return self._grille.palette().windowText().color()

    def backgroundColor(self) -> QColor:  # noqa: N802 — nom imposé par Qt
        """Celle de la palette."""
        return self._grille.palette().window().color()

    def _a_l_ecran(self, cadre: QRect) -> QRect:
        return QRect(self._dite.viewport().mapToGlobal(cadre.topLeft()), cadre.size())


class RdvDit(_Interface):
    """Un rendez-vous."""

    def __init__(self, grille: QWidget, dite: GrilleDite, colonne: ColonneDite, rang: int) -> None:
        super().__init__(grille, dite)
        self._colonne, self._rang = colonne, rang

    def bloc(self) -> Bloc | None:
        """Le rendez-vous de ce rang, s’il existe encore."""
        blocs = self._colonne.blocs()
        return blocs[self._rang] if self._rang < len(blocs) else None

    def isValid(self) -> bool:  # noqa: N802 — nom imposé par Qt
        """Vrai tant que la journée montre ce rang."""
        return super().isValid() and self.bloc() is not None

    def parent(self) -> QAccessibleInterface:
        """Sa colonne."""
        return self._colonne

    def child(self, _rang: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Aucun."""
        return None

    def childCount(self) -> int:  # noqa: N802 — nom imposé par Qt
        """Aucun."""
        return 0

    def indexOfChild(self, _enfant: QAccessibleInterface) -> int:  # noqa: N802 — nom imposé par Qt
        """Aucun."""
        return -1

    def text(self, quoi: QAccessible.Text) -> str:
        """Le nom complet."""
        bloc = self.bloc()
        return dire_bloc(bloc) if bloc is not None and quoi == QAccessible.Text.Name else ""

    def rect(self) -> QRect:
        """Sa place à l’écran."""
        bloc = self.bloc()
        return QRect() if bloc is None else self._a_l_ecran(self._dite.cadre_vue(bloc))

    def role(self) -> QAccessible.Role:
        """Un élément de liste."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Choisissable, choisi ou non."""
        etat, bloc, choix = QAccessible.State(), self.bloc(), self._dite.choix
        vise = choix.bloc if choix is not None else None
        choisi = bloc is not None and vise is not None and vise.rdv.id == bloc.rdv.id
        etat.selectable = etat.focusable = True
        etat.selected = etat.focused = choisi
        return etat


class ColonneDite(_Interface):
    """Un praticien et sa journée."""

    def __init__(self, grille: QWidget, dite: GrilleDite, racine: QAccessibleInterface, rang: int) -> None:
        super().__init__(grille, dite)
        self._racine, self._rang = racine, rang
        self._enfants: list[RdvDit] = []

    def blocs(self) -> tuple[Bloc, ...]:
        """Ses rendez-vous, dans l’ordre de la journée."""
        disposition = self._dite.disposition
        if disposition is None or self._rang >= len(disposition.arrets):
            return ()
        return tuple(a.bloc for a in disposition.arrets[self._rang] if a.bloc is not None)

    def parent(self) -> QAccessibleInterface:
        """La grille."""
        return self._racine

    def child(self, rang: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Un rendez-vous."""
        while len(self._enfants) <= rang < self.childCount():
            self._enfants.append(RdvDit(self._grille, self._dite, self, len(self._enfants)))
        return self._enfants[rang] if 0 <= rang < self.childCount() else None

    def childCount(self) -> int:  # noqa: N802 — nom imposé par Qt
        """Le nombre de ses rendez-vous."""
        return len(self.blocs())

    def indexOfChild(self, enfant: QAccessibleInterface) -> int:  # noqa: N802 — nom imposé par Qt
        """Le rang d’un rendez-vous."""
        return next((i for i, e in enumerate(self._enfants) if e is enfant), -1)

    def text(self, quoi: QAccessible.Text) -> str:
        """« Dr Hélène MARCHAND, 12 rendez-vous »."""
        disposition = self._dite.disposition
        if quoi != QAccessible.Text.Name or disposition is None or self._rang >= len(disposition.colonnes):
            return ""
        return f"{disposition.colonnes[self._rang].praticien.nom_complet}, {self.childCount()} rendez-vous"

    def rect(self) -> QRect:
        """Sa place à l’écran."""
        disposition = self._dite.disposition
        if disposition is None:
            return QRect()
        heures = disposition.premiere * MINUTES, disposition.derniere * MINUTES
        return self._a_l_ecran(self._dite.cadre_creneau(self._rang, *heures))

    def role(self) -> QAccessible.Role:
        """Une liste."""
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        """Rien de particulier."""
        return QAccessible.State()


class GrilleAccessible(QAccessibleWidget):
    """La grille : un groupe de colonnes."""

    def __init__(self, grille: QWidget, dite: GrilleDite) -> None:
        super().__init__(grille, QAccessible.Role.Grouping, grille.accessibleName())
        self._grille, self._dite = grille, dite
        self._enfants: list[ColonneDite] = []

    def child(self, rang: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Une colonne."""
        while len(self._enfants) <= rang < self.childCount():
            self._enfants.append(ColonneDite(self._grille, self._dite, self, len(self._enfants)))
        return self._enfants[rang] if 0 <= rang < self.childCount() else None

    def childCount(self) -> int:  # noqa: N802 — nom imposé par Qt
        """Le nombre de praticiens montrés."""
        disposition = self._dite.disposition
        return 0 if disposition is None else len(disposition.colonnes)

    def indexOfChild(self, enfant: QAccessibleInterface) -> int:  # noqa: N802 — nom imposé par Qt
        """Le rang d’une colonne."""
        return next((i for i, e in enumerate(self._enfants) if e is enfant), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        """La colonne sous un point de l’écran."""
        enfants = (self.child(i) for i in range(self.childCount()))
        return next((e for e in enfants if e is not None and e.rect().contains(x, y)), None)


@cache
def installer() -> None:
    """Fait connaître la grille à Qt, une fois pour le programme."""
    QAccessible.installFactory(_fabriquer)


def _fabriquer(_cle: str, objet: QObject | None) -> QAccessibleInterface | None:
    rendre = getattr(objet, "interface_accessible", None)
    return rendre() if rendre is not None else None
