"""La raison demandée sur place, là où une boîte de dialogue couperait le regard : une phrase, Entrée, c’est fait."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.etiquette import corps
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.theme.jetons import HAUTEUR, Ton


class DemandeRaison(Carte):
    """Un titre, ce qui va se passer, et pourquoi on le fait.

    Signals:
        donnee: La raison est donnée ; la porte.
        renoncee: La personne renonce (bouton, ou Échap).
    """

    donnee = Signal(str)
    renoncee = Signal()

    def __init__(self, titre: str, geste: str) -> None:
        super().__init__(titre)
        self.annonce = corps(encre="texte2").replier()
        self.raison = ChampTexte("Raison", obligatoire=True, invite="erreur de moyen de paiement, mauvais patient…")
        self.refus = Bandeau("", ton=Ton.DANGER)
        self.confirmer = Bouton(geste, StyleBouton.DANGER, icone="annuler", hauteur=HAUTEUR.bouton_carte)
        self.renoncer = Bouton("Renoncer", raccourci="Esc", lie=False, hauteur=HAUTEUR.bouton_carte)
        self.refus.hide()
        self.ajouter(self.annonce, self.raison, self.refus, ligne(None, self.renoncer, self.confirmer))
        self.raison.valide.connect(self._donner)
        self.confirmer.au_clic(self._donner)
        self.renoncer.au_clic(self.renoncee.emit)
        self.hide()

    def ouvrir(self, annonce: str) -> None:
        """Se montre, vide, le clavier sur la raison."""
        self.annonce.setText(annonce)
        self.raison.poser("")
        self.refus.hide()
        self.confirmer.setEnabled(True)
        self.show()
        self.raison.setFocus()

    def refuser(self, erreur: ErreurSecretariat) -> None:
        """Montre le refus sur place ; la raison reste écrite."""
        self.confirmer.setEnabled(True)
        self.refus.dire(str(erreur), erreur.conseil, Ton.DANGER)
        self.refus.show()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Échap renonce."""
        if evenement.key() == Qt.Key.Key_Escape:
            self.renoncee.emit()
            return
        super().keyPressEvent(evenement)

    def _donner(self) -> None:
        if not self.confirmer.isEnabled():
            return
        if not self.raison.verifier():
            self.raison.setFocus()
            return
        self.confirmer.setEnabled(False)
        self.donnee.emit(self.raison.texte())
