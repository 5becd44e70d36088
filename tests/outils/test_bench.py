"""Le banc de mesure : ses verdicts, son tableau, ses planchers."""

import pytest
from sqlalchemy import select

from outils.bench.mesure import Mesure, chronometrer, mediane, p95
from outils.bench.ordres_sql import ecoute, rejouer
from outils.bench.tableau import tableau
from secretariat.cabinet.modele import Praticien
from secretariat.socle import chiffrement
from secretariat.socle.unite_de_travail import Cabinet
from tests.conftest import CLAIRE, CLE


@pytest.mark.parametrize(
    ("mesure", "tenue"),
    [
        (Mesure("x", 10, plancher=8, rapport_max=1.5), True),
        (Mesure("x", 10, plancher=5, rapport_max=1.5), False),
        (Mesure("x", 10, plancher=8, rapport_max=1.5, plafond=9), False),
        (Mesure("x", 10, plafond=10), True),
        (Mesure("x", 10, plancher=1), None),
    ],
)
def test_une_mesure_tient_toutes_ses_barres_ou_n_en_a_pas(mesure, tenue):
    assert mesure.tenue is tenue


def test_le_tableau_donne_le_rapport_la_barre_et_le_verdict():
    ligne = tableau([Mesure("recherche", 12.34, plancher=10, rapport_max=1.5, plafond=9)]).splitlines()[2]
    attendus = "recherche 12,3 ms 10,0 ms 1,23 × ≤ 1,5 ×, ≤ 9 ms NON TENU"
    assert " ".join(ligne.split()) == attendus


def test_les_durees_sont_triees_et_le_tour_a_vide_ne_compte_pas():
    appels = []
    durees = chronometrer(lambda: appels.append(1), fois=5, a_vide=2)
    assert len(appels) == 7
    assert list(durees) == sorted(durees)
    assert mediane((1.0, 2.0, 9.0)) == 2
    assert p95([float(x) for x in range(100)]) == 95


def test_le_plancher_rejoue_les_memes_ordres(cabinet, chemin_base):
    moteur = chiffrement.moteur(lambda: chiffrement.connecter(chemin_base, CLE))
    with Cabinet(moteur, CLAIRE, cabinet.horloge).lecture() as lecture, ecoute(moteur) as ordres:
        lecture.tous(select(Praticien.nom).where(Praticien.id == 2))
    moteur.dispose()
    assert len(ordres) == 1
    connexion = chiffrement.connecter(chemin_base, CLE)
    rejouer(connexion, ordres)()
    assert connexion.execute(*ordres[0]).fetchall() == [("Benali",)]
    connexion.close()
