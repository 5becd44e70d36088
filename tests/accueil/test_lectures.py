"""Ce que les écrans lisent de la réception."""

from datetime import timedelta

from secretariat.accueil import lectures, services
from secretariat.accueil.valeurs import Compteurs, EtapeVisite, JourneeDuPatient, SeuilsAttente
from secretariat.agenda import services as gestes_agenda
from secretariat.cabinet import reglages
from secretariat.cabinet.reglages import registre
from secretariat.courriers.regles import PAR_NOM
from tests.accueil.test_services import arriver
from tests.agenda.conftest import le
from tests.agenda.test_services import faire, prendre


def lire(cabinet, nom, *arguments):
    with cabinet.lecture() as lecture:
        return getattr(lectures, nom)(lecture, *arguments)


def test_la_salle_d_attente_ne_garde_que_ceux_d_aujourd_hui_qui_attendent(agenda, horloge):
    horloge.avancer(days=-1)
    arriver(agenda, patient_id=3, praticien_id=1)
    horloge.avancer(days=1)
    prendre(agenda, le(10, 30), patient_id=2)
    venu = arriver(agenda, patient_id=2)
    faire(agenda, services.appeler, arriver(agenda, patient_id=1, praticien_id=2))
    (seul,) = lire(agenda, "salle_d_attente")
    assert (seul.id, seul.patient, seul.praticien, seul.motif) == (
        venu, "DUPUIS Léa", "Dr\xa0MARCHAND", "Consultation",
    )  # fmt: skip


def test_un_patient_est_en_retard_apres_le_seuil_sauf_s_il_est_la_ou_excuse(agenda, horloge):
    absent, venu, annule = (prendre(agenda, le(10), patient_id=p, praticien_id=p) for p in (1, 2, 3))
    prendre(agenda, le(10, 15))
    arriver(agenda, patient_id=2)
    faire(agenda, gestes_agenda.annuler, annule)
    assert [r.id for r in lire(agenda, "attendus_en_retard")] == [absent]
    horloge.avancer(minutes=5)
    assert len(lire(agenda, "attendus_en_retard")) == 2
    assert venu in lire(agenda, "etapes_du_jour", le(10).date())


def test_les_compteurs_disent_la_barre_du_haut(agenda, horloge):
    prendre(agenda, le(9, 30), patient_id=3, praticien_id=3)
    for patient in (1, 2):
        prendre(agenda, le(10, 30), patient_id=patient, praticien_id=patient)
    un = arriver(agenda, patient_id=1)
    horloge.avancer(minutes=20)
    arriver(agenda, patient_id=2)
    assert lire(agenda, "compteurs") == Compteurs(
        en_salle=2, attente_trop_longue=1, en_consultation=0, a_encaisser=0, en_retard=1
    )
    faire(agenda, services.appeler, un)
    assert lire(agenda, "compteurs").en_consultation == 1
    faire(agenda, services.terminer_consultation, un)
    assert [v.id for v in lire(agenda, "a_encaisser")] == [un]
    assert lire(agenda, "compteurs").a_encaisser == 1


def test_l_agenda_sait_ou_en_est_chaque_rendez_vous(agenda):
    rdv_id = prendre(agenda, le(10, 30))
    visite_id = arriver(agenda)
    etape = lire(agenda, "etapes_du_jour", le(10).date())[rdv_id]
    assert (etape.visite_id, etape.etape, etape.instants.arrivee) == (visite_id, EtapeVisite.EN_SALLE, le(10, 20))
    faire(agenda, services.annuler_arrivee, visite_id)
    assert lire(agenda, "etapes_du_jour", le(10).date()) == {}


def test_le_retard_de_chaque_praticien_se_lit_sur_ses_patients(agenda, horloge):
    prendre(agenda, le(10, 15))
    arriver(agenda)
    arriver(agenda, patient_id=2, praticien_id=2)
    horloge.avancer(minutes=10)
    assert lire(agenda, "retards_des_praticiens") == {1: 10, 2: 0}


def test_les_seuils_sont_ceux_du_cabinet(agenda):
    assert lire(agenda, "seuils") == SeuilsAttente()
    with agenda.unite("réglage") as unite:
        reglages.changer(unite, registre.RETARD, timedelta(minutes=3))
        unite.valider()
    assert lire(agenda, "seuils") == SeuilsAttente(retard=3)


def test_une_lettre_peut_dire_le_rendez_vous_et_la_venue(agenda, horloge):
    rdv_id = prendre(agenda, le(10, 30))
    visite_id = arriver(agenda)
    assert lire(agenda, "champs_de_la_visite", visite_id)["presence.depart"] == ""
    faire(agenda, services.appeler, visite_id)
    horloge.avancer(minutes=25)
    faire(agenda, services.terminer_consultation, visite_id)
    champs = lire(agenda, "champs_du_rendez_vous", rdv_id) | lire(agenda, "champs_de_la_visite", visite_id)
    assert champs == {
        "rendez_vous.date": "jeudi 12 mars 2026",
        "rendez_vous.heure": "10\u00a0h\u00a030",
        "rendez_vous.motif": "Consultation",
        "rendez_vous.praticien": "Dr\u00a0Hélène MARCHAND",
        "presence.date": "jeudi 12 mars 2026",
        "presence.arrivee": "10\u00a0h\u00a020",
        "presence.depart": "10\u00a0h\u00a045",
    }
    assert champs.keys() <= PAR_NOM.keys()


def test_une_lettre_commence_par_la_venue_du_jour_et_le_prochain_rendez_vous(agenda, horloge):
    assert lire(agenda, "journee_du_patient", 1) == JourneeDuPatient({}, None)
    annule = prendre(agenda, le(10, 45))
    faire(agenda, gestes_agenda.annuler, annule)
    prendre(agenda, le(11), praticien_id=2)
    arriver(agenda)
    journee = lire(agenda, "journee_du_patient", 1)
    champs = journee.champs
    assert journee.praticien_id == 2
    assert (champs["rendez_vous.heure"], champs["presence.arrivee"]) == ("11\u00a0h\u00a000", "10\u00a0h\u00a020")
    horloge.avancer(days=1)
    assert lire(agenda, "journee_du_patient", 1) == JourneeDuPatient({}, None)


def test_une_consultation_que_la_nuit_a_surprise_reste_a_encaisser_jusqu_au_depart(agenda, horloge):
    oubliee = arriver(agenda, patient_id=1, praticien_id=1)
    faire(agenda, services.appeler, oubliee)
    horloge.avancer(days=1)
    assert [v.id for v in lire(agenda, "a_encaisser")] == [oubliee]
    assert lire(agenda, "compteurs").a_encaisser == 1
    horloge.avancer(days=40)
    assert lire(agenda, "a_encaisser") == ()
