"""Le tableau de la maison : lignes immuables, montants à droite, textes abrégés, état vide, tout au clavier."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from secretariat.ui.composants.delegue import DelegueTable
from secretariat.ui.composants.etats import EtatVide
from secretariat.ui.modele_table import Index, ModeleTable
from secretariat.ui.theme.jetons import HAUTEUR, LARGEUR
from secretariat.ui.theme.theme import theme

L = TypeVar("L")
LIGNES_MESUREES = 60  # de quoi remplir un écran : mesurer deux mille lignes figerait la fenêtre


class Tableau(QTableView, Generic[L]):
    """Une table de lignes ; le choix survit à une relecture.

    Signals:
        active: Entrée, ou double clic, sur une ligne ; la porte.
        choisie: La ligne courante a changé ; porte la ligne, ou rien.
    """

    active = Signal(object)
    choisie = Signal(object)

    def __init__(self, nom: str, modele: ModeleTable[L], vide: EtatVide | None = None) -> None:
        super().__init__()
        self._modele = modele
        self._delegue = DelegueTable(self)
        self._vide = vide or EtatVide("liste", "Rien à montrer.")
        self._cle_gardee: object = None
        self._places: tuple[int, ...] = ()
        self.setAccessibleName(nom)
        self.setItemDelegate(self._delegue)
        self._regler_la_vue()
        self._brancher(modele)
        self._regler_les_colonnes()
        self._vide.setParent(self.viewport())
        self._montrer_vide()
        self._dimensionner()
        theme().change.connect(self._dimensionner)

    def ligne_courante(self) -> L | None:
        """La ligne choisie."""
        index = self.currentIndex()
        return self._modele.ligne(index) if index.isValid() else None

    def choisir(self, cle: object) -> bool:
        """Choisit la ligne qui a cette clé ; dit si elle y est."""
        rang = self._modele.rang(cle)
        if rang is not None:
            self.setCurrentIndex(self._modele.index(rang, 0))
        return rang is not None

    def hauteur_du_contenu(self) -> int:
        """La hauteur qui montre toutes les lignes sans défiler."""
        entete = self.horizontalHeader().height() if self.horizontalHeader().isVisibleTo(self) else 0
        return entete + max(self._modele.rowCount(), 1) * self._hauteur_de_ligne()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée active la ligne ; Tab quitte le tableau."""
        ligne = self.ligne_courante()
        if evenement.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and ligne is not None:
            self.active.emit(ligne)
            return
        super().keyPressEvent(evenement)

    def mouseMoveEvent(self, evenement: QMouseEvent) -> None:
        """Suit la ligne sous la souris."""
        self._survoler(self.indexAt(evenement.position().toPoint()).row())
        super().mouseMoveEvent(evenement)

    def leaveEvent(self, evenement: QEvent) -> None:
        """Oublie la ligne survolée."""
        self._survoler(-1)
        super().leaveEvent(evenement)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """L’état vide remplit le tableau."""
        super().resizeEvent(evenement)
        self._vide.setGeometry(QRect(0, 0, self.viewport().width(), self.viewport().height()))
        self._faire_de_la_place()

    def currentChanged(self, courant: Index, precedent: Index) -> None:  # noqa: N802 — nom imposé par Qt
        """Annonce la ligne choisie quand elle change."""
        super().currentChanged(courant, precedent)
        if courant.row() != precedent.row():
            self.choisie.emit(self._modele.ligne(courant) if courant.isValid() else None)

    def _regler_la_vue(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)

    def _brancher(self, modele: ModeleTable[L]) -> None:
        self.setModel(modele)
        self.doubleClicked.connect(lambda index: self.active.emit(modele.ligne(index)))
        modele.modelAboutToBeReset.connect(self._garder_le_choix)
        modele.modelReset.connect(self._rendre_le_choix)

    def _regler_les_colonnes(self) -> None:
        entete = self.horizontalHeader()
        mode = QHeaderView.ResizeMode
        entete.setMinimumSectionSize(HAUTEUR.cible)
        entete.setResizeContentsPrecision(LIGNES_MESUREES)
        for rang, colonne in enumerate(self._modele.colonnes):
            if colonne.etiree:
                entete.setSectionResizeMode(rang, mode.Stretch)
            elif colonne.largeur:
                entete.setSectionResizeMode(rang, mode.Interactive)
                entete.resizeSection(rang, theme().px(colonne.largeur))
            else:
                entete.setSectionResizeMode(rang, mode.ResizeToContents)

    def _dimensionner(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._hauteur_de_ligne())
        self.horizontalHeader().setFont(theme().police("petit", 500))
        self.horizontalHeader().setFixedHeight(theme().px(HAUTEUR.entete))
        self._places = ()
        self._faire_de_la_place()

    def _faire_de_la_place(self) -> None:
        """Efface les colonnes accessoires tant que la colonne étirée n’a pas de quoi se lire."""
        colonnes = self._modele.colonnes
        accessoires = [rang for rang, colonne in enumerate(colonnes) if colonne.accessoire]
        if not accessoires:
            return
        self._places = self._places or tuple(self._place(rang) for rang in range(len(colonnes)))
        reste = self.viewport().width() - theme().px(LARGEUR.champ_court)
        reste -= sum(place for place, colonne in zip(self._places, colonnes, strict=True) if not colonne.etiree)
        for rang in reversed(accessoires):
            self.setColumnHidden(rang, reste < 0)
            reste += self._places[rang] if reste < 0 else 0

    def _place(self, rang: int) -> int:
        return max(self.sizeHintForColumn(rang), self.horizontalHeader().sectionSizeHint(rang))

    def _hauteur_de_ligne(self) -> int:
        return theme().px(HAUTEUR.ligne_double if self._modele.a_des_details else HAUTEUR.ligne)

    def _survoler(self, rang: int) -> None:
        if rang != self._delegue.ligne_survolee:
            self._delegue.ligne_survolee = rang
            self.viewport().update()

    def _garder_le_choix(self) -> None:
        ligne = self.ligne_courante()
        self._cle_gardee = None if ligne is None else self._modele.cle(ligne)

    def _rendre_le_choix(self) -> None:
        self._montrer_vide()
        self._places = ()
        self._faire_de_la_place()
        if self._cle_gardee is not None:
            self.choisir(self._cle_gardee)

    def _montrer_vide(self) -> None:
        self._vide.setVisible(self._modele.rowCount() == 0)
