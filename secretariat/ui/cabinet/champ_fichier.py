"""Un chemin de fichier : écrit, ou choisi dans une boîte."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from secretariat.ui.cabinet import choisir_fichier
from secretariat.ui.composants.bouton import BoutonIcone
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.theme.jetons import HAUTEUR


class ChampFichier(QWidget):
    """Un champ et son bouton ; vide, rien n’est désigné."""

    def __init__(self, libelle: str, filtre: str) -> None:
        super().__init__()
        self._filtre = filtre
        self.champ = ChampTexte(libelle, invite="Rien n’est désigné")
        self.choisir = BoutonIcone("dossier_ouvert", f"Choisir\u00a0: {libelle}", hauteur=HAUTEUR.champ)
        self.choisir.au_clic(self._choisir)
        rangee = ligne(self.champ, self.choisir)
        rangee.setStretch(0, 1)
        rangee.setAlignment(self.choisir, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(rangee)

    def texte(self) -> str:
        """Le chemin écrit."""
        return self.champ.texte()

    def poser(self, chemin: str) -> None:
        """Remplace le chemin, et en montre la fin : le nom du fichier."""
        self.champ.poser(chemin)
        self.champ.saisie.setToolTip(chemin)

    def _choisir(self) -> None:
        choisi = choisir_fichier.demander(self, self.champ.libelle, self._filtre, self.texte())
        if choisi is not None:
            self.poser(str(choisi))
