"""Base déclarative commune à toutes les tables, et les types de colonne qui nous sont propres."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum
from typing import Any, ClassVar

from sqlalchemy import Connection, DateTime, Dialect, Integer, MetaData, String, Table, TypeDecorator, event
from sqlalchemy import Enum as ColonneEnum
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from secretariat.socle.montant import Montant

CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Des contraintes nommées, faute de quoi SQLite ne sait pas les modifier dans une migration."""


class ColonneMontant(TypeDecorator[Montant]):
    """Un montant, rangé en centimes entiers."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Montant | None, _dialect: Dialect) -> int | None:
        """Vers la base."""
        return None if value is None else value.centimes

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Montant | None:
        """Depuis la base."""
        return None if value is None else Montant(value)


class ColonneInstant(TypeDecorator[datetime]):
    """Un instant, rangé en heure universelle ; SQLite perd les fuseaux, d’où ce type."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Vers la base."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} n’a pas de fuseau")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Depuis la base."""
        return None if value is None else value.replace(tzinfo=UTC)


def _valeurs(enumeration: type[Enum]) -> list[str]:
    return [str(membre.value) for membre in enumeration]


TEXTE = String().with_variant(String(collation="C"), "postgresql")
"""Un texte, rangé octet par octet dans les deux bases : même ordre, et une plage y suit l’index."""


class Base(DeclarativeBase):
    """Mère de toutes les tables.

    Attributes:
        journalisee: Faux pour les tables dérivées (mots de recherche), qui se recalculent.
        discrets: Colonnes dont le journal ne garde pas la valeur (mots de passe).
    """

    journalisee: ClassVar[bool] = True
    discrets: ClassVar[frozenset[str]] = frozenset()

    metadata = MetaData(naming_convention=CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: TEXTE,
        Montant: ColonneMontant,
        datetime: ColonneInstant,
        Enum: ColonneEnum(Enum, values_callable=_valeurs, native_enum=False, length=32),
    }

    @property
    def patient_concerne(self) -> int | None:
        """Le patient dont parle cette ligne, si elle en nomme un : le journal le retient."""
        numero = getattr(self, "patient_id", None)
        return numero if isinstance(numero, int) else None


class Versionnee:
    """Un verrou optimiste : deux personnes qui modifient la même ligne ne s’écrasent pas en silence."""

    version: Mapped[int] = mapped_column()

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  (SQLAlchemy donne la classe)
        return {"version_id_col": cls.version}


def interdire_corrections(table: Table, message: str, *, sauf: str = "") -> None:
    """Déclare les déclencheurs qui refusent UPDATE et DELETE sur cette table ; `message` dit pourquoi.

    `sauf` est une condition SQL sur la ligne `OLD` : tenue, la suppression passe (une purge autorisée et écrite).
    """

    @event.listens_for(table, "after_create")
    def _verrouiller(_table: object, connexion: Connection, **_options: object) -> None:
        for ordre in ordres_sans_correction(connexion.dialect.name, table.name, message, sauf=sauf):
            connexion.exec_driver_sql(ordre)


def ordres_sans_correction(dialecte: str, table: str, message: str, *, sauf: str = "") -> tuple[str, ...]:
    """Le SQL des déclencheurs qui refusent de changer ou d’ôter une ligne, dans le dialecte de cette base."""
    if dialecte == "postgresql":
        permis = f"IF TG_OP = 'DELETE' THEN IF {sauf} THEN RETURN OLD; END IF; END IF; " if sauf else ""
        return (
            f"CREATE FUNCTION {table}_sans_correction() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {permis}RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            *(
                f"CREATE TRIGGER {table}_sans_{verbe.lower()} BEFORE {verbe} ON {table} "
                f"FOR EACH {portee} EXECUTE FUNCTION {table}_sans_correction()"
                for verbe, portee in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT"))
            ),
        )
    conditions = {"UPDATE": "", "DELETE": f"WHEN NOT ({sauf}) " if sauf else ""}
    return tuple(
        f"CREATE TRIGGER {table}_sans_{verbe.lower()} BEFORE {verbe} ON {table} "
        f"{condition}BEGIN SELECT RAISE(ABORT, '{message}'); END"
        for verbe, condition in conditions.items()
    )
