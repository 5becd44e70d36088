"""Chercher un patient parmi cent mille, touche après touche, dans le vrai service et la vraie base chiffrée."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from outils.bench.mesure import Mesure, chronometrer, mediane, p95
from outils.bench.ordres_sql import ecoute, rejouer
from outils.mesurer_recherche import SAISIES, peupler
from secretariat.dossiers.lectures import rechercher
from secretariat.socle import chiffrement, fichier_base
from secretariat.socle.cles import Enveloppes
from secretariat.socle.horloge import horloge_du_poste
from secretariat.socle.unite_de_travail import Cabinet, Identite

PATIENTS = 100_000
CLE = bytes(32)
BENCH = Identite("bench", "Bench", "programme", "bench")
FOIS = 5


def mesurer(dossier: Path) -> Iterator[Mesure]:
    """La frappe au clavier, contre le même SQL nu."""
    base = dossier / "recherche.sqlite"
    moteur = fichier_base.creer(base, CLE, Enveloppes("bench", ()))
    cabinet = Cabinet(moteur, BENCH, horloge_du_poste)
    peupler(cabinet, PATIENTS)
    chiffree = _frapper(cabinet, moteur)
    nues, premieres = _nu(base, CLE, chiffree.ordres)
    cabinet.fermer()
    yield Mesure(
        "recherche : touche, médiane", mediane(chiffree.durees), plancher=mediane(nues), rapport_max=1.5,
        note=f"{len(SAISIES)} saisies ; plancher : les mêmes ordres SQL, nus",
    )  # fmt: skip
    yield Mesure("recherche : touche, p95", p95(chiffree.durees), plancher=p95(nues), plafond=50)
    yield Mesure(
        "recherche : premier ordre SQL seul", mediane(premieres), plancher=mediane(nues),
        note="la part du plancher que prend le premier ordre de chaque frappe",
    )  # fmt: skip


class _Frappes:
    """Les durées de toutes les frappes, et les ordres SQL de chacune."""

    def __init__(self) -> None:
        self.durees: list[float] = []
        self.ordres: list[list[tuple[str, object]]] = []


def _frapper(cabinet: Cabinet, moteur: Engine) -> _Frappes:
    frappes = _Frappes()
    with cabinet.lecture() as lecture:
        for saisie in SAISIES:
            with ecoute(moteur) as ordres:
                rechercher(lecture, saisie)
            frappes.ordres.append(ordres)
            frappes.durees.append(mediane(chronometrer(partial(rechercher, lecture, saisie), fois=FOIS)))
    return frappes


def _nu(base: Path, cle: bytes, ordres: list[list[tuple[str, object]]]) -> tuple[list[float], list[float]]:
    connexion = chiffrement.connecter(base, cle)
    connexion.execute("BEGIN")
    tous = [mediane(chronometrer(rejouer(connexion, suite), fois=FOIS)) for suite in ordres if suite]
    premiers = [mediane(chronometrer(rejouer(connexion, suite[:1]), fois=FOIS)) for suite in ordres if suite]
    connexion.close()
    return tous, premiers
