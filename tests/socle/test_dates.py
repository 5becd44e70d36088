"""Les dates et les heures écrites en français."""

from datetime import UTC, date, datetime

import pytest

from secretariat.socle import dates


def test_l_heure_se_dit_a_paris_avec_des_espaces_insecables():
    assert dates.heure_dite(datetime(2026, 7, 1, 8, 5, tzinfo=UTC)) == "10\u00a0h\u00a005"


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [(date(2026, 3, 1), "dimanche 1er mars 2026"), (date(2026, 8, 31), "lundi 31 août 2026")],
)
def test_le_jour_se_dit_en_toutes_lettres(jour, attendu):
    assert dates.jour_dit(jour) == attendu


def test_une_date_courte_a_toujours_deux_chiffres():
    assert dates.date_courte(date(2026, 3, 1)) == "01/03/2026"


def test_un_moment_de_minuit_est_du_bon_jour():
    assert dates.moment_dit(datetime(2026, 3, 11, 23, 0, tzinfo=UTC)) == "jeudi 12 mars 2026 à 0\u00a0h\u00a000"
