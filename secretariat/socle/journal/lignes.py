"""Journal des accès et des modifications : qui, quand, pourquoi, quoi ; on y ajoute, on n’y corrige rien.

Chaque ligne porte l’empreinte de la précédente ; une ligne ôtée ou changée se voit à la relecture. Les numéros se
suivent sans trou : c’est l’unité de travail, seule à écrire, qui les donne, non la base.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, func, insert, inspect, select
from sqlalchemy.orm import InstanceState, Mapped, Mapper, PassiveFlag, Session, mapped_column
from sqlalchemy.orm.attributes import get_history

from secretariat.socle.audit import CREATION, ECRITURES, MODIFICATION, SUPPRESSION
from secretariat.socle.base import Base, interdire_corrections

CHAMPS = ("instant", "acteur", "role", "poste", "motif", "operation", "objet", "details")
COLONNES = ("id", *CHAMPS, "empreinte", "patient_id")


@dataclass(frozen=True, slots=True)
class Auteur:
    """Qui écrit, depuis où, pourquoi et quand : ce que toutes les lignes d’une transaction partagent."""

    acteur: str
    role: str
    poste: str
    motif: str
    instant: datetime


@dataclass(frozen=True, slots=True)
class Evenement:
    """Ce qu’une ligne dit ; `objet` est « table:numéro ».

    Attributes:
        patient_id: Le patient que cela concerne, ou None.
    """

    operation: str
    objet: str
    details: dict[str, Any]
    patient_id: int | None = None


class LigneJournal(Base):
    """Une ligne du journal ; l’instant y est un texte, pour que l’empreinte ne dépende d’aucun pilote.

    `patient_id` entre dans l’empreinte dès qu’il est donné ; les lignes d’avant la révision 0002 n’en ont pas.
    """

    __tablename__ = "journal"
    journalisee = False

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    instant: Mapped[str] = mapped_column(index=True)
    acteur: Mapped[str] = mapped_column(index=True)
    role: Mapped[str]
    poste: Mapped[str]
    motif: Mapped[str]
    operation: Mapped[str] = mapped_column(index=True)
    objet: Mapped[str] = mapped_column(index=True)
    details: Mapped[str]
    empreinte: Mapped[str]
    patient_id: Mapped[int | None] = mapped_column(index=True)


if isinstance(LigneJournal.__table__, Table):
    interdire_corrections(LigneJournal.__table__, "le journal ne se corrige pas")


def consigner(session: Session, auteur: Auteur) -> range:
    """Ajoute une ligne par objet que la session vient d’écrire, et rend leurs numéros ; après l’envoi à la base."""
    return ajouter(session, auteur, _ecritures(session))


def ajouter(session: Session, auteur: Auteur, evenements: Iterable[Evenement]) -> range:
    """Ajoute des lignes, numérotées et chaînées à la suite de la dernière ; rend leurs numéros."""
    a_dire = tuple(evenements)
    if not a_dire:
        return range(0)
    connexion = session.connection()
    numero, precedente = derniere_ligne(connexion)
    communs = {
        "instant": auteur.instant.astimezone(UTC).isoformat(),
        "acteur": auteur.acteur,
        "role": auteur.role,
        "poste": auteur.poste,
        "motif": auteur.motif,
    }
    lignes: list[dict[str, Any]] = []
    for evenement in a_dire:
        champs = {
            **communs,
            "operation": evenement.operation,
            "objet": evenement.objet,
            "details": _DETAILS(evenement.details),
        }
        numero += 1
        precedente = empreinte_de(precedente, champs, evenement.patient_id)
        lignes.append({"id": numero, **champs, "empreinte": precedente, "patient_id": evenement.patient_id})
    _inserer(connexion, lignes)
    return range(numero - len(lignes) + 1, numero + 1)


def derniere_ligne(connexion: Connection) -> tuple[int, str]:
    """Le numéro et l’empreinte de la dernière ligne ; (0, "") si le journal est vide."""
    trouvee = connexion.exec_driver_sql("SELECT id, empreinte FROM journal ORDER BY id DESC LIMIT 1").first()
    return (0, "") if trouvee is None else (trouvee[0], trouvee[1])


@cache
def _insertion(dialecte: Dialect) -> tuple[str, tuple[str, ...]]:
    """L’ordre d’insertion dans les mots du pilote, et l’ordre de ses valeurs s’il les veut par rang."""
    compile_ = insert(LigneJournal).values(dict.fromkeys(COLONNES)).compile(dialect=dialecte)
    return str(compile_), tuple(compile_.positiontup or ())


def _inserer(connexion: Connection, lignes: list[dict[str, Any]]) -> None:
    """Écrit les lignes, sans le détour du compilateur : c’est le seul ordre que chaque écriture paie en plus."""
    ordre, rangs = _insertion(connexion.dialect)
    connexion.exec_driver_sql(ordre, [tuple(ligne[nom] for nom in rangs) if rangs else ligne for ligne in lignes])


def depuis(session: Session, numero: int, limite: int) -> tuple[tuple[int, str], ...]:
    """Le numéro des lignes qui suivent celui-ci, et la table que chacune a changée ; « journal » si aucune autre."""
    colonnes = (LigneJournal.id, LigneJournal.operation, LigneJournal.objet)
    requete = select(*colonnes).where(LigneJournal.id > numero).order_by(LigneJournal.id.desc()).limit(limite)
    return tuple(
        (n, objet.partition(":")[0] if operation in ECRITURES else LigneJournal.__tablename__)
        for n, operation, objet in session.execute(requete)
    )


def dernier_numero(session: Session) -> int:
    """Le numéro de la dernière ligne, zéro si le journal est vide."""
    return session.scalar(select(func.max(LigneJournal.id))) or 0


def empreinte_de(precedente: str, champs: dict[str, str], patient_id: int | None) -> str:
    """L’empreinte d’une ligne : celle d’avant y entre, puis chaque champ, puis le patient s’il y en a un."""
    patient = () if patient_id is None else (patient_id,)
    texte = _CHAINE([precedente, *(champs[nom] for nom in CHAMPS), *patient])
    return hashlib.sha256(texte.encode()).hexdigest()


def _ecritures(session: Session) -> Iterator[Evenement]:
    for operation, objets in (
        (CREATION, session.new),
        (MODIFICATION, session.dirty),
        (SUPPRESSION, session.deleted),
    ):
        for objet in objets:
            if not objet.journalisee or (operation == MODIFICATION and not session.is_modified(objet)):
                continue
            etat = inspect(objet)
            changements = _changements(objet, etat, operation)
            yield Evenement(operation, _designation(objet, etat), changements, objet.patient_concerne)


def _designation(objet: Base, etat: InstanceState[Base]) -> str:
    cle = etat.mapper.primary_key_from_instance(objet)
    return f"{objet.__tablename__}:{'/'.join(str(valeur) for valeur in cle)}"


def _changements(objet: Base, etat: InstanceState[Base], operation: str) -> dict[str, Any]:
    changements: dict[str, Any] = {}
    for nom in etat.committed_state.keys() & _colonnes(etat.mapper):  # ce qui a été posé ; le reste n’a pas d’histoire
        avant, apres = _avant_apres(objet, etat, nom, operation)
        if avant == apres:
            continue
        lisible = apres if operation == CREATION else [avant, apres]
        changements[nom] = "•••" if nom in objet.discrets else lisible
    return changements


def _avant_apres(objet: Base, etat: InstanceState[Base], nom: str, operation: str) -> tuple[Any, Any]:
    if operation == CREATION:
        return None, etat.dict.get(nom)
    histoire = get_history(objet, nom, PassiveFlag.PASSIVE_NO_INITIALIZE)
    return histoire.deleted[0] if histoire.deleted else None, histoire.added[0] if histoire.added else None


@cache
def _colonnes(mapper: Mapper[Base]) -> frozenset[str]:
    return frozenset(colonne.key for colonne in mapper.column_attrs)


def _ecrire(valeur: object) -> str:
    if isinstance(valeur, bytes):
        return f"{len(valeur)} octets, sha256 {hashlib.sha256(valeur).hexdigest()}"
    if isinstance(valeur, datetime):
        return valeur.astimezone(UTC).isoformat()
    return str(valeur)


_DETAILS = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=_ecrire).encode
_CHAINE = json.JSONEncoder(ensure_ascii=False).encode
