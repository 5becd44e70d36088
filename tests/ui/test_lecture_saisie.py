"""Lire une date ou un montant tapés."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.socle.montant import Montant
from secretariat.ui.lecture_saisie import lire_date, lire_montant

AUJOURD_HUI = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("frappe", "lue"),
    [
        ("14071960", date(1960, 7, 14)),
        ("14/07/60", date(1960, 7, 14)),
        ("14/07/1960", date(1960, 7, 14)),
        ("140760", date(1960, 7, 14)),
        (" 1-2-26 ", date(2026, 2, 1)),
        ("12/03/26", date(2026, 3, 12)),
        ("13/03/26", date(1926, 3, 13)),
        ("01/01/27", date(1927, 1, 1)),
        ("29/02/24", date(2024, 2, 29)),
    ],
)
def test_une_naissance_est_passee(frappe: str, lue: date):
    assert lire_date(frappe, aujourd_hui=AUJOURD_HUI, passee=True) == lue


@pytest.mark.parametrize(
    ("frappe", "lue"), [("19/03/26", date(2026, 3, 19)), ("01/01/30", date(2030, 1, 1)), ("01/01/99", date(1999, 1, 1))]
)
def test_une_autre_date_prend_le_siecle_le_plus_proche(frappe: str, lue: date):
    assert lire_date(frappe, aujourd_hui=AUJOURD_HUI) == lue


@pytest.mark.parametrize(
    ("frappe", "raison"),
    [
        ("31/02/1960", "Le 31/02/1960 n’existe pas."),
        ("13/03/2026", "Le 13/03/2026 est dans l’avenir."),
        ("demain", "Date attendue"),
        ("1407196", "Date attendue"),
        ("00/00/0000", "n’existe pas"),
        ("", "Date attendue"),
        ("30/02/26", "n’existe pas"),
    ],
)
def test_une_date_fautive_dit_pourquoi(frappe: str, raison: str):
    with pytest.raises(ValueError, match=raison):
        lire_date(frappe, aujourd_hui=AUJOURD_HUI, passee=True)


@given(st.dates(min_value=AUJOURD_HUI - timedelta(days=36_000), max_value=AUJOURD_HUI))
def test_une_naissance_ecrite_court_se_relit(jour: date):
    assert lire_date(f"{jour:%d/%m/%y}", aujourd_hui=AUJOURD_HUI, passee=True) == jour
    assert lire_date(f"{jour:%d%m%Y}", aujourd_hui=AUJOURD_HUI, passee=True) == jour


@given(st.integers(min_value=-10_000_000, max_value=10_000_000))
def test_un_montant_imprime_se_relit(centimes: int):
    assert lire_montant(str(Montant(centimes)).replace("−", "-")) == Montant(centimes)


@pytest.mark.parametrize("frappe", ["", "neuf", "9,999", "1,2,3", "€", "--9"])
def test_un_montant_fautif_se_refuse(frappe: str):
    with pytest.raises(ValueError, match="Montant attendu"):
        lire_montant(frappe)
