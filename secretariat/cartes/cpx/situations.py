"""Ce que portent les objets de données de la carte : situations d’exercice et code de spécialité.

Leur forme officielle (ANS, « Les données métier de la CPS3 ») n’est pas publique. Celle d’ici vient d’un seul programme
qui les lit : `EE { 84 raison sociale, 85 Struct_IdNat, 86 secteur }` pour une situation, les quatre derniers caractères
de `CPS_INFO_PS` pour la spécialité.
"""

from __future__ import annotations

import re

from secretariat.cartes.erreurs import DonneesInvalides
from secretariat.cartes.tlv import lire_tlv
from secretariat.cartes.valeurs import Situation

OBJET_SPECIALITE = "CPS_INFO_PS"
OBJETS_SITUATIONS = tuple(f"CPS_ACTIVITY_{rang:02}_PS" for rang in range(1, 17))
"""Les seize situations possibles ; leurs rangs peuvent avoir des trous."""

SITUATION, RAISON_SOCIALE, STRUCTURE, SECTEUR = 0xEE, 0x84, 0x85, 0x86
FORME_SPECIALITE = re.compile(rb"[A-Z]{2}[0-9]{2}\Z")


def lire_situation(octets: bytes) -> Situation:
    """La situation d’exercice que portent ces octets.

    Raises:
        DonneesInvalides: Ce n’est pas un objet EE bien formé.
    """
    gabarit = next((objet for objet in lire_tlv(octets) if objet.etiquette == SITUATION), None)
    if gabarit is None:
        raise DonneesInvalides(detail="situation d’exercice sans objet EE")
    champs = {objet.etiquette: _texte(objet.valeur) for objet in gabarit.enfants()}
    return Situation(*(champs.get(etiquette, "") for etiquette in (RAISON_SOCIALE, STRUCTURE, SECTEUR)))


def lire_specialite(octets: bytes) -> str:
    """Le code de spécialité qui finit ces octets, bourrage ôté ; vide s’ils n’en portent pas.

    >>> lire_specialite("Médecine généraleSM26".encode())
    'SM26'
    """
    trouve = FORME_SPECIALITE.search(octets.rstrip(b"\0\xff "))
    return trouve.group().decode() if trouve else ""


def _texte(valeur: bytes) -> str:
    """Le texte d’un champ ; en UTF-8 d’après l’ANS, en Latin-1 s’il n’en est pas."""
    try:
        texte = valeur.decode()
    except UnicodeDecodeError:
        texte = valeur.decode("latin-1")
    return texte.strip("\0 ")
