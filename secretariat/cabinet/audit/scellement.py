"""Sceller le journal : à la première ouverture de chaque jour, et quand on arrête les comptes du jour."""

from __future__ import annotations

import re

from secretariat.socle.audit import Occasion, Sceau
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail

GROUPE = 8
DEBUT_SUFFISANT = 16
EMPREINTE = re.compile(f"[0-9a-f]{{{DEBUT_SUFFISANT},64}}")


def sceller_le_jour(unite: UniteDeTravail) -> Sceau | None:
    """Pose l’ancre du jour s’il n’y en a pas ; une horloge reculée fait un jour de plus, jamais une ancre défaite."""
    if any(sceau.jour == unite.aujourd_hui for sceau in unite.audit.sceaux(1)):
        return None
    return unite.sceller(Occasion.OUVERTURE)


def sceller_la_cloture(unite: UniteDeTravail) -> Sceau | None:
    """Pose une ancre en arrêtant les comptes ; chaque tirage en a une, puisque le journal a grandi entre-temps."""
    return unite.sceller(Occasion.CLOTURE)


def empreinte_dite(empreinte: str) -> str:
    """L’empreinte en groupes courts, pour l’imprimer et la recopier.

    >>> empreinte_dite("0123456789abcdef")
    '01234567 89abcdef'
    """
    return " ".join(empreinte[i : i + GROUPE] for i in range(0, len(empreinte), GROUPE))


def empreinte_lue(texte: str) -> str:
    """L’empreinte telle qu’elle est en base, depuis ce qu’une personne a recopié ; son début suffit.

    >>> empreinte_lue(" 01234567 89ABCDEF ")
    '0123456789abcdef'

    Raises:
        ErreurMetier: Ce n’est pas une empreinte, ou pas assez de ses signes.
    """
    lue = "".join(texte.split()).replace("-", "").lower()
    if lue and not EMPREINTE.fullmatch(lue):
        raise ErreurMetier(
            "Ce n’est pas l’empreinte d’un journal : elle a 64 signes, de 0 à 9 et de a à f.",
            conseil=f"En recopier au moins les {DEBUT_SUFFISANT} premiers, avec ou sans espaces.",
        )
    return lue
