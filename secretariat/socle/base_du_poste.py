"""La base que ce poste ouvre quand on ne lui en dit pas d’autre : un fichier de son compte, ou celle du serveur.

Le choix tient dans `base.json`, à côté des bases du compte ; il ne contient aucun secret.
"""

from __future__ import annotations

import json
from pathlib import Path

from secretariat.socle import fichiers
from secretariat.socle.adresse import Serveur, est_une_adresse_de_serveur, lire_serveur
from secretariat.socle.erreurs import ErreurEnvironnement

NOM = "base.json"
BASE_PAR_DEFAUT = "cabinet.sqlite"


def base_du_poste(dossier: Path) -> Path | Serveur:
    """La base choisie pour ce poste, ou le fichier ordinaire de ce compte.

    Raises:
        ErreurEnvironnement: Le choix enregistré ne se lit pas.
        ErreurMetier: L’adresse enregistrée n’est pas admise.
    """
    choix = dossier / NOM
    try:
        texte = json.loads(choix.read_text(encoding="utf-8"))["base"]
    except FileNotFoundError:
        return dossier / BASE_PAR_DEFAUT
    except (OSError, ValueError, KeyError, TypeError) as erreur:
        raise ErreurEnvironnement(
            f"Le fichier {choix}, qui dit quelle base ouvrir, ne se lit pas.",
            conseil="L’effacer, puis donner la base avec --base.",
        ) from erreur
    return lire_serveur(texte) if est_une_adresse_de_serveur(texte) else Path(texte)


def retenir(dossier: Path, base: Path | Serveur) -> None:
    """Retient la base que ce poste ouvrira désormais.

    Raises:
        ErreurEnvironnement: Le dossier refuse l’écriture.
    """
    fichiers.enregistrer(dossier / NOM, json.dumps({"base": str(base)}, ensure_ascii=False).encode())
