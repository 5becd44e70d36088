"""L’écran « Cabinet » : trois vues, que l’on choisit en haut."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from secretariat.ui.cabinet.base import VueBase
from secretariat.ui.cabinet.journal import VueJournal
from secretariat.ui.cabinet.personnes import VuePersonnes
from secretariat.ui.composants.etiquette import titre
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.composants.segment import Segment
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE

VUES = (("Base et sauvegarde", "base"), ("Journal d’audit", "journal"), ("Personnes", "personnes"))


class EcranCabinet(Ecran):
    """Contrôler, sauvegarder, relire le journal, voir qui travaille ici."""

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.choix = Segment("Vue du cabinet", VUES, "base")
        self.choix.setObjectName("cabinet.vues")
        self.base, self.journal, self.personnes = VueBase(poste), VueJournal(poste), VuePersonnes(poste)
        self._vues: dict[str, Ecran] = {"base": self.base, "journal": self.journal, "personnes": self.personnes}
        self._pile = QStackedWidget()
        for vue in self._vues.values():
            self._pile.addWidget(vue)
        self.choix.choisi.connect(self._montrer)
        page = QVBoxLayout(self)
        page.setContentsMargins(ESPACE.ample, ESPACE.moyen, ESPACE.ample, ESPACE.grand)
        page.setSpacing(ESPACE.moyen)
        page.addLayout(ligne(titre("Cabinet"), self.choix, None, espace=ESPACE.grand))
        page.addWidget(self._pile, 1)

    def activer(self) -> None:
        """Relit la vue montrée."""
        self._montrer(self.choix.valeur())

    def _montrer(self, nom: str) -> None:
        vue = self._vues[nom]
        self._pile.setCurrentWidget(vue)
        vue.activer()
