"""Les mêmes écrans sur deux bases, mesurés tour à tour : ce qui ralentit la machine ralentit les deux."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from outils.bench.mesure import Mesure, alterner, mediane, p95
from outils.bench.semaine import JOURS, LUNDI
from outils.mesurer_recherche import SAISIES
from secretariat.agenda.lectures import jours
from secretariat.dossiers.lectures import rechercher
from secretariat.socle.unite_de_travail import Cabinet, Lecture
from secretariat.ui.dossiers.donnees import relire_page

TOURS = 7
DOSSIERS = range(1, 100_000, 5_003)

Geste = Callable[[Lecture], object]


def _saisir(lecture: Lecture, saisie: str) -> object:
    return rechercher(lecture, saisie)


def _semaine(lecture: Lecture) -> object:
    return jours(lecture, LUNDI, LUNDI + timedelta(days=JOURS - 1))


def _dossier(lecture: Lecture, patient_id: int) -> object:
    return relire_page(lecture, patient_id)


ECRANS: Mapping[str, Sequence[Geste]] = {
    "recherche : touche": [partial(_saisir, saisie=saisie) for saisie in SAISIES],
    "agenda : lire la semaine": [_semaine],
    "dossier : ouvrir": [partial(_dossier, patient_id=patient) for patient in DOSSIERS],
}


@dataclass(frozen=True, slots=True)
class Comparaison:
    """Un écran sur les deux bases : la durée médiane de chacun de ses gestes, en millisecondes."""

    nom: str
    plancher: list[float]
    valeur: list[float]

    def mesure(self, titre: str, *, rapport_max: float) -> Mesure:
        """Le geste du milieu, contre le même sur la base de référence."""
        return Mesure(
            f"{titre}, {self.nom}", mediane(self.valeur), plancher=mediane(self.plancher), rapport_max=rapport_max,
            note=f"{len(self.valeur)} gestes, {TOURS} tours alternés ; p95 {p95(self.valeur):.1f} ms "
            f"contre {p95(self.plancher):.1f} ms",
        )  # fmt: skip


def comparer(reference: Cabinet, autre: Cabinet) -> list[Comparaison]:
    """Joue chaque écran sur les deux bases, l’une puis l’autre à chaque geste, en changeant d’ordre à chaque tour."""
    return [_comparer(nom, gestes, (reference, autre)) for nom, gestes in ECRANS.items()]


def _comparer(nom: str, gestes: Sequence[Geste], bases: tuple[Cabinet, Cabinet]) -> Comparaison:
    durees = [_tour_a_tour(geste, bases) for geste in gestes]
    return Comparaison(nom, [une for une, _ in durees], [autre for _, autre in durees])


def _tour_a_tour(geste: Geste, bases: tuple[Cabinet, Cabinet]) -> tuple[float, float]:
    """La durée médiane du geste sur chaque base."""
    une, autre = alterner(*(partial(_jouer, base, geste) for base in bases), fois=TOURS)
    return mediane(une), mediane(autre)


def _jouer(cabinet: Cabinet, geste: Geste) -> None:
    with cabinet.lecture() as lecture:
        geste(lecture)
