"""L’écran « Cabinet » : des vues que l’on choisit en haut, chacune chargée la première fois qu’on la demande."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from secretariat.socle.droits import Droit
from secretariat.ui.composants.etiquette import titre
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.composants.segment import Segment
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE


@dataclass(frozen=True, slots=True)
class Vue:
    """Une vue de l’écran ; `ecran` est « module:classe », dans ce paquet.

    Attributes:
        droit: Celui sans lequel la vue ne montrerait rien ; None, elle se montre à tous.
    """

    nom: str
    libelle: str
    ecran: str
    droit: Droit | None = None

    def fabriquer(self, poste: Poste) -> Ecran:
        """Charge et construit la vue."""
        module, classe = self.ecran.split(":")
        fabrique: Callable[[Poste], Ecran] = getattr(import_module(f"secretariat.ui.cabinet.{module}"), classe)
        return fabrique(poste)


VUES = (
    Vue("base", "Base et sauvegarde", "base:VueBase"),
    Vue("journal", "Journal d’audit", "journal:VueJournal", Droit.LIRE_JOURNAL),
    Vue("personnes", "Personnes", "personnes:VuePersonnes"),
    Vue("droits", "Droits", "droits:VueDroits"),
    Vue("securite", "Sécurité", "securite:VueSecurite"),
)


class EcranCabinet(Ecran):
    """Contrôler, sauvegarder, relire le journal, voir qui travaille ici."""

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        permises = [vue for vue in VUES if vue.droit is None or poste.droits.peut(vue.droit)]
        self.choix = Segment("Vue du cabinet", tuple((vue.libelle, vue.nom) for vue in permises), permises[0].nom)
        self.choix.setObjectName("cabinet.vues")
        self._vues: dict[str, Ecran] = {}
        self._pile = QStackedWidget()
        self.choix.choisi.connect(self._montrer)
        page = QVBoxLayout(self)
        page.setContentsMargins(ESPACE.ample, ESPACE.moyen, ESPACE.ample, ESPACE.grand)
        page.setSpacing(ESPACE.moyen)
        page.addLayout(ligne(titre("Cabinet"), self.choix, None, espace=ESPACE.grand))
        page.addWidget(self._pile, 1)

    def vue(self, nom: str) -> Ecran:
        """La vue de ce nom."""
        if nom not in self._vues:
            self._vues[nom] = next(vue for vue in VUES if vue.nom == nom).fabriquer(self.poste)
            self._pile.addWidget(self._vues[nom])
        return self._vues[nom]

    def activer(self) -> None:
        """Relit la vue montrée."""
        self._montrer(self.choix.valeur())

    def _montrer(self, nom: str) -> None:
        vue = self.vue(nom)
        self._pile.setCurrentWidget(vue)
        vue.activer()
