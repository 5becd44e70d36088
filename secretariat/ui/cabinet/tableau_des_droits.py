"""Le tableau de la matrice : des titres de groupe, des coches, la case changée teintée, tout au clavier."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from secretariat.cabinet.valeurs import LIBELLES_ROLES, CaseDeDroit, LigneDeDroit, MatriceDuCabinet, Role
from secretariat.ui.modele_table import RACINE, Index
from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, LARGEUR
from secretariat.ui.theme.peinture import CENTRE, GAUCHE, Trait, peindre_cadre, peindre_texte
from secretariat.ui.theme.theme import theme

ROLES = tuple(Role)
TITRES = ("Action", *(LIBELLES_ROLES[role].capitalize() for role in ROLES))
CASE = Qt.ItemDataRole.UserRole + 1


class ModeleDroits(QAbstractTableModel):
    """Des lignes de droits, précédées du titre de leur groupe (une chaîne)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lignes: tuple[str | LigneDeDroit, ...] = ()
        self.changees = 0

    def remplacer(self, matrice: MatriceDuCabinet) -> None:
        """Montre cette matrice ; les mêmes lignes aux cases changées ne bougent pas à l’écran."""
        lignes: list[str | LigneDeDroit] = []
        groupe = ""
        for ligne in matrice.lignes:
            if ligne.groupe != groupe:
                groupe = ligne.groupe
                lignes.append(groupe)
            lignes.append(ligne)
        self.changees = matrice.changees
        if len(lignes) == len(self._lignes):
            self._lignes = tuple(lignes)
            self.dataChanged.emit(self.index(0, 0), self.index(len(lignes) - 1, len(TITRES) - 1))
            return
        self.beginResetModel()
        self._lignes = tuple(lignes)
        self.endResetModel()

    def ligne(self, rang: int) -> str | LigneDeDroit:
        """Un titre de groupe, ou un droit."""
        return self._lignes[rang]

    def case(self, index: Index) -> tuple[LigneDeDroit, CaseDeDroit] | None:
        """Le droit et la case sous un index ; None hors des colonnes de rôle."""
        ligne = self._lignes[index.row()]
        if isinstance(ligne, str) or index.column() == 0:
            return None
        return ligne, ligne.cases[index.column() - 1]

    def rowCount(self, parent: Index = RACINE) -> int:
        """Nombre de lignes, titres compris."""
        return 0 if parent.isValid() else len(self._lignes)

    def columnCount(self, parent: Index = RACINE) -> int:
        """L’action, puis un rôle par colonne."""
        return 0 if parent.isValid() else len(TITRES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Un titre de groupe ne se choisit pas."""
        return Qt.ItemFlag.NoItemFlags if isinstance(self._lignes[index.row()], str) else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 — imposé par Qt
        """Le texte, ce que dit un lecteur d’écran, ou la case."""
        if not index.isValid():
            return None
        ligne, trouvee = self._lignes[index.row()], self.case(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ligne if isinstance(ligne, str) else _dite(ligne, trouvee)
        if trouvee is not None:
            return _aspect(trouvee[1], role)
        if role == Qt.ItemDataRole.DisplayRole and index.column() == 0:
            return ligne if isinstance(ligne, str) else ligne.libelle
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 — imposé par Qt
        """Le titre d’une colonne."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return CENTRE if section else GAUCHE
        return TITRES[section] if role == Qt.ItemDataRole.DisplayRole else None


class TableauDroits(QTableView):
    """La matrice.

    Signals:
        demandee: Changer cette case ; porte la ligne et la case.
        visee: La case courante a changé de ligne ; porte la ligne.
    """

    demandee = Signal(object, object)
    visee = Signal(object)

    def __init__(self, modele: ModeleDroits) -> None:
        super().__init__()
        self._modele = modele
        self.modifiable = False
        self.setModel(modele)
        self.setItemDelegate(_Delegue(self))
        self.setAccessibleName("Droits de chaque rôle")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.clicked.connect(self._demander)
        self._dimensionner()
        theme().change.connect(self._dimensionner)

    def etendre_les_groupes(self) -> None:
        """Le titre d’un groupe prend toute la largeur."""
        self.clearSpans()
        for rang in range(self._modele.rowCount()):
            if isinstance(self._modele.ligne(rang), str):
                self.setSpan(rang, 0, 1, self._modele.columnCount())
        if not self.currentIndex().isValid() and self._modele.rowCount() > 1:
            self.setCurrentIndex(self._modele.index(1, 1))

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Espace ou Entrée change la case."""
        if evenement.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._demander(self.currentIndex())
            return
        super().keyPressEvent(evenement)

    def currentChanged(self, courant: Index, precedent: Index) -> None:  # noqa: N802 — nom imposé par Qt
        """Annonce la ligne visée."""
        super().currentChanged(courant, precedent)
        if courant.isValid() and not isinstance(ligne := self._modele.ligne(courant.row()), str):
            self.visee.emit(ligne)

    def _demander(self, index: Index) -> None:
        if self.modifiable and index.isValid() and (trouvee := self._modele.case(index)) is not None:
            self.demandee.emit(*trouvee)

    def _dimensionner(self) -> None:
        entete = self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(theme().px(HAUTEUR.ligne))
        entete.setFont(theme().police("petit", 500))
        entete.setFixedHeight(theme().px(HAUTEUR.entete))
        entete.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for colonne in range(1, len(TITRES)):
            entete.setSectionResizeMode(colonne, QHeaderView.ResizeMode.Fixed)
            entete.resizeSection(colonne, theme().px(LARGEUR.champ_court))


class _Delegue(QStyledItemDelegate):
    """Peint un titre de groupe, une action ou une case."""

    def __init__(self, tableau: TableauDroits) -> None:
        super().__init__(tableau)
        self._tableau = tableau

    def paint(self, peintre: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Peint une case."""
        peintre.save()
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        cadre, couleur = QRectF(option.rect), theme().couleur
        texte, case = index.data(Qt.ItemDataRole.DisplayRole), index.data(CASE)
        titre = not index.flags()
        if titre:
            peintre.fillRect(cadre, couleur("creux"))
        if texte:
            police = theme().police("petit" if titre else "corps", 600 if titre else 400)
            place = cadre.adjusted(ESPACE.petit, 0, -ESPACE.petit, 0)
            peindre_texte(peintre, place, texte, police, couleur=couleur("texte2" if titre else "texte"))
        if isinstance(case, CaseDeDroit):
            _peindre_case(peintre, cadre, case)
        bas = QRectF(cadre.left(), cadre.bottom() - LARGEUR.trait, cadre.width(), LARGEUR.trait)
        peintre.fillRect(bas, couleur("bord"))
        if option.state & QStyle.StateFlag.State_Selected and self._tableau.hasFocus():
            peindre_cadre(peintre, cadre.adjusted(1, 1, -1, -2), ESPACE.infime, bord=Trait(couleur("accent"), 2))
        peintre.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Une ligne de tableau."""
        return QSize(LARGEUR.champ_court, theme().px(HAUTEUR.ligne))


def _peindre_case(peintre: QPainter, cadre: QRectF, case: CaseDeDroit) -> None:
    if case.changee:
        peintre.fillRect(cadre, theme().couleur("attention_fond"))
    cote = ICONE.moyenne
    place = QRectF(cadre.center().x() - cote / 2, cadre.center().y() - cote / 2, cote, cote)
    if case.permis:
        peindre_icone(peintre, "coche", place, "attention" if case.changee else "succes")
    else:
        peindre_icone(peintre, "moins", place, "attention" if case.changee else "texte3")


def _aspect(case: CaseDeDroit, role: int) -> object:
    if role == CASE:
        return case
    if role == Qt.ItemDataRole.ToolTipRole and case.changee:
        return f"Par défaut\u00a0: {_mot(permis=case.par_defaut)}"
    return None


def _dite(ligne: LigneDeDroit, trouvee: tuple[LigneDeDroit, CaseDeDroit] | None) -> str:
    if trouvee is None:
        return ligne.libelle
    case = trouvee[1]
    change = f", par défaut {_mot(permis=case.par_defaut)}" if case.changee else ""
    return f"{ligne.libelle}, {LIBELLES_ROLES[case.role]}\u00a0: {_mot(permis=case.permis)}{change}"


def _mot(*, permis: bool) -> str:
    return "permis" if permis else "refusé"
