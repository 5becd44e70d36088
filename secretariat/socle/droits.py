"""Les droits : la liste des actions du cabinet, le refus, et la marque des gestes qui en demandent un.

Un droit protège un geste, pas une table. Un geste qui en appelle d’autres dans la même transaction (encaisser inscrit
une recette) ne demande que son propre droit ; seul `Lecture.exiger`, celui des lectures médicales, se vérifie toujours.
Qui a quel droit : `matrice`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from secretariat.socle.erreurs import ErreurMetier

PROGRAMME = "programme"
"""Le rôle de la ligne de commande, de la démonstration qui s’écrit et des migrations : aucun droit ne lui est demandé.

Il n’appartient à aucun compte : personne n’ouvre de session sous ce rôle.
"""


class Droit(StrEnum):
    """Une action du cabinet, que la matrice permet ou non à chaque rôle."""

    LIRE_IDENTITE = "lire_identite"
    ECRIRE_IDENTITE = "ecrire_identite"
    LIRE_AGENDA = "lire_agenda"
    ECRIRE_AGENDA = "ecrire_agenda"
    TENIR_ACCUEIL = "tenir_accueil"
    LIRE_MOTIF = "lire_motif"
    ECRIRE_MOTIF = "ecrire_motif"
    LIRE_MEDICAL = "lire_medical"
    CLASSER_DOCUMENT = "classer_document"
    RANGER_DOCUMENT = "ranger_document"
    BRIS_DE_GLACE = "bris_de_glace"
    ETRE_PREVENU = "etre_prevenu"
    REDIGER_COURRIER = "rediger_courrier"
    VALIDER_COURRIER = "valider_courrier"
    LIRE_FACTURES = "lire_factures"
    PREPARER_FACTURE = "preparer_facture"
    SIGNER_FACTURE = "signer_facture"
    ENCAISSER = "encaisser"
    CORRIGER_FACTURE = "corriger_facture"
    TELETRANSMETTRE = "teletransmettre"
    LIRE_TOTAUX = "lire_totaux"
    LIRE_COMPTABILITE = "lire_comptabilite"
    ECRIRE_COMPTABILITE = "ecrire_comptabilite"
    EXPORTER = "exporter"
    LIRE_JOURNAL = "lire_journal"
    GERER_COMPTES = "gerer_comptes"
    GERER_DROITS = "gerer_droits"
    CHANGER_REGLAGES = "changer_reglages"
    SAUVEGARDER = "sauvegarder"
    RESTAURER = "restaurer"
    TRAITER_DEMANDES_D_ACCES = "traiter_demandes_d_acces"
    DECIDER_CONSERVATION = "decider_conservation"


class DroitManquant(ErreurMetier):
    """La personne connectée n’a pas le droit de faire cela ; le conseil dit à qui le demander."""

    def __init__(self, message: str, *, conseil: str, droit: Droit) -> None:
        super().__init__(message, conseil=conseil)
        self.droit = droit


class SousDroits(Protocol):
    """Une lecture ou une unité de travail : ce qui sait qui agit."""

    def agir(self, droit: Droit) -> AbstractContextManager[None]:
        """Exige ce droit, sauf au-dedans d’un geste déjà permis."""


U = TypeVar("U", bound=SousDroits)
P = ParamSpec("P")
R = TypeVar("R")

GESTES: dict[str, Droit] = {}
"""Le droit que déclare chaque geste, par son nom pointé ; un essai vérifie qu’aucun service public n’y manque."""


def geste(droit: Droit) -> Callable[[Callable[Concatenate[U, P], R]], Callable[Concatenate[U, P], R]]:
    """Marque un service, ou une lecture, du droit qu’il demande à la personne connectée."""

    def declarer(fonction: Callable[Concatenate[U, P], R]) -> Callable[Concatenate[U, P], R]:
        GESTES[f"{fonction.__module__}.{fonction.__qualname__}"] = droit

        @wraps(fonction)
        def verifier(unite: U, /, *arguments: P.args, **nommes: P.kwargs) -> R:
            with unite.agir(droit):
                return fonction(unite, *arguments, **nommes)

        return verifier

    return declarer
