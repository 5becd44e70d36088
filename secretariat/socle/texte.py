"""Le texte tel qu’on le compare : sans accents, sans casse, découpé en mots."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = str.maketrans({
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
})
SEPARATEURS = re.compile(r"[^a-z0-9]+")


def sans_accents(texte: str) -> str:
    """Le texte sans signes diacritiques ni ligatures.

    >>> sans_accents("Œdème à l’Haÿ")
    'OEdeme a l’Hay'
    """
    decompose = unicodedata.normalize("NFD", texte.translate(LIGATURES))
    return "".join(c for c in decompose if not unicodedata.combining(c))


def mots(texte: str) -> tuple[str, ...]:
    """Les mots du texte, en minuscules et sans accents ; traits d’union et apostrophes séparent.

    >>> mots("D’ARTAGNAN--L’Hérault")
    ('d', 'artagnan', 'l', 'herault')
    """
    return tuple(mot for mot in SEPARATEURS.split(sans_accents(texte).lower()) if mot)


def ecrivable(texte: str) -> str:
    r"""Le texte sans ce qu’aucune base ne garde : ni caractère nul, ni moitié de caractère.

    >>> ecrivable("DU\x00PONT\ud83d")
    'DUPONT'
    """
    return texte.replace("\x00", "").encode("utf-8", "ignore").decode()


def chiffres(texte: str) -> str:
    """Les seuls chiffres ASCII du texte."""
    return "".join(c for c in texte if c in "0123456789")
