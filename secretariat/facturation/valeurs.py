"""Les mots de la facturation."""

from __future__ import annotations

from enum import StrEnum


class EtatFacture(StrEnum):
    """Étapes d’une feuille de soins électronique."""

    BROUILLON = "brouillon"
    VALIDEE = "validee"
    SIGNEE = "signee"
    EN_LOT = "en_lot"
    ANNULEE = "annulee"


LIBELLES_ETATS = {
    EtatFacture.BROUILLON: "Brouillon",
    EtatFacture.VALIDEE: "Validée",
    EtatFacture.SIGNEE: "Signée",
    EtatFacture.EN_LOT: "En lot",
    EtatFacture.ANNULEE: "Annulée",
}


class TiersPayant(StrEnum):
    """Qui est réglé directement par les caisses."""

    AUCUN = "aucun"
    AMO = "amo"
    INTEGRAL = "integral"


LIBELLES_TIERS_PAYANT = {
    TiersPayant.AUCUN: "Sans tiers payant",
    TiersPayant.AMO: "Tiers payant AMO",
    TiersPayant.INTEGRAL: "Tiers payant intégral",
}


class Parcours(StrEnum):
    """La place de l’acte dans le parcours de soins coordonnés."""

    MEDECIN_TRAITANT = "medecin_traitant"
    ORIENTE = "oriente"
    URGENCE = "urgence"
    HORS_PARCOURS = "hors_parcours"
    NON_CONCERNE = "non_concerne"


LIBELLES_PARCOURS = {
    Parcours.MEDECIN_TRAITANT: "Médecin traitant",
    Parcours.ORIENTE: "Orienté par le médecin traitant",
    Parcours.URGENCE: "Urgence",
    Parcours.HORS_PARCOURS: "Hors parcours",
    Parcours.NON_CONCERNE: "Moins de 16 ans",
}


class EtatLot(StrEnum):
    """Étapes d’un lot ; l’envoi viendra avec les modules agréés."""

    OUVERT = "ouvert"
    FERME = "ferme"
