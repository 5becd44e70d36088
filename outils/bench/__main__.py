"""« python -m outils.bench [NOM…] » : mesure tout, ou les seules familles nommées ; imprime et écrit le JSON."""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from outils.bench.mesure import Mesure
from outils.bench.tableau import tableau

FAMILLES = ("recherche", "agenda", "demarrage", "cotation", "audit", "bases", "cartes")
RESULTATS = Path("bench", "resultats.json")


def main() -> int:
    """Rend 0 même si une barre n’est pas tenue : c’est une mesure, pas un essai ; 2 si une famille est inconnue."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    choisies = tuple(sys.argv[1:]) or FAMILLES
    if inconnues := set(choisies) - set(FAMILLES):
        sys.stderr.write(f"Famille inconnue : {', '.join(sorted(inconnues))}. Choisir parmi {', '.join(FAMILLES)}.\n")
        return 2
    depart = time.monotonic()
    mesures = list(_mesurer(choisies))
    sys.stdout.write(f"\n{tableau(mesures)}\n")
    non_tenues = [mesure.nom for mesure in mesures if mesure.tenue is False]
    sys.stdout.write(
        f"\n{len(mesures)} mesures en {time.monotonic() - depart:.0f} s, {len(non_tenues)} barre(s) non tenue(s).\n"
    )
    _garder(mesures)
    return 0


def _mesurer(familles: tuple[str, ...]) -> Iterator[Mesure]:
    for famille in familles:
        sys.stderr.write(f"» {famille}…\n")
        mesurer: Callable[[Path], Iterator[Mesure]] = import_module(f"outils.bench.{famille}").mesurer
        with tempfile.TemporaryDirectory(prefix="bench-") as dossier:
            yield from mesurer(Path(dossier))


def _garder(mesures: list[Mesure]) -> None:
    RESULTATS.parent.mkdir(exist_ok=True)
    contenu = {
        "machine": {"systeme": platform.platform(), "python": platform.python_version(), "coeurs": os.cpu_count()},
        "mesures": [mesure.en_json() for mesure in mesures],
    }
    RESULTATS.write_text(json.dumps(contenu, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"Résultats : {RESULTATS}\n")


if __name__ == "__main__":
    sys.exit(main())
