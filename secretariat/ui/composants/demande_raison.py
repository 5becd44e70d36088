"""La raison demandée sur place, là où une boîte de dialogue couperait le regard : une phrase, Entrée, c’est fait."""

from __future__ import annotations

from PySide6.QtCore import Signal

from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.etiquette import corps
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.composants.saisie_en_place import SaisieEnPlace
from secretariat.ui.theme.jetons import HAUTEUR


class DemandeRaison(SaisieEnPlace):
    """Un titre, ce qui va se passer, et pourquoi on le fait.

    Signals:
        donnee: La raison est donnée ; la porte.
    """

    donnee = Signal(str)

    def __init__(self, titre: str, geste: str) -> None:
        super().__init__(titre, Bouton(geste, StyleBouton.DANGER, icone="annuler", hauteur=HAUTEUR.bouton_carte))
        self.annonce = corps(encre="texte2").replier()
        self.raison = ChampTexte("Raison", obligatoire=True, invite="erreur de moyen de paiement, mauvais patient…")
        self.ajouter(self.annonce, self.raison, self.refus, ligne(None, self.renoncer, self.confirmer))
        self.raison.valide.connect(self._donner)
        self.confirmer.au_clic(self._donner)
        self.hide()

    def ouvrir(self, annonce: str) -> None:
        """Se montre, vide, le clavier sur la raison."""
        self.annonce.setText(annonce)
        self.raison.poser("")
        self._rouvrir()
        self.raison.setFocus()

    def _donner(self) -> None:
        if not self.confirmer.isEnabled():
            return
        if not self.raison.verifier():
            self.raison.setFocus()
            return
        self.confirmer.setEnabled(False)
        self.donnee.emit(self.raison.texte())
