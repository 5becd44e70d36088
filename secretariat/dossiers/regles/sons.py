"""Ce qui se prononce ou s’écrit presque pareil, en français : Lefèvre et Lefebvre, Dupond et Dupont.

La clé sonore garde les consonnes que l’on entend, dans l’ordre ; elle rapproche large, la distance d’édition trie.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

REGLES = tuple(
    (re.compile(motif), remplacement)
    for motif, remplacement in (
        (r"a?ul[dt]s?$", "o"),
        (r"ph", "f"),
        (r"bv", "v"),
        (r"sch|sh|ch", "C"),
        (r"gn", "N"),
        (r"gu(?=[eiy])", "g"),
        (r"g(?=[eiy])", "j"),
        (r"sc(?=[eiy])|c(?=[eiy])", "s"),
        (r"qu|ck|c|q", "k"),
        (r"x", "s"),
        (r"z", "s"),
        (r"w", "v"),
        (r"h", ""),
        (r"m(?=[pb])", "n"),
        (r"(?<=[a-zCN])[dtspe]+$", ""),
        (r"^[aeiouy]+", "A"),
        (r"(?<!^)[aeiouy]+", ""),
        (r"(.)\1+", r"\1"),
    )
)
RESSEMBLANCE_MIN = 0.6
MOT_LONG = 8
MOT_COURT = 4


@lru_cache(maxsize=4096)
def cle_sonore(mot: str) -> str:
    """La clé d’un mot sans accents ni majuscules ; deux mots de même clé se prononcent à peu près pareil.

    >>> cle_sonore("lefevre") == cle_sonore("lefebvre"), cle_sonore("gauthier") == cle_sonore("gautier")
    (True, True)
    """
    for motif, remplacement in REGLES:
        mot = motif.sub(remplacement, mot)
    return mot


def coquilles_admises(mot: str) -> int:
    """Le nombre de lettres fausses qu’un mot de cette longueur supporte sans devenir un autre."""
    return 0 if len(mot) <= MOT_COURT else 1 if len(mot) < MOT_LONG else 2


def ecart(un: str, autre: str) -> int:
    """Le nombre de lettres à ajouter, ôter, changer ou échanger pour passer d’un mot à l’autre."""
    return int(OSA.distance(un, autre))


def mots_proches(un: str, autre: str) -> bool:
    """Vrai si les deux mots se ressemblent : à une ou deux lettres près, ou à l’oreille.

    >>> mots_proches("lefevre", "lefebvre"), mots_proches("martin", "bernard")
    (True, False)
    """
    if ecart(un, autre) <= min(coquilles_admises(un), coquilles_admises(autre)):
        return True
    return cle_sonore(un) == cle_sonore(autre) and float(OSA.normalized_similarity(un, autre)) >= RESSEMBLANCE_MIN
