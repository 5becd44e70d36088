import threading
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest

from secretariat.cartes import surveillance
from secretariat.cartes.canal import PRISE, Echange
from secretariat.cartes.erreurs import (
    AccesProtege,
    CarteEchangee,
    CarteMuette,
    CarteOccupee,
    CarteReinitialisee,
    CarteRetiree,
    ErreurCarte,
)
from secretariat.cartes.fentes import Fentes
from secretariat.cartes.moniteur import Fait, Nouvelle
from secretariat.cartes.simulateur.images import ATR_VITALE_2
from secretariat.cartes.surveillance import Surveillance
from secretariat.cartes.valeurs import TypeCarte

DELAI_S = 3.0
PATIENCE_S = 0.4
ECHANGE = Echange(0xB0, 0x9000, 1)


class Poste:
    """Un lecteur, sa carte, et ce que l’on en attend ; `liberer` délie les lectures restées suspendues."""

    def __init__(self) -> None:
        self.fentes = Fentes()
        self.surveillance = Surveillance(self.fentes, PATIENCE_S)
        self.liberer = threading.Event()
        self.appels = 0

    def inserer(self) -> None:
        self.fentes.recevoir(Nouvelle(Fait.CARTE_INSEREE, "A", ATR_VITALE_2))

    def retirer(self) -> None:
        self.fentes.recevoir(Nouvelle(Fait.CARTE_RETIREE, "A"))

    def lire(self, travail, **options):
        def compte(noter):
            self.appels += 1
            return travail(noter)

        return self.surveillance.lire(self.fentes.choisir(TypeCarte.VITALE), compte, **options)

    def se_taire(self, noter) -> str:
        noter(PRISE)
        return self.attendre_son_tour(noter)

    def attendre_son_tour(self, _noter) -> str:
        self.liberer.wait(DELAI_S)
        return "trop tard"


@pytest.fixture
def poste(monkeypatch):
    monkeypatch.setattr(surveillance, "CONFIRMATION_S", 0.01)
    poste = Poste()
    poste.inserer()
    yield poste
    poste.liberer.set()
    for fil in threading.enumerate():
        if fil.name == "cartes-lecture":
            fil.join(DELAI_S)


def qui_leve(*erreurs, ensuite="lu"):
    restantes = list(erreurs)

    def travail(_noter):
        if restantes:
            raise restantes.pop(0)
        return ensuite

    return travail


def test_ce_qui_est_lu_est_rendu(poste):
    assert poste.lire(lambda _noter: "lu") == "lu"


def test_la_lecture_se_fait_dans_un_autre_fil_qui_finit(poste):
    fil = poste.lire(lambda _noter: threading.current_thread())
    assert fil is not threading.current_thread()
    fil.join(DELAI_S)
    assert not fil.is_alive()


def test_une_carte_muette_est_condamnee_jusqu_a_son_retrait(poste):
    with pytest.raises(CarteMuette, match="depuis 0,4\u00a0s"):
        poste.lire(poste.se_taire)
    with pytest.raises(CarteMuette):
        poste.lire(lambda _noter: "lu")
    assert poste.appels == 1
    poste.retirer()
    poste.inserer()
    assert poste.lire(lambda _noter: "lu") == "lu"


def test_une_carte_lente_mais_vivante_se_lit_plus_longtemps_que_la_patience(poste):
    def travail(noter):
        for _ in range(10):
            poste.liberer.wait(PATIENCE_S / 4)
            noter(ECHANGE)
        return "lu"

    debut = monotonic()
    assert poste.lire(travail) == "lu"
    assert monotonic() - debut > 2 * PATIENCE_S


def test_une_carte_que_l_on_n_a_pas_pu_prendre_est_occupee_et_n_est_pas_condamnee(poste):
    with pytest.raises(CarteOccupee):
        poste.lire(poste.attendre_son_tour)
    poste.liberer.set()
    assert poste.lire(lambda _noter: "lu") == "lu"


