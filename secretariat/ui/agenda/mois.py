"""Le mois en petit : un jour par case, un à trois points sous les jours chargés, aujourd’hui et le jour choisi."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR, RAYON
from secretariat.ui.theme.peinture import CENTRE, Trait, peindre_cadre, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import date_sans_annee

SEMAINE = 7
WEEK_END = 5
INITIALES = "LMMJVSD"
PAS_DU_CLAVIER = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -SEMAINE,
    Qt.Key.Key_Down: SEMAINE,
}
CHARGES = (1, 20, 40)
POINT = ESPACE.infime - 1


class MiniMois(QWidget):
    """Un mois.

    Signals:
        choisi: Un jour a été choisi ; le porte.
    """

    choisi = Signal(date)

    def __init__(self, aujourd_hui: date) -> None:
        super().__init__()
        self._aujourd_hui = self._jour = self._montre = aujourd_hui
        self._nombres: Mapping[date, int] = {}
        self.setObjectName("agenda.mois")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._nommer()
        theme().change.connect(self.updateGeometry)

    @property
    def montre(self) -> date:
        """Un jour du mois montré."""
        return self._montre

    def poser(self, jour: date, aujourd_hui: date) -> None:
        """Choisit un jour et montre son mois."""
        self._jour = self._montre = jour
        self._aujourd_hui = aujourd_hui
        self._nommer()
        self.updateGeometry()
        self.update()

    def feuilleter(self, mois: int) -> None:
        """Montre un mois voisin, sans changer de jour."""
        rang = self._montre.year * 12 + self._montre.month - 1 + mois
        self._montre = date(rang // 12, rang % 12 + 1, 1)
        self.update()

    def compter(self, nombres: Mapping[date, int]) -> None:
        """Donne le nombre de rendez-vous par jour."""
        self._nombres = dict(nombres)
        self.update()

    def cadre_du_jour(self, jour: date) -> QRectF:
        """La case d’un jour du mois montré."""
        rang = (jour - self._premiere_case()).days
        return self._case(rang % SEMAINE, rang // SEMAINE)

    def sizeHint(self) -> QSize:
        """Sept colonnes, un rang d’initiales et six semaines."""
        return QSize(theme().px(LARGEUR.jour) * SEMAINE, theme().px(HAUTEUR.cible) + theme().px(HAUTEUR.jour) * 6)

    def mousePressEvent(self, evenement: QMouseEvent) -> None:
        """Choisit le jour cliqué."""
        if (jour := self._jour_sous(evenement)) is not None:
            self.choisi.emit(jour)

    def mouseMoveEvent(self, evenement: QMouseEvent) -> None:
        """Dit le nombre de rendez-vous du jour survolé."""
        jour = self._jour_sous(evenement)
        self.setCursor(Qt.CursorShape.ArrowCursor if jour is None else Qt.CursorShape.PointingHandCursor)
        if jour is not None:
            QToolTip.showText(evenement.globalPosition().toPoint(), self._dire(jour), self)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Les flèches changent de jour ou de semaine, les pages de mois."""
        touche = Qt.Key(evenement.key())
        if touche in PAS_DU_CLAVIER:
            self.choisi.emit(self._jour + timedelta(days=PAS_DU_CLAVIER[touche]))
        else:
            super().keyPressEvent(evenement)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint les initiales et les jours."""
        with peintre_lisse(self) as peintre:
            for colonne, lettre in enumerate(INITIALES):
                cadre = QRectF(
                    colonne * theme().px(LARGEUR.jour), 0, theme().px(LARGEUR.jour), theme().px(HAUTEUR.cible)
                )
                police, encre = theme().police("petit", 500), theme().couleur("texte3")
                peindre_texte(peintre, cadre, lettre, police, couleur=encre, alignement=CENTRE)
            for numero in range(1, calendar.monthrange(self._montre.year, self._montre.month)[1] + 1):
                self._peindre_le_jour(peintre, self._montre.replace(day=numero))

    def _peindre_le_jour(self, peintre: QPainter, jour: date) -> None:
        couleur, cadre = theme().couleur, self.cadre_du_jour(jour)
        choisi, present = jour == self._jour, jour == self._aujourd_hui
        pastille = QRectF(0, 0, cadre.height(), cadre.height())
        pastille.moveCenter(cadre.center())
        rayon = pastille.height() / 2
        if choisi:
            peindre_cadre(peintre, pastille, rayon, fond=couleur("accent"))
        elif present:
            peindre_cadre(peintre, pastille, rayon, bord=Trait(couleur("accent")))
        encre = "texte3" if jour.weekday() >= WEEK_END else "texte"
        if choisi or present:
            encre = "sur_accent" if choisi else "accent"
        police = theme().police("petit", 600 if choisi or present else 400)
        texte = cadre.adjusted(0, 0, 0, -POINT)
        peindre_texte(peintre, texte, str(jour.day), police, couleur=couleur(encre), alignement=CENTRE)
        self._peindre_la_charge(peintre, cadre, self._nombres.get(jour, 0), "sur_accent" if choisi else "texte3")

    @staticmethod
    def _peindre_la_charge(peintre: QPainter, cadre: QRectF, nombre: int, encre: str) -> None:
        """Un à trois points : journée légère, moyenne, pleine."""
        points = sum(nombre >= seuil for seuil in CHARGES)
        large = points * POINT + max(points - 1, 0) * 2
        for rang in range(points):
            gauche = cadre.center().x() - large / 2 + rang * (POINT + 2)
            point = QRectF(gauche, cadre.bottom() - POINT * 2 + 1, POINT, POINT)
            peindre_cadre(peintre, point, RAYON.puce / 2, fond=theme().couleur(encre))

    def _case(self, colonne: int, rangee: int) -> QRectF:
        large, haut = theme().px(LARGEUR.jour), theme().px(HAUTEUR.jour)
        return QRectF(colonne * large, theme().px(HAUTEUR.cible) + rangee * haut, large, haut)

    def _premiere_case(self) -> date:
        premier = self._montre.replace(day=1)
        return premier - timedelta(days=premier.weekday())

    def _jour_sous(self, evenement: QMouseEvent) -> date | None:
        point = evenement.position()
        rangee = int((point.y() - theme().px(HAUTEUR.cible)) // theme().px(HAUTEUR.jour))
        colonne = int(point.x() // theme().px(LARGEUR.jour))
        if rangee < 0 or not 0 <= colonne < SEMAINE:
            return None
        jour = self._premiere_case() + timedelta(days=rangee * SEMAINE + colonne)
        return jour if jour.month == self._montre.month else None

    def _dire(self, jour: date) -> str:
        nombre = self._nombres.get(jour, 0)
        return f"{date_sans_annee(jour)}\u00a0: {nombre or 'aucun'} rendez-vous"

    def _nommer(self) -> None:
        self.setAccessibleName(f"Mois, {self._dire(self._jour)}")
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._dire(self._jour)))
