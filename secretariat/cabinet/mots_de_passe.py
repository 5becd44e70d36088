"""Les mots de passe : dérivés par Argon2id, jamais gardés ni écrits en clair ; ce qu’un neuf doit valoir.

Le module vit à part de la couche des services parce qu’il ne touche pas à la base.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from secretariat.cabinet import regles
from secretariat.cabinet.valeurs import Alphabets, CasMotDePasse, Force
from secretariat.socle.ressources import dossier

PASSES, VOIES, MEMOIRE_KIO = 3, 4, 64 * 1024
LISIBLES = "abcdefghjkmnpqrstuvwxyz23456789"
CLES = {"description", "source", "verifie_le", "certitude", "notes", "cas", "alphabets"}


class ReglesInvalides(Exception):
    """Le fichier des mots de passe ne suit pas la forme."""


@dataclass(frozen=True, slots=True)
class Recommandation:
    """Les seuils de chaque cas, en bits, et le texte dont ils viennent."""

    seuils: dict[CasMotDePasse, int]
    alphabets: Alphabets
    source: str
    verifie_le: date


@cache
def recommandation() -> Recommandation:
    """La recommandation livrée (`resources/droits/mots_de_passe.yaml`), lue une fois."""
    import yaml  # noqa: PLC0415  (25 ms : pas avant la page de connexion)

    return lire(yaml.safe_load((dossier() / "droits" / "mots_de_passe.yaml").read_text(encoding="utf-8")))


def lire(donnees: dict[str, Any]) -> Recommandation:
    """Vérifie la forme du fichier et le range.

    Raises:
        ReglesInvalides: Une clé est inconnue ou absente, un seuil ou une taille n’est pas un entier positif.
    """
    if set(donnees) != CLES:
        raise ReglesInvalides(f"clés attendues {sorted(CLES)}, trouvées {sorted(donnees)}")
    if not isinstance(donnees["verifie_le"], date) or not donnees["source"].get("titre"):
        raise ReglesInvalides("il faut une source, et la date AAAA-MM-JJ où on l’a relue")
    seuils = _entiers(donnees["cas"], {cas.value for cas in CasMotDePasse})
    tailles = _entiers(donnees["alphabets"], {champ.name for champ in fields(Alphabets)})
    par_cas = {cas: seuils[cas.value] for cas in CasMotDePasse}
    return Recommandation(par_cas, Alphabets(**tailles), donnees["source"]["titre"], donnees["verifie_le"])


def force(mot_de_passe: str, cas: CasMotDePasse = CasMotDePasse.AVEC_BLOCAGE, *, identifiant: str = "") -> Force:
    """Ce que vaut un mot de passe neuf dans ce cas, et ce qui le fait refuser."""
    regle = recommandation()
    return regles.force(mot_de_passe, regle.alphabets, seuil=regle.seuils[cas], identifiant=identifiant)


def provisoire() -> str:
    """Un mot de passe à donner de vive voix : trois groupes de quatre, sans lettre que l’on confond."""
    return "-".join("".join(secrets.choice(LISIBLES) for _ in range(4)) for _ in range(3))


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


def _entiers(donnees: dict[str, Any], noms: set[str]) -> dict[str, int]:
    if set(donnees) != noms or not all(type(valeur) is int and valeur > 0 for valeur in donnees.values()):
        raise ReglesInvalides(f"il faut un entier positif pour chacun de {sorted(noms)}")
    return donnees
