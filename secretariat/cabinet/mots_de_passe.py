"""Les mots de passe : dérivés par Argon2id, jamais gardés ni écrits en clair.

Le module vit à part de la couche des services parce qu’il ne touche pas à la base.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

PASSES, VOIES, MEMOIRE_KIO = 3, 4, 64 * 1024
LONGUEUR_MINIMALE = 8
"""CNIL, délibération 2022-100, cas avec limitation des tentatives : 8 caractères de trois sortes."""


def deriver(mot_de_passe: str) -> str:
    """La forme que l’on garde en base (chaîne PHC `$argon2id$…`)."""
    return Argon2id(
        salt=os.urandom(16), length=32, iterations=PASSES, lanes=VOIES, memory_cost=MEMOIRE_KIO
    ).derive_phc_encoded(mot_de_passe.encode())


def est_le_bon(mot_de_passe: str, derive: str) -> bool:
    """Vrai si ce mot de passe est celui qui a été dérivé."""
    try:
        Argon2id.verify_phc_encoded(mot_de_passe.encode(), derive)
    except InvalidKey:
        return False
    return True


def defauts(mot_de_passe: str) -> tuple[str, ...]:
    """Ce qui manque à un mot de passe neuf, en phrases ; vide s’il convient."""
    sortes = (
        any(c.islower() for c in mot_de_passe),
        any(c.isupper() for c in mot_de_passe),
        any(c.isdigit() for c in mot_de_passe),
        any(not c.isalnum() for c in mot_de_passe),
    )
    manques: list[str] = []
    if len(mot_de_passe) < LONGUEUR_MINIMALE:
        manques.append(f"il faut au moins {LONGUEUR_MINIMALE} caractères")
    if sum(sortes) < 3:  # noqa: PLR2004  (trois sortes sur quatre)
        manques.append("il faut trois sortes parmi : minuscules, majuscules, chiffres, signes")
    return tuple(manques)
