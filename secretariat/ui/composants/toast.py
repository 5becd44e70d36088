"""Le message qui passe en bas de la fenêtre : ce qui vient d’être fait, et comment le défaire.

Il ne prend jamais le focus. La touche Ctrl+Z est celle de la fenêtre, qui sait quoi défaire ; le toast la montre.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QFont, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from secretariat.ui.composants.etiquette import Etiquette
from secretariat.ui.composants.icone import Icone
from secretariat.ui.composants.panneau import Fond, Panneau
from secretariat.ui.composants.touche import largeur_touche, peindre_touche
from secretariat.ui.theme.jetons import DUREE_MS, ESPACE, HAUTEUR, ICONE, RAYON
from secretariat.ui.theme.peinture import largeur_texte, peindre_cadre, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme

MARGES = (ESPACE.grand, 0, ESPACE.petit, 0)
TOUCHE_ANNULER = "Ctrl+Z"


class _Annuler(QPushButton):
    """« Annuler » et sa touche, aux couleurs du toast."""

    def __init__(self) -> None:
        super().__init__("Annuler")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleDescription(f"Raccourci {TOUCHE_ANNULER}")

    def sizeHint(self) -> QSize:
        """La place du mot et de la touche."""
        large = largeur_texte(self.text(), self._police()) + largeur_touche(TOUCHE_ANNULER) + 3 * ESPACE.petit
        return QSize(round(large), theme().px(HAUTEUR.bouton_titre))

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le mot, sa touche, et le fond au survol."""
        couleur, cadre = theme().couleur, QRectF(self.rect())
        haut, large = theme().px(HAUTEUR.touche), largeur_touche(TOUCHE_ANNULER)
        touche = QRectF(cadre.right() - ESPACE.petit - large, (cadre.height() - haut) // 2, large, haut)
        with peintre_lisse(self) as peintre:
            if self.underMouse():
                peindre_cadre(peintre, cadre, RAYON.rendez_vous, fond=couleur("toast_survol"))
            texte = cadre.adjusted(ESPACE.petit, 0, 0, 0)
            peindre_texte(peintre, texte, self.text(), self._police(), couleur=couleur("accent_toast"))
            peindre_touche(
                peintre, touche, TOUCHE_ANNULER, encre=couleur("sur_toast"), fond=None, bord=couleur("sur_toast")
            )

    def _police(self) -> QFont:
        return theme().police("corps", 600)


class Toast(Panneau):
    """Le message passager d’une fenêtre ; le survoler le retient.

    Signals:
        annuler: « Annuler » a été cliqué.
    """

    annuler = Signal()

    def __init__(self, fenetre: QWidget, *, duree_ms: int = DUREE_MS.toast) -> None:
        super().__init__(
            Fond("toast", rayon=RAYON.carte), en_ligne=True, marges=MARGES, espace=ESPACE.moyen, parent=fenetre
        )
        self._fenetre = fenetre
        self._icone = Icone("coche_cercle", "accent_toast", ICONE.grande)
        self._message = Etiquette("", graisse=500, encre="sur_toast")
        self._annuler = _Annuler()
        self._annuler.clicked.connect(self._defaire)
        self.ajouter(self._icone, self._message, self._annuler)
        self._minuterie = QTimer(self, singleShot=True, interval=duree_ms)
        self._minuterie.timeout.connect(self.hide)
        fenetre.installEventFilter(self)
        theme().change.connect(self._placer)
        self.hide()

    def montrer(self, message: str, *, annulable: bool = True, icone: str = "coche_cercle") -> None:
        """Montre le message, à la place du précédent."""
        self._message.setText(message)
        self._icone.montrer(icone, "accent_toast")
        self._annuler.setVisible(annulable)
        self.rangee.setContentsMargins(*MARGES[:2], ESPACE.petit if annulable else ESPACE.grand, 0)
        self._placer()
        self.show()
        self.raise_()
        self._minuterie.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))

    def eventFilter(self, surveille: QObject, evenement: QEvent) -> bool:
        """Reste en bas au centre quand la fenêtre change de taille."""
        if evenement.type() == QEvent.Type.Resize:
            self._placer()
        return False

    def enterEvent(self, evenement: QEnterEvent) -> None:
        """Laisse le temps de lire tant que la souris est dessus."""
        self._minuterie.stop()

    def leaveEvent(self, evenement: QEvent) -> None:
        """Reprend le compte à rebours."""
        self._minuterie.start()

    def _defaire(self) -> None:
        self.hide()
        self.annuler.emit()

    def _placer(self) -> None:
        fenetre = self._fenetre
        self.setFixedHeight(theme().px(HAUTEUR.toast))
        self.adjustSize()
        self.move((fenetre.width() - self.width()) // 2, fenetre.height() - self.height() - ESPACE.grand)
