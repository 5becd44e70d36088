"""Le fil d’Ariane d’une page de facturation : revenir à la liste, et ce que l’on fait ici."""

from __future__ import annotations

from PySide6.QtCore import Signal

from secretariat.ui.composants import Bouton, Icone, Panneau, StyleBouton, gras, petit
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE


class Fil(Panneau):
    """« Facturation », le nom de la page, et une mention à droite.

    Signals:
        retour: La personne revient à la liste.
    """

    retour = Signal()

    def __init__(self, lieu: str) -> None:
        super().__init__(en_ligne=True, espace=ESPACE.petit)
        self.liste = Bouton("Facturation", StyleBouton.DISCRET, raccourci="Esc", hauteur=HAUTEUR.bouton_titre)
        self.liste.setObjectName("facturation.retour")
        self.lieu, self.mention = gras(lieu), petit(encre="texte2")
        self.ajouter(self.liste, Icone("droite", "texte3", ICONE.petite), self.lieu, None, self.mention)
        self.liste.au_clic(self.retour.emit)
