"""« Données personnelles » : cinq vues que l’on choisit en haut, chacune chargée quand on la demande."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtWidgets import QStackedWidget

from secretariat.socle.droits import Droit
from secretariat.ui.composants import Segment, ligne, pile
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE

VUES = {
    "demandes": ("Demandes d’accès", "demandes:VueDemandes", Droit.TRAITER_DEMANDES_D_ACCES),
    "conservation": ("Conservation", "conservation:VueConservation", Droit.TRAITER_DEMANDES_D_ACCES),
    "registre": ("Registre", "registre:VueRegistre", Droit.CHANGER_REGLAGES),
    "violations": ("Violations", "violations:VueViolations", Droit.CHANGER_REGLAGES),
    "affiche": ("Affiche", "affiche:VueAffiche", None),
}


class VueConformite(Ecran):
    """Ce que le cabinet doit aux personnes dont il garde les données."""

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        permises = [
            (libelle, nom) for nom, (libelle, _, droit) in VUES.items() if droit is None or poste.droits.peut(droit)
        ]
        self.choix = Segment("Vue des données personnelles", permises, permises[0][1])
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
