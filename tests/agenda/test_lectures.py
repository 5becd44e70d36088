"""Ce que les écrans lisent de l’agenda."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from secretariat.agenda import lectures, services
from secretariat.agenda.modele import Fermeture, RendezVous
from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.cabinet.modele import Praticien
from tests.agenda.conftest import le
from tests.agenda.test_services import faire, prendre

JEUDI = date(2026, 3, 12)


def journee(cabinet, quand=JEUDI, **options):
    with cabinet.lecture() as lecture:
        return lectures.jour(lecture, quand, **options)


def test_une_journee_a_une_colonne_par_praticien(agenda):
    prendre(agenda, le(10), praticien_id=2)
    prendre(agenda, le(9), praticien_id=2, patient_id=3, urgence=True)
    prendre(agenda, le(9, jour=13), praticien_id=2)
    colonnes = journee(agenda).colonnes
    assert [c.praticien.titre for c in colonnes] == ["Dr\xa0MARCHAND", "Dr\xa0BENALI", "Dr\xa0TESSIER"]
    assert [(r.patient, r.motif, r.urgence) for r in colonnes[1].rendez_vous] == [
        ("GIRARD Jeanne", "Consultation", True),
        ("LEFÈVRE Clémence", "Consultation", False),
    ]


def test_les_ouvertures_sont_celles_du_jour_et_les_fermetures_y_sont(agenda):
    *_, tessier = journee(agenda).colonnes
    assert [(p.debut, p.fin) for p in tessier.ouvertures] == [(le(8), le(12)), (le(14), le(18))]
    assert [(p.debut, p.libelle) for p in tessier.fermetures] == [(le(11), "Réunion d’équipe")]
    assert tessier.horaires_connus
    *_, samedi = journee(agenda, date(2026, 3, 14)).colonnes
    assert (samedi.ouvertures, samedi.fermetures, samedi.horaires_connus) == ((), (), True)


def test_on_peut_ne_lire_que_quelques_praticiens(agenda):
    assert [c.praticien.id for c in journee(agenda, praticiens=[3, 1]).colonnes] == [1, 3]


def test_un_praticien_parti_garde_les_jours_ou_il_a_des_rendez_vous(agenda):
    prendre(agenda, le(9))
    with agenda.unite("départ") as unite:
        unite.un(Praticien, 1).actif = False
        unite.valider()
    assert [c.praticien.id for c in journee(agenda).colonnes] == [1, 2, 3]
    assert [c.praticien.id for c in journee(agenda, date(2026, 3, 13)).colonnes] == [2, 3]


def test_un_rendez_vous_de_minuit_est_de_son_jour_a_paris(agenda):
    prendre(agenda, le(0, 0))
    prendre(agenda, le(23, 45))
    assert [r.debut for r in journee(agenda).colonnes[0].rendez_vous] == [le(0), le(23, 45)]
    assert journee(agenda, date(2026, 3, 11)).colonnes[0].rendez_vous == ()


def test_les_motifs_retires_ne_sont_plus_proposes(agenda):
    with agenda.lecture() as lecture:
        assert [m.nom for m in lectures.motifs(lecture)] == ["Consultation", "Suivi"]


def test_l_histoire_d_un_patient_garde_ce_qui_est_annule(agenda):
    ancien, recent = prendre(agenda, le(9)), prendre(agenda, le(9, jour=20))
    faire(agenda, services.annuler, ancien)
    with agenda.lecture() as lecture:
        histoire = lectures.rendez_vous_du_patient(lecture, 1)
    assert [(r.id, r.etat) for r in histoire] == [(recent, EtatRendezVous.PREVU), (ancien, EtatRendezVous.ANNULE)]


def test_le_mois_compte_les_rendez_vous_actifs_de_chaque_jour(agenda):
    prendre(agenda, le(9))
    prendre(agenda, le(10))
    faire(agenda, services.annuler, prendre(agenda, le(11)))
    prendre(agenda, le(0, 30, jour=17))
    prendre(agenda, le(23, 59, jour=31), duree_minutes=1)
    with agenda.lecture() as lecture:
        assert lectures.mois(lecture, 2026, 3) == {JEUDI: 2, date(2026, 3, 17): 1, date(2026, 3, 31): 1}
        assert lectures.mois(lecture, 2026, 12) == {}


def test_un_rendez_vous_inconnu_se_dit(agenda):
    with agenda.lecture() as lecture, pytest.raises(LookupError):
        lectures.rdv(lecture, 404)


def libre(cabinet, apres, praticien_id=3, motif_id=2):
    with cabinet.lecture() as lecture:
        return lectures.prochain_creneau_libre(lecture, praticien_id, motif_id, apres)


def test_le_prochain_creneau_saute_ce_qui_est_pris_et_ce_qui_est_ferme(agenda):
    prendre(agenda, le(10, 15), praticien_id=3, motif_id=2)
    assert libre(agenda, le(10)) == le(14)
    assert libre(agenda, le(10), motif_id=1) == le(10)
    assert libre(agenda, le(17, 45)) == le(8, jour=13)


def test_sans_semaine_type_il_n_y_a_pas_de_prochain_creneau(agenda):
    assert libre(agenda, le(10), praticien_id=1) is None


def test_un_praticien_ferme_toute_l_annee_n_a_pas_de_creneau(agenda):
    with agenda.unite("congé") as unite:
        unite.ajouter(Fermeture(praticien_id=3, debut=le(0), fin=le(0) + timedelta(days=500), libelle="Congé"))
        unite.valider()
    assert libre(agenda, le(10)) is None


def semaine_chargee(cabinet):
    with cabinet.unite("semaine chargée") as unite:
        unite.ajouter(
            *(
                Praticien(civilite="Dr", nom=f"N{i}", prenom="P", specialite="", rpps="", numero_am="", ordre=9 + i)
                for i in range(3)
            )
        )
        unite.ajouter(
            *(
                RendezVous(
                    praticien_id=praticien,
                    patient_id=1 + rang % 3,
                    motif_id=1,
                    debut=le(8, jour=9 + rang % 5) + timedelta(minutes=10 * (rang // 5)),
                    fin=le(8, jour=9 + rang % 5) + timedelta(minutes=10 * (rang // 5) + 10),
                    cree_le=cabinet.horloge(),
                )
                for praticien in range(1, 7)
                for rang in range(284)
            )
        )
        unite.valider()


def test_une_semaine_de_six_praticiens_se_lit_en_peu_de_requetes(agenda):
    semaine_chargee(agenda)
    requetes: list[str] = []
    event.listen(agenda._moteur, "before_cursor_execute", lambda *a: requetes.append(a[2]))
    with agenda.lecture() as lecture:
        semaine = lectures.jours(lecture, date(2026, 3, 9), date(2026, 3, 15))
    assert sum(len(c.rendez_vous) for j in semaine for c in j.colonnes) == 1704
    assert len([r for r in requetes if r.startswith("SELECT")]) <= 5
