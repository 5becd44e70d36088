"""La base embarquée contre une base en clair, et contre PostgreSQL ; passer de l’une à l’autre, et sauvegarder."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine

from outils import serveur_local
from outils.bench.deux_bases import comparer
from outils.bench.mesure import Mesure
from outils.bench.recherche import BENCH, CLE, PATIENTS
from outils.bench.semaine import MATIN, remplir
from secretariat.socle import chiffrement, fichier_base, moteurs, remplissage, sauvegarde, serveur, tables, transfert
from secretariat.socle.cles import Enveloppes
from secretariat.socle.copie_du_serveur import copier_en_fichier
from secretariat.socle.unite_de_travail import Cabinet

PLUS_LENT_QUE_LE_FICHIER = 3
PLUS_LENT_QUE_EN_CLAIR = 1.5
SAUVEGARDE_MAX_S = 20


def mesurer(dossier: Path) -> Iterator[Mesure]:
    """Cent mille patients dans un fichier chiffré, dans le même en clair, puis sur un serveur."""
    base = dossier / "cabinet.sqlite"
    moteur = fichier_base.creer(base, CLE, Enveloppes("bench", ()))
    embarque = Cabinet(moteur, BENCH, lambda: MATIN)
    remplir(embarque, patients=PATIENTS)
    yield from _en_clair(embarque, base, dossier / "claire.sqlite")
    essai = serveur_local.preparer(fiable=True)
    try:
        essai.creer_base("bench")
        distant = serveur.ouvrir(essai.adresse("bench"))
        yield _transfert(moteur, distant, _copie_nue(moteur, essai))
        yield from _sur_le_serveur(embarque, distant, dossier)
    finally:
        essai.detruire()
    embarque.fermer()
    yield _sauvegarde(base, dossier / "copie.sqlite")


def _en_clair(chiffre: Cabinet, base: Path, claire: Path) -> Iterator[Mesure]:
    connexion = chiffrement.connecter(base, CLE)
    connexion.execute("ATTACH DATABASE ? AS claire KEY ''", (str(claire),))
    connexion.execute("SELECT sqlcipher_export('claire')").fetchall()
    connexion.execute("DETACH DATABASE claire")
    connexion.close()
    moteur = chiffrement.moteur(lambda: chiffrement.connecter(claire, None))
    with moteur.connect() as copie:
        copie.exec_driver_sql("ANALYZE")
        copie.commit()
    cabinet = Cabinet(moteur, BENCH, lambda: MATIN)
    for comparaison in comparer(cabinet, chiffre):
        yield comparaison.mesure("base chiffrée contre base en clair", rapport_max=PLUS_LENT_QUE_EN_CLAIR)
    cabinet.fermer()


def _sur_le_serveur(embarque: Cabinet, distant: Engine, dossier: Path) -> Iterator[Mesure]:
    with distant.connect().execution_options(isolation_level="AUTOCOMMIT") as connexion:
        connexion.exec_driver_sql("VACUUM ANALYZE")
    cabinet = Cabinet(distant, BENCH, lambda: MATIN)
    for comparaison in comparer(embarque, cabinet):
        yield comparaison.mesure("PostgreSQL local contre fichier", rapport_max=PLUS_LENT_QUE_LE_FICHIER)
    debut = time.perf_counter()
    copie = copier_en_fichier(distant, dossier / "du-serveur.sqlite", CLE)
    yield Mesure(
        f"sauvegarde d’un serveur : {PATIENTS} patients, {copie.lignes} lignes copiées et relues",
        time.perf_counter() - debut, "s", plafond=SAUVEGARDE_MAX_S,
    )  # fmt: skip
    cabinet.fermer()


def _transfert(depart: Engine, arrivee: Engine, plancher_s: float) -> Mesure:
    debut = time.perf_counter()
    copie = transfert.copier(depart, arrivee)
    transfert.conclure(arrivee)
    return Mesure(
        f"transfert vers PostgreSQL : {PATIENTS} patients, {copie.lignes} lignes copiées et relues",
        time.perf_counter() - debut, "s", plancher=plancher_s,
        note="plancher : les mêmes lignes par COPY, une transaction, sans empreinte ni relecture",
    )  # fmt: skip


def _copie_nue(depart: Engine, essai: serveur_local.ServeurLocal) -> float:
    essai.creer_base("nue")
    arrivee = serveur.ouvrir(essai.adresse("nue"))
    debut = time.perf_counter()
    with moteurs.pour_lire(depart).connect() as lue, moteurs.pour_ecrire(arrivee).begin() as ecrite:
        for table in tables.tables(lue):
            _verser(lue, ecrite, table)
    duree = time.perf_counter() - debut
    arrivee.dispose()
    essai.effacer_base("nue")
    return duree


def _verser(lue: Connection, ecrite: Connection, table: tables.TableDeBase) -> None:
    with remplissage.ecriture(ecrite, table) as ecrire:
        for lot in table.par_lots(lue):
            ecrire(lot)


def _sauvegarde(base: Path, copie: Path) -> Mesure:
    debut = time.perf_counter()
    faite = sauvegarde.sauvegarder(base, CLE, copie)
    return Mesure(
        f"sauvegarde : {PATIENTS} patients copiés et vérifiés", time.perf_counter() - debut, "s",
        plafond=SAUVEGARDE_MAX_S, note=f"{faite.taille / 1e6:.0f} Mo",
    )  # fmt: skip
