"""Lire des objets BER-TLV (ISO 7816-4, ISO 8825-1) sans jamais croire ce qu’ils annoncent.

Une longueur qui dépasse ce qui reste, une étiquette coupée, une longueur indéfinie : tout est refusé par
`DonneesInvalides`, jamais par une erreur d’indice. Les octets de bourrage (00 ou FF) se sautent entre deux objets et
après le dernier : les fichiers d’une carte sont plus grands que ce qu’ils portent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from secretariat.cartes.erreurs import DonneesInvalides

BOURRAGE = frozenset({0x00, 0xFF})
TAILLE_MAX = 65_536
OCTETS_ETIQUETTE_MAX = 3
OCTETS_LONGUEUR_MAX = 3
CONSTRUIT = 0x20
ETIQUETTE_LONGUE = 0x1F
SUITE = 0x80


@dataclass(frozen=True, slots=True)
class Objet:
    """Un objet : son étiquette, telle qu’elle s’écrit (`0x65`, `0x7F21`), et sa valeur."""

    etiquette: int
    valeur: bytes

    @property
    def est_construit(self) -> bool:
        """Vrai si l’étiquette annonce une valeur faite d’objets."""
        return bool(_en_octets(self.etiquette)[0] & CONSTRUIT)

    def enfants(self) -> tuple[Objet, ...]:
        """Les objets que contient la valeur.

        Raises:
            DonneesInvalides: La valeur n’est pas une suite d’objets.
        """
        return lire_tlv(self.valeur)


def lire_tlv(octets: bytes) -> tuple[Objet, ...]:
    """Les objets qui se suivent dans ces octets (65 536 au plus), bourrage sauté.

    >>> [(hex(o.etiquette), o.valeur) for o in lire_tlv(bytes.fromhex("8001418101420000"))]
    [('0x80', b'A'), ('0x81', b'B')]

    Raises:
        DonneesInvalides: Un objet est coupé, mal formé, ou l’ensemble est trop grand.
    """
    objets, _, coupe = _lire(octets)
    if coupe:
        raise _faute("objet coupé")
    return objets


def ecrire_tlv(etiquette: int, valeur: bytes | Iterable[bytes]) -> bytes:
    """L’objet en octets, sa longueur sous la forme la plus courte.

    >>> ecrire_tlv(0x7F21, b"AB").hex()
    '7f21024142'
    """
    contenu = valeur if isinstance(valeur, bytes) else b"".join(valeur)
    return _en_octets(etiquette) + _longueur_en_octets(len(contenu)) + contenu


def trouver(objets: Iterable[Objet], etiquette: int) -> Objet | None:
    """Le premier objet de cette étiquette."""
    return next((objet for objet in objets if objet.etiquette == etiquette), None)


def _lire(octets: bytes) -> tuple[tuple[Objet, ...], int, bool]:
    """Les objets entiers, la place où finit le dernier, et vrai si un autre commence après lui et se trouve coupé."""
    if len(octets) > TAILLE_MAX:
        raise _faute("trop d’octets")
    objets: list[Objet] = []
    place = fin = 0
    while (place := _sauter_le_bourrage(octets, place)) < len(octets):
        etiquette, apres = _etiquette(octets, place)
        longueur, debut = _longueur(octets, apres)
        if debut < 0 or debut + longueur > len(octets):
            return tuple(objets), fin, True
        objets.append(Objet(etiquette, octets[debut : debut + longueur]))
        place = fin = debut + longueur
    return tuple(objets), fin, False


def _sauter_le_bourrage(octets: bytes, place: int) -> int:
    while place < len(octets) and octets[place] in BOURRAGE:
        place += 1
    return place


def _etiquette(octets: bytes, place: int) -> tuple[int, int]:
    fin = place + 1
    if octets[place] & ETIQUETTE_LONGUE == ETIQUETTE_LONGUE:
        while fin < len(octets) and octets[fin] & SUITE:
            fin += 1
        fin += 1
    if fin - place > OCTETS_ETIQUETTE_MAX:
        raise _faute("étiquette trop longue")
    return int.from_bytes(octets[place:fin], "big"), fin


def _longueur(octets: bytes, place: int) -> tuple[int, int]:
    """La longueur et la place de la valeur ; une place négative dit que la longueur elle-même est coupée."""
    if place >= len(octets):
        return 0, -1
    premier = octets[place]
    if premier < SUITE:
        return premier, place + 1
    nombre = premier & ~SUITE
    if not 0 < nombre <= OCTETS_LONGUEUR_MAX:
        raise _faute("longueur indéfinie ou démesurée")
    fin = place + 1 + nombre
    if fin > len(octets):
        return 0, -1
    return int.from_bytes(octets[place + 1 : fin], "big"), fin


def _en_octets(etiquette: int) -> bytes:
    return etiquette.to_bytes(max(1, (etiquette.bit_length() + 7) // 8), "big")


def _longueur_en_octets(longueur: int) -> bytes:
    if longueur < SUITE:
        return bytes([longueur])
    brute = longueur.to_bytes((longueur.bit_length() + 7) // 8, "big")
    return bytes([SUITE | len(brute)]) + brute


def _faute(detail: str) -> DonneesInvalides:
    return DonneesInvalides(detail=f"TLV : {detail}")
