"""Les gestes de la réception, sur une vraie base."""

import pytest

from secretariat.accueil import lectures, services
from secretariat.accueil.modele import Visite
from secretariat.accueil.valeurs import EtapeVisite
from secretariat.agenda import services as gestes_agenda
from secretariat.agenda.modele import RendezVous
from secretariat.socle.erreurs import ErreurMetier
from tests.agenda.conftest import le
from tests.agenda.test_services import faire, prendre


def arriver(cabinet, patient_id=1, **options):
    return faire(cabinet, services.constater_arrivee, patient_id=patient_id, **options)


def visite(cabinet, visite_id):
    with cabinet.lecture() as lecture:
        return next(v for v in lectures.visites_du_jour(lecture) if v.id == visite_id)


def test_l_arrivee_trouve_le_rendez_vous_le_plus_proche(agenda):
    prendre(agenda, le(8), praticien_id=2)
    proche = prendre(agenda, le(10, 30), urgence=True)
    prendre(agenda, le(10, jour=13))
    venu = visite(agenda, arriver(agenda))
    assert (venu.rendez_vous_id, venu.praticien_id, venu.heure_prevue, venu.urgence) == (proche, 1, le(10, 30), True)
    assert venu.etape is EtapeVisite.EN_SALLE


def test_une_arrivee_ne_se_note_pas_deux_fois(agenda):
    rdv_id = prendre(agenda, le(10, 30))
    arriver(agenda)
    for options in ({}, {"rendez_vous_id": rdv_id}, {"praticien_id": 1}):
        with pytest.raises(ErreurMetier, match="déjà arrivé à 10\xa0h\xa020"):
            arriver(agenda, **options)


def test_un_patient_attendu_par_deux_praticiens_arrive_pour_chacun(agenda):
    prendre(agenda, le(10, 30))
    second = prendre(agenda, le(11), praticien_id=2)
    arriver(agenda)
    assert visite(agenda, arriver(agenda)).rendez_vous_id == second


def test_sans_rendez_vous_il_faut_choisir_un_praticien(agenda):
    with pytest.raises(ErreurMetier, match="pas de rendez-vous"):
        arriver(agenda)
    venu = visite(agenda, arriver(agenda, praticien_id=2))
    assert (venu.rendez_vous_id, venu.heure_prevue, venu.praticien) == (None, None, "Dr\xa0BENALI")


def test_un_rendez_vous_d_un_autre_ou_d_un_autre_jour_ne_convient_pas(agenda):
    d_un_autre, demain = prendre(agenda, le(10), patient_id=2), prendre(agenda, le(10, jour=13))
    with pytest.raises(ErreurMetier, match="autre patient"):
        arriver(agenda, rendez_vous_id=d_un_autre)
    with pytest.raises(ErreurMetier, match="13/03/2026"):
        arriver(agenda, rendez_vous_id=demain)


def test_un_rendez_vous_annule_ou_manque_ne_convient_pas(agenda):
    annule, manque = prendre(agenda, le(9)), prendre(agenda, le(10))
    faire(agenda, gestes_agenda.annuler, annule)
    faire(agenda, gestes_agenda.marquer_absent, manque)
    for rdv_id, etat in ((annule, "annulé"), (manque, "absent")):
        with pytest.raises(ErreurMetier, match=etat):
            arriver(agenda, rendez_vous_id=rdv_id)


def test_une_urgence_passe_sans_rendez_vous_et_devant(agenda):
    prendre(agenda, le(10, 30), patient_id=2)
    arriver(agenda, patient_id=2)
    urgent = faire(
        agenda, services.recevoir_en_urgence, patient_id=1, praticien_id=1, remarque="adressée par la régulation"
    )
    with agenda.lecture() as lecture:
        assert lectures.salle_d_attente(lecture)[0].id == urgent
    with pytest.raises(ErreurMetier, match="déjà arrivé"):
        faire(agenda, services.recevoir_en_urgence, patient_id=1, praticien_id=1)


def test_une_visite_va_de_l_arrivee_au_depart(agenda, horloge):
    prendre(agenda, le(10, 30))
    visite_id = arriver(agenda)
    for geste, attendue in (
        (services.appeler, EtapeVisite.EN_CONSULTATION),
        (services.terminer_consultation, EtapeVisite.A_ENCAISSER),
        (services.noter_depart, EtapeVisite.PARTI),
    ):
        horloge.avancer(minutes=10)
        faire(agenda, geste, visite_id)
        assert visite(agenda, visite_id).etape is attendue
    instants = visite(agenda, visite_id).instants
    assert (instants.arrivee, instants.appel, instants.sortie, instants.depart) == (
        le(10, 20), le(10, 30), le(10, 40), le(10, 50),
    )  # fmt: skip


GESTES = {
    EtapeVisite.EN_SALLE: {services.appeler, services.annuler_arrivee},
    EtapeVisite.EN_CONSULTATION: {services.terminer_consultation, services.annuler_appel},
    EtapeVisite.A_ENCAISSER: {services.noter_depart, services.reprendre_consultation},
    EtapeVisite.PARTI: {services.annuler_depart},
}
CHEMIN = (services.appeler, services.terminer_consultation, services.noter_depart)


@pytest.mark.parametrize("rang", range(4))
def test_chaque_geste_n_est_permis_qu_a_son_etape(agenda, rang):
    visite_id = arriver(agenda, praticien_id=1)
    for geste in CHEMIN[:rang]:
        faire(agenda, geste, visite_id)
    etape = visite(agenda, visite_id).etape
    for geste in set().union(*GESTES.values()) - GESTES[etape]:
        with pytest.raises(ErreurMetier, match="étape"):
            faire(agenda, geste, visite_id)
    assert visite(agenda, visite_id).etape is etape


