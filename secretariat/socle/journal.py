"""Journal des accès et des modifications : qui, quand, pourquoi, quoi ; on y ajoute, on n’y corrige rien.

Chaque ligne porte l’empreinte de la précédente ; une ligne ôtée ou changée se voit à la relecture.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, insert, inspect, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secretariat.socle.base import Base, interdire_corrections

CHAMPS = ("instant", "acteur", "role", "poste", "motif", "operation", "objet", "details")


@dataclass(frozen=True, slots=True)
class Auteur:
    """Qui écrit, depuis où, pourquoi et quand : ce que toutes les lignes d’une transaction partagent."""

    acteur: str
    role: str
    poste: str
    motif: str
    instant: datetime


@dataclass(frozen=True, slots=True)
class EtatJournal:
    """Ce qu’une relecture de la chaîne a trouvé.

    Attributes:
        rupture: Le numéro de la première ligne qui ne tient pas, ou None si la chaîne est entière.
        derniere: L’empreinte de la dernière ligne, vide si le journal est vide.
    """

    lignes: int
    rupture: int | None
    derniere: str


class LigneJournal(Base):
    """Une ligne du journal ; l’instant y est un texte, pour que l’empreinte ne dépende d’aucun pilote."""

    __tablename__ = "journal"
    journalisee = False

    id: Mapped[int] = mapped_column(primary_key=True)
    instant: Mapped[str]
    acteur: Mapped[str]
    role: Mapped[str]
    poste: Mapped[str]
    motif: Mapped[str]
    operation: Mapped[str]
    objet: Mapped[str] = mapped_column(index=True)
    details: Mapped[str]
    empreinte: Mapped[str]


if isinstance(LigneJournal.__table__, Table):
    interdire_corrections(LigneJournal.__table__, "le journal ne se corrige pas")


def consigner(session: Session, auteur: Auteur) -> None:
    """Ajoute une ligne par objet que la session vient d’écrire ; à appeler après l’envoi à la base."""
    ajouter(session, auteur, _ecritures(session))


def ajouter(session: Session, auteur: Auteur, evenements: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
    """Ajoute des lignes (opération, objet, détails), chaînées à la dernière."""
    connexion = session.connection()
    precedente: str | None = None
    lignes: list[dict[str, str]] = []
    for operation, objet, details in evenements:
        if precedente is None:
            derniere = select(LigneJournal.empreinte).order_by(LigneJournal.id.desc()).limit(1)
            precedente = connexion.scalar(derniere) or ""
        champs = {
            "instant": auteur.instant.astimezone(UTC).isoformat(),
            "acteur": auteur.acteur,
            "role": auteur.role,
            "poste": auteur.poste,
            "motif": auteur.motif,
            "operation": operation,
            "objet": objet,
            "details": json.dumps(details, ensure_ascii=False, sort_keys=True, default=_ecrire),
        }
        precedente = _empreinte(precedente, champs)
        lignes.append({**champs, "empreinte": precedente})
    if lignes:
        connexion.execute(insert(LigneJournal), lignes)


def relire(session: Session) -> EtatJournal:
    """Recalcule toute la chaîne."""
    colonnes = [LigneJournal.id, *(getattr(LigneJournal, nom) for nom in CHAMPS), LigneJournal.empreinte]
    precedente = ""
    lignes = 0
    for numero, *valeurs, empreinte in session.execute(select(*colonnes).order_by(LigneJournal.id)):
        lignes += 1
        suivante = _empreinte(precedente, dict(zip(CHAMPS, valeurs, strict=True)))
        if empreinte != suivante or numero != lignes:
            return EtatJournal(lignes, numero, precedente)
        precedente = suivante
    return EtatJournal(lignes, None, precedente)


def dernieres(session: Session, limite: int, contenant: str) -> Iterator[tuple[Any, ...]]:
    """Les dernières lignes, de la plus récente à la plus ancienne, l’instant relu comme tel."""
    champs = [getattr(LigneJournal, nom) for nom in CHAMPS]
    requete = select(LigneJournal.id, *champs).order_by(LigneJournal.id.desc()).limit(limite)
    if contenant:
        requete = requete.where(or_(*(champ.contains(contenant, autoescape=True) for champ in champs)))
    for numero, instant, *reste in session.execute(requete):
        yield numero, datetime.fromisoformat(instant), *reste


def _empreinte(precedente: str, champs: dict[str, str]) -> str:
    texte = json.dumps([precedente, *(champs[nom] for nom in CHAMPS)], ensure_ascii=False)
    return hashlib.sha256(texte.encode()).hexdigest()


def _ecritures(session: Session) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for operation, objets in (
        ("creation", session.new),
        ("modification", session.dirty),
        ("suppression", session.deleted),
    ):
        for objet in objets:
            if not objet.journalisee or (operation == "modification" and not session.is_modified(objet)):
                continue
            yield operation, _designation(objet), _changements(objet, operation)


def _designation(objet: Base) -> str:
    cle = inspect(objet).mapper.primary_key_from_instance(objet)
    return f"{objet.__tablename__}:{'/'.join(str(valeur) for valeur in cle)}"


def _changements(objet: Base, operation: str) -> dict[str, Any]:
    etat = inspect(objet)
    changements: dict[str, Any] = {}
    for colonne in etat.mapper.column_attrs:
        historique = etat.attrs[colonne.key].history
        if not historique.has_changes():
            continue
        apres = historique.added[0] if historique.added else None
        avant = historique.deleted[0] if historique.deleted else None
        if colonne.key in objet.discrets:
            changements[colonne.key] = "•••"
        elif operation == "creation":
            if apres is not None:
                changements[colonne.key] = apres
        else:
            changements[colonne.key] = [avant, apres]
    return changements


def _ecrire(valeur: object) -> str:
    if isinstance(valeur, bytes):
        return f"{len(valeur)} octets, sha256 {hashlib.sha256(valeur).hexdigest()}"
    if isinstance(valeur, datetime):
        return valeur.astimezone(UTC).isoformat()
    return str(valeur)
