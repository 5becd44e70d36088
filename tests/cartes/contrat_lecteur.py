"""Ce que tout lecteur doit tenir, réel ou simulé ; chacun hérite de `ContratLecteur` et fournit son banc.

Le banc joue la main qui pose et retire les cartes. Les événements d’un vrai lecteur arrivent un peu après le geste : on
les attend toujours, dans un délai, sans jamais dormir.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import pytest

from secretariat.cartes.lecteur import CarteAbsente, CarteRetiree, Evenement, Lecteur, SorteEvenement
from secretariat.cartes.valeurs import TypeCarte

DELAI_S = 3.0
INSERTION, RETRAIT = SorteEvenement.INSERTION, SorteEvenement.RETRAIT


class Banc(Protocol):
    """La main devant le lecteur : deux patients, un professionnel, et ce qui tourne mal."""

    lecteur: Lecteur
    echanges_vitale: int
    echanges_cps: int
    cycles: int

    def inserer_patient(self, numero: int = 1) -> None:
        """Pose la carte du premier ou du second patient."""

    def inserer_cps(self) -> None:
        """Pose la carte du professionnel."""

    def retirer(self, type_carte: TypeCarte) -> None:
        """Retire la carte d’une fente."""

    def retirer_apres(self, echanges: int) -> None:
        """La carte lue sortira quand la lecture aura fait ce nombre d’échanges."""

    def remplacer_apres(self, echanges: int) -> None:
        """La carte du second patient remplacera celle qui est lue, après ce nombre d’échanges."""


class Temoin:
    """Note les événements et laisse attendre qu’ils soient là."""

    def __init__(self, lecteur: Lecteur) -> None:
        self._venu = threading.Condition()
        self.recus: list[Evenement] = []
        self.cesser = lecteur.ecouter(self._noter)

    def _noter(self, evenement: Evenement) -> None:
        with self._venu:
            self.recus.append(evenement)
            self._venu.notify_all()

    def attendre(self, nombre: int) -> list[tuple[SorteEvenement, TypeCarte]]:
        with self._venu:
            assert self._venu.wait_for(lambda: len(self.recus) >= nombre, DELAI_S), self.recus
            return [(e.sorte, e.type_carte) for e in self.recus]


class ContratLecteur:
    def test_il_a_un_nom_et_dit_s_il_simule(self, banc: Banc):
        assert banc.lecteur.nom
        assert isinstance(banc.lecteur.simule, bool)

    @pytest.mark.parametrize("lecture", ["lire_vitale", "lire_cps"])
    def test_vide_il_le_dit_et_donne_un_conseil(self, banc: Banc, lecture):
        with pytest.raises(CarteAbsente, match="Aucune") as refus:
            getattr(banc.lecteur, lecture)()
        assert refus.value.conseil

    def test_vide_il_ne_signe_pas(self, banc: Banc):
        with pytest.raises(CarteAbsente):
            banc.lecteur.signer(b"feuille de soins")

    def test_deux_lectures_d_une_carte_restee_en_place_sont_egales(self, banc: Banc):
        banc.inserer_patient()
        assert banc.lecteur.vitale_presente()
        assert banc.lecteur.lire_vitale() == banc.lecteur.lire_vitale()

    def test_chaque_fente_se_lit_seule(self, banc: Banc):
        banc.inserer_cps()
        assert banc.lecteur.cps_presente()
        assert not banc.lecteur.vitale_presente()
        assert banc.lecteur.lire_cps().nom

    def test_la_carte_dit_si_elle_est_simulee_comme_son_lecteur(self, banc: Banc):
        banc.inserer_patient()
        banc.inserer_cps()
        lecteur = banc.lecteur
        rendus = lecteur.lire_vitale(), lecteur.lire_cps(), lecteur.signer(b"x")
        assert {rendu.simulee for rendu in rendus} == {lecteur.simule}

    def test_une_reinsertion_change_de_generation(self, banc: Banc):
        banc.inserer_patient()
        premiere = banc.lecteur.lire_vitale()
        banc.retirer(TypeCarte.VITALE)
        banc.inserer_patient()
        seconde = banc.lecteur.lire_vitale()
        assert seconde.generation > premiere.generation
        assert seconde.beneficiaires == premiere.beneficiaires

    def test_retiree_a_chaque_echange_la_lecture_echoue_tout_entiere(self, banc: Banc):
        for echanges in range(banc.echanges_vitale + 1):
            banc.inserer_patient()
            banc.retirer_apres(echanges)
            with pytest.raises(CarteRetiree, match="a été retirée pendant la lecture") as refus:
                banc.lecteur.lire_vitale()
            assert refus.value.conseil
            assert not banc.lecteur.vitale_presente()

    def test_la_cps_retiree_a_chaque_echange_ne_rend_ni_identite_ni_signature(self, banc: Banc):
        for echanges in range(banc.echanges_cps + 1):
            banc.inserer_cps()
            banc.retirer_apres(echanges)
            with pytest.raises(CarteRetiree):
                banc.lecteur.signer(b"feuille de soins")

    def test_deux_patients_echanges_a_chaque_etape_ne_se_melent_jamais(self, banc: Banc):
        banc.inserer_patient(2)
        second = banc.lecteur.lire_vitale()
        for echanges in range(banc.echanges_vitale + 1):
            banc.inserer_patient(1)
            banc.remplacer_apres(echanges)
            with pytest.raises(CarteRetiree):
                banc.lecteur.lire_vitale()
            assert banc.lecteur.lire_vitale().beneficiaires == second.beneficiaires

    def test_insertions_et_retraits_sont_annonces_avec_leur_generation(self, banc: Banc):
        temoin = Temoin(banc.lecteur)
        banc.inserer_patient()
        generation = banc.lecteur.lire_vitale().generation
        banc.retirer(TypeCarte.VITALE)
        banc.inserer_cps()
        attendus = [(INSERTION, TypeCarte.VITALE), (RETRAIT, TypeCarte.VITALE), (INSERTION, TypeCarte.CPS)]
        assert temoin.attendre(3) == attendus
        assert [e.generation for e in temoin.recus[:2]] == [generation, generation]
        temoin.cesser()

    def test_qui_cesse_d_ecouter_n_entend_plus_rien(self, banc: Banc):
        muet, temoin = Temoin(banc.lecteur), Temoin(banc.lecteur)
        muet.cesser()
        muet.cesser()
        banc.inserer_patient()
        temoin.attendre(1)
        assert muet.recus == []
        temoin.cesser()

    def test_les_cycles_d_insertion_et_de_retrait_ne_laissent_aucun_fil(self, banc: Banc):
        with ThreadPoolExecutor(1, "lecteur") as fil:
            banc.inserer_patient()
            fil.submit(banc.lecteur.lire_vitale).result(DELAI_S)
            avant = threading.active_count()
            for _ in range(banc.cycles):
                banc.inserer_patient()
                assert fil.submit(banc.lecteur.lire_vitale).result(DELAI_S).beneficiaires
                banc.retirer(TypeCarte.VITALE)
            assert threading.active_count() == avant
