"""Les faits dont dépend la conservation : décès, transfusion, opposition du défunt à l’accès de ses ayants droit."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from secretariat.conformite.valeurs.conservation import FaitsDeConservation
from secretariat.socle.horloge import Horloge
from secretariat.ui.composants import ChampDate, Dialogue, ListeChoix, ligne
from secretariat.ui.theme.jetons import ESPACE

OPPOSITIONS = (("Non, ou inconnue", False), ("Oui", True))


class DemandeDeFaits(Dialogue):
    """Trois faits, tous facultatifs."""

    def __init__(self, parent: QWidget | None, horloge: Horloge, nom: str, faits: FaitsDeConservation) -> None:
        super().__init__(
            f"Conservation du dossier de {nom}", parent, valider="Noter", detail="Laisser vide ce qui n’est pas connu."
        )
        self._faits = faits
        self.deces = ChampDate("Décédé(e) le", horloge, faits.deces_le)
        self.transfusion = ChampDate("Transfusé(e) le", horloge, faits.transfusion_le)
        self.opposition: ListeChoix[bool] = ListeChoix(
            "S’est opposé(e) à l’accès de ses ayants droit", OPPOSITIONS, faits.opposition_ayants_droit
        )
        self.ajouter(ligne(self.deces, self.transfusion, espace=ESPACE.grand), self.opposition)

    def verifier(self) -> bool:
        """Refuse une date illisible."""
        return self.deces.verifier() and self.transfusion.verifier()

    def faits(self) -> FaitsDeConservation:
        """Ce qui est saisi ; une suspension notée ailleurs reste."""
        return replace(
            self._faits,
            deces_le=self.deces.valeur(),
            transfusion_le=self.transfusion.valeur(),
            opposition_ayants_droit=self.opposition.valeur(),
        )

    @classmethod
    def demander(
        cls, parent: QWidget | None, horloge: Horloge, nom: str, faits: FaitsDeConservation
    ) -> FaitsDeConservation | None:
        """Les faits, ou rien si la personne renonce."""
        dialogue = cls(parent, horloge, nom, faits)
        return dialogue.faits() if dialogue.ouvrir() else None
