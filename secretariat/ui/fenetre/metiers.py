"""Les métiers de la navigation, leur touche, et l’écran de chacun, chargé seulement une fois demandé."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from secretariat.ui.poste import Ecran, Poste


@dataclass(frozen=True, slots=True)
class Metier:
    """Une entrée de la navigation ; `ecran` est « module:classe »."""

    nom: str
    libelle: str
    touche: str
    ecran: str

    @property
    def icone(self) -> str:
        """Le nom de l’icône, celui du métier."""
        return self.nom

    def fabriquer(self, poste: Poste) -> Ecran:
        """Charge et construit l’écran."""
        module, classe = self.ecran.split(":")
        fabrique: Callable[[Poste], Ecran] = getattr(import_module(f"secretariat.ui.{module}"), classe)
        return fabrique(poste)


METIERS = (
    Metier("accueil", "Accueil", "F2", "accueil.ecran:EcranAccueil"),
    Metier("agenda", "Agenda", "F3", "agenda.ecran:EcranAgenda"),
    Metier("dossiers", "Dossiers", "F4", "dossiers.ecran:EcranDossiers"),
    Metier("courriers", "Courriers", "F5", "courriers.ecran:EcranCourriers"),
    Metier("facturation", "Facturation", "F6", "facturation.ecran:EcranFacturation"),
    Metier("comptabilite", "Comptabilité", "F7", "comptabilite.ecran:EcranComptabilite"),
    Metier("cabinet", "Cabinet", "F8", "cabinet.ecran:EcranCabinet"),
)
