"""Un modèle de table Qt sur des lignes immuables déjà lues : `data` n’interroge jamais la base."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from secretariat.ui.theme.peinture import DROITE, GAUCHE

L = TypeVar("L")
Index = QModelIndex | QPersistentModelIndex
RACINE = QModelIndex()


def _rien(_ligne: object) -> str:
    return ""


class RoleTable(IntEnum):
    """Ce qu’une case dit de plus que son texte à qui la peint."""

    GRAISSE = Qt.ItemDataRole.UserRole + 1
    ICONE = Qt.ItemDataRole.UserRole + 2
    ENCRE = Qt.ItemDataRole.UserRole + 3
    DETAIL = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True)  # sans slots : Python 3.11 les refuse à une classe générique paramétrée à l’appel
class Colonne(Generic[L]):
    """Une colonne : son titre et comment tirer d’une ligne son texte et sa peinture.

    `icone` rend un nom d’icône, `encre` un jeton de couleur, `detail` une seconde ligne plus petite ; vides, rien.
    `largeur` est en pixels : zéro suit le contenu, une colonne `etiree` prend la place restante. Une colonne
    `accessoire` s’efface, de droite à gauche, quand il ne resterait plus à la colonne étirée de quoi se lire.
    """

    titre: str
    texte: Callable[[L], str]
    droite: bool = False
    graisse: int = 400
    icone: Callable[[L], str] = _rien
    encre: Callable[[L], str] = _rien
    detail: Callable[[L], str] = _rien
    largeur: int = 0
    etiree: bool = False
    accessoire: bool = False


class ModeleTable(QAbstractTableModel, Generic[L]):
    """Montre une suite de lignes ; `cle` reconnaît une ligne d’une lecture à l’autre."""

    def __init__(
        self,
        colonnes: Sequence[Colonne[L]],
        cle: Callable[[L], object] = lambda ligne: ligne,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.colonnes = tuple(colonnes)
        self.cle = cle
        self._lignes: tuple[L, ...] = ()

    @property
    def a_des_details(self) -> bool:
        """Dit si une colonne écrit une seconde ligne."""
        return any(colonne.detail is not _rien for colonne in self.colonnes)

    @property
    def lignes(self) -> tuple[L, ...]:
        """Les lignes montrées."""
        return self._lignes

    def remplacer(self, lignes: tuple[L, ...]) -> None:
        """Montre ces lignes-ci ; si ce sont les mêmes, rafraîchies, rien ne bouge à l’écran."""
        if lignes == self._lignes:
            return
        if [self.cle(ligne) for ligne in lignes] == [self.cle(ligne) for ligne in self._lignes]:
            self._lignes = lignes
            self.dataChanged.emit(self.index(0, 0), self.index(len(lignes) - 1, len(self.colonnes) - 1))
            return
        self.beginResetModel()
        self._lignes = lignes
        self.endResetModel()

    def ligne(self, index: Index) -> L:
        """La ligne entière sous un index."""
        return self._lignes[index.row()]

    def rang(self, cle: object) -> int | None:
        """Le rang de la ligne qui a cette clé."""
        return next((rang for rang, ligne in enumerate(self._lignes) if self.cle(ligne) == cle), None)

    def rowCount(self, parent: Index = RACINE) -> int:
        """Nombre de lignes."""
        return 0 if parent.isValid() else len(self._lignes)

    def columnCount(self, parent: Index = RACINE) -> int:
        """Nombre de colonnes."""
        return 0 if parent.isValid() else len(self.colonnes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 — imposé par Qt
        """Un aspect d’une case."""
        if not index.isValid():
            return None
        colonne, ligne = self.colonnes[index.column()], self._lignes[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return colonne.texte(ligne)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{colonne.titre} : {_dit(colonne, ligne)}" if colonne.titre else _dit(colonne, ligne)
            case Qt.ItemDataRole.TextAlignmentRole:
                return DROITE if colonne.droite else GAUCHE
            case _:
                return _aspect(colonne, ligne, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 — imposé par Qt
        """Titre d’une colonne et son alignement."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.colonnes[section].titre
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return DROITE if self.colonnes[section].droite else GAUCHE
        return None


def _dit(colonne: Colonne[L], ligne: L) -> str:
    detail = colonne.detail(ligne)
    return f"{colonne.texte(ligne)}, {detail}" if detail else colonne.texte(ligne)


def _aspect(colonne: Colonne[L], ligne: L, role: int) -> object:
    match role:
        case RoleTable.GRAISSE:
            return colonne.graisse
        case RoleTable.ICONE:
            return colonne.icone(ligne)
        case RoleTable.ENCRE:
            return colonne.encre(ligne)
        case RoleTable.DETAIL:
            return colonne.detail(ligne)
        case _:
            return None
