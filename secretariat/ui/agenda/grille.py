"""La grille du jour : plusieurs praticiens côte à côte, peints d’un seul tenant ; la souris et le clavier y font tout.

La peinture est dans `vue`, le chemin du clavier dans `parcours`, ce que l’on tient dans `deplacement`. La grille ne
fait aucun geste elle-même : elle l’annonce, et l’écran le fait faire.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from secretariat.ui.agenda import parcours
from secretariat.ui.agenda.deplacement import Deplacement
from secretariat.ui.agenda.disposition import Arret, Bloc, Disposition
from secretariat.ui.agenda.menu import Geste, gestes_possibles, menu_du_bloc, menu_du_creneau, touches
from secretariat.ui.agenda.paroles import bulle, dire_arret
from secretariat.ui.agenda.peinture import Fantome
from secretariat.ui.agenda.vue import HEURE, VueAgenda
from secretariat.ui.theme.focus import PROPRIETE_SANS_ANNEAU
from secretariat.ui.theme.jetons import ESPACE

GESTES = touches(Geste)
PAS_CLAVIER = 5
BORD_QUI_DEFILE = ESPACE.vaste
VALIDER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
PAS_DU_CLAVIER = {
    Qt.Key.Key_Up: (0, -PAS_CLAVIER),
    Qt.Key.Key_Down: (0, PAS_CLAVIER),
    Qt.Key.Key_PageUp: (0, -HEURE),
    Qt.Key.Key_PageDown: (0, HEURE),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}


class Grille(VueAgenda):  # noqa: PLR0904 — neuf de ses méthodes sont celles de Qt
    """Les colonnes des praticiens.

    Signals:
        choisi: Quelqu’un a choisi un rendez-vous ou un créneau libre ; porte un `Arret`, ou rien. Se taire en relisant.
        creneau: On veut réserver ; porte le praticien et l’instant.
        depose: Un rendez-vous a été lâché ailleurs ; porte le `Bloc`, le praticien et l’instant.
        geste: Une touche ou le menu ; porte un `Geste` et le `Bloc`.
    """

    choisi = Signal(object)
    creneau = Signal(int, object)
    depose = Signal(object, int, object)
    geste = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tenu: Deplacement | None = None
        self._appui: tuple[QPoint, Bloc] | None = None
        self._au_clavier = False
        self._projet: Fantome | None = None
        self.setAccessibleName("Agenda du jour")
        self.setObjectName("agenda.grille")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(PROPRIETE_SANS_ANNEAU, True)  # noqa: FBT003 — API de Qt

    @property
    def tient(self) -> bool:
        """Vrai pendant un déplacement, à la souris ou au clavier."""
        return self._tenu is not None

    def montrer(self, disposition: Disposition, *, maintenant: int | None, retards: dict[int, int] | None) -> None:
        """Montre une journée ; le choix reste sur le même rendez-vous, ou au même moment.

        `maintenant` et `retards` sont None quand la journée n’est pas celle d’aujourd’hui.
        """
        self._lacher()
        self.poser(disposition, maintenant=maintenant, retards=retards)
        if self._choix is not None:
            self._choix = parcours.retrouver(disposition, self._choix)

    def projeter(self, projet: Fantome | None) -> None:
        """Montre, ou ôte, le créneau que l’on est en train de réserver."""
        if projet != self._projet:
            self._projet = projet
            self._montrer_fantome()

    def choisir(self, arret: Arret | None, *, annoncer: bool = True) -> None:
        """Choisit un rendez-vous ou un créneau, le rend visible et le dit."""
        self._choix = arret
        if arret is not None:
            self.rendre_visible(arret.colonne, arret.debut, arret.fin)
            if annoncer and self.disposition is not None:
                self._annoncer(dire_arret(arret, self.disposition))
        self.choisi.emit(arret)
        self.viewport().update()

    def choisir_le_rdv(self, rdv_id: int) -> bool:
        """Choisit un rendez-vous par son numéro ; dit s’il est montré."""
        if self.disposition is None or (bloc := self.disposition.bloc(rdv_id)) is None:
            return False
        self.choisir(Arret(bloc.colonne, bloc.debut, bloc.fin, bloc))
        return True

    def choisir_le_moment(self, colonne: int, minutes: int) -> None:
        """Choisit ce qu’il y a à ce moment dans cette colonne."""
        if self.disposition is not None:
            self.choisir(parcours.au_moment(self.disposition, colonne, minutes))

    # --- souris ------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, evenement: QMouseEvent) -> None:
        """Choisit ce qui est sous la souris, et s’apprête à le déplacer."""
        point = evenement.position().toPoint()
        if self._tenu is not None or self._peintre is None or not self._dans_la_grille(point):
            return
        contenu = self.vers_le_contenu(point)
        bloc = self._peintre.bloc_sous(contenu)
        self.choisir(self._arret_sous(contenu, bloc), annoncer=False)
        if bloc is not None and evenement.button() == Qt.MouseButton.LeftButton and bloc.deplacable:
            self._appui = (point, bloc)

    def mouseMoveEvent(self, evenement: QMouseEvent) -> None:
        """Déplace ce que l’on tient ; sous le seuil, un clic reste un clic."""
        point = evenement.position().toPoint()
        if self._tenu is not None and not self._au_clavier:
            self._defiler_au_bord(point)
            self._suivre(point)
        elif self._appui is not None:
            depart, bloc = self._appui
            if (point - depart).manhattanLength() >= QApplication.startDragDistance():
                self._tenir(bloc, self.vers_le_contenu(depart))
                self._suivre(point)

    def mouseReleaseEvent(self, evenement: QMouseEvent) -> None:
        """Lâche ce que l’on tient."""
        self._appui = None
        if self._tenu is not None and not self._au_clavier:
            self._deposer()

    def mouseDoubleClickEvent(self, evenement: QMouseEvent) -> None:
        """Réserve dans un créneau libre, ouvre le dossier d’un rendez-vous."""
        if self._tenu is None and self._dans_la_grille(evenement.position().toPoint()):
            self._valider()

    def contextMenuEvent(self, evenement: QContextMenuEvent) -> None:
        """Ouvre le menu de ce qui est choisi, sous la souris ou à sa place."""
        if self._choix is None or self._tenu is not None:
            return
        choix = self._choix
        a_la_souris = evenement.reason() == QContextMenuEvent.Reason.Mouse
        cadre = self.cadre_creneau(choix.colonne, choix.debut, choix.fin)
        ou = evenement.globalPos() if a_la_souris else self.viewport().mapToGlobal(cadre.center())
        bloc = choix.bloc
        menu = menu_du_creneau(self, self._valider) if bloc is None else menu_du_bloc(self, bloc, self._gester)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(ou)

    def viewportEvent(self, evenement: QEvent) -> bool:
        """Montre au survol tout ce que le bloc n’a pas la place d’écrire."""
        if isinstance(evenement, QHelpEvent) and self._peintre is not None and self._tenu is None:
            bloc = self._peintre.bloc_sous(self.vers_le_contenu(evenement.pos()))
            if bloc is not None and self._dans_la_grille(evenement.pos()):
                QToolTip.showText(evenement.globalPos(), bulle(bloc), self.viewport(), self.cadre_vue(bloc))
            return True
        return super().viewportEvent(evenement)

    # --- clavier -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Les flèches parcourent, Entrée ouvre, une lettre fait un geste, M prend et repose."""
        if evenement.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(evenement)
        elif self._tenu is not None:
            self._touche_en_tenant(Qt.Key(evenement.key()))
        elif not self._parcourir(Qt.Key(evenement.key())) and not self._touche_de_geste(evenement.key()):
            super().keyPressEvent(evenement)

    def focusInEvent(self, evenement: QFocusEvent) -> None:
        """Le clavier arrive : quelque chose est toujours choisi."""
        super().focusInEvent(evenement)
        if self._choix is None and evenement.reason() != Qt.FocusReason.MouseFocusReason:
            self.choisir_le_moment(0, self._maintenant or 0)
        self.viewport().update()

    def focusOutEvent(self, evenement: QFocusEvent) -> None:
        """Le clavier s’en va : ce que l’on tenait reprend sa place."""
        super().focusOutEvent(evenement)
        self._lacher()
        self.viewport().update()

    def _touche_en_tenant(self, touche: Qt.Key) -> None:
        if touche == Qt.Key.Key_Escape:
            self._lacher()
        elif touche in VALIDER and self._au_clavier:
            self._deposer()
        elif touche in PAS_DU_CLAVIER and self._tenu is not None and self._au_clavier:
            colonnes, minutes = PAS_DU_CLAVIER[touche]
            self._tenu.pousser(colonnes=colonnes, minutes=minutes)
            self.rendre_visible(self._tenu.colonne, self._tenu.debut, self._tenu.fin)
            self._annoncer(self._tenu.dire())
            self._montrer_fantome()

    def _parcourir(self, touche: Qt.Key) -> bool:
        if self.disposition is None or self._choix is None:
            return False
        disposition, choix = self.disposition, self._choix
        match touche:
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.choisir(parcours.voisin(disposition, choix, -1 if touche == Qt.Key.Key_Up else 1))
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self.choisir(parcours.a_cote(disposition, choix, -1 if touche == Qt.Key.Key_Left else 1))
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self.choisir(parcours.plus_loin(disposition, choix, PAS_DU_CLAVIER[touche][1]))
            case Qt.Key.Key_Home | Qt.Key.Key_End:
                self.choisir(parcours.bout(disposition, choix, fin=touche == Qt.Key.Key_End))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._valider()
            case _:
                return False
        return True

    def _touche_de_geste(self, touche: int) -> bool:
        bloc, geste = (self._choix.bloc if self._choix else None), GESTES.get(touche)
        if bloc is None or geste is None or geste not in gestes_possibles(bloc):
            return False
        self._gester(geste, bloc)
        return True

    def _gester(self, geste: Geste, bloc: Bloc) -> None:
        if geste is not Geste.DEPLACER:
            self.geste.emit(geste, bloc)
        else:
            self._tenir(bloc)
            self._annoncer(f"Déplacement de {bloc.rdv.patient}. Flèches, puis Entrée\u00a0; Échap renonce.")

    def _valider(self) -> None:
        if self._choix is None or self.disposition is None:
            return
        if self._choix.bloc is not None:
            self.geste.emit(Geste.DOSSIER, self._choix.bloc)
        else:
            praticien_id = self.disposition.colonnes[self._choix.colonne].praticien.id
            self.creneau.emit(praticien_id, self.disposition.instant(self._choix.debut))

    # --- ce que l’on tient -------------------------------------------------------------------------------------------

    def _tenir(self, bloc: Bloc, prise: QPointF | None = None) -> None:
        if self.disposition is None or self.geometrie is None:
            return
        self._au_clavier = prise is None
        self._tenu = Deplacement(bloc, self.disposition, self.geometrie, prise)
        self.liberer(None)
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._montrer_fantome()

    def _suivre(self, point: QPoint) -> None:
        if self._tenu is not None:
            self._tenu.vers(self.vers_le_contenu(point))
            self._montrer_fantome()

    def _deposer(self) -> None:
        tenu = self._tenu
        self._lacher()
        if tenu is not None and tenu.a_bouge and self.disposition is not None:
            praticien_id = self.disposition.colonnes[tenu.colonne].praticien.id
            self.depose.emit(tenu.bloc, praticien_id, self.disposition.instant(tenu.debut))

    def _lacher(self) -> None:
        self._appui = None
        if self._tenu is not None:
            self._tenu = None
            self.viewport().unsetCursor()
            self._montrer_fantome()

    def _montrer_fantome(self) -> None:
        """Ne repeint que l’ancienne place du fantôme et la nouvelle : un déplacement reste fluide."""
        ancien = self._fantome
        self._fantome = self._tenu.fantome() if self._tenu is not None else self._projet
        for fantome in (ancien, self._fantome):
            if fantome is not None:
                cadre = self.cadre_creneau(fantome.colonne, fantome.debut, fantome.fin)
                self.viewport().update(cadre.adjusted(-2, -2, 2, 2))

    def _defiler_au_bord(self, point: QPoint) -> None:
        barre, haut, bas = self.verticalScrollBar(), self.hauteur_entete, self.viewport().height()
        if point.y() < haut + BORD_QUI_DEFILE:
            barre.setValue(barre.value() - barre.singleStep())
        elif point.y() > bas - BORD_QUI_DEFILE:
            barre.setValue(barre.value() + barre.singleStep())

    def _dans_la_grille(self, point: QPoint) -> bool:
        gouttiere = self.geometrie.gouttiere if self.geometrie is not None else 0
        return point.x() >= gouttiere and point.y() >= self.hauteur_entete

    def _arret_sous(self, contenu: QPointF, bloc: Bloc | None) -> Arret | None:
        if bloc is not None:
            return Arret(bloc.colonne, bloc.debut, bloc.fin, bloc)
        if self.disposition is None or self.geometrie is None:
            return None
        colonne = self.geometrie.colonne(contenu.x())
        return parcours.au_moment(self.disposition, colonne, int(self.geometrie.minutes(contenu.y())))

    def _annoncer(self, phrase: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, phrase))
