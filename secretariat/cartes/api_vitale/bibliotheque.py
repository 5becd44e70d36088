"""La bibliothèque de l’API de lecture Vitale, appelée dans un processus à part et avec un délai.

Rien de ce qui lui arrive n’atteint le poste : un plantage, une boucle, une réponse démesurée deviennent un refus. Son
chemin et le nom de sa fonction sont des réglages, car ils ne sont pas publics.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from secretariat.cartes.api_vitale.appel import Verdict
from secretariat.cartes.erreurs import CarteMuette, DonneesInvalides, ErreurCarte, LicenceRequise, ReponseInattendue
from secretariat.socle.ressources import RACINE

DELAI_S = 20.0
MODULE = "secretariat.cartes.api_vitale.appel"
SANS_FENETRE: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
REPONSE = re.compile(rb"([a-z-]{1,20}) (-?[0-9]{1,20})\n", re.ASCII)
CONSEIL_REGLAGE = "Vérifier, dans Cabinet, vue Cartes, la bibliothèque désignée et le nom de sa fonction."
CONSEIL_REPRENDRE = (
    "Retirer la carte, la remettre et réessayer\u202f; sinon s’adresser au fournisseur de la bibliothèque."
)


class ApiBibliotheque:
    """La bibliothèque C du client ; `fonction` est le nom de son point d’entrée, `delai_s` en secondes.

    Elle choisit elle-même son lecteur, et lit la carte qui y est au moment de l’appel.
    """

    def __init__(self, chemin: Path, fonction: str, *, delai_s: float = DELAI_S) -> None:
        self._chemin = chemin.absolute()
        self._fonction = fonction
        self._delai_s = delai_s

    def lire(self, lecteur: str, *, depuis: datetime) -> bytes:
        """Le XML que rend la bibliothèque, lu maintenant, donc depuis l’insertion.

        Raises:
            LicenceRequise: La bibliothèque n’est pas là, ou n’est pas une bibliothèque de ce système.
            CarteMuette: Elle n’a pas répondu dans le délai.
            ReponseInattendue: Elle a planté, refusé, ou n’a pas cette fonction.
            DonneesInvalides: Elle a rendu plus que la place offerte.
        """
        if not self._chemin.is_file():
            raise LicenceRequise(conseil=CONSEIL_REGLAGE, detail="bibliothèque de l’API\u00a0: absente")
        sortie, fin = self._appeler()
        annonce = REPONSE.match(sortie)
        if fin is None:
            delai = f"{self._delai_s:g}".replace(".", ",")
            raise CarteMuette(f"L’API de lecture Vitale n’a pas répondu en {delai}\u00a0s.", conseil=CONSEIL_REPRENDRE)
        if annonce is None:
            raise ReponseInattendue(
                "L’API de lecture Vitale s’est arrêtée brutalement.",
                conseil=CONSEIL_REPRENDRE,
                detail=f"bibliothèque de l’API\u00a0: fin du processus {fin}",
            )
        return _xml(annonce[1].decode("ascii"), int(annonce[2]), sortie[annonce.end() :])

    def _appeler(self) -> tuple[bytes, int | None]:
        """Ce qu’a écrit le processus et son code de fin ; None s’il a fallu l’arrêter."""
        commande = [sys.executable, "-P", "-m", MODULE, str(self._chemin), self._fonction]
        chemins = os.pathsep.join(filter(None, (str(RACINE), os.environ.get("PYTHONPATH"))))
        try:
            fini = subprocess.run(  # noqa: S603 — ni interpréteur de commandes, ni argument venu d’une carte
                commande,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=self._delai_s,
                env=os.environ | {"PYTHONPATH": chemins},
                creationflags=SANS_FENETRE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return b"", None
        return fini.stdout, fini.returncode


def _xml(verdict: str, nombre: int, xml: bytes) -> bytes:
    if verdict == Verdict.BIEN and nombre == len(xml):
        return xml
    raise _refus(verdict, nombre)


def _refus(verdict: str, nombre: int) -> ErreurCarte:
    match verdict:
        case Verdict.SANS_BIBLIOTHEQUE:
            return LicenceRequise(
                "La bibliothèque de l’API de lecture Vitale ne se charge pas sur ce poste.",
                conseil=CONSEIL_REGLAGE,
                detail="bibliothèque de l’API\u00a0: ne se charge pas",
            )
        case Verdict.SANS_FONCTION:
            return ReponseInattendue(
                "La bibliothèque de l’API de lecture Vitale n’a pas la fonction réglée.",
                conseil=CONSEIL_REGLAGE,
                detail="bibliothèque de l’API\u00a0: fonction absente",
            )
        case Verdict.REFUS:
            return ReponseInattendue(
                f"L’API de lecture Vitale a refusé la lecture (code {nombre}).",
                conseil=CONSEIL_REPRENDRE,
                detail=f"bibliothèque de l’API\u00a0: code {nombre}",
            )
        case _:
            return DonneesInvalides(detail=f"bibliothèque de l’API\u00a0: {verdict}, {nombre} octets")
