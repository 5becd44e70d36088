"""Chercher dans le journal : par patient, personne, période, geste, objet ou texte, page après page.

Une page commence sous le numéro où la précédente s’arrêtait : la millième coûte ce que coûte la première.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from secretariat.socle.audit import CREATION, MODIFICATION, Criteres
from secretariat.socle.horloge import bornes_du_jour
from secretariat.socle.journal.lignes import CHAMPS, LigneJournal
from secretariat.socle.texte import ecrivable

OBJET_PRECIS = re.compile(r"[a-z_]+:[^\s%]+")
"""« patients:5 » désigne un objet, et lui seul : ni le 58, ni le 15."""
PROFONDEUR_D_UN_MOT = 100_000
"""Un mot sans période se cherche dans les dernières lignes, pour ne pas tenir la base plusieurs secondes."""

RELUES_PAR_OBJET = 100
"""Assez pour trouver qui a changé un champ depuis qu’un écran est ouvert."""


def chercher(session: Session, criteres: Criteres, limite: int | None) -> Iterator[tuple[Any, ...]]:
    """Les lignes, de la plus récente à la plus ancienne, l’instant relu comme tel ; sans limite si elle est None."""
    champs = [getattr(LigneJournal, nom) for nom in CHAMPS]
    conditions = (*_conditions(criteres), *_bornes(session, criteres))
    requete = select(LigneJournal.id, *champs, LigneJournal.patient_id).where(*conditions)
    for numero, instant, *reste in session.execute(requete.order_by(LigneJournal.id.desc()).limit(limite)):
        yield numero, datetime.fromisoformat(instant), *reste


def ecritures_de(session: Session, objets: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Comme `chercher`, pour les dernières créations et modifications de ces objets."""
    requete = select(LigneJournal.id, *(getattr(LigneJournal, nom) for nom in CHAMPS)).where(
        LigneJournal.objet.in_(objets), LigneJournal.operation.in_((CREATION, MODIFICATION))
    )
    for numero, instant, *reste in session.execute(requete.order_by(LigneJournal.id.desc()).limit(RELUES_PAR_OBJET)):
        yield numero, datetime.fromisoformat(instant), *reste


def acteurs(session: Session) -> tuple[str, ...]:
    """Qui a écrit au journal, par ordre alphabétique ; chaque nom coûte une descente de l’index."""
    return _distincts(session, LigneJournal.acteur)


def operations(session: Session) -> tuple[str, ...]:
    """Les sortes de gestes que le journal contient."""
    return _distincts(session, LigneJournal.operation)


def par_mois(session: Session, avant: date) -> tuple[tuple[date, int], ...]:
    """Combien de lignes par mois (d’heure universelle) avant ce jour de Paris, du plus ancien au plus récent."""
    mois = func.substr(LigneJournal.instant, 1, 7)
    requete = (
        select(mois, func.count())
        .where(LigneJournal.instant < _borne(bornes_du_jour(avant)[0]))
        .group_by(mois)
        .order_by(mois)
    )
    return tuple((date.fromisoformat(f"{debut}-01"), nombre) for debut, nombre in session.execute(requete))


def _distincts(session: Session, colonne: Any) -> tuple[str, ...]:  # noqa: ANN401  (une colonne de texte)
    trouves: list[str] = []
    suivant = session.scalar(select(colonne).order_by(colonne).limit(1))
    while suivant is not None:
        trouves.append(suivant)
        suivant = session.scalar(select(colonne).where(colonne > suivant).order_by(colonne).limit(1))
    return tuple(trouves)


def _conditions(criteres: Criteres) -> Iterator[ColumnElement[bool]]:
    ligne = LigneJournal
    if criteres.patient_id is not None:
        yield or_(ligne.patient_id == criteres.patient_id, ligne.objet == f"patients:{criteres.patient_id}")
    if criteres.acteur:
        yield ligne.acteur == criteres.acteur
    if criteres.operation:
        yield ligne.operation == criteres.operation
    yield from _periode(criteres)
    if criteres.avant is not None:
        yield ligne.id < criteres.avant
    if texte := ecrivable(criteres.texte).strip():
        yield _contient(texte)


def _periode(criteres: Criteres) -> Iterator[ColumnElement[bool]]:
    if criteres.du is not None:
        yield LigneJournal.instant >= _borne(bornes_du_jour(criteres.du)[0])
    if criteres.au is not None:
        yield LigneJournal.instant < _borne(bornes_du_jour(criteres.au)[1])


def _bornes(session: Session, criteres: Criteres) -> Iterator[ColumnElement[bool]]:
    """Entre quels numéros lire : ceux de la période, ou les derniers quand on cherche un mot sans dire quand.

    Sans eux, la base lirait un million de lignes à rebours pour trouver un vieux mois, ou un mot qui n’y est pas.
    """
    if periode := tuple(_periode(criteres)):
        premier, dernier = session.execute(
            select(func.min(LigneJournal.id), func.max(LigneJournal.id)).where(*periode)
        ).one()
        yield LigneJournal.id.between(premier or 0, dernier or 0)
    elif criteres.patient_id is None and not OBJET_PRECIS.fullmatch(ecrivable(criteres.texte).strip() or "x:x"):
        depuis = criteres.avant or session.scalar(select(func.max(LigneJournal.id))) or 0
        yield LigneJournal.id > depuis - PROFONDEUR_D_UN_MOT


def _contient(texte: str) -> ColumnElement[bool]:
    if OBJET_PRECIS.fullmatch(texte):
        return LigneJournal.objet == texte
    return or_(*(getattr(LigneJournal, nom).icontains(texte, autoescape=True) for nom in CHAMPS))


def _borne(instant: datetime) -> str:
    """L’instant comme le journal l’écrit, sans ses microsecondes ni son fuseau : un préfixe qui se compare."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"
