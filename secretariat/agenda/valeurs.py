"""Les mots de l’agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EtatRendezVous(StrEnum):
    """Où en est un rendez-vous ; la venue du patient se lit dans la visite, pas ici."""

    PREVU = "prevu"
    CONFIRME = "confirme"
    ANNULE = "annule"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class MotifDeRendezVous:
    """Un motif de rendez-vous ; `couleur` est le nom d’un jeton de dessin (`m_consultation`)."""

    id: int
    nom: str
    duree_minutes: int
    couleur: str


@dataclass(frozen=True, slots=True)
class Creneau:
    """Un intervalle chez un praticien ; la fin n’est pas comprise."""

    praticien_id: int
    debut: datetime
    fin: datetime

    def chevauche(self, autre: Creneau) -> bool:
        """Vrai si les deux intervalles ont un instant commun chez le même praticien."""
        return self.praticien_id == autre.praticien_id and self.debut < autre.fin and autre.debut < self.fin
