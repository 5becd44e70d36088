"""Les mots du registre des traitements (RGPD art. 30) et de celui des violations (art. 33)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

RUBRIQUES = {
    "nom": "Traitement",
    "finalites": "Finalités",
    "base_legale": "Base légale",
    "personnes": "Personnes concernées",
    "donnees": "Catégories de données",
    "destinataires": "Destinataires",
    "transferts": "Transferts hors de l’Union",
    "effacement": "Délais d’effacement",
    "securite": "Mesures de sécurité",
}
"""Les rubriques d’une entrée, dans l’ordre où elles s’impriment."""


@dataclass(frozen=True, slots=True)
class Traitement:
    """Ce que dit une entrée du registre."""

    nom: str
    finalites: str
    base_legale: str
    personnes: str
    donnees: str
    destinataires: str
    transferts: str
    effacement: str
    securite: str


@dataclass(frozen=True, slots=True)
class EntreeDuRegistre:
    """Une entrée ; « à vérifier » tant que personne ne l’a confirmée."""

    id: int
    version: int
    traitement: Traitement
    confirmee_par: str
    confirmee_le: datetime | None

    @property
    def etat(self) -> str:
        """« à vérifier », ou « confirmée »."""
        return "à vérifier" if self.confirmee_le is None else "confirmée"


@dataclass(frozen=True, slots=True)
class NouvelleViolation:
    """Une violation de données telle qu’on la constate."""

    constatee_le: datetime
    nature: str
    personnes: str
    consequences: str
    mesures: str


@dataclass(frozen=True, slots=True)
class ViolationListee:
    """Une violation du registre.

    Attributes:
        a_notifier_avant: Soixante-douze heures après le constat.
        sans_notification: Pourquoi la CNIL n’a pas à être prévenue, si c’est le cas.
        en_retard: L’échéance est passée sans notification ni raison.
    """

    id: int
    constat: NouvelleViolation
    a_notifier_avant: datetime
    notifiee_le: datetime | None
    sans_notification: str
    en_retard: bool
    auteur: str
