"""Coter une feuille de soins, règles seules puis depuis la base."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from outils.bench.mesure import Mesure, chronometrer, mediane
from outils.bench.ordres_sql import ecoute, rejouer
from outils.bench.recherche import BENCH, CLE
from outils.bench.semaine import MATIN, remplir
from secretariat.facturation import lectures
from secretariat.facturation.regles import coter
from secretariat.facturation.valeurs import ActeDemande, Contexte, Parcours, TiersPayant
from secretariat.socle import chiffrement, fichier_base, ressources
from secretariat.socle.bareme import Bareme
from secretariat.socle.cles import Enveloppes
from secretariat.socle.unite_de_travail import Cabinet

PLAFOND_MS = 2
FOIS = 100
ACTES = (ActeDemande("G"), ActeDemande("MEG"))


def mesurer(dossier: Path) -> Iterator[Mesure]:
    """Le prix d’une venue d’un enfant, en tiers payant."""
    bareme = Bareme.charger(ressources.dossier() / "baremes")
    contexte = Contexte(MATIN.date(), date(2022, 5, 4), Parcours.MEDECIN_TRAITANT, TiersPayant.AMO)
    seule = chronometrer(lambda: coter(ACTES, contexte, bareme), fois=FOIS, a_vide=5)
    yield Mesure("facturation : coter une feuille de soins", mediane(seule), plafond=PLAFOND_MS)
    base = dossier / "cotation.sqlite"
    moteur = fichier_base.creer(base, CLE, Enveloppes("bench", ()))
    cabinet = Cabinet(moteur, BENCH, lambda: MATIN)
    remplir(cabinet)
    with cabinet.lecture() as lecture:

        def apercu() -> None:
            lectures.apercu(
                lecture, bareme, patient_id=1, praticien_id=1, jour=MATIN.date(), actes=ACTES[:1],
                tiers_payant=TiersPayant.AMO, parcours=Parcours.MEDECIN_TRAITANT,
            )  # fmt: skip

        with ecoute(moteur) as ordres:
            apercu()
        depuis = chronometrer(apercu, fois=FOIS, a_vide=5)
    cabinet.fermer()
    connexion = chiffrement.connecter(base, CLE)
    nu = chronometrer(rejouer(connexion, ordres), fois=FOIS)
    connexion.close()
    yield Mesure(
        "facturation : coter depuis la base", mediane(depuis), plancher=mediane(nu), plafond=PLAFOND_MS,
        note="plancher : la lecture du patient et de ses droits, en SQL nu",
    )  # fmt: skip
