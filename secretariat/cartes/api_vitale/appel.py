"""Le processus à part qui appelle la bibliothèque sous licence (`python -m …appel FICHIER FONCTION`).

Une bibliothèque C qui plante, boucle ou écrit trop loin emporte son processus, et lui seul. La signature supposée est
`int fonction(char *tampon, size_t *taille)` : zéro quand tout va bien, `taille` valant la place offerte puis celle
prise. Elle est à confirmer avec la licence, car ni elle ni les points d’entrée ne sont publics.

La réponse est une ligne, « verdict nombre », puis le XML. Elle sort par une copie de la sortie, que la bibliothèque n’a
pas : ce qu’elle écrit de son côté ne s’y mêle pas. Un plantage ne laisse pas d’image de la mémoire sur le disque.
"""

from __future__ import annotations

import ctypes
import os
import sys
from enum import StrEnum

from secretariat.cartes.api_vitale.arbre import TAILLE_MAX

if sys.platform != "win32":
    import resource

SORTIE, ERREURS = 1, 2
MARGE = 65_536
TEMOIN = b"\xa5" * MARGE
"""Ce qui suit le tampon : la bibliothèque ne doit pas y toucher."""


class Verdict(StrEnum):
    """Comment l’appel s’est terminé ; le nombre qui suit est une taille, ou le code rendu."""

    BIEN = "bien"
    SANS_BIBLIOTHEQUE = "sans-bibliotheque"
    SANS_FONCTION = "sans-fonction"
    REFUS = "refus"
    TROP_LONG = "trop-long"


def appeler(chemin: str, nom: str) -> tuple[Verdict, int, bytes]:
    """Appelle la fonction `nom` de la bibliothèque, une fois."""
    try:
        bibliotheque = ctypes.CDLL(chemin)
    except OSError:
        return Verdict.SANS_BIBLIOTHEQUE, 0, b""
    try:
        fonction = bibliotheque[nom]
    except AttributeError:
        return Verdict.SANS_FONCTION, 0, b""
    fonction.restype = ctypes.c_int
    tampon = ctypes.create_string_buffer(bytes(TAILLE_MAX) + TEMOIN, TAILLE_MAX + MARGE)
    taille = ctypes.c_size_t(TAILLE_MAX)
    code: int = fonction(tampon, ctypes.byref(taille))
    if code:
        return Verdict.REFUS, code, b""
    if taille.value > TAILLE_MAX or tampon.raw[TAILLE_MAX:] != TEMOIN:
        return Verdict.TROP_LONG, taille.value, b""
    xml = tampon.raw[: taille.value].rstrip(b"\0")
    return Verdict.BIEN, len(xml), xml


def main() -> None:
    """Répond sur la sortie d’origine, puis s’arrête sans laisser la bibliothèque se défaire."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    reponse = os.dup(SORTIE)
    os.dup2(ERREURS, SORTIE)
    verdict, nombre, xml = appeler(*sys.argv[1:3])
    with os.fdopen(reponse, "wb") as sortie:
        sortie.write(f"{verdict} {nombre}\n".encode() + xml)
    os._exit(0)


if __name__ == "__main__":
    main()
