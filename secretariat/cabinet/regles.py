"""Ce que vaut un mot de passe, et combien de temps attendre après en avoir donné de faux."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import log2

from secretariat.cabinet.valeurs import Alphabets, Force

ESSAIS_LIBRES = 4
ATTENTE_MAXIMALE = timedelta(minutes=15)
DIFFERENTS, SEUIL_D_UN_MOT = 5, 50
SUITES = ("abcdefghijklmnopqrstuvwxyz", "azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm", "0123456789")
LONGUEUR_D_UN_NOM = 3


def attente_apres(echecs: int, libres: int = ESSAIS_LIBRES) -> timedelta:
    """Le délai imposé après ce nombre d’échecs de suite : nul pour les essais libres, puis doublé de 15 s à 15 min.

    >>> attente_apres(4), attente_apres(5), attente_apres(7)
    (datetime.timedelta(0), datetime.timedelta(seconds=15), datetime.timedelta(seconds=60))
    """
    if echecs <= libres:
        return timedelta(0)
    return min(timedelta(seconds=15 * 2 ** min(echecs - libres - 1, 16)), ATTENTE_MAXIMALE)


def il_faut_attendre(maintenant: datetime, fin: datetime) -> bool:
    """Vrai si le délai court encore ; une fin trop lointaine vient d’une horloge qui avançait, et ne compte pas."""
    return timedelta(0) < fin - maintenant <= ATTENTE_MAXIMALE


def entropie(longueur: int, alphabet: int) -> int:
    """Ce que valent `longueur` caractères pris dans un alphabet de cette taille, en bits (CNIL 2022-100).

    >>> entropie(12, 99), entropie(8, 62)
    (80, 48)
    """
    return round(longueur * log2(alphabet)) if longueur and alphabet else 0


def alphabet_de(mot: str, alphabets: Alphabets) -> int:
    """La taille de l’alphabet dont ce mot se sert ; une lettre accentuée compte comme une lettre."""
    presents = (
        (any(c.islower() for c in mot), alphabets.minuscules),
        (any(c.isupper() for c in mot), alphabets.majuscules),
        (any(c.isdigit() for c in mot), alphabets.chiffres),
        (any(not c.isalnum() for c in mot), alphabets.signes),
    )
    return sum(taille for present, taille in presents if present)


def force(mot: str, alphabets: Alphabets, *, seuil: int, identifiant: str = "") -> Force:
    """Ce que vaut un mot de passe neuf, et tout ce qui le fait refuser."""
    bits = entropie(len(mot), alphabet_de(mot, alphabets))
    nom = identifiant.strip().lower()
    manques: list[str] = []
    if bits < seuil:
        manques.append("il est trop court, ou n’a pas assez de sortes de caractères")
    if len(set(mot)) < (DIFFERENTS if seuil >= SEUIL_D_UN_MOT else 2):
        manques.append("il répète trop les mêmes caractères")
    if len(nom) >= LONGUEUR_D_UN_NOM and nom in mot.lower():
        manques.append("il contient l’identifiant")
    if mot and any(mot.lower() in suite * 2 for suite in SUITES):
        manques.append("il suit l’alphabet, les chiffres ou le clavier")
    return Force(bits, seuil, tuple(manques))
