"""Recopier un cabinet entier d’une base ouverte dans une autre, vide : d’un fichier vers un serveur, et retour.

La base de départ est lue à un seul instant. L’arrivée note où elle en est : un transfert tué reprend où il s’était
arrêté, si le départ n’a pas changé. Rien n’est annoncé sans avoir été relu à l’arrivée, table par table.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from sqlalchemy import Column, Connection, Engine, Integer, MetaData, String, Table, inspect, select
from sqlalchemy.exc import DBAPIError

from secretariat.socle import moteurs, remplissage, schema, suivi_transfert
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.horloge import horloge_du_poste
from secretariat.socle.remplissage import pannes_dites, refus_de_l_arrivee
from secretariat.socle.suivi_transfert import Avancee, Depart
from secretariat.socle.tables import TableDeBase, tables
from secretariat.socle.unite_de_travail import Cabinet, Identite

Avancer = Callable[[int, int], bool]
"""Reçoit ce qui est fait et le total, en lignes ; rend faux pour arrêter."""

VERROU_DE_TRANSFERT = 0x5EC2E7A3
JOURNAL = Table("journal", MetaData(), Column("id", Integer), Column("empreinte", String))
LECTEUR = Identite("transfert", "Transfert", "programme", "transfert")


class DestinationRefusee(ErreurMetier):
    """La base d’arrivée n’est pas vide, ou n’a pas les tables qu’il faut."""


class TransfertInterrompu(ErreurMetier):
    """On a demandé l’arrêt ; ce qui est copié le reste."""


class CopieInfidele(ErreurEnvironnement):
    """Ce qui est arrivé n’est pas ce qui est parti."""


@dataclass(frozen=True, slots=True)
class TableVerifiee:
    """Une table relue à l’arrivée, identique au départ."""

    nom: str
    lignes: int
    empreinte: str
    duree_s: float


@dataclass(frozen=True, slots=True)
class Copie:
    """Un transfert fait et vérifié.

    Attributes:
        lignes_du_journal: Le numéro de la dernière ligne du journal copiée.
        derniere: L’empreinte de cette ligne, retrouvée à l’arrivée en relisant toute la chaîne.
        reprise: Vrai si un transfert interrompu a été poursuivi.
    """

    tables: tuple[TableVerifiee, ...]
    lignes_du_journal: int
    derniere: str
    reprise: bool

    @property
    def lignes(self) -> int:
        """Toutes les lignes de toutes les tables."""
        return sum(table.lignes for table in self.tables)


class _Compteur:
    """Compte les lignes copiées puis relues, et arrête le travail si on le demande."""

    def __init__(self, avancer: Avancer, total: int) -> None:
        self._avancer, self._total, self._fait = avancer, total, 0

    def ajouter(self, lignes: int) -> None:
        self._fait += lignes
        if not self._avancer(self._fait, self._total):
            raise TransfertInterrompu(
                "Le transfert s’est arrêté, comme on l’a demandé : la base d’arrivée n’est pas complète.",
                conseil="Le relancer avec les mêmes bases : il reprendra où il s’est arrêté.",
            )


@dataclass(frozen=True, slots=True)
class _Passage:
    """D’où l’on lit, où l’on écrit, et à qui on le dit."""

    lue: Connection
    arrivee: Connection
    compteur: _Compteur


def sans_suivi(_fait: int, _total: int) -> bool:
    """Ne montre rien et n’arrête jamais."""
    return True


def copier(source: Engine, destination: Engine, avancer: Avancer = sans_suivi) -> Copie:
    """Recopie tout, puis relit tout ; la destination reste refusée aux fenêtres jusqu’à `conclure`.

    Raises:
        DestinationRefusee: Elle n’est pas vide.
        CopieInfidele: Une table relue diffère ; la prochaine fois, tout sera recopié.
        TransfertInterrompu: `avancer` a rendu faux.
        ErreurEnvironnement: Révisions différentes, valeur que la destination refuse, panne.
    """
    with pannes_dites(), _une_seule_fois(destination), moteurs.pour_lire(source).connect() as lue:
        _exiger_la_revision(lue, "de départ")
        toutes = tables(lue)
        depart = Depart(_fin_du_journal(lue), {table.nom: table.combien(lue) for table in toutes})
        compteur = _Compteur(avancer, 2 * sum(depart.comptes.values()))
        with moteurs.pour_ecrire(destination).connect() as arrivee:
            reprise = _preparer(arrivee, toutes, depart)
            passage = _Passage(lue, arrivee, compteur)
            durees = [_remplir(passage, table) for table in toutes]
            with arrivee.begin():
                remplissage.regler_les_numeros(arrivee)
                arrivees = {table.nom: table for table in tables(arrivee)}
            verifiees = tuple(
                _verifier(passage, arrivees[table.nom], duree) for table, duree in zip(toutes, durees, strict=True)
            )
            _retrouver_le_journal(destination, arrivee, depart)
    return Copie(verifiees, *depart.journal, reprise)


def conclure(destination: Engine) -> None:
    """Fait de l’arrivée un cabinet que l’on peut ouvrir."""
    with pannes_dites(), moteurs.pour_ecrire(destination).begin() as connexion:
        suivi_transfert.finir(connexion)


def _exiger_la_revision(connexion: Connection, laquelle: str) -> None:
    if (revision := schema.revision_de(connexion)) != schema.REVISION:
        raise ErreurEnvironnement(
            f"La base {laquelle} est à la révision {revision}, et le programme attend {schema.REVISION}.",
            conseil="L’ouvrir une fois avec le programme de ce poste, qui la mettra à niveau, puis recommencer.",
        )


def _fin_du_journal(connexion: Connection) -> tuple[int, str]:
    requete = select(JOURNAL.c.id, JOURNAL.c.empreinte).order_by(JOURNAL.c.id.desc()).limit(1)
    numero, empreinte = connexion.execute(requete).one_or_none() or (0, "")
    return numero, empreinte


def _preparer(arrivee: Connection, voulues: tuple[TableDeBase, ...], depart: Depart) -> bool:
    """Rend vrai si l’on poursuit un transfert commencé."""
    with arrivee.begin():
        if commence := suivi_transfert.est_commence(arrivee):
            if suivi_transfert.vient_de(arrivee, depart):
                return True
            remplissage.vider(arrivee)
    if not commence:
        _exiger_le_vide(arrivee)
    schema.mettre_a_niveau(arrivee)
    with arrivee.begin():
        if _structure(tables(arrivee)) != _structure(voulues):
            raise DestinationRefusee(
                "Les deux bases n’ont pas les mêmes tables.",
                conseil="Contrôler la base de départ (secretariat verifier) et transférer vers une base neuve.",
            )
        suivi_transfert.commencer(arrivee, depart)
    return False


def _exiger_le_vide(arrivee: Connection) -> None:
    with arrivee.begin():
        if schema.revision_de(arrivee) is not None:
            _exiger_la_revision(arrivee, "d’arrivée")
            pleines = [table.nom for table in tables(arrivee) if table.combien(arrivee)]
        else:
            pleines = inspect(arrivee).get_table_names()
    if pleines:
        raise DestinationRefusee(
            f"La base d’arrivée n’est pas vide : elle contient déjà {', '.join(pleines[:3])}.",
            conseil="Donner une base neuve, ou un fichier qui n’existe pas encore : rien n’y est jamais remplacé.",
        )


def _structure(toutes: tuple[TableDeBase, ...]) -> dict[str, list[str]]:
    return {table.nom: [colonne.name for colonne in table.colonnes] for table in toutes}


def _remplir(passage: _Passage, table: TableDeBase) -> float:
    """Copie ce qui reste de cette table ; rend le temps mis, en secondes."""
    depart = time.perf_counter()
    with passage.arrivee.begin():
        avancee = suivi_transfert.avancee_de(passage.arrivee, table.nom)
    passage.compteur.ajouter(avancee.lignes)
    if not avancee.finie:
        with refus_de_l_arrivee(table.nom):
            (_d_un_tenant if table.d_un_tenant else _lot_par_lot)(passage, table, avancee)
    return time.perf_counter() - depart


def _lot_par_lot(passage: _Passage, table: TableDeBase, avancee: Avancee) -> None:
    for lot in table.par_lots(passage.lue, avancee.cle):
        with passage.arrivee.begin():
            with remplissage.ecriture(passage.arrivee, table) as ecrire:
                ecrire(lot)
            avancee = avancee.apres(table, lot)
            suivi_transfert.noter(passage.arrivee, table.nom, avancee)
        passage.compteur.ajouter(len(lot))
    with passage.arrivee.begin():
        suivi_transfert.noter(passage.arrivee, table.nom, replace(avancee, finie=True))


def _d_un_tenant(passage: _Passage, table: TableDeBase, avancee: Avancee) -> None:
    with passage.arrivee.begin():
        with remplissage.ecriture(passage.arrivee, table) as ecrire:
            for lot in table.par_lots(passage.lue):
                ecrire(lot)
                avancee = avancee.apres(table, lot)
                passage.compteur.ajouter(len(lot))
        suivi_transfert.noter(passage.arrivee, table.nom, replace(avancee, finie=True))


def _verifier(passage: _Passage, table: TableDeBase, duree_s: float) -> TableVerifiee:
    depart, relue = time.perf_counter(), Avancee()
    with passage.arrivee.begin():
        attendue = suivi_transfert.avancee_de(passage.arrivee, table.nom)
        for lot in table.par_lots(passage.arrivee):
            relue = relue.apres(table, lot)
            passage.compteur.ajouter(len(lot))
    if (relue.lignes, relue.empreinte) != (attendue.lignes, attendue.empreinte):
        raise _infidele(passage.arrivee, f"la table {table.nom} ({relue.lignes} lignes pour {attendue.lignes})")
    return TableVerifiee(table.nom, relue.lignes, relue.empreinte, duree_s + time.perf_counter() - depart)


def _retrouver_le_journal(destination: Engine, arrivee: Connection, depart: Depart) -> None:
    cabinet = Cabinet(destination, LECTEUR, horloge_du_poste)
    with cabinet.lecture() as lecture:
        etat = lecture.etat_du_journal()
    if etat.rupture is not None or etat.derniere != depart.journal[1]:
        raise _infidele(arrivee, f"la chaîne du journal (ligne {etat.rupture or etat.lignes})")


def _infidele(arrivee: Connection, quoi: str) -> CopieInfidele:
    with arrivee.begin():
        suivi_transfert.douter(arrivee)
    return CopieInfidele(
        f"Ce qui est arrivé n’est pas ce qui est parti : {quoi}.",
        conseil="Contrôler la base de départ (secretariat verifier) et les disques, puis relancer : tout sera recopié.",
    )


@contextmanager
def _une_seule_fois(destination: Engine) -> Iterator[None]:
    """Deux transferts vers le même serveur se mêleraient ; un fichier, lui, a le verrou de sa base."""
    if not moteurs.est_un_serveur(destination):
        yield
        return
    with destination.connect() as garde:
        garde.detach()  # se fermera pour de bon : le verrou ne lui survit pas
        if not garde.exec_driver_sql("SELECT pg_try_advisory_lock(%s)", (VERROU_DE_TRANSFERT,)).scalar():
            raise DestinationRefusee(
                "Un autre transfert remplit déjà cette base.", conseil="Attendre qu’il finisse, ou l’arrêter."
            )
        garde.commit()
        try:
            yield
        finally:
            with suppress(DBAPIError):
                garde.exec_driver_sql("SELECT pg_advisory_unlock(%s)", (VERROU_DE_TRANSFERT,))
