import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from secretariat.cartes import surveillance
from secretariat.cartes.erreurs import CarteAbsente, CarteMuette, CarteNonPriseEnCharge, CarteRetiree, DonneesInvalides
from secretariat.cartes.lecteur import Evenement, Lecteur, SorteEvenement
from secretariat.cartes.lecteur_simule import LecteurSimule, Pannes
from secretariat.cartes.valeurs import CODE_PORTEUR, SorteCpx, SourceLecture, TypeCarte
from secretariat.socle.erreurs import ErreurMetier
from tests.cartes.banc import DELAI_S
from tests.cartes.contrat_lecteur import ContratLecteur, ContratSignature

PATIENTS = {1: "patient-avec-mutuelle", 2: "famille-trois-enfants"}
PATIENCE_S = 0.4


class BancSimule:
    """La main devant le lecteur simulé."""

    code = CODE_PORTEUR
    cycles = 200

    def __init__(self) -> None:
        self._simule = LecteurSimule(patience_s=DELAI_S)
        self.lecteur: Lecteur = self._simule
        self.retirer = self._simule.retirer

    def inserer_patient(self, numero=1):
        self._simule.inserer(PATIENTS[numero])

    def inserer_cps(self):
        self._simule.inserer("cps-marchand")

    def echanges(self):
        return self._simule.poste.echanges

    def retirer_apres(self, echanges):
        self._simule.regler_pannes(Pannes(retirer_apres=echanges))

    def remplacer_apres(self, echanges, *, en_silence=False):
        self._simule.regler_pannes(Pannes(retirer_apres=echanges, remplacer_par=PATIENTS[2], en_silence=en_silence))


class TestLecteurSimule(ContratLecteur, ContratSignature):
    @pytest.fixture
    def banc(self, monkeypatch) -> Iterator[BancSimule]:
        monkeypatch.setattr(surveillance, "CONFIRMATION_S", 0.01)  # il annonce un retrait aussitôt
        banc = BancSimule()
        yield banc
        banc.lecteur.fermer()


@pytest.fixture
def lecteur() -> Iterator[LecteurSimule]:
    lecteur = LecteurSimule(patience_s=PATIENCE_S)
    yield lecteur
    lecteur.fermer()


def test_une_carte_muette_lasse_la_patience_du_lecteur_et_reste_condamnee(lecteur):
    lecteur.inserer(PATIENTS[1])
    lecteur.regler_pannes(Pannes(muette=True))
    with pytest.raises(CarteMuette, match="ne répond pas depuis 0,4\u00a0s"):
        lecteur.lire_vitale()
    lecteur.regler_pannes(Pannes())
    with pytest.raises(CarteMuette):
        lecteur.lire_vitale()
    lecteur.inserer(PATIENTS[1])
    assert lecteur.lire_vitale().beneficiaires


def test_fermer_libere_aussitot_la_lecture_d_une_carte_muette():
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
    lecteur.regler_pannes(Pannes(lenteur_s=PATIENCE_S / 4))
    debut = time.monotonic()
    assert lecteur.lire_vitale().beneficiaires[0].amc is not None
    assert time.monotonic() - debut >= PATIENCE_S / 4 * lecteur.poste.echanges > PATIENCE_S


def test_les_pannes_levees_la_carte_illisible_se_lit(lecteur):
    lecteur.inserer(PATIENTS[1])
    lecteur.regler_pannes(Pannes(illisible=True))
    with pytest.raises(DonneesInvalides, match="forme attendue"):
        lecteur.lire_vitale()
    lecteur.regler_pannes(Pannes())
    assert lecteur.lire_vitale().assure


def test_une_cps_aux_fichiers_illisibles_se_lit_par_ses_cles_sans_numero_de_serie(lecteur):
    lecteur.inserer("cps-marchand")
    lecteur.regler_pannes(Pannes(illisible=True))
    carte = lecteur.lire_cps()
    assert (carte.nom, carte.numero_serie) == ("MARCHAND", "")


def test_une_vitale_1_est_reconnue_et_refusee_avec_une_explication(lecteur):
    lecteur.inserer("vitale-1")
    with pytest.raises(CarteNonPriseEnCharge, match="Carte Vitale 1") as refus:
        lecteur.lire_vitale()
    assert "à la main" in refus.value.conseil
    assert lecteur.poste.echanges == 0


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

    def rappel(evenement):
        if evenement.sorte is SorteEvenement.INSERTION:
            lus.append((evenement.generation, lecteur.lire_vitale().generation))

    lecteur.ecouter(rappel)
    lecteur.inserer(PATIENTS[1])
    assert lus == [(1, 1)]


def test_la_cpe_de_la_secretaire_n_est_pas_une_cps(lecteur):
    lecteur.inserer("cpe-nadia")
    carte = lecteur.lire_cps()
    assert (carte.sorte, carte.rpps) == (SorteCpx.CPE, None)


def test_sans_l_api_sous_licence_l_identite_se_lit_seule():
    lecteur = LecteurSimule(avec_droits=False)
    lecteur.inserer(PATIENTS[1])
    carte = lecteur.lire_vitale()
    assert (carte.source, carte.numero_serie, carte.remarques) == (SourceLecture.SIMPLE, "", ())
    assert carte.beneficiaires[0].amc is None


LISIBLES = [carte for carte in LecteurSimule().cartes() if carte.contenu is not None]


@pytest.mark.parametrize("carte", LISIBLES, ids=lambda carte: carte.code)
def test_chaque_carte_livree_se_lit_comme_sa_fiche_la_decrit(lecteur, carte):
    lecteur.inserer(carte.code)
    lue = lecteur.lire_vitale() if carte.type_carte is TypeCarte.VITALE else lecteur.lire_cps()
    if carte.type_carte is TypeCarte.CPS:
        assert (lue.nom, lue.prenom, lue.profession) == (
            carte.contenu.nom,
            carte.contenu.prenom,
            carte.contenu.profession,
        )
    else:
        assert lue.remarques == ()
        assert (lue.numero_serie, lue.organisme) == (carte.contenu.numero_serie, carte.contenu.organisme)
        assert [(b.nom, b.prenom, b.naissance_brute, b.nir, b.periodes) for b in lue.beneficiaires] == [
            (b.nom, b.prenom, b.naissance_brute, b.nir, b.periodes) for b in carte.contenu.beneficiaires
        ]


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
            except (CarteRetiree, CarteAbsente):  # l’absente : entre le retrait et l’insertion
                continue
            assert carte.beneficiaires == numeros[carte.numero_serie]
        gestes.result()
