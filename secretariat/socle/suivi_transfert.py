"""Où en est un transfert, noté dans la base d’arrivée même : un arrêt ne laisse jamais le doute.

La table du suivi n’est pas du cabinet : elle naît avec le transfert et disparaît avec lui. Chaque lot s’y note dans la
transaction qui l’écrit.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from sqlalchemy import Column, Connection, MetaData, String, Table, delete, insert, inspect, select

from secretariat.socle.empreintes import ajouter
from secretariat.socle.schema import TRANSFERT_EN_COURS
from secretariat.socle.tables import Ligne, TableDeBase

SUIVI = Table(TRANSFERT_EN_COURS, MetaData(), Column("nom", String, primary_key=True), Column("valeur", String))
DEPART = "depart"


@dataclass(frozen=True, slots=True)
class Depart:
    """Ce qu’était la base de départ quand la copie a commencé.

    Attributes:
        journal: Le numéro de la dernière ligne du journal, et son empreinte.
        comptes: Le nombre de lignes de chaque table.
    """

    journal: tuple[int, str]
    comptes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Avancee:
    """Où en est une table.

    Attributes:
        cle: La clé de la dernière ligne écrite, ou None si rien ne l’est.
        empreinte: Celle des lignes lues au départ jusque-là.
    """

    lignes: int = 0
    empreinte: str = ""
    cle: list[object] | None = None
    finie: bool = False

    def apres(self, table: TableDeBase, lot: list[Ligne]) -> Avancee:
        """L’avancée une fois ce lot écrit."""
        empreinte = ajouter(self.empreinte, lot, table.colonnes)
        return Avancee(self.lignes + len(lot), empreinte, table.cle_de(lot[-1]))


def est_commence(connexion: Connection) -> bool:
    """Vrai si cette base est l’arrivée d’un transfert qui n’est pas fini."""
    return inspect(connexion).has_table(TRANSFERT_EN_COURS)


def commencer(connexion: Connection, depart: Depart) -> None:
    """Marque la base comme arrivée d’un transfert."""
    SUIVI.create(connexion)
    _noter(connexion, DEPART, json.dumps(asdict(depart), sort_keys=True))


def vient_de(connexion: Connection, depart: Depart) -> bool:
    """Vrai si le transfert commencé est celui de cette base de départ, telle qu’elle est encore."""
    note = connexion.execute(select(SUIVI.c.valeur).where(SUIVI.c.nom == DEPART)).scalar()
    return bool(note == json.dumps(asdict(depart), sort_keys=True))


def avancee_de(connexion: Connection, nom: str) -> Avancee:
    """Où en est cette table."""
    note = connexion.execute(select(SUIVI.c.valeur).where(SUIVI.c.nom == f"table {nom}")).scalar()
    return Avancee(**json.loads(note)) if note else Avancee()


def noter(connexion: Connection, nom: str, avancee: Avancee) -> None:
    """Note où en est cette table, dans la transaction qui vient de l’écrire."""
    _noter(connexion, f"table {nom}", json.dumps(asdict(avancee)))


def douter(connexion: Connection) -> None:
    """La vérification a échoué : la prochaine fois, tout sera recopié."""
    _noter(connexion, DEPART, "")


def finir(connexion: Connection) -> None:
    """Ôte le suivi : la base est un cabinet comme un autre."""
    SUIVI.drop(connexion)


def _noter(connexion: Connection, nom: str, valeur: str) -> None:
    connexion.execute(delete(SUIVI).where(SUIVI.c.nom == nom))
    connexion.execute(insert(SUIVI).values(nom=nom, valeur=valeur))
