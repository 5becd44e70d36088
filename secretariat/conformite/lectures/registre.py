"""Le registre des traitements et celui des violations."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import select

from secretariat.conformite.modele import EntreeRegistre, Violation
from secretariat.conformite.regles.violations import a_notifier_avant, en_retard
from secretariat.conformite.valeurs.registre import (
    EntreeDuRegistre,
    NouvelleViolation,
    Traitement,
    ViolationListee,
)
from secretariat.socle.unite_de_travail import Lecture


def registre(lecture: Lecture) -> tuple[EntreeDuRegistre, ...]:
    """Les traitements, dans l’ordre où ils ont été inscrits."""
    return tuple(_entree(e) for e in lecture.tous(select(EntreeRegistre).order_by(EntreeRegistre.id)))


def violations(lecture: Lecture) -> tuple[ViolationListee, ...]:
    """Les violations, la dernière d’abord."""
    requete = select(Violation).order_by(Violation.constatee_le.desc(), Violation.id.desc())
    return tuple(_violation(v, lecture) for v in lecture.tous(requete))


def _entree(entree: EntreeRegistre) -> EntreeDuRegistre:
    traitement = Traitement(**{f.name: getattr(entree, f.name) for f in fields(Traitement)})
    return EntreeDuRegistre(entree.id, entree.version, traitement, entree.confirmee_par, entree.confirmee_le)


def _violation(v: Violation, lecture: Lecture) -> ViolationListee:
    repondue = v.notifiee_le is not None or bool(v.sans_notification)
    return ViolationListee(
        id=v.id,
        constat=NouvelleViolation(v.constatee_le, v.nature, v.personnes, v.consequences, v.mesures),
        a_notifier_avant=a_notifier_avant(v.constatee_le),
        notifiee_le=v.notifiee_le,
        sans_notification=v.sans_notification,
        en_retard=en_retard(v.constatee_le, lecture.horloge(), repondue=repondue),
        auteur=v.auteur,
    )
