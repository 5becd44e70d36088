"""La recherche : une loupe, la saisie, la touche qui y mène."""

from __future__ import annotations

import shiboken6

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from secretariat.ui.composants.touche import largeur_touche, nom_touche, peindre_touche
from secretariat.ui.theme.icones import peindre_icone
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE
from secretariat.ui.theme.peinture import peintre_lisse
from secretariat.ui.theme.theme import theme


class ChampRecherche(QLineEdit):
    """Une saisie de recherche ; vide, elle laisse Ctrl+Z à la fenêtre, qui défait le dernier geste.

    Signals:
        cherche: Le texte a changé ; le porte, sans espaces autour.
        descend: La flèche du bas a été pressée : aller aux résultats.
    """

    cherche = Signal(str)
    descend = Signal()

    def __init__(self, invite: str, *, raccourci: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._touche = nom_touche(raccourci) if raccourci else ""
        self._avant: QWidget | None = None
        self.setPlaceholderText(invite)
        self.setAccessibleName(invite)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(lambda texte: self.cherche.emit(texte.strip()))
        if raccourci:
            self.setAccessibleDescription(f"Raccourci {self._touche}")
            QShortcut(QKeySequence(raccourci), self).activated.connect(self._prendre)
        self._border()
        theme().change.connect(self._border)

    def rendre_le_clavier(self) -> bool:
        """Rend le focus à ce qui l’avait quand la touche de la recherche a été pressée ; dit si c’est fait."""
        avant, self._avant = self._avant, None
        if avant is None or not shiboken6.isValid(avant) or not avant.isVisible():
            return False
        avant.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def event(self, evenement: QEvent) -> bool:
        """Ne retient pas Ctrl+Z quand il n’y a rien à défaire ici."""
        if evenement.type() == QEvent.Type.ShortcutOverride and self._est_a_la_fenetre(evenement):
            evenement.ignore()
            return False
        return super().event(evenement)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Échap vide la saisie puis rend le clavier, la flèche du bas va aux résultats."""
        match evenement.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape if self.rendre_le_clavier():
                pass
            case Qt.Key.Key_Down:
                self.descend.emit()
            case _ if self._est_a_la_fenetre(evenement):
                evenement.ignore()
            case _:
                super().keyPressEvent(evenement)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Ajoute la loupe et la touche au champ peint par Qt."""
        super().paintEvent(evenement)
        cote, couleur = ICONE.moyenne, theme().couleur
        with peintre_lisse(self) as peintre:
            loupe = QRectF(ESPACE.moyen, (self.height() - cote) / 2, cote, cote)
            peindre_icone(peintre, "recherche", loupe, "texte3")
            if self._touche and not self.text():
                haut, large = theme().px(HAUTEUR.touche), largeur_touche(self._touche)
                cadre = QRectF(self.width() - large - ESPACE.petit, (self.height() - haut) // 2, large, haut)
                peindre_touche(
                    peintre,
                    cadre,
                    self._touche,
                    encre=couleur("texte2"),
                    fond=couleur("surface"),
                    bord=couleur("bord_fort"),
                )

    def _est_a_la_fenetre(self, evenement: QEvent) -> bool:
        return not self.text() and isinstance(evenement, QKeyEvent) and evenement.matches(QKeySequence.StandardKey.Undo)

    def _prendre(self) -> None:
        if not self.hasFocus():
            self._avant = QApplication.focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _border(self) -> None:
        droite = largeur_touche(self._touche) + ESPACE.petit if self._touche else 0
        self.setTextMargins(ICONE.moyenne + ESPACE.petit, 0, droite, 0)
