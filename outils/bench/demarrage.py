"""Démarrer le programme et ouvrir tous ses écrans, chaque fois dans un processus neuf, contre une fenêtre nue."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from outils.bench.mesure import MS, Mesure, mediane
from secretariat.demonstration.creation import creer
from secretariat.demonstration.etat import horloge_de_naissance
from secretariat.socle.horloge import horloge_du_poste

FOIS = 7
PATIENCE_S = 60
NUE = ("outils.bench.fenetre_nue",)


def mesurer(dossier: Path) -> Iterator[Mesure]:
    """Le temps jusqu’à la page de connexion, et la mémoire après un tour de tous les écrans."""
    base = dossier / "demonstration.sqlite"
    creer(base, horloge=horloge_de_naissance(horloge_du_poste))
    reelle = ("outils.bench.fenetre_reelle", str(base))
    lancer(NUE)
    lancer(reelle)
    nues, reelles = [], []
    for _ in range(FOIS):
        nues.append(lancer(NUE))
        reelles.append(lancer(reelle))
    for mot, nom in (("peinte", "page de connexion peinte"), ("utilisable", "page de connexion utilisable")):
        yield Mesure(
            f"démarrage : {nom}", mediane([r[mot] for r in reelles]), plancher=mediane([n[mot] for n in nues]),
            rapport_max=2, note="à chaud, processus neuf ; plancher : fenêtre PySide6 et SQLAlchemy nues",
        )  # fmt: skip
    yield Mesure(
        "mémoire : après tous les écrans", lancer((*reelle, "ecrans"))["memoire"], "Mo",
        plancher=mediane([n["memoire"] for n in nues]), plafond=250, note="plancher : la même fenêtre nue",
    )  # fmt: skip


def _a_chaud() -> dict[str, str]:
    """L’environnement, sans ce qui ferait recompiler le programme à chaque lancement."""
    return {nom: valeur for nom, valeur in os.environ.items() if nom != "PYTHONDONTWRITEBYTECODE"}


def lancer(arguments: tuple[str, ...]) -> dict[str, float]:
    """Lance un module mesuré ; rend ses témoignages, en millisecondes depuis le lancement, et en mégaoctets.

    Raises:
        RuntimeError: Le programme mesuré a échoué.
    """
    depart = time.monotonic()
    issue = subprocess.run(  # noqa: S603  (nos propres modules)
        [sys.executable, "-m", *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        env=_a_chaud(),
    )
    if issue.returncode:
        raise RuntimeError(f"{arguments[0]} a échoué :\n{issue.stderr}")
    temoignages = (ligne.split() for ligne in issue.stdout.splitlines())
    return {
        mot: float(valeur) if mot == "memoire" else (float(instant) - depart) * MS
        for mot, instant, valeur in temoignages
    }
