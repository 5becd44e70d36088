"""« Données personnelles » : cinq vues que l’on choisit en haut, chacune chargée quand on la demande."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtWidgets import QStackedWidget

from secretariat.ui.composants import Segment, ligne, pile
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE

VUES = {
    "demandes": ("Demandes d’accès", "demandes:VueDemandes"),
    "conservation": ("Conservation", "conservation:VueConservation"),
    "registre": ("Registre", "registre:VueRegistre"),
    "violations": ("Violations", "violations:VueViolations"),
    "affiche": ("Affiche", "affiche:VueAffiche"),
}


class VueConformite(Ecran):
    """Ce que le cabinet doit aux personnes dont il garde les données."""

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.choix = Segment("Vue des données personnelles", [(v[0], nom) for nom, v in VUES.items()], "demandes")
        self.choix.setObjectName("conformite.vues")
        self.choix.choisi.connect(self._montrer)
        self._vues: dict[str, Ecran] = {}
        self._pile = QStackedWidget()
        page = pile(ligne(self.choix, None), espace=ESPACE.moyen)
        page.addWidget(self._pile, 1)
        self.setLayout(page)

    def vue(self, nom: str) -> Ecran:
        """La vue de ce nom."""
        if nom not in self._vues:
            module, classe = VUES[nom][1].split(":")
            fabrique: Callable[[Poste], Ecran] = getattr(import_module(f"secretariat.ui.conformite.{module}"), classe)
            self._vues[nom] = fabrique(self.poste)
            self._pile.addWidget(self._vues[nom])
        return self._vues[nom]

    def activer(self) -> None:
        """Relit la vue montrée."""
        self._montrer(self.choix.valeur())

    def _montrer(self, nom: str) -> None:
        self._pile.setCurrentWidget(self.vue(nom))
        self.vue(nom).activer()
