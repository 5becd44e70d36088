"""Abîmer des octets justes, comme le feraient une carte usée ou quelqu’un de malveillant.

Un octet changé, une longueur qui ment, un morceau ôté, doublé, greffé, emboîté ou gonflé ; une fois sur
huit, du bruit.
La même graine rejoue toujours la même suite.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from secretariat.cartes.erreurs import DonneesInvalides
from secretariat.cartes.tlv import Objet, ecrire_tlv, lire_tlv

TAILLE_MAX = 4_000
GRAINS = (b"", b"\0", b"\xff", b"\x65\x80", b"\x65\x82\xff\xff", b"\x80\x84", b"\x1f\xff", b"\x30\x80", b"A" * 120)


def muter(des: random.Random, octets: bytes) -> bytes:
    """Ces octets, abîmés une à quatre fois."""
    if des.random() < 1 / 8:
        return des.randbytes(des.choice((0, 1, 5, 60, 231, 300)))
    for _ in range(des.randint(1, 4)):
        octets = des.choice(MUTATIONS)(des, octets)[:TAILLE_MAX]
    return octets


def _changer(des: random.Random, octets: bytes) -> bytes:
    rang = des.randrange(len(octets) + 1)
    return octets[:rang] + bytes([des.choice((0x00, 0xFF, 0x80, 0x81, 0x65, des.randrange(256)))]) + octets[rang + 1 :]


def _mentir(des: random.Random, octets: bytes) -> bytes:
    """Change la longueur d’un objet, souvent d’un seul octet."""
    rangs = [
        rang for rang, octet in enumerate(octets[:-1]) if octet in {0x65, 0x80, 0x93, 0x30, 0x04, 0xA0, 0x82, 0xE0}
    ]
    if not rangs:
        return octets
    rang = des.choice(rangs) + 1
    menteuse = des.choice((octets[rang] + 1, octets[rang] - 1, 0, 0x7F, 0x80, 0x81, 0x82, 0x83, 0x84, 0xFF)) & 0xFF
    return octets[:rang] + bytes([menteuse]) + octets[rang + 1 :]


def _oter(des: random.Random, octets: bytes) -> bytes:
    debut, fin = sorted(des.randrange(len(octets) + 1) for _ in range(2))
    return octets[:debut] + octets[fin:]


def _doubler(des: random.Random, octets: bytes) -> bytes:
    debut, fin = sorted(des.randrange(len(octets) + 1) for _ in range(2))
    return octets[:fin] + octets[debut:fin] * des.choice((1, 1, 2, 30)) + octets[fin:]


def _greffer(des: random.Random, octets: bytes) -> bytes:
    rang = des.randrange(len(octets) + 1)
    return octets[:rang] + des.choice(GRAINS) + octets[rang:]


def _emboiter(des: random.Random, octets: bytes) -> bytes:
    for _ in range(des.choice((1, 2, 40))):
        octets = ecrire_tlv(des.choice((0x65, 0x30, 0xE0, 0xA0, 0x7F21)), octets)
    return octets


def _gonfler(des: random.Random, octets: bytes) -> bytes:
    """Change la valeur d’un objet, à n’importe quel étage ; les longueurs restent justes."""
    try:
        objets = list(lire_tlv(octets))
    except DonneesInvalides:
        return octets
    if not objets:
        return octets
    rang = des.randrange(len(objets))
    choisi = objets[rang]
    if choisi.est_construit and des.random() < 3 / 4:
        valeur = _gonfler(des, choisi.valeur)
    else:
        valeur = (choisi.valeur * des.choice((1, 40, 40)) + des.randbytes(8))[: des.choice((0, 6, 17, 300, 300))]
    objets[rang] = Objet(choisi.etiquette, valeur)
    return b"".join(ecrire_tlv(objet.etiquette, objet.valeur) for objet in objets)


MUTATIONS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _changer, _changer, _mentir, _mentir, _oter, _doubler, _greffer, _emboiter, _gonfler, _gonfler,
)  # fmt: skip
