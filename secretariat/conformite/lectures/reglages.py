"""Les paramètres de droit en vigueur ici : ceux qui sont livrés, et ce que le cabinet en a réglé."""

from __future__ import annotations

from secretariat.cabinet.reglages import lire
from secretariat.conformite import parametres
from secretariat.conformite.parametres import regles_avec
from secretariat.conformite.reglages import REGLAGES
from secretariat.conformite.regles.acces import delais
from secretariat.conformite.valeurs.acces import Delais
from secretariat.conformite.valeurs.parametres import Parametres
from secretariat.socle.unite_de_travail import Lecture


def durees(lecture: Lecture) -> Parametres:
    """Les durées de conservation."""
    return _regles(lecture, parametres.conservation())


def delais_d_acces(lecture: Lecture) -> Delais:
    """Les délais d’une demande d’accès."""
    return delais(_regles(lecture, parametres.delais_d_acces()))


def _regles(lecture: Lecture, livres: Parametres) -> Parametres:
    return regles_avec(livres, {nom: lire(lecture, REGLAGES[nom]) for nom in livres if nom in REGLAGES})
