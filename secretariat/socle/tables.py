"""Les tables d’une base telles qu’elle les déclare : colonnes, clé, et l’ordre où les remplir.

On les lit dans la base, non dans les modèles : aucune n’est oubliée parce que son métier n’est pas chargé.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Inspector,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Select,
    Table,
    func,
    inspect,
    literal,
    select,
    tuple_,
)

from secretariat.socle import moteurs
from secretariat.socle.schema import TRANSFERT_EN_COURS

HORS_DU_CABINET = frozenset({"alembic_version", TRANSFERT_EN_COURS})
LOT, LOT_DE_DOCUMENTS = 20_000, 25
"""Lignes copiées ensemble ; moins quand une ligne porte un document entier."""

Ligne = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class TableDeBase:
    """Une table, prête à être parcourue dans l’ordre de sa clé.

    Attributes:
        d_un_tenant: Vrai si une ligne y désigne une autre ligne de la même table : elle se remplit en une fois.
    """

    table: Table
    d_un_tenant: bool

    @property
    def nom(self) -> str:
        """Le nom de la table."""
        return self.table.name

    @property
    def colonnes(self) -> tuple[Column[object], ...]:
        """Ses colonnes, par leur nom : les deux bases les rendent ainsi dans le même ordre."""
        return tuple(sorted(self.table.columns, key=lambda colonne: colonne.name))

    @property
    def lot(self) -> int:
        """Combien de lignes se lisent ensemble."""
        return LOT_DE_DOCUMENTS if any(isinstance(c.type, LargeBinary) for c in self.colonnes) else LOT

    def combien(self, connexion: Connection) -> int:
        """Le nombre de ses lignes."""
        return connexion.execute(select(func.count()).select_from(self.table)).scalar_one()

    def cle_de(self, ligne: Ligne) -> list[object]:
        """La clé d’une ligne lue."""
        noms = [colonne.name for colonne in self.colonnes]
        return [ligne[noms.index(colonne.name)] for colonne in self._cle]

    def par_lots(self, connexion: Connection, apres: list[object] | None = None) -> Iterator[list[Ligne]]:
        """Ses lignes dans l’ordre de la clé, à partir de celle qui suit `apres`."""
        requete = self._requete(apres)
        if moteurs.est_un_serveur(connexion):  # qui enverrait sinon toute la table d’un coup
            requete = requete.execution_options(yield_per=self.lot)
        with connexion.execute(requete) as lues:
            for lot in lues.partitions(self.lot):
                yield [tuple(ligne) for ligne in lot]

    @property
    def _cle(self) -> tuple[Column[object], ...]:
        return tuple(self.table.primary_key.columns)

    def _requete(self, apres: list[object] | None) -> Select[*tuple[Any, ...]]:
        requete = select(*self.colonnes).order_by(*self._cle)
        return requete if apres is None else requete.where(self._suivantes(apres))

    def _suivantes(self, apres: list[object]) -> ColumnElement[bool]:
        bornes = [literal(valeur, colonne.type) for colonne, valeur in zip(self._cle, apres, strict=True)]
        return self._cle[0] > bornes[0] if len(bornes) == 1 else tuple_(*self._cle) > tuple_(*bornes)


def tables(connexion: Connection) -> tuple[TableDeBase, ...]:
    """Les tables du cabinet, chacune après celles qu’elle désigne."""
    vue = inspect(connexion)
    noms = sorted(set(vue.get_table_names()) - HORS_DU_CABINET)
    parents = {nom: sorted({lien["referred_table"] for lien in vue.get_foreign_keys(nom)}) for nom in noms}
    ordre = TopologicalSorter({nom: [p for p in parents[nom] if p != nom] for nom in noms}).static_order()
    return tuple(TableDeBase(_declaree(vue, nom), d_un_tenant=nom in parents[nom]) for nom in ordre)


def _declaree(vue: Inspector, nom: str) -> Table:
    colonnes = [Column[object](colonne["name"], colonne["type"]) for colonne in vue.get_columns(nom)]
    cle = PrimaryKeyConstraint(*vue.get_pk_constraint(nom)["constrained_columns"])
    return Table(nom, MetaData(), *colonnes, cle)