def test_ce_que_rend_une_lecture_abandonnee_se_perd(poste):
    with pytest.raises(CarteMuette):
        poste.lire(poste.se_taire)
    poste.retirer()
    poste.inserer()
    poste.liberer.set()
    assert poste.lire(lambda _noter: "lu") == "lu"


def test_le_retrait_delie_aussitot_une_lecture_suspendue(poste):
    poste.surveillance = Surveillance(poste.fentes, 60.0)
    suspendue = threading.Event()

    def travail(noter):
        suspendue.set()
        return poste.se_taire(noter)

    with ThreadPoolExecutor(1) as fil:
        lecture = fil.submit(poste.lire, travail)
        assert suspendue.wait(DELAI_S)
        poste.retirer()
        with pytest.raises(CarteRetiree):
            lecture.result(DELAI_S)


def test_une_lecture_finie_apres_le_retrait_ne_rend_rien(poste):
    def travail(_noter):
        poste.retirer()
        return "lu"

    with pytest.raises(CarteRetiree):
        poste.lire(travail)


def test_une_lecture_finie_dans_l_insertion_d_apres_ne_rend_rien(poste):
    def travail(_noter):
        poste.retirer()
        poste.inserer()
        return "lu"

    with pytest.raises(CarteRetiree):
        poste.lire(travail)
    assert poste.appels == 1


def test_une_carte_deja_sortie_n_est_pas_touchee(poste):
    carte = poste.fentes.choisir(TypeCarte.VITALE)
    poste.retirer()
    with pytest.raises(CarteRetiree):
        poste.surveillance.lire(carte, lambda _noter: pytest.fail("lue"))


@pytest.mark.parametrize(
    ("erreurs", "appels"),
    [
        ([CarteReinitialisee()], 2),
        ([CarteRetiree()], 2),
        ([CarteRetiree(), CarteRetiree()], 3),
        ([CarteRetiree(), CarteReinitialisee()], 3),
    ],
)
def test_un_echange_manque_ou_une_reinitialisation_se_reprennent_du_debut(poste, erreurs, appels):
    assert poste.lire(qui_leve(*erreurs)) == "lu"
    assert poste.appels == appels


@pytest.mark.parametrize(
    ("erreurs", "appels"),
    [
        ([CarteReinitialisee()] * 2, 2),
        ([CarteReinitialisee(), CarteRetiree(), CarteReinitialisee()], 3),
        ([CarteRetiree()] * 3, 3),
        ([CarteEchangee()], 1),
        ([AccesProtege()], 1),
    ],
)
def test_une_carte_reinitialisee_deux_fois_ou_manquee_trois_fois_est_refusee(poste, erreurs, appels):
    with pytest.raises(type(erreurs[-1])):
        poste.lire(qui_leve(*erreurs))
    assert poste.appels == appels


def test_un_geste_qui_ne_se_refait_pas_ne_se_refait_pas(poste):
    with pytest.raises(CarteReinitialisee):
        poste.lire(qui_leve(CarteReinitialisee()), essais=1)
    assert poste.appels == 1


def test_un_echange_manque_et_la_carte_sortie_ne_se_reprennent_pas(poste):
    def travail(_noter):
        poste.retirer()
        raise CarteReinitialisee

    with pytest.raises(CarteRetiree):
        poste.lire(travail)
    assert poste.appels == 1


def test_un_refus_dont_la_carte_est_partie_dit_le_retrait(poste):
    def travail(_noter):
        poste.retirer()
        raise AccesProtege

    with pytest.raises(CarteRetiree):
        poste.lire(travail)


@pytest.mark.parametrize("defaut", [ZeroDivisionError("programme"), KeyError("x"), SystemExit(3)])
def test_un_defaut_du_programme_se_releve_tel_quel_dans_le_fil_qui_attend(poste, defaut):
    with pytest.raises(type(defaut)) as releve:
        poste.lire(qui_leve(defaut))
    assert releve.value is defaut
    assert not isinstance(releve.value, ErreurCarte)
    assert poste.appels == 1
