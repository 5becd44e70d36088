"""Les gestes de l’agenda, sur une vraie base."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from secretariat.agenda import lectures, services
from secretariat.agenda.modele import RendezVous
from secretariat.agenda.valeurs import CreneauOccupe, EtatRendezVous, HorsOuverture, Surbooking
from secretariat.cabinet.modele import Praticien
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.horloge import a_paris
from tests.agenda.conftest import le

VOULU = Surbooking("demande du médecin")


def faire(cabinet, geste, *arguments, **options):
    with cabinet.unite("essai") as unite:
        rendu = geste(unite, *arguments, **options)
        unite.valider()
    return rendu


def prendre(cabinet, debut, *, patient_id=1, praticien_id=1, **options):
    options = {"motif_id": 1, "patient_id": patient_id, "praticien_id": praticien_id, "debut": debut} | options
    return faire(cabinet, services.reserver, **options)


def lire(cabinet, rdv_id):
    with cabinet.lecture() as lecture:
        return lectures.rdv(lecture, rdv_id)


def au_journal(cabinet, operation):
    with cabinet.connexion_nue() as connexion:
        requete = text("SELECT objet, details FROM journal WHERE operation = :operation")
        return connexion.execute(requete, {"operation": operation}).all()


def test_un_rendez_vous_dure_le_temps_de_son_motif(agenda):
    pris = lire(agenda, prendre(agenda, le(9), motif_id=2, note=" apporter les analyses "))
    assert (pris.patient, pris.fin - pris.debut, pris.note) == (
        "LEFÈVRE Clémence",
        timedelta(minutes=30),
        "apporter les analyses",
    )
    assert (pris.debut, pris.etat, pris.surbooking) == (le(9), EtatRendezVous.PREVU, False)


def test_un_creneau_pris_est_refuse_en_disant_par_qui(agenda):
    prendre(agenda, le(9), motif_id=2)
    with pytest.raises(CreneauOccupe, match=r"Dr\xa0MARCHAND reçoit déjà LEFÈVRE Clémence de 9\xa0h\xa000") as refus:
        prendre(agenda, le(9, 15), patient_id=2)
    (conflit,) = refus.value.conflits
    assert (conflit.patient, conflit.debut, conflit.fin) == ("LEFÈVRE Clémence", le(9), le(9, 30))
    assert "surbooking" in refus.value.conseil


def test_deux_rendez_vous_qui_se_suivent_ne_se_genent_pas(agenda):
    prendre(agenda, le(9))
    prendre(agenda, le(9, 15), patient_id=2)
    prendre(agenda, le(8, 45), patient_id=3)


def test_un_rendez_vous_long_qui_a_commence_des_heures_avant_gene_encore(agenda):
    prendre(agenda, le(8), duree_minutes=719)
    with pytest.raises(CreneauOccupe):
        prendre(agenda, le(19, 50), patient_id=2)


def test_un_surbooking_voulu_passe_et_reste_au_journal(agenda):
    premier = prendre(agenda, le(9))
    second = prendre(agenda, le(9), patient_id=2, surbooking=VOULU)
    assert (lire(agenda, second).surbooking, lire(agenda, second).surbooking_raison) == (True, "demande du médecin")
    ((objet, details),) = au_journal(agenda, "surbooking")
    assert objet == f"rendez_vous:{second}"
    assert "demande du médecin" in details
    assert str(premier) in details


def test_un_surbooking_sans_obstacle_n_en_est_pas_un(agenda):
    pris = lire(agenda, prendre(agenda, le(9), surbooking=VOULU))
    assert (pris.surbooking, pris.surbooking_raison) == (False, "")
    assert au_journal(agenda, "surbooking") == []


@pytest.mark.parametrize("debut", [le(7, 50), le(11, 50), le(12), le(13, 55), le(17, 50), le(9, jour=14)])
def test_hors_des_heures_de_consultation_on_demande(agenda, debut):
    with pytest.raises(HorsOuverture):
        prendre(agenda, debut, praticien_id=3)


def test_une_fermeture_se_dit_par_son_nom(agenda):
    with pytest.raises(HorsOuverture, match=r"Dr\xa0TESSIER est indisponible .* Réunion d’équipe"):
        prendre(agenda, le(11, 15), praticien_id=3)


def test_un_rendez_vous_hors_ouverture_voulu_est_note_sans_etre_un_surbooking(agenda):
    pris = lire(agenda, prendre(agenda, le(11, 15), praticien_id=3, surbooking=VOULU))
    assert (pris.surbooking, pris.surbooking_raison) == (False, "demande du médecin")
    ((_, details),) = au_journal(agenda, "hors ouverture")
    assert "Réunion d’équipe" in details


def test_sans_semaine_type_rien_n_est_hors_ouverture(agenda):
    prendre(agenda, le(22))


@pytest.mark.parametrize("minutes", [0, -15, 721])
def test_une_duree_hors_bornes_est_refusee(agenda, minutes):
    with pytest.raises(ErreurMetier, match=r"fin|douze heures"):
        prendre(agenda, le(9), duree_minutes=minutes)


def test_un_praticien_archive_ne_prend_plus_de_rendez_vous(agenda):
    with agenda.unite("départ") as unite:
        unite.un(Praticien, 1).actif = False
        unite.valider()
    with pytest.raises(ErreurMetier, match="ne consulte plus"):
        prendre(agenda, le(9), surbooking=VOULU)


def test_une_heure_sans_fuseau_est_un_defaut_du_programme(agenda):
    with pytest.raises(ValueError, match="fuseau"):
        prendre(agenda, le(9).replace(tzinfo=None))


def test_un_deplacement_se_defait_exactement(agenda):
    prendre(agenda, le(9))
    rdv_id = prendre(agenda, le(9), patient_id=2, surbooking=VOULU)
    avant = lire(agenda, rdv_id)
    place = faire(agenda, services.deplacer, rdv_id, praticien_id=2, debut=le(10), duree_minutes=40)
    bouge = lire(agenda, rdv_id)
    assert (bouge.praticien_id, bouge.debut, bouge.fin, bouge.surbooking) == (2, le(10), le(10, 40), False)
    faire(agenda, services.remettre, rdv_id, place)
    assert lire(agenda, rdv_id) == avant


def test_celui_qu_on_avait_double_revient_aussi_a_sa_place(agenda):
    rdv_id = prendre(agenda, le(9))
    prendre(agenda, le(9), patient_id=2, surbooking=VOULU)
    avant = lire(agenda, rdv_id)
    place = faire(agenda, services.deplacer, rdv_id, praticien_id=1, debut=le(10))
    faire(agenda, services.remettre, rdv_id, place)
    assert lire(agenda, rdv_id) == avant


def test_un_deplacement_ne_se_defait_pas_par_dessus_un_nouveau_venu(agenda):
    rdv_id = prendre(agenda, le(9))
    place = faire(agenda, services.deplacer, rdv_id, praticien_id=1, debut=le(10))
    prendre(agenda, le(9), patient_id=2)
    with pytest.raises(CreneauOccupe, match="DUPUIS Léa"):
        faire(agenda, services.remettre, rdv_id, place)
    assert lire(agenda, rdv_id).debut == le(10)


def test_un_deplacement_vers_un_creneau_pris_est_refuse_et_ne_change_rien(agenda):
    prendre(agenda, le(9))
    rdv_id = prendre(agenda, le(10), patient_id=2)
    with pytest.raises(CreneauOccupe):
        faire(agenda, services.deplacer, rdv_id, praticien_id=1, debut=le(9, 5))
    assert lire(agenda, rdv_id).debut == le(10)
    faire(agenda, services.deplacer, rdv_id, praticien_id=1, debut=le(9, 5), surbooking=VOULU)
    assert lire(agenda, rdv_id).surbooking


def test_un_rendez_vous_se_decale_de_cinq_minutes_sans_se_gener_lui_meme(agenda):
    rdv_id = prendre(agenda, le(9))
    faire(agenda, services.deplacer, rdv_id, praticien_id=1, debut=le(9, 5))
    assert lire(agenda, rdv_id).debut == le(9, 5)


def test_deplacer_au_meme_endroit_n_ecrit_rien(agenda):
    rdv_id = prendre(agenda, le(9))
    faire(agenda, services.deplacer, rdv_id, praticien_id=1, debut=le(9))
    assert au_journal(agenda, "modification") == []


def test_un_rendez_vous_annule_ne_se_deplace_pas(agenda):
    rdv_id = prendre(agenda, le(9))
    faire(agenda, services.annuler, rdv_id)
    with pytest.raises(ErreurMetier, match="annulé"):
        faire(agenda, services.deplacer, rdv_id, praticien_id=1, debut=le(10))


def test_annuler_libere_le_creneau_et_se_defait(agenda):
    rdv_id = prendre(agenda, le(9))
    faire(agenda, services.confirmer, rdv_id)
    avant = lire(agenda, rdv_id)
    place = faire(agenda, services.annuler, rdv_id)
    assert lire(agenda, rdv_id).etat is EtatRendezVous.ANNULE
    faire(agenda, services.remettre, rdv_id, place)
    assert lire(agenda, rdv_id) == avant


def test_retablir_verifie_que_la_place_est_encore_libre(agenda):
    rdv_id = prendre(agenda, le(9))
    faire(agenda, services.annuler, rdv_id)
    prendre(agenda, le(9), patient_id=2)
    with pytest.raises(CreneauOccupe):
        faire(agenda, services.retablir, rdv_id)
    faire(agenda, services.retablir, rdv_id, surbooking=VOULU)
    assert (lire(agenda, rdv_id).etat, lire(agenda, rdv_id).surbooking) == (EtatRendezVous.PREVU, True)


@pytest.mark.parametrize("liberer", [services.annuler, services.marquer_absent])
def test_confirmer_ne_reprend_pas_une_place_rendue(agenda, liberer):
    rdv_id = prendre(agenda, le(9))
    faire(agenda, liberer, rdv_id)
    prendre(agenda, le(9), patient_id=2)
    with pytest.raises(ErreurMetier, match="ne peut pas devenir «\xa0confirmé\xa0»"):
        faire(agenda, services.confirmer, rdv_id)


def test_on_ne_retablit_que_ce_qui_est_annule(agenda):
    with pytest.raises(ErreurMetier, match="prévu"):
        faire(agenda, services.retablir, prendre(agenda, le(9)))


def test_une_absence_se_note_des_l_heure_dite(agenda):
    rdv_id = prendre(agenda, le(10, 20))
    faire(agenda, services.marquer_absent, rdv_id)
    assert lire(agenda, rdv_id).etat is EtatRendezVous.ABSENT


def test_une_annulation_se_refait_meme_si_la_place_a_ete_reprise(agenda):
    rdv_id = prendre(agenda, le(9))
    faire(agenda, services.annuler, rdv_id)
    with agenda.lecture() as lecture:
        annule = services._place(lecture, lecture.un(RendezVous, rdv_id))
    faire(agenda, services.retablir, rdv_id)
    faire(agenda, services.deplacer, rdv_id, praticien_id=1, debut=le(10))
    prendre(agenda, le(9), patient_id=2)
    faire(agenda, services.remettre, rdv_id, annule)
    assert lire(agenda, rdv_id).etat is EtatRendezVous.ANNULE


def test_un_rendez_vous_peut_finir_a_l_heure_de_fermeture(agenda):
    prendre(agenda, le(17, 45), praticien_id=3)
    with pytest.raises(HorsOuverture):
        prendre(agenda, le(17, 46, jour=19), praticien_id=3)


def test_une_absence_se_note_apres_l_heure_et_se_compte(agenda):
    rdv_id, futur = prendre(agenda, le(10)), prendre(agenda, le(10, 30))
    faire(agenda, services.marquer_absent, rdv_id)
    assert lire(agenda, futur).absences == 1
    with pytest.raises(ErreurMetier, match=r"10\xa0h\xa030"):
        faire(agenda, services.marquer_absent, futur)


def test_un_absent_qui_arrive_reprend_sa_place(agenda):
    rdv_id = prendre(agenda, le(10))
    faire(agenda, services.marquer_absent, rdv_id)
    faire(agenda, services.annuler_absence, rdv_id)
    assert (lire(agenda, rdv_id).etat, lire(agenda, rdv_id).absences) == (EtatRendezVous.PREVU, 0)


def test_un_rendez_vous_annule_ne_devient_pas_absent(agenda):
    rdv_id = prendre(agenda, le(9))
    faire(agenda, services.annuler, rdv_id)
    with pytest.raises(ErreurMetier, match="annulé"):
        faire(agenda, services.marquer_absent, rdv_id)


def test_changer_la_note_rend_celle_d_avant(agenda):
    rdv_id = prendre(agenda, le(9), note="à jeun")
    assert faire(agenda, services.changer_note, rdv_id, "vient avec sa mère ") == "à jeun"
    assert lire(agenda, rdv_id).note == "vient avec sa mère"


def test_la_nuit_du_changement_d_heure_garde_les_durees(agenda):
    rdv_id = prendre(agenda, le(1, 45, jour=29), duree_minutes=30)
    assert a_paris(lire(agenda, rdv_id).fin).hour == 3
    with pytest.raises(CreneauOccupe):
        prendre(agenda, le(3, 10, jour=29), patient_id=2)
    prendre(agenda, le(3, 15, jour=29), patient_id=2)
    with agenda.lecture() as lecture:
        assert len(lectures.jour(lecture, le(3, jour=29).date()).colonnes[0].rendez_vous) == 2


def test_un_rendez_vous_passe_minuit_et_garde_son_creneau(agenda):
    prendre(agenda, le(23, 50))
    with pytest.raises(CreneauOccupe):
        prendre(agenda, le(0, 0, jour=13), patient_id=2)
    prendre(agenda, le(0, 5, jour=13), patient_id=2)


def test_rien_ne_reste_d_une_reservation_refusee(agenda):
    prendre(agenda, le(9))
    with pytest.raises(CreneauOccupe):
        prendre(agenda, le(9), patient_id=2)
    with agenda.lecture() as lecture, pytest.raises(LookupError):
        lecture.un(RendezVous, 2)
