"""Lire le jour que la personne a tapé, téléphone à l’oreille : « mar », « 1/12 », « +7 ». Pur."""

from __future__ import annotations

import re
from datetime import date, timedelta

from secretariat.socle.texte import mots
from secretariat.ui.lecture_saisie import lire_date
from secretariat.ui.typographie import JOURS

DECALAGE = re.compile(r"([+-])\s*(\d{1,3})")
JOUR_MOIS = re.compile(r"(\d{1,2})(?:\s*[/.\- ]\s*(\d{1,2})|(\d{2}))?")
PROCHES = {"aujourdhui": 0, "aujourd": 0, "auj": 0, "demain": 1}
HORIZON = 366 * 4


def lire_jour(texte: str, *, aujourd_hui: date, montre: date) -> date | None:
    """Le jour désigné ; None si ce n’en est pas un, ou si le texte en désigne plusieurs.

    Un nom de jour est le prochain après aujourd’hui ; une date sans année est la prochaine ; « +7 » compte depuis le
    jour montré.

    >>> mardi = date(2026, 11, 24)
    >>> [str(lire_jour(t, aujourd_hui=mardi, montre=mardi)) for t in ("mar", "1/12", "0312", "+7", "2", "m")]
    ['2026-12-01', '2026-12-01', '2026-12-03', '2026-12-01', '2026-12-02', 'None']
    """
    tape = texte.strip()
    if (trouve := DECALAGE.fullmatch(tape)) is not None:
        return montre + timedelta(days=int(f"{trouve[1]}{trouve[2]}"))
    if (trouve := JOUR_MOIS.fullmatch(tape)) is not None:
        mois = trouve[2] or trouve[3]
        return _prochain(int(trouve[1]), int(mois) if mois else None, aujourd_hui)
    if tape[:1].isdigit():
        try:
            return lire_date(tape, aujourd_hui=aujourd_hui)
        except ValueError:
            return None
    return _par_le_nom("".join(mots(tape)), aujourd_hui)


def _par_le_nom(nom: str, aujourd_hui: date) -> date | None:
    if not nom:
        return None
    if nom in PROCHES:
        return aujourd_hui + timedelta(days=PROCHES[nom])
    designes = [rang for rang, jour in enumerate(JOURS) if jour.lower().startswith(nom)]
    if len(designes) != 1:
        return None
    return aujourd_hui + timedelta(days=(designes[0] - aujourd_hui.weekday() - 1) % 7 + 1)


def _prochain(quantieme: int, mois: int | None, aujourd_hui: date) -> date | None:
    """Le prochain jour, aujourd’hui compris, de ce quantième et de ce mois s’il est dit."""
    jours = (aujourd_hui + timedelta(days=n) for n in range(HORIZON))
    return next((j for j in jours if j.day == quantieme and mois in {None, j.month}), None)
