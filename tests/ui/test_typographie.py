"""Les valeurs dites en français, avec leurs espaces insécables."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from secretariat.socle.montant import Montant
from secretariat.ui import typographie as typo


def test_une_date_se_dit_en_long_et_en_court():
    jour = date(2026, 3, 12)
    assert typo.date_longue(jour) == "Jeudi 12 mars\u00a02026"
    assert typo.date_sans_annee(jour) == "Jeudi 12\u00a0mars"
    assert typo.date_courte(jour) == "12/03/2026"
    assert typo.mois_annee(jour) == "Mars\u00a02026"
    assert typo.date_longue(date(2026, 8, 1)) == "Samedi 1er août\u00a02026"


def test_une_heure_se_dit_a_paris():
    assert typo.heure(datetime(2026, 3, 12, 9, 20, tzinfo=UTC)) == "10\u00a0h\u00a020"
    assert typo.heure(datetime(2026, 7, 12, 8, 5, tzinfo=UTC)) == "10\u00a0h\u00a005"
    assert typo.heure(time(8, 0)) == "8\u00a0h\u00a000"


@pytest.mark.parametrize(("minutes", "dite"), [(0, "0 min"), (24, "24 min"), (60, "1 h 00"), (65, "1 h 05")])
def test_une_duree(minutes: int, dite: str):
    assert typo.duree(minutes) == dite.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("naissance", "dit"),
    [
        (date(1984, 6, 14), "41 ans"),
        (date(1984, 3, 12), "42 ans"),
        (date(1984, 3, 13), "41 ans"),
        (date(2023, 3, 13), "35 mois"),
        (date(2023, 3, 12), "3 ans"),
        (date(2026, 2, 28), "12 jours"),
        (date(2026, 3, 11), "1 jour"),
    ],
)
def test_un_age(naissance: date, dit: str):
    assert typo.age(naissance, le=date(2026, 3, 12)) == dit.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("numero", "dit"),
    [
        ("0639981247", "06 39 98 12 47"),
        ("+33639981247", "06 39 98 12 47"),
        ("+32470123456", "+32 470 12 34 56"),
        ("poste 12", "poste 12"),
    ],
)
def test_un_telephone(numero: str, dit: str):
    assert typo.telephone(numero).replace("\u00a0", " ") == dit


def test_un_montant():
    assert typo.montant(Montant(123450)) == "1\u202f234,50\u00a0€"


def test_les_espaces_de_la_ponctuation_ne_se_coupent_pas():
    assert typo.espaces_fines("Créer « DUPUIS » ? Oui : vite !") == (
        "Créer «\u00a0DUPUIS\u00a0»\u202f? Oui\u00a0: vite\u202f!"
    )
    assert typo.espaces_fines("https://exemple.fr à 10:20") == "https://exemple.fr à 10:20"


@pytest.mark.parametrize(
    ("nom", "dit"),
    [
        ("Dr\u00a0MARCHAND", "du Dr\u00a0MARCHAND"),
        ("Anne TESSIER", "d’Anne TESSIER"),
        ("Éric LAMBERT", "d’Éric LAMBERT"),
        ("Karim BENALI", "de Karim BENALI"),
    ],
)
def test_le_nom_qui_suit_de_s_elide_ou_se_contracte(nom: str, dit: str):
    assert typo.de(nom) == dit
