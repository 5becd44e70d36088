"""La carte : la boîte blanche titrée où se range une idée de l’écran."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from secretariat.ui.composants.etiquette import Etiquette
from secretariat.ui.composants.panneau import Fond, Panneau
from secretariat.ui.composants.rangement import Enfant, garnir
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, RAYON

FOND_CARTE = Fond("surface", "bord", RAYON.carte)
MARGES_CARTE = (ESPACE.grand, ESPACE.moyen, ESPACE.grand, ESPACE.grand)
MARGES_SANS_TITRE = (ESPACE.grand,) * 4


class Carte(Panneau):
    """Une boîte ; `droite` se pose au bout de la ligne de titre (bouton bas, puce, légende)."""

    def __init__(self, titre: str = "", *, droite: QWidget | None = None, espace: int = ESPACE.moyen) -> None:
        super().__init__(FOND_CARTE, marges=MARGES_CARTE if titre else MARGES_SANS_TITRE, espace=ESPACE.petit)
        self.titre = Etiquette(titre, graisse=600)
        self.corps = QVBoxLayout()
        self.corps.setSpacing(espace)
        if titre:
            self.setAccessibleName(titre)
            self._poser_titre(droite)
        self.rangee.addLayout(self.corps)
        self.rangee.addStretch(0)

    def ajouter(self, *enfants: Enfant) -> Self:
        """Ajoute des enfants sous le titre."""
        garnir(self.corps, *enfants)
        return self

    def event(self, evenement: QEvent) -> bool:
        """Laisse la place restante à ce qui s’étend (un tableau), sinon la laisse vide en bas."""
        if evenement.type() == QEvent.Type.LayoutRequest:
            s_etend = bool(self.corps.expandingDirections() & Qt.Orientation.Vertical)
            self.rangee.setStretchFactor(self.corps, int(s_etend))
        return super().event(evenement)

    def _poser_titre(self, droite: QWidget | None) -> None:
        entete = Panneau(en_ligne=True)
        entete.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        entete.setMinimumHeight(HAUTEUR.bouton_titre)
        entete.ajouter(self.titre, None)
        if droite is not None:
            entete.ajouter(droite)
        self.rangee.addWidget(entete)
