"""Le cabinet a quitté cette base pour une autre : le noter, le lire, y revenir.

Ce n’est pas un réglage que l’on choisit, c’est un fait de cette base ; il se range parmi eux, hors de leur registre.
"""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import select

from secretariat.cabinet.modele import ReglageEnregistre
from secretariat.cabinet.valeurs import Deplacement
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import Lecture, UniteDeTravail

CLE = "cabinet.deplace"


def deplacement(lecture: Lecture) -> Deplacement | None:
    """Où ce cabinet a été transféré, ou None s’il travaille ici."""
    texte = lecture.premier(select(ReglageEnregistre.valeur).where(ReglageEnregistre.cle == CLE))
    match json.loads(texte or "null"):
        case {"vers": str(vers), "le": str(le)}:
            return Deplacement(vers, datetime.fromisoformat(le))
        case _:
            return None


def declarer_deplace(unite: UniteDeTravail, vers: str) -> None:
    """Note que le cabinet travaille désormais dans une autre base ; celle-ci ne se rouvre plus que pour lire."""
    _ranger(unite, {"vers": vers, "le": unite.horloge().isoformat()})
    unite.noter("transfert", "base", vers=vers)


def reprendre_ici(unite: UniteDeTravail) -> None:
    """Fait de nouveau de cette base celle où le cabinet travaille.

    Raises:
        ErreurMetier: Il ne l’a jamais quittée.
    """
    if (parti := deplacement(unite)) is None:
        raise ErreurMetier("Ce cabinet travaille déjà dans cette base.", conseil="L’ouvrir comme d’ordinaire.")
    _ranger(unite, None)
    unite.noter("reprise", "base", quittee=parti.vers)


def _ranger(unite: UniteDeTravail, fait: object) -> None:
    texte = json.dumps(fait, ensure_ascii=False)
    garde = unite.premier(select(ReglageEnregistre).where(ReglageEnregistre.cle == CLE))
    if garde is None:
        unite.ajouter(ReglageEnregistre(cle=CLE, valeur=texte))
    else:
        garde.valeur = texte
