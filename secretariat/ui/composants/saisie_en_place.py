"""Une saisie ouverte dans l’écran même, là où une boîte de dialogue couperait le regard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.theme.jetons import HAUTEUR, Ton


class SaisieEnPlace(Carte):
    """Un geste à confirmer, et la place de son refus ; ce qui est écrit reste tant que le geste n’est pas accepté.

    Signals:
        renoncee: La personne renonce (bouton, ou Échap).
    """

    renoncee = Signal()

    def __init__(self, titre: str, confirmer: Bouton) -> None:
        super().__init__(titre)
        self.confirmer = confirmer
        self.refus = Bandeau("", ton=Ton.DANGER)
        self.refus.hide()
        self.renoncer = Bouton("Renoncer", raccourci="Esc", lie=False, hauteur=HAUTEUR.bouton_carte)
        self.renoncer.au_clic(self.renoncee.emit)

    def refuser(self, erreur: ErreurSecretariat) -> None:
        """Montre le refus sur place ; la saisie reste écrite."""
        self.confirmer.setEnabled(True)
        self.refus.dire(str(erreur), erreur.conseil, Ton.DANGER)
        self.refus.show()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Échap renonce."""
        if evenement.key() == Qt.Key.Key_Escape:
            self.renoncee.emit()
            return
        super().keyPressEvent(evenement)

    def _rouvrir(self) -> None:
        """Se montre, sans le refus d’avant."""
        self.refus.hide()
        self.confirmer.setEnabled(True)
        self.show()
