"""Le temps du cabinet de démonstration."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from secretariat.agenda.modele import RendezVous
from secretariat.demonstration import calendrier, etat
from secretariat.demonstration.creation import creer
from secretariat.socle import cles
from secretariat.socle.cles import Enveloppes
from secretariat.socle.horloge import PARIS
from tests.demonstration.conftest import MATIN, PATIENTS, ouvrir


def test_un_dimanche_la_matinee_est_celle_du_vendredi():
    dimanche = datetime(2026, 3, 15, 22, 0, tzinfo=PARIS)
    assert etat.horloge_de_naissance(lambda: dimanche)() == datetime(2026, 3, 13, 10, 20, tzinfo=PARIS)


def test_un_jour_ferie_est_un_jour_ferme():
    assert not calendrier.est_ouvert(date(2026, 5, 1))
    assert calendrier.ferie(date(2026, 5, 1)) == "Fête du Travail"
    assert calendrier.dernier_jour_ouvert(date(2026, 5, 3)) == date(2026, 4, 30)


def test_on_reprend_a_l_instant_ou_l_on_avait_quitte(tmp_path):
    base = tmp_path / "demonstration.sqlite"
    creer(base, horloge=lambda: MATIN, patients=PATIENTS, jours_passes=2)
    neuf = etat.lire_etat(base)
    assert neuf is not None
    assert neuf.instant == MATIN
    plus_tard = MATIN + timedelta(minutes=34)
    cabinet = ouvrir(base, plus_tard)
    with cabinet.unite("un rendez-vous de plus") as unite:
        modele = unite.premier(select(RendezVous))
        assert modele is not None
        unite.ajouter(
            RendezVous(
                praticien_id=1,
                patient_id=1,
                motif_id=1,
                debut=modele.debut,
                fin=modele.fin,
                surbooking=True,
                cree_le=plus_tard,
            )
        )
        unite.valider()
    cabinet.fermer()
    repris = etat.lire_etat(base)
    assert repris is not None
    assert repris.instant == plus_tard


def test_l_horloge_du_cabinet_avance():
    horloge = etat.horloge_depuis(MATIN)
    assert MATIN <= horloge() <= horloge()


def test_une_base_ordinaire_n_est_pas_une_demonstration(cabinet, chemin_base):
    cabinet.fermer()
    cles.ecrire(chemin_base, Enveloppes("un-vrai-cabinet", ()))
    assert etat.lire_etat(chemin_base) is None
