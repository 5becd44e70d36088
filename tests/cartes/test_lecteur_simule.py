import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from secretariat.cartes.lecteur import (
    CarteIllisible,
    CarteMuette,
    CarteNonPriseEnCharge,
    CarteRetiree,
    Evenement,
    Lecteur,
)
from secretariat.cartes.lecteur_simule import ECHANGES, LecteurSimule, Pannes
from secretariat.cartes.valeurs import SorteCpx, TypeCarte
from secretariat.socle.erreurs import ErreurMetier
from tests.cartes.contrat_lecteur import DELAI_S, ContratLecteur

PATIENTS = {1: "patient-avec-mutuelle", 2: "famille-trois-enfants"}


class BancSimule:
    """La main devant le lecteur simulé."""

    echanges_vitale = len(ECHANGES[TypeCarte.VITALE])
    echanges_cps = len(ECHANGES[TypeCarte.CPS]) + 1  # la signature
    cycles = 200

    def __init__(self) -> None:
        self._simule = LecteurSimule(patience_s=0.05)
        self.lecteur: Lecteur = self._simule
        self.retirer = self._simule.retirer

    def inserer_patient(self, numero=1):
        self._simule.inserer(PATIENTS[numero])

    def inserer_cps(self):
        self._simule.inserer("cps-marchand")

    def retirer_apres(self, echanges):
        self._simule.regler_pannes(Pannes(retirer_apres=echanges))

    def remplacer_apres(self, echanges):
        self._simule.regler_pannes(Pannes(retirer_apres=echanges, remplacer_par=PATIENTS[2]))


class TestLecteurSimule(ContratLecteur):
    @pytest.fixture
    def banc(self):
        return BancSimule()


@pytest.fixture
def lecteur():
    return LecteurSimule(patience_s=0.05)


def test_une_carte_muette_lasse_la_patience_du_lecteur(lecteur):
    lecteur.inserer(PATIENTS[1])
    lecteur.regler_pannes(Pannes(muette=True))
    with pytest.raises(CarteMuette, match="ne répond pas depuis 0,05\u00a0s"):
        lecteur.lire_vitale()


def test_retirer_une_carte_muette_libere_aussitot_la_lecture():
    lecteur = LecteurSimule(patience_s=60)
    lecteur.inserer(PATIENTS[1])
    lecteur.regler_pannes(Pannes(muette=True))
    with ThreadPoolExecutor(1) as fil:
        lecture = fil.submit(lecteur.lire_vitale)
        with pytest.raises(TimeoutError):
            lecture.result(0.05)
        lecteur.fermer()
        with pytest.raises(CarteRetiree):
            lecture.result(DELAI_S)


def test_une_carte_lente_se_lit_en_entier(lecteur):
    lecteur.inserer(PATIENTS[1])
    lecteur.regler_pannes(Pannes(lenteur_s=0.002))
    debut = time.monotonic()
    assert lecteur.lire_vitale().amc is not None
    assert time.monotonic() - debut >= 0.002 * len(ECHANGES[TypeCarte.VITALE])


def test_les_pannes_levees_la_carte_illisible_se_lit(lecteur):
    lecteur.inserer(PATIENTS[1])
    lecteur.regler_pannes(Pannes(illisible=True))
    with pytest.raises(CarteIllisible, match="bénéficiaires"):
        lecteur.lire_vitale()
    lecteur.regler_pannes(Pannes())
    assert lecteur.lire_vitale().assure


def test_une_vitale_1_est_reconnue_et_refusee_avec_une_explication(lecteur):
    lecteur.inserer("vitale-1")
    with pytest.raises(CarteNonPriseEnCharge, match="Carte Vitale 1") as refus:
        lecteur.lire_vitale()
    assert "à la main" in refus.value.conseil


def test_une_carte_inconnue_ne_s_insere_pas(lecteur):
    with pytest.raises(ErreurMetier, match="inexistante"):
        lecteur.inserer("inexistante")


def test_inserer_sur_une_carte_retire_d_abord_la_premiere(lecteur):
    recus: list[Evenement] = []
    lecteur.ecouter(recus.append)
    lecteur.inserer(PATIENTS[1])
    lecteur.inserer(PATIENTS[2])
    assert [(e.sorte, e.generation) for e in recus] == [("insertion", 1), ("retrait", 1), ("insertion", 2)]


def test_un_rappel_peut_lire_la_carte_qui_vient_d_entrer(lecteur):
    lus = []
    lecteur.ecouter(lambda evenement: lus.append(lecteur.lire_vitale().generation))
    assert lecteur.inserer(PATIENTS[1]) == lus[0]


def test_la_cpe_de_la_secretaire_n_est_pas_une_cps(lecteur):
    lecteur.inserer("cpe-nadia")
    carte = lecteur.lire_cps()
    assert (carte.sorte, carte.rpps) == (SorteCpx.CPE, None)


def test_des_patients_qui_se_succedent_sous_une_lecture_continue_ne_se_melent_pas(lecteur):
    numeros = {}
    for code in PATIENTS.values():
        lecteur.inserer(code)
        entiere = lecteur.lire_vitale()
        numeros[entiere.numero_serie] = entiere.beneficiaires

    def echanger():
        for tour in range(300):
            lecteur.inserer(PATIENTS[1 + tour % 2])

    with ThreadPoolExecutor(1) as main:
        gestes = main.submit(echanger)
        while not gestes.done():
            try:
                carte = lecteur.lire_vitale()
            except CarteRetiree:
                continue
            assert carte.beneficiaires == numeros[carte.numero_serie]
        gestes.result()
