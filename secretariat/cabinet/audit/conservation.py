"""Ce que le journal garde au-delà de la durée que le cabinet a réglée : une proposition, mois par mois.

Rien ne part de soi-même : ôter une ligne romprait la chaîne des empreintes. Le programme dit ce qui dépasse, et garde
tout.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from secretariat.cabinet.reglages import lire, registre
from secretariat.socle.dates import date_courte
from secretariat.socle.unite_de_travail import Lecture

MOIS_PAR_AN = 12


@dataclass(frozen=True, slots=True)
class Depassement:
    """Les lignes plus anciennes que la durée réglée.

    Attributes:
        avant: Le premier jour que la durée couvre ; ce qui précède la dépasse.
        par_mois: Le premier jour de chaque mois en cause, et son nombre de lignes.
    """

    mois_gardes: int
    avant: date
    par_mois: tuple[tuple[date, int], ...]

    @property
    def lignes(self) -> int:
        """Combien en tout."""
        return sum(nombre for _mois, nombre in self.par_mois)

    @property
    def dit(self) -> str:
        """Une phrase ; vide si rien ne dépasse."""
        if not self.lignes:
            return ""
        return (
            f"{self.lignes} lignes d’avant le {date_courte(self.avant)} dépassent les {self.mois_gardes} mois réglés. "
            "Elles restent\u00a0: en ôter une romprait la chaîne des empreintes."
        )


def depassement(lecture: Lecture) -> Depassement:
    """Ce qui dépasse aujourd’hui."""
    mois = lire(lecture, registre.JOURNAL_CONSERVATION)
    avant = il_y_a(lecture.aujourd_hui, mois)
    return Depassement(mois, avant, lecture.audit.par_mois(avant=avant))


def il_y_a(jour: date, mois: int) -> date:
    """Le même quantième, ce nombre de mois plus tôt ; le dernier du mois s’il n’existe pas.

    >>> il_y_a(date(2026, 3, 31), 1), il_y_a(date(2026, 3, 12), 12)
    (datetime.date(2026, 2, 28), datetime.date(2025, 3, 12))
    """
    rang = jour.year * MOIS_PAR_AN + jour.month - 1 - mois
    annee, numero = divmod(rang, MOIS_PAR_AN)
    return min(jour, date(annee, numero + 1, min(jour.day, monthrange(annee, numero + 1)[1])))
