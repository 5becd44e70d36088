"""Tout ce qu’un dossier contient, table par table : ce qui s’exporte, s’inventorie et se détruit.

Les tables ne sont pas nommées ici : on suit les clés étrangères depuis `patients`. Une table ajoutée demain par un
autre métier est donc exportée et détruite sans que personne ait à y penser.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, inspect, select
from sqlalchemy.orm import Mapper, defer

from secretariat.dossiers.modele import Patient
from secretariat.socle.base import Base
from secretariat.socle.unite_de_travail import Lecture

LOT = 500
"""Le nombre de parents que l’on demande à la fois."""
Dossier = Mapping[type[Base], tuple[Base, ...]]


def classes_du_dossier() -> tuple[type[Base], ...]:
    """Les tables qu’une clé relie à un patient, de près ou de loin ; les parents avant les enfants."""
    classes: dict[Any, type[Base]] = {m.local_table: m.class_ for m in Base.registry.mappers}
    racine = inspect(Patient).local_table
    retenues = [racine]
    for table in Base.metadata.sorted_tables:
        if table is not racine and any(cle.column.table in retenues for cle in table.foreign_keys):
            retenues.append(table)
    return tuple(classes[table] for table in retenues)


def lignes_du_dossier(lecture: Lecture, patient_id: int) -> Dossier:
    """Les lignes d’un patient dans chacune de ces tables, sans le contenu des documents.

    Raises:
        LookupError: Ce patient n’existe pas.
    """
    lignes: dict[type[Base], tuple[Base, ...]] = {Patient: (lecture.un(Patient, patient_id),)}
    for classe in classes_du_dossier()[1:]:
        lignes[classe] = tuple(_lignes(lecture, classe, lignes, patient_id))
    return lignes


def cles_vers(classe: type[Base], parent: type[Base]) -> tuple[str, ...]:
    """Les colonnes de `classe` qui désignent une ligne de `parent`."""
    cible = inspect(parent).local_table
    return tuple(
        mapper_de(classe).get_property_by_column(c.parent).key for c in _cles(classe) if c.column.table is cible
    )


def mapper_de(classe: type[Base]) -> Mapper[Any]:
    """La description de la table par SQLAlchemy."""
    decrite: Mapper[Any] = inspect(classe)
    return decrite


def _lignes(lecture: Lecture, classe: type[Base], connues: Dossier, patient_id: int) -> Iterator[Base]:
    """Par la clé vers le patient quand il y en a une ; sinon, par celles vers les lignes déjà retenues."""
    directes = cles_vers(classe, Patient)
    voulues = {cle: [patient_id] for cle in directes} or {
        cle: [ligne.id for ligne in connues[parent]]  # type: ignore[attr-defined]  # toute ligne désignée a un « id »
        for parent in connues
        if parent is not classe
        for cle in cles_vers(classe, parent)
    }
    lignes = {
        id(ligne): ligne
        for cle, parents in voulues.items()
        for debut in range(0, len(parents), LOT)
        for ligne in lecture.tous(
            _leger(select(classe).where(getattr(classe, cle).in_(parents[debut : debut + LOT])), classe)
        )
    }
    return iter(lignes.values())


def _leger(requete: Any, classe: type[Base]) -> Any:  # noqa: ANN401  (une lecture de n’importe quelle table)
    """La même lecture, sans le contenu des fichiers, rangée par clé."""
    mapper = mapper_de(classe)
    lourdes = [getattr(classe, a.key) for a in mapper.column_attrs if isinstance(a.columns[0].type, LargeBinary)]
    return requete.options(*map(defer, lourdes)).order_by(*mapper.primary_key)


def _cles(classe: type[Base]) -> list[ForeignKey]:
    return sorted(mapper_de(classe).local_table.foreign_keys, key=lambda cle: cle.parent.name)
