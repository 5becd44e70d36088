"""Les clés des sauvegardes d’un serveur : le serveur n’en a pas, chaque poste qui le sauvegarde tient les siennes.

Elles sont rangées comme celles d’une base embarquée, à une place qui n’en contient aucune : le coffre y trouve ses
enveloppes, ses réglages et son bilan, et ses sauvegardes sont des bases embarquées ordinaires.
"""

from __future__ import annotations

import re
from pathlib import Path

from secretariat.socle import cles, fichier_base, recuperation
from secretariat.socle.adresse import Serveur
from secretariat.socle.cles import Trousseau
from secretariat.socle.erreurs import ErreurMetier

DOSSIER = "serveurs"


def place_de(donnees: Path, adresse: Serveur) -> Path:
    """Où ce poste tient les clés et les sauvegardes de ce serveur ; il n’y a pas de base à cet endroit."""
    nom = re.sub(r"[^A-Za-z0-9.-]+", "-", f"{adresse.hote}-{adresse.port}-{adresse.base}")
    return donnees / DOSSIER / nom / "cabinet.sqlite"


def creer(place: Path, phrase: str, trousseau: Trousseau, *, le: str) -> str:
    """Tire une clé, la ferme par une phrase, une fiche et le trousseau ; rend le code de récupération.

    Le trousseau est ce qui permet aux sauvegardes de se faire sans rien demander.

    Raises:
        ErreurMetier: Ce poste en a déjà.
        TrousseauMuet: Le trousseau ne garde rien : rien n’est écrit.
        ErreurEnvironnement: Le disque refuse.
    """
    if cles.fichier_de(place).exists():
        raise ErreurMetier("Ce poste sauvegarde déjà ce serveur.", conseil="Fermer la session et la rouvrir.")
    fichier_base.faire_le_dossier(place)
    cle, code = cles.nouvelle_cle(), recuperation.nouveau_code()
    enveloppes = fichier_base.nouvelles_enveloppes(cle, phrase=phrase, le=le, code_de_recuperation=code)
    du_bureau = cles.confier_au_trousseau(cle, enveloppes.base, trousseau, le=le)
    cles.ecrire(place, cles.Enveloppes(enveloppes.base, (*enveloppes.emplacements, du_bureau)))
    return code


def cle_gardee(place: Path, trousseau: Trousseau | None) -> bytes | None:
    """La clé, si ce poste en a une et que son trousseau s’en souvient."""
    if trousseau is None or not cles.fichier_de(place).exists():
        return None
    return cles.ouvrir_par_trousseau(cles.lire(place), trousseau)
