"""Les règles de la réception, sans base."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.accueil.regles import etape, minutes_d_attente, niveau, ordre_de_passage, retard_du_praticien
from secretariat.accueil.valeurs import EtapeVisite, Instants, NiveauAttente, SeuilsAttente, VisiteDuJour
from tests.agenda.conftest import le


def visite(numero, *, arrivee, prevue=None, urgence=False, appel=None):
    instants = Instants(arrivee, appel)
    return VisiteDuJour(numero, numero, "X", 1, "Dr Y", None, prevue, "", urgence, "", instants, etape(instants))


@pytest.mark.parametrize(
    ("instants", "attendue"),
    [
        ((), EtapeVisite.EN_SALLE),
        ((le(10),), EtapeVisite.EN_CONSULTATION),
        ((le(10), le(11)), EtapeVisite.A_ENCAISSER),
        ((le(10), le(11), le(12)), EtapeVisite.PARTI),
        ((None, None, le(12)), EtapeVisite.PARTI),
    ],
)
def test_l_etape_est_la_derniere_notee(instants, attendue):
    assert etape(Instants(le(9), *instants)) is attendue


def test_l_attente_s_arrete_a_l_appel():
    assert minutes_d_attente(Instants(le(9)), le(9, 24)) == 24
    assert minutes_d_attente(Instants(le(9), appel=le(9, 10)), le(9, 24)) == 10
    assert minutes_d_attente(Instants(le(9)), le(8, 59)) == 0


@given(st.integers(0, 200))
def test_le_niveau_suit_les_seuils(minutes):
    attendu = (
        NiveauAttente.NORMALE if minutes < 15 else NiveauAttente.LONGUE if minutes < 20 else NiveauAttente.TROP_LONGUE
    )
    assert niveau(minutes, SeuilsAttente()) is attendu


def test_l_urgence_passe_devant_puis_l_heure_du_rendez_vous():
    visites = [
        visite(1, arrivee=le(9), prevue=le(10)),
        visite(2, arrivee=le(9, 50), prevue=le(9, 45)),
        visite(3, arrivee=le(9, 55)),
        visite(4, arrivee=le(10), urgence=True),
    ]
    assert [v.id for v in ordre_de_passage(visites)] == [4, 2, 3, 1]


@given(st.permutations(range(1, 8)))
def test_l_ordre_de_passage_ne_depend_pas_de_l_ordre_de_lecture(numeros):
    visites = [visite(n, arrivee=le(9, n % 3), urgence=n % 4 == 0) for n in numeros]
    assert ordre_de_passage(visites) == ordre_de_passage(reversed(visites))


def test_le_retard_se_compte_depuis_l_heure_due():
    en_avance = visite(1, arrivee=le(9, 40), prevue=le(10))
    assert retard_du_praticien([en_avance], le(10, 15)) == 15
    assert retard_du_praticien([en_avance], le(9, 50)) == 0
    venu_tard = visite(2, arrivee=le(10, 10), prevue=le(9))
    assert retard_du_praticien([venu_tard], le(10, 15)) == 5
    recu = visite(3, arrivee=le(9, 50), prevue=le(10), appel=le(10) + timedelta(minutes=7))
    assert retard_du_praticien([recu], le(11)) == 7
    assert retard_du_praticien([visite(4, arrivee=le(8))], le(11)) == 0
