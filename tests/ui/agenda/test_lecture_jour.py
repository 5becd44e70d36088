"""Le jour tapé : un nom, une date, un décalage."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.ui.agenda.lecture_jour import lire_jour

MARDI = date(2026, 11, 24)
JOURS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("mar", date(2026, 12, 1)),
        ("Mercredi", date(2026, 11, 25)),
        ("v", date(2026, 11, 27)),
        ("demain", date(2026, 11, 25)),
        ("aujourd’hui", MARDI),
        ("24", MARDI),
        ("1/12", date(2026, 12, 1)),
        ("1 12", date(2026, 12, 1)),
        ("03/01", date(2027, 1, 3)),
        ("29/2", date(2028, 2, 29)),
        ("01/12/27", date(2027, 12, 1)),
        ("01122027", date(2027, 12, 1)),
        ("-3", date(2026, 11, 21)),
    ],
)
def test_les_jours_qui_se_lisent(texte, attendu):
    assert lire_jour(texte, aujourd_hui=MARDI, montre=MARDI) == attendu


@pytest.mark.parametrize("texte", ["", "m", "31/02", "32", "0/0", "13/13", "jadis", "😀", "99999999"])
def test_les_jours_qui_ne_se_lisent_pas(texte):
    assert lire_jour(texte, aujourd_hui=MARDI, montre=MARDI) is None


@given(st.text(max_size=12), JOURS)
def test_aucun_texte_ne_fait_tomber(texte, jour):
    assert isinstance(lire_jour(texte, aujourd_hui=jour, montre=jour), date | None)


@given(JOURS, st.sampled_from(["lu", "ma", "me", "j", "v", "s", "d"]))
def test_un_nom_de_jour_est_dans_les_sept_qui_viennent(jour, nom):
    lu = lire_jour(nom, aujourd_hui=jour, montre=jour)
    assert jour < lu <= jour + timedelta(days=7)
