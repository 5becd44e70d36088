"""Tout ce que l’écran de l’agenda lit d’un coup pour une journée. Sans Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from secretariat.accueil import lectures as accueil
from secretariat.accueil.valeurs import EtapeDuRdv, SeuilsAttente
from secretariat.agenda import lectures as agenda
from secretariat.agenda.regles import ETATS_ACTIFS
from secretariat.agenda.valeurs import AgendaDuJour, MotifDeRendezVous
from secretariat.socle.unite_de_travail import Lecture


@dataclass(frozen=True, slots=True)
class Journee:
    """Une journée lue.

    Attributes:
        retards: Les minutes de retard par praticien ; None si la journée n’est pas celle d’aujourd’hui.
        par_motif: Le nombre de rendez-vous à honorer ou honorés, par motif.
    """

    agenda: AgendaDuJour
    venues: Mapping[int, EtapeDuRdv]
    retards: dict[int, int] | None
    seuils: SeuilsAttente
    motifs: tuple[MotifDeRendezVous, ...]
    par_motif: Mapping[int, int]


def lire_journee(lecture: Lecture, jour: date) -> Journee:
    """La journée, en une seule lecture : tout y est du même instant."""
    lu = agenda.jour(lecture, jour)
    par_motif = Counter(r.motif_id for c in lu.colonnes for r in c.rendez_vous if r.etat in ETATS_ACTIFS)
    return Journee(
        agenda=lu,
        venues=accueil.etapes_du_jour(lecture, jour),
        retards=accueil.retards_des_praticiens(lecture) if jour == lecture.aujourd_hui else None,
        seuils=accueil.seuils(lecture),
        motifs=agenda.motifs(lecture),
        par_motif=par_motif,
    )
