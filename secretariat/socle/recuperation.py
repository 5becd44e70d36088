"""Le code de récupération sous ses trois formes : huit groupes de quatre, quinze mots français, contenu d’un code QR.

Ce sont les mêmes 160 bits. Les mots sont ceux de la liste française BIP-39 : leur somme de contrôle distingue une faute
de recopie d’une fiche qui n’est pas la bonne ; quatre lettres suffisent à reconnaître chacun.
"""

from __future__ import annotations

import difflib
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.texte import mots as mots_du_texte
from secretariat.socle.texte import sans_accents

ALPHABET_CODE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Sans O, I, 0 ni 1, que l’on confond en recopiant."""
LONGUEUR_CODE, LONGUEUR_GROUPE = 32, 4
OCTETS = 20
MOTS, LETTRES_PROPRES = 15, 4
MOTS_D_UNE_FICHE = 10
"""Une phrase de passe n’en a guère autant."""
MARQUE_QR = "SECRETARIAT-CLE"
REGARDER_LA_FICHE = "Relire la fiche de récupération et recommencer ; le code, les mots et le code QR se valent."


class SaisieFautive(ErreurMetier):
    """Ce qui a été tapé n’est pas une recopie juste d’une fiche de récupération."""


@dataclass(frozen=True, slots=True)
class CodeLu:
    """Un code bien recopié ; `base` est le repère de la base, que seul le code QR donne."""

    code: str
    base: str = ""


def nouveau_code() -> str:
    """Un code de récupération de 160 bits, en huit groupes de quatre caractères."""
    return en_groupes("".join(secrets.choice(ALPHABET_CODE) for _ in range(LONGUEUR_CODE)))


def en_groupes(nu: str) -> str:
    """Les 32 caractères, par groupes de quatre.

    >>> en_groupes("ABCD" * 8)[:14]
    'ABCD-ABCD-ABCD'
    """
    return "-".join(nu[i : i + LONGUEUR_GROUPE] for i in range(0, LONGUEUR_CODE, LONGUEUR_GROUPE))


def en_mots(code: str) -> tuple[str, ...]:
    """Les quinze mots du code.

    >>> en_mots("A" * 32)[-1]
    'acerbe'
    """
    nombre = 0
    for caractere in caracteres(code):
        nombre = nombre * len(ALPHABET_CODE) + ALPHABET_CODE.index(caractere)
    liste = _liste().to_mnemonic(nombre.to_bytes(OCTETS, "big"))
    return tuple(unicodedata.normalize("NFC", liste).split())  # la liste décompose ses accents


def contenu_qr(code: str, base: str) -> str:
    """Ce que porte le code QR de la fiche : de quoi reconnaître la base, puis le code."""
    return f"{MARQUE_QR}:{base.upper()}:{en_groupes(caracteres(code))}"


def caracteres(code: str) -> str:
    """Les seuls caractères du code, sans tirets ni espaces."""
    return "".join(c for c in code.upper() if c in ALPHABET_CODE)


def lire(saisie: str) -> CodeLu:
    """Le code que dit cette saisie : groupes, mots ou contenu du code QR, en majuscules ou non, accents ou non.

    Raises:
        SaisieFautive: Ce n’est pas une recopie juste ; le message dit où est la faute.
    """
    propre = saisie.strip()
    if propre.upper().startswith(f"{MARQUE_QR}:"):
        return _du_qr(propre)
    tapes = mots_du_texte(propre)
    return CodeLu(_des_mots(tapes) if _sont_des_mots(tapes) else _des_groupes(propre))


def confirme(code: str, saisie: str, *, groupes: tuple[int, ...], mots: tuple[int, ...]) -> bool:
    """Vrai si la saisie prouve que l’on a la fiche sous les yeux : ces groupes, ces mots, ou le code QR."""
    blocs = code.split("-")
    if caracteres(saisie) == "".join(blocs[rang - 1] for rang in groupes):
        return True
    attendus = tuple(mots_du_texte(en_mots(code)[rang - 1])[0][:LETTRES_PROPRES] for rang in mots)
    if tuple(mot[:LETTRES_PROPRES] for mot in mots_du_texte(saisie)) == attendus:
        return True
    try:
        return lire(saisie).code == code
    except SaisieFautive:
        return False


def ressemble(saisie: str) -> bool:
    """Vrai si l’on a sans doute voulu recopier une fiche, et non taper une phrase de passe."""
    tapes = mots_du_texte(saisie)
    if saisie.strip().upper().startswith(MARQUE_QR) or (_sont_des_mots(tapes) and len(tapes) >= MOTS_D_UNE_FICHE):
        return True
    colles = "".join(tapes).upper()
    justes = sum(c in ALPHABET_CODE for c in colles)
    en_blocs = len(tapes) == 1 or all(len(bloc) <= LONGUEUR_GROUPE + 1 for bloc in tapes)
    return en_blocs and abs(len(colles) - LONGUEUR_CODE) <= LONGUEUR_GROUPE and len(colles) - justes <= LONGUEUR_GROUPE


def _sont_des_mots(tapes: tuple[str, ...]) -> bool:
    connus = sum(mot[:LETTRES_PROPRES] in _prefixes() for mot in tapes)
    return len(tapes) > 1 and 2 * connus >= len(tapes)


def _du_qr(contenu: str) -> CodeLu:
    morceaux = contenu.split(":")
    if len(morceaux) != len((MARQUE_QR, "base", "code")):
        raise SaisieFautive("Le contenu du code QR est incomplet.", conseil="Le lire de nouveau, en entier.")
    return CodeLu(_des_groupes(morceaux[2]), morceaux[1].lower())


def _des_groupes(saisie: str) -> str:
    utiles = [c for c in sans_accents(saisie).upper() if not c.isspace() and c not in "-–—_.,·"]
    if (etranger := next((c for c in utiles if c not in ALPHABET_CODE), None)) is not None:
        raise SaisieFautive(
            f"Le code ne contient jamais « {etranger} ».",
            conseil=f"Il n’a ni O, ni I, ni 0, ni 1. {REGARDER_LA_FICHE}",
        )
    if len(utiles) != LONGUEUR_CODE:
        raise SaisieFautive(f"Le code a {LONGUEUR_CODE} caractères, ici {len(utiles)}.", conseil=REGARDER_LA_FICHE)
    return en_groupes("".join(utiles))


def _des_mots(tapes: tuple[str, ...]) -> str:
    if len(tapes) != MOTS:
        raise SaisieFautive(f"La fiche a {MOTS} mots, ici {len(tapes)}.", conseil=REGARDER_LA_FICHE)
    indices = [_rang(mot, position) for position, mot in enumerate(tapes, start=1)]
    choisis = " ".join(_liste().wordlist[indice] for indice in indices)
    try:
        nombre = int.from_bytes(bytes(_liste().to_entropy(choisis)), "big")
    except ValueError as erreur:
        raise SaisieFautive(
            "Ces mots existent tous, mais pas dans cet ordre ou pas ensemble : il y a une faute de recopie.",
            conseil=REGARDER_LA_FICHE,
        ) from erreur
    tirage = []
    for _ in range(LONGUEUR_CODE):
        nombre, reste = divmod(nombre, len(ALPHABET_CODE))
        tirage.append(ALPHABET_CODE[reste])
    return en_groupes("".join(reversed(tirage)))


def _rang(mot: str, position: int) -> int:
    prefixes = _prefixes()
    entier = _mots_simples()
    rang = prefixes.get(mot[:LETTRES_PROPRES])
    if rang is not None and (entier[rang] == mot or entier[rang].startswith(mot)):
        return rang
    proche = difflib.get_close_matches(mot, entier, n=1)
    raise SaisieFautive(
        f"Le mot n° {position}, « {mot} », n’est pas dans la liste"
        + (f" ; peut-être « {proche[0]} »." if proche else "."),
        conseil=REGARDER_LA_FICHE,
    )


@cache
def _liste() -> Any:  # noqa: ANN401  (mnemonic n’est pas typé)
    from mnemonic import Mnemonic  # noqa: PLC0415  (une liste de 2048 mots : pas avant qu’on en ait besoin)

    return Mnemonic("french")


@cache
def _mots_simples() -> tuple[str, ...]:
    return tuple(sans_accents(mot).lower() for mot in _liste().wordlist)


@cache
def _prefixes() -> dict[str, int]:
    return {mot[:LETTRES_PROPRES]: rang for rang, mot in enumerate(_mots_simples())}
