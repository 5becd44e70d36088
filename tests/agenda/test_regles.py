"""Les règles de l’agenda, sans base."""

from datetime import UTC, datetime, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.agenda.regles import (
    ETATS_ACTIFS,
    TRANSITIONS,
    arrondir,
    conflits,
    est_ouvert,
    peut_passer,
    premier_libre,
    repartir,
)
from secretariat.agenda.valeurs import Creneau, EtatRendezVous, Occupation, Plage, Surbooking
from secretariat.socle.erreurs import ErreurMetier

HUIT_HEURES = datetime(2026, 3, 12, 8, tzinfo=UTC)
intervalles = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(
    lambda x: (HUIT_HEURES + timedelta(minutes=5 * x[0]), HUIT_HEURES + timedelta(minutes=5 * (x[0] + x[1])))
)
journees = st.lists(intervalles, max_size=14).map(lambda liste: dict(enumerate(liste, start=1)))


def a(minutes):
    return HUIT_HEURES + timedelta(minutes=minutes)


def occupation(debut, fin, etat=EtatRendezVous.PREVU, praticien=1):
    return Occupation(7, Creneau(praticien, a(debut), a(fin)), etat, "DUPUIS Léa")


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [(0, 15, 0), (30, 45, 0), (0, 16, 1), (29, 40, 1), (15, 30, 1), (20, 25, 1), (0, 60, 1)],
)
def test_deux_creneaux_qui_se_touchent_ne_se_genent_pas(debut, fin, attendu):
    assert len(conflits(Creneau(1, a(debut), a(fin)), [occupation(15, 30)])) == attendu


@pytest.mark.parametrize("etat", list(EtatRendezVous))
def test_un_rendez_vous_annule_ou_manque_libere_son_creneau(etat):
    assert bool(conflits(Creneau(1, a(0), a(60)), [occupation(15, 30, etat)])) == (etat in ETATS_ACTIFS)


def test_un_autre_praticien_ne_gene_pas():
    assert conflits(Creneau(1, a(0), a(60)), [occupation(15, 30, praticien=2)]) == ()


@given(intervalles, st.lists(st.tuples(intervalles, st.sampled_from(EtatRendezVous)), max_size=10))
def test_les_conflits_sont_exactement_les_rendez_vous_actifs_qui_ont_une_minute_commune(voulu, autres):
    occupes = [Occupation(rang, Creneau(1, *bornes), etat, "X") for rang, (bornes, etat) in enumerate(autres, start=1)]
    trouves = {c.rdv_id for c in conflits(Creneau(1, *voulu), occupes)}
    attendus = {
        o.rdv_id
        for o in occupes
        if o.etat in ETATS_ACTIFS and max(o.creneau.debut, voulu[0]) < min(o.creneau.fin, voulu[1])
    }
    assert trouves == attendus


@given(journees)
def test_deux_rendez_vous_simultanes_n_ont_pas_la_meme_colonne(journee):
    places = repartir(journee)
    assert places.keys() == journee.keys()
    for un, autre in combinations(journee, 2):
        if journee[un][0] < journee[autre][1] and journee[autre][0] < journee[un][1]:
            assert places[un][0] != places[autre][0]
            assert places[un][1] == places[autre][1]


@given(journees)
def test_il_n_y_a_pas_plus_de_colonnes_que_de_rendez_vous_simultanes(journee):
    def simultanes(instant):
        return sum(debut <= instant < fin for debut, fin in journee.values())

    pointe = max((simultanes(debut) for debut, _ in journee.values()), default=0)
    places = repartir(journee)
    assert max((nombre for _, nombre in places.values()), default=0) == pointe
    assert all(0 <= colonne < nombre for colonne, nombre in places.values())


def test_un_rendez_vous_seul_prend_toute_la_largeur():
    assert repartir({4: (a(0), a(15)), 5: (a(15), a(30))}) == {4: (0, 1), 5: (0, 1)}


@given(st.integers(0, 86_399), st.sampled_from([5, 10, 15, 30]))
def test_l_arrondi_tombe_sur_la_grille_la_plus_proche(secondes, pas):
    instant = HUIT_HEURES + timedelta(seconds=secondes)
    rond = arrondir(instant, pas)
    assert rond.minute % pas == 0
    assert rond.second == 0
    assert abs(rond - instant) <= timedelta(minutes=pas) / 2


@pytest.mark.parametrize(("avant", "apres"), list(product(EtatRendezVous, repeat=2)))
def test_les_seuls_passages_d_etat_sont_ceux_de_la_table(avant, apres):
    vivants = {EtatRendezVous.PREVU, EtatRendezVous.CONFIRME}
    attendu = avant is not apres and (avant in vivants or apres in vivants)
    assert peut_passer(avant, apres) == attendu == ((avant, apres) in TRANSITIONS)


def test_un_creneau_a_cheval_sur_deux_plages_bout_a_bout_est_ouvert():
    plages = (Plage(a(30), a(60)), Plage(a(0), a(30)))
    assert est_ouvert(Creneau(1, a(15), a(45)), plages)
    assert not est_ouvert(Creneau(1, a(45), a(75)), plages)


@given(st.lists(intervalles, max_size=10), st.integers(1, 12))
def test_le_premier_libre_est_libre_et_il_n_y_en_a_pas_avant(prises, cinq_minutes):
    duree = timedelta(minutes=5 * cinq_minutes)
    ouverte, pris = Plage(a(0), a(400)), [Plage(*bornes) for bornes in prises]

    def libre(debut):
        return all(p.fin <= debut or debut + duree <= p.debut for p in pris)

    trouve = premier_libre(duree, [ouverte], pris)
    possibles = [a(5 * i) for i in range(80) if a(5 * i) + duree <= ouverte.fin and libre(a(5 * i))]
    assert trouve == min(possibles, default=None)


def test_un_surbooking_sans_raison_n_existe_pas():
    with pytest.raises(ErreurMetier, match="raison"):
        Surbooking("  ")