def test_chaque_geste_se_defait(agenda):
    visite_id = arriver(agenda, praticien_id=1)
    contraires = (services.annuler_appel, services.reprendre_consultation, services.annuler_depart)
    for geste, contraire in zip(CHEMIN, contraires, strict=True):
        avant = visite(agenda, visite_id)
        faire(agenda, geste, visite_id)
        faire(agenda, contraire, visite_id)
        assert visite(agenda, visite_id) == avant
        faire(agenda, geste, visite_id)


def test_un_depart_ne_se_defait_pas_quand_le_patient_est_revenu(agenda, horloge):
    premiere = arriver(agenda, praticien_id=1)
    faire(agenda, services.noter_depart, premiere, sans_consultation=True)
    horloge.avancer(minutes=30)
    arriver(agenda, praticien_id=1)
    with pytest.raises(ErreurMetier, match="déjà arrivé à 10\xa0h\xa050"):
        faire(agenda, services.annuler_depart, premiere)


def test_un_rendez_vous_d_apres_minuit_est_bien_d_aujourd_hui(agenda, horloge):
    rdv_id = prendre(agenda, le(0, 30, jour=13))
    horloge.avancer(hours=14)
    assert visite(agenda, arriver(agenda, rendez_vous_id=rdv_id)).rendez_vous_id == rdv_id


def test_un_rendez_vous_ne_s_honore_qu_une_fois(agenda):
    rdv_id = prendre(agenda, le(10, 30))
    faire(agenda, services.noter_depart, arriver(agenda), sans_consultation=True)
    with pytest.raises(ErreurMetier, match="déjà arrivé"):
        arriver(agenda, rendez_vous_id=rdv_id)


def test_un_depart_ne_se_note_pas_avant_la_sortie(agenda, horloge):
    visite_id = arriver(agenda, praticien_id=1)
    horloge.avancer(minutes=10)
    faire(agenda, services.appeler, visite_id)
    faire(agenda, services.terminer_consultation, visite_id)
    horloge.avancer(minutes=-5)
    with pytest.raises(ErreurMetier, match=r"10\xa0h\xa025, avant"):
        faire(agenda, services.noter_depart, visite_id)


def test_une_arrivee_annulee_se_note_de_nouveau(agenda):
    prendre(agenda, le(10, 30))
    visite_id = arriver(agenda)
    faire(agenda, services.annuler_arrivee, visite_id)
    with pytest.raises(ErreurMetier, match="annulée"):
        faire(agenda, services.appeler, visite_id)
    assert arriver(agenda) != visite_id


def test_un_patient_las_d_attendre_part_sans_consultation(agenda):
    visite_id = arriver(agenda, praticien_id=1)
    with pytest.raises(ErreurMetier, match="En salle"):
        faire(agenda, services.noter_depart, visite_id)
    faire(agenda, services.noter_depart, visite_id, sans_consultation=True)
    assert visite(agenda, visite_id).etape is EtapeVisite.PARTI


def test_une_horloge_qui_recule_est_dite(agenda, horloge):
    visite_id = arriver(agenda, praticien_id=1)
    horloge.avancer(minutes=-5)
    with pytest.raises(ErreurMetier, match=r"10\xa0h\xa015, avant"):
        faire(agenda, services.appeler, visite_id)


def test_un_rendez_vous_honore_ne_bouge_plus(agenda):
    rdv_id = prendre(agenda, le(10))
    place = faire(agenda, services.deplacer_rendez_vous, rdv_id, praticien_id=1, debut=le(10, 10))
    visite_id = arriver(agenda)
    for geste, arguments, options in (
        (services.deplacer_rendez_vous, (), {"praticien_id": 2, "debut": le(11)}),
        (services.remettre_rendez_vous, (place,), {}),
        (services.annuler_rendez_vous, (), {}),
        (services.marquer_absent, (), {}),
    ):
        with pytest.raises(ErreurMetier, match="est arrivé"):
            faire(agenda, geste, rdv_id, *arguments, **options)
    faire(agenda, services.annuler_arrivee, visite_id)
    faire(agenda, services.remettre_rendez_vous, rdv_id, place)
    with agenda.lecture() as lecture:
        assert lecture.un(RendezVous, rdv_id).debut == le(10)
    faire(agenda, services.marquer_absent, rdv_id)


def test_annuler_un_rendez_vous_attendu_reste_possible(agenda):
    faire(agenda, services.annuler_rendez_vous, prendre(agenda, le(11)))


def test_la_remarque_se_change(agenda):
    visite_id = arriver(agenda, praticien_id=1)
    assert faire(agenda, services.changer_remarque, visite_id, " en fauteuil ") == ""
    with agenda.lecture() as lecture:
        assert lecture.un(Visite, visite_id).remarque == "en fauteuil"


def test_la_consultation_oubliee_hier_se_ferme_d_un_coup(agenda, horloge):
    oubliee = arriver(agenda, patient_id=1, praticien_id=1)
    faire(agenda, services.appeler, oubliee)
    horloge.avancer(days=1)
    faire(agenda, services.noter_depart, oubliee)
    with agenda.lecture() as lecture:
        visite = lecture.un(Visite, oubliee)
        assert visite.sortie == visite.depart == horloge()
