"""Les cartes de ce poste : ce qui est branché, une lecture d’épreuve, les réglages, et à qui le cabinet se fie.

L’état vient du lecteur, qui l’annonce quand il change : rien ici ne le redemande à intervalles.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea

from secretariat.ui.cabinet.autorites_cartes import CarteAutorites
from secretariat.ui.cabinet.epreuve_cartes import CarteEpreuve
from secretariat.ui.cabinet.etat_cartes import CarteEtat
from secretariat.ui.cabinet.reglages_cartes import CarteReglages
from secretariat.ui.cabinet.situations_cartes import CarteSituations
from secretariat.ui.composants.rangement import contenir, ligne, pile
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, LARGEUR


class VueCartes(Ecran):
    """À gauche l’état et l’épreuve, à droite les réglages."""

    TABLES = frozenset({"reglages"})
    _annonce = Signal(object)

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.etat = CarteEtat(simule=poste.lecteur.simule)
        self.epreuve = CarteEpreuve(poste)
        self.reglages = CarteReglages(poste)
        self.autorites = CarteAutorites(poste)
        self.situations = CarteSituations(poste)
        gauche = pile(self.etat, self.epreuve, espace=ESPACE.grand)
        gauche.setStretch(1, 1)
        rangee = ligne(espace=ESPACE.grand)
        rangee.addLayout(gauche, 1)
        rangee.addWidget(self._colonne_de_droite())
        self.setLayout(rangee)
        self._annonce.connect(self._actualiser, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(poste.lecteur.ecouter(self._annonce.emit))
        self._actualiser()

    def relire(self) -> None:
        """Relit les réglages du poste et les autorités du cabinet."""
        self.reglages.relire()
        self.autorites.relire()

    def activer(self) -> None:
        """La vue vient au premier plan : elle montre ce qui est branché à cet instant."""
        super().activer()
        self._actualiser()

    def _colonne_de_droite(self) -> QScrollArea:
        colonne = pile(self.situations, self.reglages, self.autorites, None, espace=ESPACE.grand)
        aire = QScrollArea(widgetResizable=True)
        aire.setFrameShape(QFrame.Shape.NoFrame)
        aire.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        aire.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        aire.setFixedWidth(LARGEUR.reglement + LARGEUR.defilement)
        aire.setWidget(contenir(colonne))
        return aire

    def _actualiser(self, _evenement: object = None) -> None:
        etat = self.poste.lecteur.etat()
        if not self.poste.lecteur.cps_presente():
            self.situations.oublier()
        self.etat.montrer(etat, self.poste.lecteur.service())
        self.reglages.montrer_lecteurs(etat)
