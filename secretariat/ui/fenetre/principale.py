"""La fenêtre du programme : une page d’ouverture, puis l’espace de travail ; le verrou cache l’un par l’autre."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from secretariat.ui.theme.jetons import LARGEUR

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
        self.setCentralWidget(self._pages)
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
