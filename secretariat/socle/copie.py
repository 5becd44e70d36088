"""La copie d’une base en un seul instant, et sa relecture entière.

Une base embarquée se copie par `VACUUM INTO`. Une base sur serveur se recopiera table par table : tout ce qui suit
(relecture, rangement, exercice) ne connaît que le `Copiste`, qui écrit une base embarquée chiffrée et dit ce que la
source contenait à cet instant.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2

from secretariat.socle import chiffrement, fichier_base, schema
from secretariat.socle.chiffrement import BaseIllisible
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.horloge import horloge_du_poste
from secretariat.socle.unite_de_travail import Cabinet, Identite

Continuer = Callable[[], bool]
"""Rend faux quand on a demandé l’arrêt ; consulté souvent, depuis le fil qui travaille."""

INSTANTS_ESSAYES = 3
PAS_ENTRE_DEUX_REGARDS = 20_000
"""En instructions de SQLite : quelques millisecondes."""
PROGRAMME = Identite("programme", "Secrétariat", "programme", "")


class TravailInterrompu(ErreurMetier):
    """On a demandé l’arrêt ; rien n’est laissé derrière."""


@dataclass(frozen=True, slots=True)
class Temoin:
    """Ce que contient une base à un instant : de quoi reconnaître sa copie.

    Attributes:
        tables: Le nombre de lignes de chaque table.
        derniere_empreinte: Celle de la dernière ligne du journal ; vide s’il n’y en a pas.
    """

    revision: str
    tables: Mapping[str, int]
    lignes_du_journal: int
    derniere_empreinte: str


class Copiste(Protocol):
    """Ce qu’une sorte de base sait faire pour qu’on la sauvegarde."""

    def copier(self, vers: Path, continuer: Continuer) -> Temoin:
        """Écrit une base embarquée chiffrée, telle que la source était à un instant ; rend ce qu’elle contenait.

        Raises:
            TravailInterrompu: `continuer` a rendu faux.
        """


def toujours() -> bool:
    """Va au bout."""
    return True


class CopieEmbarquee:
    """Copie un fichier SQLite chiffré pendant que l’on y travaille ; la copie garde sa clé."""

    def __init__(self, base: Path, cle: bytes) -> None:
        self._base = base
        self._cle = cle

    def copier(self, vers: Path, continuer: Continuer = toujours) -> Temoin:
        """Copie, et recommence si une écriture s’est glissée entre le témoin et la copie.

        Les deux se lisent par deux connexions. Au dernier essai les écritures attendent la fin : une ou deux secondes.

        Raises:
            TravailInterrompu: On a demandé l’arrêt.
            ErreurEnvironnement: La copie ne ressemble jamais à sa source.
        """
        for essai in range(1, INSTANTS_ESSAYES + 1):
            fichier_base.effacer(vers)
            temoin = self._copier_un_instant(vers, continuer, seul=essai == INSTANTS_ESSAYES)
            with connexion_surveillee(vers, self._cle, continuer) as copie:
                if relever(copie) == temoin:
                    return temoin
        raise ErreurEnvironnement(
            f"La copie de {self._base.name} ne contient pas les mêmes lignes que la base.",
            conseil="Contrôler la base (Cabinet, Vérifier), et garder les sauvegardes déjà faites.",
        )

    def _copier_un_instant(self, vers: Path, continuer: Continuer, *, seul: bool) -> Temoin:
        with connexion_surveillee(self._base, self._cle, continuer) as temoin:
            temoin.execute("BEGIN IMMEDIATE" if seul else "BEGIN")
            temoin.execute("SELECT count(*) FROM journal").fetchone()  # l’instant est pris à la première lecture
            with connexion_surveillee(self._base, self._cle, continuer) as copieuse:
                copieuse.execute("VACUUM INTO ?", (str(vers),))
            return relever(temoin)


@contextmanager
def connexion_surveillee(fichier: Path, cle: bytes, continuer: Continuer) -> Iterator[Any]:
    """Une connexion dont chaque ordre s’arrête quand `continuer` rend faux.

    Raises:
        TravailInterrompu: On a demandé l’arrêt.
    """
    connexion = _connecter(fichier, cle, continuer)
    try:
        yield connexion
    except (dbapi2.OperationalError, DatabaseError) as erreur:
        if "interrupted" in str(erreur):
            raise _interrompu() from erreur
        raise
    finally:
        connexion.close()


def relever(connexion: Any) -> Temoin:  # noqa: ANN401  (sqlcipher3 n’est pas typé)
    """Ce que contient une base embarquée, vu par cette connexion."""
    noms = connexion.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    tables = {nom: _compter(connexion, nom) for (nom,) in noms.fetchall()}
    [(revision,)] = connexion.execute("SELECT version_num FROM alembic_version").fetchall()
    tete = connexion.execute("SELECT empreinte FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    return Temoin(str(revision), tables, tables["journal"], "" if tete is None else str(tete[0]))


def relire(fichier: Path, cle: bytes, temoin: Temoin, continuer: Continuer = toujours) -> None:
    """Relit une copie entière : chaque page, le compte de chaque table, toute la chaîne du journal.

    `cipher_integrity_check` recalcule le sceau de chaque page ; `quick_check` vaut alors `integrity_check`, deux fois
    plus lent, puisque la copie vient de refaire tous ses index.

    Raises:
        BaseIllisible: La copie est abîmée, ou n’est pas celle de ce témoin.
        TravailInterrompu: On a demandé l’arrêt.
    """
    try:
        with connexion_surveillee(fichier, cle, continuer) as connexion:
            defauts = defauts_des_pages(connexion, index=False)
            trouve = relever(connexion) if not defauts else temoin
    except (dbapi2.DatabaseError, ValueError, KeyError) as erreur:
        raise abimee(fichier, str(erreur)) from erreur
    defauts = defauts or _differences(temoin, trouve) or _defaut_du_journal(fichier, cle, trouve, continuer)
    if defauts:
        raise abimee(fichier, defauts)


def defauts_des_pages(connexion: Any, *, index: bool) -> str:  # noqa: ANN401
    """Le premier défaut du fichier, vide s’il est entier ; `index` compare aussi chaque index à sa table."""
    sceaux = connexion.execute("PRAGMA cipher_integrity_check").fetchall()
    controle = connexion.execute("PRAGMA integrity_check" if index else "PRAGMA quick_check").fetchall()
    pages = [ligne for ligne in controle if ligne[0] != "ok"]
    return next((str(ligne[0]) for ligne in (*sceaux, *pages)), "")


def abimee(fichier: Path, detail: str) -> BaseIllisible:
    """L’erreur d’une sauvegarde que l’on ne peut pas croire."""
    return BaseIllisible(
        f"La sauvegarde {fichier.name} est abîmée : {detail}.",
        conseil="Essayer une sauvegarde plus ancienne ; la base en place n’a pas été touchée.",
    )


def _connecter(fichier: Path, cle: bytes, continuer: Continuer) -> Any:  # noqa: ANN401
    if not continuer():
        raise _interrompu()
    connexion = chiffrement.connecter(fichier, cle)
    connexion.set_progress_handler(lambda: 0 if continuer() else 1, PAS_ENTRE_DEUX_REGARDS)
    return connexion


def _interrompu() -> TravailInterrompu:
    return TravailInterrompu(
        "Le travail a été arrêté : rien n’a été gardé.", conseil="Le recommencer quand vous voulez."
    )


def _compter(connexion: Any, table: str) -> int:  # noqa: ANN401
    return int(connexion.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608  (un nom lu dans la base)


def _differences(attendu: Temoin, trouve: Temoin) -> str:
    if attendu.revision != trouve.revision:
        return f"révision {trouve.revision} au lieu de {attendu.revision}"
    for table in sorted(attendu.tables.keys() | trouve.tables.keys()):
        voulues, lues = attendu.tables.get(table, 0), trouve.tables.get(table, 0)
        if voulues != lues:
            return f"la table {table} y a {lues} lignes au lieu de {voulues}"
    return "" if attendu.derniere_empreinte == trouve.derniere_empreinte else "son journal finit autrement"


def _defaut_du_journal(fichier: Path, cle: bytes, trouve: Temoin, continuer: Continuer) -> str:
    """Relit la chaîne ; celle d’une base plus ancienne, sur une copie mise à niveau : c’en est aussi la répétition."""
    if trouve.revision == schema.REVISION:
        return _rupture(fichier, cle, continuer)
    repetition = fichier.with_name(fichier.name + ".repetition")
    try:
        shutil.copyfile(fichier, repetition)
        fichier_base.ouvrir(repetition, cle).dispose()
        return _rupture(repetition, cle, continuer)
    except DatabaseError as erreur:
        return f"sa mise à niveau échoue ({type(erreur.orig).__name__})"
    finally:
        fichier_base.effacer(repetition)


def _rupture(fichier: Path, cle: bytes, continuer: Continuer) -> str:
    moteur = chiffrement.moteur(lambda: _connecter(fichier, cle, continuer))
    try:
        with Cabinet(moteur, PROGRAMME, horloge_du_poste).lecture() as lecture:
            etat = lecture.etat_du_journal()
    except DatabaseError as erreur:
        if "interrupted" in str(erreur):
            raise _interrompu() from erreur
        raise
    finally:
        moteur.dispose()
    return "" if etat.rupture is None else f"son journal est rompu à la ligne {etat.rupture}"
