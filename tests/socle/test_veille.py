"""Un changement fait sur un poste se voit sur les autres, et les siens ne reviennent pas en écho."""

import threading
import time

import pytest
from sqlalchemy import text

from secretariat.cabinet.modele import Praticien
from secretariat.socle.unite_de_travail import Cabinet, Identite
from secretariat.socle.veille import Suivi, tables_changees
from tests.conftest import CLAIRE, CLAIRE_PRATICIENNE


@pytest.fixture
def cabinet(cabinet):
    """Vu par une personne qui relit le journal et règle le cabinet."""
    return cabinet.en_tant_que(CLAIRE_PRATICIENNE)


KARIM = Identite("karim", "Karim", "praticien", "cabinet 2")
DEUX_SECONDES = 2.0


@pytest.fixture
def autre(cabinet, moteur_vide, horloge):
    """Le même cabinet, vu d’un autre poste : un autre programme, avec son suivi à lui."""
    return Cabinet(moteur_vide, KARIM, horloge)


@pytest.fixture
def veille(cabinet):
    veille = cabinet.veiller()
    yield veille
    veille.fermer()


def renommer(cabinet, nom, *, valider=True):
    with cabinet.unite("essai") as unite:
        unite.un(Praticien, 1).nom = nom
        if valider:
            unite.valider()


def test_un_changement_fait_ailleurs_se_voit_en_moins_de_deux_secondes(veille, autre):
    depart = time.monotonic()
    plus_tard = threading.Timer(0.3, lambda: renommer(autre, "Nouveau"))
    plus_tard.start()
    assert veille.attendre(10) == {"praticiens", "journal"}
    assert time.monotonic() - depart < 0.3 + DEUX_SECONDES
    plus_tard.join()


def test_ce_que_ce_poste_ecrit_ne_lui_revient_pas(veille, cabinet):
    renommer(cabinet, "Le mien")
    assert veille.attendre(0.6) == frozenset()


def test_un_changement_d_ailleurs_entre_deux_des_siens_se_voit(veille, cabinet, autre):
    renommer(cabinet, "Le mien")
    with autre.unite("essai") as unite:
        unite.noter("impression", "factures:3")
        unite.valider()
    renommer(cabinet, "Encore le mien")
    assert veille.attendre(5) | veille.attendre(0.6) == {"journal"}


def test_une_consultation_ailleurs_ne_fait_rien_relire_que_le_journal(veille, autre):
    with autre.unite("consultation") as unite:
        unite.consulter("praticiens:1")
        unite.valider()
    assert veille.attendre(5) == {"journal"}


def test_un_geste_defait_ne_s_annonce_pas(veille, autre):
    renommer(autre, "Jamais", valider=False)
    assert veille.attendre(0.6) == frozenset()


def test_une_reprise_apres_un_refus_ne_cache_pas_les_lignes_d_un_autre(veille, cabinet, autre):
    """Les numéros d’une transaction abandonnée servent à une autre : ils ne sont pas les nôtres."""
    with cabinet.unite("essai") as unite:
        unite.un(Praticien, 1).nom = "Abandonné"
        unite.ajouter()
    renommer(autre, "D’un autre")
    assert veille.attendre(5) == {"praticiens", "journal"}


def test_un_flot_de_lignes_fait_tout_relire():
    lignes = tuple((n, "patients") for n in range(2_000))
    assert {"patients", "factures", "journal"} <= tables_changees(lignes, Suivi())


def test_l_ecriture_directe_d_un_outil_reveille_sans_rien_annoncer(veille, cabinet):
    with cabinet.connexion_nue() as connexion:
        connexion.execute(text("UPDATE praticiens SET ordre = 9"))
        connexion.commit()
    assert veille.attendre(0.6) == frozenset()


def test_plusieurs_postes_qui_ecrivent_ensemble_gardent_la_chaine_entiere(cabinet, autre):
    fils = [
        threading.Thread(target=lambda c=c: [renommer(c, f"{c.identite.nom} {i}") for i in range(25)])
        for c in (cabinet, autre)
    ]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    with cabinet.lecture() as lecture:
        etat = lecture.etat_du_journal()
        qui = {ligne.acteur for ligne in lecture.lignes_du_journal(limite=50)}
    assert (etat.rupture, etat.lignes, qui) == (None, 54, {CLAIRE.acteur, KARIM.acteur})
