"""La peinture d’une case de tableau : fond de ligne, icône, texte abrégé, détail, filet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from secretariat.ui.modele_table import RoleTable
from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, LARGEUR
from secretariat.ui.theme.peinture import largeur_texte, peindre_texte
from secretariat.ui.theme.theme import theme

Index = QModelIndex | QPersistentModelIndex
MARGE = ESPACE.petit


class DelegueTable(QStyledItemDelegate):
    """Peint les cases ; `ligne_survolee` est le rang sous la souris, −1 s’il n’y en a pas."""

    def __init__(self, vue: QAbstractItemView) -> None:
        super().__init__(vue)
        self.ligne_survolee = -1

    def paint(self, peintre: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Peint une case."""
        peintre.save()
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        cadre = QRectF(option.rect)
        self._peindre_fond(peintre, cadre, option, index)
        self._peindre_contenu(peintre, cadre.adjusted(MARGE, 0, -MARGE, -LARGEUR.trait), index)
        peintre.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """La place du texte, de son icône et des marges."""
        large = largeur_texte(_texte(index), self._police(index)) + 2 * MARGE + 1
        if index.data(RoleTable.DETAIL):
            large = max(large, largeur_texte(index.data(RoleTable.DETAIL), theme().police("petit")) + 2 * MARGE + 1)
        if index.data(RoleTable.ICONE):
            large += ICONE.moyenne + ESPACE.petit
        return QSize(round(large), theme().px(HAUTEUR.ligne))

    def helpEvent(
        self, evenement: QHelpEvent, vue: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Montre le texte entier d’une case abrégée."""
        if evenement.type() == QEvent.Type.ToolTip and index.isValid():
            place = option.rect.width()
            QToolTip.showText(
                evenement.globalPos(), _texte(index) if self.sizeHint(option, index).width() > place else "", vue
            )
            return True
        return super().helpEvent(evenement, vue, option, index)

    def _peindre_fond(self, peintre: QPainter, cadre: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        couleur = theme().couleur
        choisie = bool(option.state & QStyle.StateFlag.State_Selected)
        if choisie:
            peintre.fillRect(cadre, couleur("accent_fond"))
        elif index.row() == self.ligne_survolee:
            peintre.fillRect(cadre, couleur("survol"))
        bas = QRectF(cadre.left(), cadre.bottom() - LARGEUR.trait, cadre.width(), LARGEUR.trait)
        peintre.fillRect(bas, couleur("bord"))
        vue = self.parent()
        if choisie and index.column() == 0 and isinstance(vue, QAbstractItemView) and vue.hasFocus():
            peintre.fillRect(QRectF(cadre.left(), cadre.top(), LARGEUR.bande, cadre.height()), couleur("accent"))

    def _peindre_contenu(self, peintre: QPainter, cadre: QRectF, index: Index) -> None:
        encre = index.data(RoleTable.ENCRE) or "texte"
        if nom := index.data(RoleTable.ICONE):
            cote = ICONE.moyenne
            place = QRectF(cadre.left(), cadre.center().y() - cote / 2, cote, cote)
            peindre_icone(peintre, nom, place, "texte2" if encre == "texte" else encre)
            cadre = cadre.adjusted(cote + ESPACE.petit, 0, 0, 0)
        alignement = index.data(Qt.ItemDataRole.TextAlignmentRole)
        haut = cadre
        if detail := index.data(RoleTable.DETAIL):
            haut, bas = _deux_lignes(cadre)
            peindre_texte(
                peintre, bas, detail, theme().police("petit"), couleur=theme().couleur("texte2"), alignement=alignement
            )
        peindre_texte(
            peintre, haut, _texte(index), self._police(index), couleur=theme().couleur(encre), alignement=alignement
        )

    def _police(self, index: Index) -> QFont:
        return theme().police("corps", index.data(RoleTable.GRAISSE) or 400)


def _texte(index: Index) -> str:
    return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


def _deux_lignes(cadre: QRectF) -> tuple[QRectF, QRectF]:
    milieu = cadre.center().y() + 1
    haut = QRectF(
        cadre.left(), milieu - theme().px(ESPACE.ample - ESPACE.infime), cadre.width(), theme().px(HAUTEUR.touche)
    )
    return haut, QRectF(cadre.left(), milieu, cadre.width(), theme().px(ESPACE.grand))
