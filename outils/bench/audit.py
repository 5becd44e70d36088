"""Ce que coûte le journal d’audit : les mêmes écritures, avec lui et sans lui."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from outils.bench.mesure import Mesure, alterner, mediane
from outils.bench.recherche import BENCH, CLE
from outils.bench.semaine import MATIN, remplir
from secretariat.agenda.modele import RendezVous
from secretariat.socle import chiffrement, fichier_base
from secretariat.socle.cles import Enveloppes
from secretariat.socle.unite_de_travail import Cabinet

FOIS, PAR_LOT = 31, 100
COUT_DU_JOURNAL = 1.3


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

    for nombre, nom in ((1, "une écriture"), (PAR_LOT, f"{PAR_LOT} écritures")):
        avec_journal, sans_journal = alterner(partial(avec, nombre), partial(sans, nombre), fois=FOIS, a_vide=3)
        yield Mesure(
            f"journal d’audit : {nom}, jusqu’au disque", mediane(avec_journal), plancher=mediane(sans_journal),
            rapport_max=COUT_DU_JOURNAL, note="plancher : les mêmes lignes par la même session, sans journal",
        )  # fmt: skip
    cabinet.fermer()


def _ligne() -> RendezVous:
    return RendezVous(praticien_id=1, patient_id=1, motif_id=1, debut=MATIN, fin=MATIN, cree_le=MATIN)
