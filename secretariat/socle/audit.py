"""Les mots du journal d’audit que le reste du programme emploie ; le journal lui-même ne s’ouvre que par une unité."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secretariat.socle.erreurs import ErreurMetier

CREATION, MODIFICATION, SUPPRESSION = "creation", "modification", "suppression"
ECRITURES = frozenset({CREATION, MODIFICATION, SUPPRESSION})
"""Les opérations qui ont changé une table ; les autres sont des faits : consultation, impression, connexion."""


class RelectureInterrompue(ErreurMetier):
    """La personne a demandé l’arrêt avant la fin ; rien n’est conclu."""


class Occasion(StrEnum):
    """Ce qui a fait sceller le journal."""

    OUVERTURE = "ouverture"
    CLOTURE = "cloture"


@dataclass(frozen=True, slots=True)
class Sceau:
    """Une ancre du journal, pour la montrer ou l’imprimer.

    Attributes:
        empreinte: Celle de la dernière ligne scellée : ce que l’on garde hors de la base.
    """

    numero: int
    jour: date
    occasion: Occasion
    derniere_ligne: int
    empreinte: str


@dataclass(frozen=True, slots=True)
class Criteres:
    """Ce que l’on cherche au journal ; un critère vide ne filtre pas.

    Attributes:
        du: Le premier jour, à Paris.
        au: Le dernier jour, compris.
        texte: Un objet (`patients:5`, lui exactement), sinon un fragment de n’importe quel champ.
        avant: Ne rendre que les lignes de numéro plus petit : la page suivante.
    """

    patient_id: int | None = None
    acteur: str = ""
    operation: str = ""
    du: date | None = None
    au: date | None = None
    texte: str = ""
    avant: int | None = None


@dataclass(frozen=True, slots=True)
class EtatJournal:
    """Ce qu’une relecture de la chaîne a trouvé.

    Attributes:
        rupture: Le numéro de la première ligne qui ne tient pas, ou None si la chaîne est entière.
        derniere: L’empreinte de la dernière ligne qui tient, vide si le journal est vide.
        ancres: Combien d’ancres ont été comparées.
        anomalies: Ce que les ancres démentent, en phrases.
        trouvee: La ligne qui porte l’empreinte cherchée, ou None.
    """

    lignes: int
    rupture: int | None
    derniere: str
    ancres: int = 0
    anomalies: tuple[str, ...] = ()
    trouvee: int | None = None

    @property
    def entier(self) -> bool:
        """Vrai si la chaîne tient et que toutes les ancres s’y retrouvent."""
        return self.rupture is None and not self.anomalies
