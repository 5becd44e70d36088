"""La fenêtre du programme : une page d’ouverture, puis l’espace de travail ; le verrou cache l’un par l’autre."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.rangement import contenir, ligne, pile
from secretariat.ui.theme.jetons import ESPACE, LARGEUR, Ton

INACTIVITE_MINUTES = 10
SIGNES_DE_VIE = frozenset({
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
})


class FenetrePrincipale(QMainWindow):
    """La seule fenêtre du programme.

    Signals:
        inactive: Personne n’a touché au poste depuis le délai de verrouillage.
        fermee: La fenêtre se ferme.
    """

    inactive = Signal()
    fermee = Signal()

    def __init__(self, *, inactivite_minutes: float = INACTIVITE_MINUTES) -> None:
        super().__init__()
        self.setWindowTitle("Secrétariat")
        self.setMinimumSize(LARGEUR.fenetre_min, LARGEUR.hauteur_fenetre_min)
        self.resize(LARGEUR.fenetre, LARGEUR.hauteur_fenetre)
        self._pages = QStackedWidget()
        self._coupure = Bandeau("", ton=Ton.DANGER)
        self._coupure.setObjectName("fenetre.coupure")
        marges = (ESPACE.ample, ESPACE.petit, ESPACE.ample, ESPACE.petit)
        self._porteur = contenir(ligne(self._coupure, marges=marges))
        self._porteur.hide()
        self.rappel = Bandeau("", ton=Ton.ATTENTION)
        self.rappel.setObjectName("fenetre.rappel")
        self._porteur_du_rappel = contenir(ligne(self.rappel, marges=marges))
        self._porteur_du_rappel.hide()
        self.setCentralWidget(contenir(pile(self._porteur, self._porteur_du_rappel, self._pages, espace=0)))
        self._veille = QTimer(self, singleShot=True, interval=round(inactivite_minutes * 60_000))
        self._veille.timeout.connect(self.inactive)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._veille.start()

    def montrer(self, page: QWidget) -> None:
        """Montre cette page ; les raccourcis des pages cachées ne répondent plus."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self._veille.start()

    @property
    def page(self) -> QWidget | None:
        """La page montrée."""
        return self._pages.currentWidget()

    def verrouiller_apres(self, minutes: float) -> None:
        """Change le délai sans geste au bout duquel `inactive` est émis."""
        self._veille.setInterval(round(minutes * 60_000))
        self._veille.start()

    def dire_coupee(self, message: str, conseil: str) -> None:
        """Montre, au-dessus de toute page, que la base ne répond plus ; rien de ce qui est tapé ne se perd."""
        self._coupure.dire(message, conseil, Ton.DANGER)
        self._porteur.show()

    def rappeler(self, message: str, conseil: str) -> None:
        """Montre, au-dessus de toute page et jusqu’à la fin, ce qu’il ne faut pas oublier de cette base."""
        self.rappel.dire(message, conseil, Ton.ATTENTION)
        self._porteur_du_rappel.show()

    def dire_retablie(self) -> None:
        """Ôte ce bandeau."""
        self._porteur.hide()

    def oublier(self, page: QWidget) -> None:
        """Retire une page et ce qu’elle montrait."""
        self._pages.removeWidget(page)
        page.deleteLater()

    def eventFilter(self, surveille: QObject, evenement: QEvent) -> bool:
        """Repousse le verrouillage tant que quelqu’un agit."""
        if evenement.type() in SIGNES_DE_VIE:
            self._veille.start()
        return super().eventFilter(surveille, evenement)

    def closeEvent(self, evenement: QCloseEvent) -> None:
        """Prévient avant de disparaître, pour que les travaux en cours se terminent."""
        self.fermee.emit()
        super().closeEvent(evenement)
