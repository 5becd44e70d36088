"""La vue de la grille : une journée peinte, qui défile sous ses en-têtes et à côté de ses heures.

Elle sait où est chaque chose ; elle ne connaît ni la souris ni le clavier (voir `grille`).
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from secretariat.ui.agenda.accessibilite import GrilleAccessible, installer
from secretariat.ui.agenda.disposition import Arret, Bloc, Disposition
from secretariat.ui.agenda.geometrie import Geometrie
from secretariat.ui.agenda.peinture import Fantome, Libere, PeintreGrille
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR
from secretariat.ui.theme.theme import theme

HEURE = 60
AVANT_MAINTENANT = 75


class VueAgenda(QAbstractScrollArea):
    """La journée peinte."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        installer()
        self._disposition: Disposition | None = None
        self._peintre: PeintreGrille | None = None
        self._accessible: GrilleAccessible | None = None
        self._maintenant: int | None = None
        self._retards: dict[int, int] | None = None
        self._choix: Arret | None = None
        self._fantome: Fantome | None = None
        self._libere: Libere | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(HAUTEUR.valider * 2)
        self.verticalScrollBar().setSingleStep(HAUTEUR.ligne)
        theme().change.connect(self.mesurer)

    @property
    def disposition(self) -> Disposition | None:
        """La journée montrée."""
        return self._disposition

    @property
    def choix(self) -> Arret | None:
        """Ce qui est choisi."""
        return self._choix

    @property
    def geometrie(self) -> Geometrie | None:
        """Ses mesures à la largeur présente."""
        return self._peintre.geometrie if self._peintre is not None else None

    def poser(self, disposition: Disposition, *, maintenant: int | None, retards: dict[int, int] | None) -> None:
        """Montre une journée ; un autre jour s’ouvre sur le présent, ou sur le premier rendez-vous."""
        autre_jour = self._disposition is None or self._disposition.jour != disposition.jour
        self._disposition, self._maintenant, self._retards = disposition, maintenant, retards
        self.mesurer()
        if autre_jour:
            self._aller_au_debut()

    def liberer(self, libere: Libere | None) -> None:
        """Montre, ou ôte, la place qu’un déplacement vient de laisser."""
        self._libere = libere
        self.viewport().update()

    def mesurer(self) -> None:
        """Refait les mesures : la largeur, le texte ou le thème ont changé."""
        if self._disposition is None:
            return
        geometrie = Geometrie.pour(self._disposition, self.viewport().width())
        self._peintre = PeintreGrille(self._disposition, geometrie)
        vue, utile = self.viewport().size(), self.viewport().height() - self.hauteur_entete
        self.verticalScrollBar().setRange(0, max(geometrie.hauteur - utile, 0))
        self.verticalScrollBar().setPageStep(max(utile, 1))
        self.horizontalScrollBar().setRange(0, max(geometrie.largeur - vue.width(), 0))
        self.horizontalScrollBar().setPageStep(vue.width())
        self.viewport().update()

    def _aller_au_debut(self) -> None:
        """Défile vers le présent, ou vers le premier rendez-vous d’un autre jour."""
        if self._disposition is None or self.geometrie is None:
            return
        premier = min((b.debut for b in self._disposition.blocs), default=self._disposition.premiere * HEURE)
        depuis = premier if self._maintenant is None else self._maintenant - AVANT_MAINTENANT
        self.verticalScrollBar().setValue(round(self.geometrie.y(depuis)) - ESPACE.petit)

    def rendre_visible(self, colonne: int, debut: int, fin: int) -> None:
        """Défile juste ce qu’il faut pour voir ce temps."""
        if self.geometrie is None:
            return
        cadre = self.geometrie.cadre(colonne, debut, fin)
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        utile = self.viewport().height() - self.hauteur_entete
        haut, bas = round(cadre.top()) - ESPACE.petit, round(cadre.bottom()) + ESPACE.petit
        vertical.setValue(min(max(vertical.value(), bas - utile), haut))
        gauche, droite = round(cadre.left()) - self.geometrie.gouttiere - ESPACE.petit, round(cadre.right())
        horizontal.setValue(min(max(horizontal.value(), droite + ESPACE.petit - self.viewport().width()), gauche))

    # --- où est chaque chose -----------------------------------------------------------------------------------------

    @property
    def hauteur_entete(self) -> int:
        """La hauteur de la rangée des praticiens."""
        return theme().px(HAUTEUR.barre)

    def vers_le_contenu(self, point: QPoint | QPointF) -> QPointF:
        """Un point de la vue, avant défilement."""
        decalage = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value() - self.hauteur_entete)
        return QPointF(point) + decalage

    def _vers_la_vue(self, cadre: QRectF) -> QRectF:
        """Un rectangle du contenu, là où il se voit."""
        haut = self.hauteur_entete - self.verticalScrollBar().value()
        return cadre.translated(-self.horizontalScrollBar().value(), haut)

    def cadre_vue(self, bloc: Bloc) -> QRect:
        """Le rectangle d’un rendez-vous dans la vue."""
        return QRect() if self.geometrie is None else self._vers_la_vue(self.geometrie.cadre_bloc(bloc)).toAlignedRect()

    def cadre_creneau(self, colonne: int, debut: int, fin: int) -> QRect:
        """Le rectangle d’un temps dans la vue."""
        if self.geometrie is None:
            return QRect()
        return self._vers_la_vue(self.geometrie.cadre(colonne, debut, fin)).toAlignedRect()

    # --- ce que la vue dit aux lecteurs d’écran ----------------------------------------------------------------------

    def interface_accessible(self) -> GrilleAccessible:
        """L’arbre accessible, fait à la première demande."""
        if self._accessible is None:
            self._accessible = GrilleAccessible(self, self)
        return self._accessible

    # --- peinture ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Les colonnes se partagent la nouvelle largeur."""
        super().resizeEvent(evenement)
        self.mesurer()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la part demandée : le contenu, puis les heures, puis les en-têtes par-dessus."""
        with QPainter(self.viewport()) as peintre:
            peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
            peintre.fillRect(evenement.rect(), theme().couleur("surface"))
            if self._peintre is None:
                return
            self._peindre_le_contenu(peintre, self._peintre, QRectF(evenement.rect()))
            self._peindre_les_bords(peintre, self._peintre)

    def _peindre_le_contenu(self, peintre: QPainter, grille: PeintreGrille, part: QRectF) -> None:
        vue = QRectF(self.viewport().rect()).adjusted(grille.geometrie.gouttiere, self.hauteur_entete, 0, 0) & part
        if vue.isEmpty():
            return
        peintre.save()
        peintre.setClipRect(vue)
        coin = self.vers_le_contenu(QPointF(0, 0))
        peintre.translate(-coin)
        grille.peindre(peintre, vue.translated(coin), self._maintenant)
        if self._libere is not None:
            grille.libere(peintre, self._libere)
        if self._choix is not None:
            grille.choix(peintre, self._cadre_du_choix(grille, self._choix), actif=self.hasFocus())
        if self._fantome is not None:
            grille.fantome(peintre, self._fantome)
        peintre.restore()

    def _peindre_les_bords(self, peintre: QPainter, grille: PeintreGrille) -> None:
        entete, gouttiere = self.hauteur_entete, grille.geometrie.gouttiere
        couleur, largeur, hauteur = theme().couleur, self.viewport().width(), self.viewport().height()
        peintre.save()
        peintre.setClipRect(QRect(0, entete, gouttiere, hauteur))
        peintre.translate(0, entete - self.verticalScrollBar().value())
        grille.gouttiere(peintre, hauteur, self._maintenant)
        peintre.restore()
        peintre.save()
        peintre.setClipRect(QRect(gouttiere, 0, largeur, entete))
        peintre.translate(-self.horizontalScrollBar().value(), 0)
        grille.entetes(peintre, entete, self._retards)
        peintre.restore()
        peintre.fillRect(QRect(0, 0, gouttiere, entete), couleur("surface"))
        peintre.fillRect(QRect(0, entete - LARGEUR.trait, largeur, LARGEUR.trait), couleur("bord"))

    @staticmethod
    def _cadre_du_choix(grille: PeintreGrille, choix: Arret) -> QRectF:
        if choix.bloc is not None:
            return grille.geometrie.cadre_bloc(choix.bloc)
        return grille.geometrie.cadre(choix.colonne, choix.debut, choix.fin)
