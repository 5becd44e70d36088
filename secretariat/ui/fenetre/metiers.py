"""Les métiers de la navigation, leur touche, et l’écran de chacun, chargé seulement une fois demandé."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from secretariat.socle.droits import Droit
from secretariat.ui.droits import DroitsDuPoste
from secretariat.ui.poste import Ecran, Poste


@dataclass(frozen=True, slots=True)
class Metier:
    """Une entrée de la navigation ; `ecran` est « module:classe ».

    Attributes:
        droit: Celui sans lequel l’écran n’a rien à montrer ; None, il se montre à tous.
    """

    nom: str
    libelle: str
    touche: str
    ecran: str
    droit: Droit | None = None

    @property
    def icone(self) -> str:
        """Le nom de l’icône, celui du métier."""
        return self.nom

    def est_permis(self, droits: DroitsDuPoste) -> bool:
        """Dit si la personne connectée a quelque chose à voir dans cet écran."""
        return self.droit is None or droits.peut(self.droit)

    def fabriquer(self, poste: Poste) -> Ecran:
        """Charge et construit l’écran."""
        module, classe = self.ecran.split(":")
        fabrique: Callable[[Poste], Ecran] = getattr(import_module(f"secretariat.ui.{module}"), classe)
        return fabrique(poste)


METIERS = (
    Metier("accueil", "Accueil", "F2", "accueil.ecran:EcranAccueil", Droit.LIRE_AGENDA),
    Metier("agenda", "Agenda", "F3", "agenda.ecran:EcranAgenda", Droit.LIRE_AGENDA),
    Metier("dossiers", "Dossiers", "F4", "dossiers.ecran:EcranDossiers", Droit.LIRE_IDENTITE),
    Metier("courriers", "Courriers", "F5", "courriers.ecran:EcranCourriers", Droit.REDIGER_COURRIER),
    Metier("facturation", "Facturation", "F6", "facturation.ecran:EcranFacturation", Droit.LIRE_FACTURES),
    Metier("comptabilite", "Comptabilité", "F7", "comptabilite.ecran:EcranComptabilite", Droit.LIRE_TOTAUX),
    Metier("cabinet", "Cabinet", "F8", "cabinet.ecran:EcranCabinet"),
)
