"""Ce que coûte le journal d’audit : les mêmes écritures, avec lui et sans lui."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from outils.bench.mesure import Mesure, alterner, chronometrer, mediane
from outils.bench.recherche import BENCH, CLE
from outils.bench.semaine import MATIN, remplir
from secretariat.agenda.modele import RendezVous
from secretariat.socle import chiffrement, fichier_base
from secretariat.socle.audit import Criteres
from secretariat.socle.cles import Enveloppes
from secretariat.socle.unite_de_travail import Cabinet

FOIS, PAR_LOT, BARRE = 40, 100, 1.3
UN_MILLION, PAGE = 1_000_000, 200
REMPLIR = """
INSERT INTO journal (id, instant, acteur, role, poste, motif, operation, objet, details, empreinte, patient_id)
WITH RECURSIVE n(i) AS (SELECT ? + 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
SELECT i, strftime('%Y-%m-%dT%H:%M:%S', 1700000000 + i * 60, 'unixepoch') || '+00:00', 'acteur' || (i % 7),
'secretaire', 'accueil', 'lecture', 'consultation', 'patients:' || (i % 20000 + 1), '{"commune": ["Nantes", "Rezé"]}',
hex(randomblob(32)), i % 20000 + 1 FROM n
"""


def mesurer(dossier: Path) -> Iterator[Mesure]:
    """Une ligne validée, puis cent d’un coup."""
    base = dossier / "audit.sqlite"
    fichier_base.creer(base, CLE, Enveloppes("bench", ())).dispose()
    moteur = chiffrement.moteur(lambda: chiffrement.connecter(base, CLE))
    cabinet = Cabinet(moteur, BENCH, lambda: MATIN)
    remplir(cabinet)

    def avec(nombre: int) -> None:
        with cabinet.unite("mesure") as unite:
            unite.ajouter(*(_ligne() for _ in range(nombre)))
            unite.valider()

    def sans(nombre: int) -> None:
        with Session(moteur.execution_options(ouverture="IMMEDIATE")) as session:
            session.add_all([_ligne() for _ in range(nombre)])
            session.commit()

    for nombre, nom, barre in ((1, "une écriture", BARRE), (PAR_LOT, f"{PAR_LOT} écritures", None)):
        avec_journal, sans_journal = alterner(partial(avec, nombre), partial(sans, nombre), fois=FOIS, a_vide=3)
        yield Mesure(
            f"journal d’audit : {nom}, jusqu’au disque", mediane(avec_journal), plancher=mediane(sans_journal),
            rapport_max=barre, note="plancher : les mêmes lignes par la même session, sans journal",
        )  # fmt: skip
    yield from _un_million(moteur, cabinet)
    cabinet.fermer()


def _un_million(moteur: Engine, cabinet: Cabinet) -> Iterator[Mesure]:
    """Chercher au journal d’un cabinet de plusieurs années."""
    with moteur.connect() as connexion:
        depart = connexion.exec_driver_sql("SELECT max(id) FROM journal").scalar_one()
        connexion.exec_driver_sql(REMPLIR, (depart, depart + UN_MILLION))
        connexion.exec_driver_sql("ANALYZE")
        connexion.commit()

    def lire(criteres: Criteres) -> None:
        with cabinet.lecture() as lecture:
            lecture.lignes_du_journal(criteres, limite=PAGE)

    def nu() -> None:
        with moteur.connect() as connexion:
            connexion.exec_driver_sql("SELECT * FROM journal ORDER BY id DESC LIMIT 200").all()

    plancher = mediane(chronometrer(nu, fois=FOIS))
    for nom, criteres in (
        ("les dernières lignes", Criteres()),
        ("qui a vu ce dossier", Criteres(patient_id=77)),
        ("un mois ancien", Criteres(du=date(2024, 1, 1), au=date(2024, 1, 31))),
        ("un mot des dernières lignes", Criteres(texte="Nantes")),
    ):
        yield Mesure(
            f"journal de {UN_MILLION} lignes : {nom}", mediane(chronometrer(partial(lire, criteres), fois=FOIS)),
            plancher=plancher, plafond=50, note="plancher : les 200 dernières lignes, en SQL nu",
        )  # fmt: skip


def _ligne() -> RendezVous:
    return RendezVous(praticien_id=1, patient_id=1, motif_id=1, debut=MATIN, fin=MATIN, cree_le=MATIN)
