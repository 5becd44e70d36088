"""Deux postes suivent la même venue ou le même rendez-vous : le second apprend ce que le premier a fait."""

import pytest

from secretariat.accueil import services
from secretariat.accueil.modele import Visite
from secretariat.agenda import services as gestes_agenda
from secretariat.agenda.valeurs import Creneau
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import ModifieAilleurs
from tests.agenda.conftest import le
from tests.agenda.test_services import faire, prendre


@pytest.fixture
def venue(agenda):
    return faire(agenda, services.constater_arrivee, patient_id=1, praticien_id=1)


def test_une_remarque_recrite_ailleurs_ne_s_ecrase_pas(agenda, autre_poste, venue):
    faire(autre_poste, services.changer_remarque, venue, "en fauteuil", lue="")
    with pytest.raises(ModifieAilleurs, match=r"Karim \(poste 2\).*en fauteuil"):
        faire(agenda, services.changer_remarque, venue, "sourd", lue="")
    faire(agenda, services.changer_remarque, venue, "sourd, en fauteuil", lue="en fauteuil")
    with agenda.lecture() as lecture:
        assert lecture.un(Visite, venue).remarque == "sourd, en fauteuil"


@pytest.mark.parametrize(
    ("avant", "geste"),
    [
        ((), services.appeler),
        ((), services.annuler_arrivee),
        ((services.appeler,), services.terminer_consultation),
        ((services.appeler,), services.annuler_appel),
        ((services.appeler, services.terminer_consultation), services.noter_depart),
    ],
)
def test_une_etape_deja_franchie_ailleurs_ne_se_refait_pas(agenda, autre_poste, horloge, venue, avant, geste):
    for precedent in avant:
        faire(agenda, precedent, venue)
    faire(autre_poste, geste, venue)
    with agenda.lecture() as lecture:
        instants = [getattr(lecture.un(Visite, venue), champ) for champ in ("appel", "sortie", "depart", "annulee_le")]
    horloge.avancer(minutes=5)
    with pytest.raises(ErreurMetier):
        faire(agenda, geste, venue)
    with agenda.lecture() as lecture:
        apres = [getattr(lecture.un(Visite, venue), champ) for champ in ("appel", "sortie", "depart", "annulee_le")]
    assert apres == instants


@pytest.mark.parametrize(
    ("geste", "ou"),
    [
        (services.annuler_rendez_vous, {}),
        (services.marquer_absent, {}),
        (services.deplacer_rendez_vous, {"praticien_id": 1, "debut": le(12)}),
    ],
)
def test_un_geste_de_la_reception_ne_vise_que_le_creneau_que_l_on_voit(agenda, autre_poste, geste, ou):
    rdv_id = prendre(agenda, le(9))
    faire(autre_poste, gestes_agenda.deplacer, rdv_id, praticien_id=2, debut=le(10))
    with pytest.raises(ModifieAilleurs, match=r"10.h.*BENALI"):
        faire(agenda, geste, rdv_id, vu=Creneau(1, le(9), le(9, 15)), **ou)
    faire(agenda, geste, rdv_id, vu=Creneau(2, le(10), le(10, 15)), **ou)
