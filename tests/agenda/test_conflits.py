"""Deux postes touchent au même rendez-vous : aucun geste ne s’applique à un créneau que l’on ne voyait pas."""

import json

import pytest

from secretariat.agenda import services
from secretariat.agenda.lectures import rendez_vous_du_patient
from secretariat.agenda.valeurs import Creneau, EtatRendezVous
from secretariat.socle.conflits import ADecider
from secretariat.socle.unite_de_travail import ModifieAilleurs
from tests.agenda.conftest import le


def faire(cabinet, geste, *arguments, **options):
    with cabinet.unite("essai") as unite:
        rendu = geste(unite, *arguments, **options)
        unite.valider()
    return rendu


def rdv(cabinet):
    with cabinet.lecture() as lecture:
        (seul,) = rendez_vous_du_patient(lecture, 1)
    return seul


def a_decider(refuse: ModifieAilleurs) -> ADecider:
    """Ce que ce refus demande de décider."""
    assert refuse.a_decider is not None
    return refuse.a_decider


def creneau(rendez_vous):
    return Creneau(rendez_vous.praticien_id, rendez_vous.debut, rendez_vous.fin)


@pytest.fixture
def pris(agenda, autre_poste):
    """Un rendez-vous à 9 h, que les deux postes voient, puis que Karim met à 14 h ; rend ce que montre l’accueil."""
    faire(agenda, services.reserver, patient_id=1, praticien_id=1, motif_id=1, debut=le(9), note="à jeun")
    vu = rdv(agenda)
    faire(autre_poste, services.deplacer, vu.id, praticien_id=1, debut=le(14), vu=creneau(vu))
    return vu


def test_un_deplacement_n_ecrase_pas_celui_d_un_autre_poste(agenda, pris):
    with pytest.raises(ModifieAilleurs, match=r"14.h") as refuse:
        faire(agenda, services.deplacer, pris.id, praticien_id=2, debut=le(11), vu=creneau(pris))
    (place,) = a_decider(refuse.value).divergences
    assert str(refuse.value).startswith("Karim (poste 2) vient de déplacer")
    assert (place.lu, place.voulu, place.actuel) == (
        creneau(pris),
        Creneau(2, le(11), le(11, 15)),
        Creneau(1, le(14), le(14, 15)),
    )
    assert rdv(agenda).debut == le(14)


def test_garder_le_sien_se_fait_devant_le_nouveau_creneau_et_se_defait_vers_lui(agenda, pris):
    actuel = Creneau(1, le(14), le(14, 15))
    place = faire(agenda, services.deplacer, pris.id, praticien_id=2, debut=le(11), vu=actuel)
    assert creneau(rdv(agenda)) == Creneau(2, le(11), le(11, 15))
    faire(agenda, services.remettre, pris.id, place)
    assert creneau(rdv(agenda)) == actuel
    with agenda.lecture() as lecture:
        lignes = [ligne for ligne in lecture.lignes_du_journal(limite=20) if ligne.operation == "modification"]
        assert lecture.etat_du_journal().rupture is None
    heures = [(ligne.acteur, [quand[11:16] for quand in json.loads(ligne.details)["debut"]]) for ligne in lignes]
    assert heures == [("claire", ["10:00", "13:00"]), ("claire", ["13:00", "10:00"]), ("karim", ["08:00", "13:00"])]


def test_defaire_ne_remet_pas_par_dessus_le_geste_d_un_autre_poste(agenda, autre_poste, pris):
    place = faire(agenda, services.deplacer, pris.id, praticien_id=1, debut=le(11), vu=creneau(rdv(agenda)))
    faire(autre_poste, services.deplacer, pris.id, praticien_id=1, debut=le(16), vu=creneau(rdv(agenda)))
    with pytest.raises(ModifieAilleurs):
        faire(agenda, services.remettre, pris.id, place)
    assert rdv(agenda).debut == le(16)


def test_deux_postes_qui_le_mettent_au_meme_endroit_sont_d_accord(agenda, pris):
    faire(agenda, services.deplacer, pris.id, praticien_id=1, debut=le(14), vu=creneau(pris))
    assert rdv(agenda).debut == le(14)


@pytest.mark.parametrize("geste", [services.annuler, services.confirmer, services.marquer_absent])
def test_un_geste_d_etat_ne_touche_pas_un_rendez_vous_deplace_entre_temps(agenda, horloge, pris, geste):
    horloge.avancer(hours=8)
    with pytest.raises(ModifieAilleurs, match="Karim") as refuse:
        faire(agenda, geste, pris.id, vu=creneau(pris))
    assert refuse.value.a_decider is None
    assert rdv(agenda).etat is EtatRendezVous.PREVU
    faire(agenda, geste, pris.id, vu=creneau(rdv(agenda)))
    assert rdv(agenda).etat is not EtatRendezVous.PREVU


def test_une_note_recrite_ailleurs_ne_s_ecrase_pas(agenda, autre_poste, pris):
    faire(autre_poste, services.changer_note, pris.id, "à jeun, en fauteuil", lue=pris.note)
    with pytest.raises(ModifieAilleurs, match="en fauteuil") as refuse:
        faire(agenda, services.changer_note, pris.id, "à jeun, sourd", lue=pris.note)
    (note,) = a_decider(refuse.value).divergences
    assert note.par is not None
    assert (note.lu, note.voulu, note.actuel, note.par.nom) == (
        "à jeun",
        "à jeun, sourd",
        "à jeun, en fauteuil",
        "Karim",
    )
    faire(agenda, services.changer_note, pris.id, "à jeun, sourd", lue=note.actuel)
    assert rdv(agenda).note == "à jeun, sourd"


def test_une_note_que_l_on_n_a_pas_changee_garde_celle_de_l_autre(agenda, autre_poste, pris):
    faire(autre_poste, services.changer_note, pris.id, "en fauteuil", lue=pris.note)
    assert faire(agenda, services.changer_note, pris.id, pris.note, lue=pris.note) == "en fauteuil"
    assert rdv(agenda).note == "en fauteuil"
