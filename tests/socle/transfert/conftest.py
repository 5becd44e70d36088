"""De quoi ouvrir, pour un transfert, des bases des deux sortes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Engine

from secretariat.socle import chiffrement, serveur
from tests.conftest import CLE, MODELE, SERVEUR, HorlogeArretee
from tests.serveur import ServeurDEssai
from tests.socle.transfert.cabinet_entier import remplir

NOMS = count(1)


class Fabrique(Protocol):
    """Ouvre une base de la sorte demandée ; vide de lignes, ou même de tables."""

    def __call__(self, sorte: str, *, sans_tables: bool = False) -> Engine: ...


@pytest.fixture
def base_neuve(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fabrique]:
    """De quoi ouvrir des bases vides, qui se referment à la fin."""
    rendus: list[Callable[[], object]] = []

    def ouvrir(sorte: str, *, sans_tables: bool = False) -> Engine:
        nom = f"transfert_{next(NOMS)}"
        if sorte == SERVEUR:
            essai: ServeurDEssai = request.getfixturevalue("serveur_postgresql")
            essai.creer_base(nom, "template0" if sans_tables else MODELE)
            moteur = serveur.moteur(essai.adresse(nom))
            rendus.extend((lambda: essai.effacer_base(nom), moteur.dispose))
        else:
            chemin = tmp_path / f"{nom}.sqlite"
            if not sans_tables:
                chemin.write_bytes(request.getfixturevalue("base_vide").read_bytes())
            moteur = chiffrement.moteur(lambda: chiffrement.connecter(chemin, CLE))
            rendus.append(moteur.dispose)
        return moteur

    yield ouvrir
    for rendre in reversed(rendus):
        rendre()


@pytest.fixture
def depart(base_neuve: Fabrique, horloge: HorlogeArretee) -> Callable[[str], Engine]:
    """De quoi ouvrir une base de la sorte demandée, où travaille un petit cabinet."""

    def ouvrir(sorte: str) -> Engine:
        moteur = base_neuve(sorte)
        remplir(moteur, horloge)
        return moteur

    return ouvrir
