"""Qui agit : certaines décisions n’appartiennent qu’à un praticien."""

from __future__ import annotations

from sqlalchemy import select

from secretariat.cabinet.lectures import praticiens_tels_que
from secretariat.cabinet.modele import Praticien, Utilisateur
from secretariat.cabinet.valeurs import Role
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import Lecture


def exiger_un_praticien(lecture: Lecture, geste: str) -> None:
    """Refuse le geste à qui n’est pas praticien.

    Raises:
        ErreurMetier: La session est celle d’un autre rôle.
    """
    if lecture.identite.role != Role.PRATICIEN.value:
        raise ErreurMetier(
            f"{geste}\u00a0: c’est la décision d’un praticien, pas du rôle «\u00a0{lecture.identite.role}\u00a0».",
            conseil="Demander à un praticien d’ouvrir sa session.",
        )


def signataire(lecture: Lecture) -> str:
    """Le nom de qui agit, tel qu’il signe : « Dr Hélène MARCHAND », ou le nom de session."""
    compte = select(Utilisateur.praticien_id).where(Utilisateur.identifiant == lecture.identite.acteur)
    praticien_id = lecture.premier(compte)
    fiches = praticiens_tels_que(lecture, Praticien.id == praticien_id) if praticien_id is not None else ()
    return fiches[0].nom_complet if fiches else lecture.identite.nom
