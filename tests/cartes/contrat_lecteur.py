"""Ce que tout lecteur doit tenir, réel ou simulé ; chacun hérite de `ContratLecteur` et fournit son banc."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from secretariat.cartes.erreurs import CarteAbsente, CarteRetiree, CodeFaux, ErreurCarte
from secretariat.cartes.valeurs import EssaisRestants
from tests.cartes.banc import (
    CPS,
    DELAI_S,
    INSERTION,
    RETRAIT,
    VITALE,
    Banc,
    BancQuiSigne,
    Temoin,
    attendre,
    ce_qui_est_ouvert,
    exiger_une_seule_carte,
    oter,
    poser,
    poser_cps,
    qui,
)


class ContratArrachage:
    """Rien ne se mêle, quel que soit l’échange où la carte sort ou change."""

    def test_retiree_a_chaque_echange_la_lecture_echoue_tout_entiere(self, banc: Banc):
        poser(banc)
        banc.lecteur.lire_vitale()
        for echanges in range(banc.echanges()):
            poser(banc)
            banc.retirer_apres(echanges)
            with pytest.raises(CarteRetiree, match="a été retirée pendant la lecture") as refus:
                banc.lecteur.lire_vitale()
            assert refus.value.conseil
            attendre(banc.lecteur, lambda: not banc.lecteur.vitale_presente())

    def test_la_cps_retiree_a_chaque_echange_ne_rend_rien(self, banc: Banc):
        poser_cps(banc)
        banc.lecteur.lire_cps()
        for echanges in range(banc.echanges()):
            poser_cps(banc)
            banc.retirer_apres(echanges)
            with pytest.raises(CarteRetiree):
                banc.lecteur.lire_cps()
            attendre(banc.lecteur, lambda: not banc.lecteur.cps_presente())

    def test_deux_patients_echanges_a_chaque_etape_ne_se_melent_jamais(self, banc: Banc):
        poser(banc, 2)
        second = banc.lecteur.lire_vitale()
        for echanges in range(banc.echanges()):
            generation = poser(banc, 1)
            temoin = Temoin(banc.lecteur)
            banc.remplacer_apres(echanges)
            with pytest.raises(CarteRetiree):
                banc.lecteur.lire_vitale()
            temoin.attendre(partial(temoin.a_vu_entrer, VITALE))
            temoin.cesser()
            lue = banc.lecteur.lire_vitale()
            assert lue.beneficiaires == second.beneficiaires
            assert lue.generation > generation

    def test_un_echange_que_rien_n_annonce_ne_mele_jamais_les_deux_patients(self, banc: Banc):
        entieres = []
        for numero in (1, 2):
            poser(banc, numero)
            entieres.append(banc.lecteur.lire_vitale())
        for echanges in range(banc.echanges()):
            poser(banc, 1)
            banc.remplacer_apres(echanges, en_silence=True)
            try:
                exiger_une_seule_carte(banc.lecteur.lire_vitale(), *entieres)
            except CarteRetiree:
                exiger_une_seule_carte(banc.lecteur.lire_vitale(), entieres[1])

    def test_un_echange_que_rien_n_annonce_apres_une_lecture_change_de_generation(self, banc: Banc):
        poser(banc, 2)
        second = banc.lecteur.lire_vitale()
        for echanges in range(banc.echanges()):
            poser(banc, 1)
            premier = banc.lecteur.lire_vitale()
            banc.remplacer_apres(echanges, en_silence=True)
            with pytest.raises(CarteRetiree):
                banc.lecteur.lire_vitale()
            lue = banc.lecteur.lire_vitale()
            assert qui(lue) == qui(second)
            assert lue.generation > premier.generation


class ContratLecteur(ContratArrachage):
    def test_il_a_un_nom_et_dit_s_il_simule(self, banc: Banc):
        assert banc.lecteur.nom
        assert isinstance(banc.lecteur.simule, bool)

    @pytest.mark.parametrize("lecture", ["lire_vitale", "lire_cps"])
    def test_vide_il_le_dit_et_donne_un_conseil(self, banc: Banc, lecture):
        attendre(banc.lecteur, lambda: bool(banc.lecteur.etat().lecteurs))
        with pytest.raises(CarteAbsente, match="Aucune") as refus:
            getattr(banc.lecteur, lecture)()
        assert refus.value.conseil

    def test_vide_il_ne_signe_pas(self, banc: Banc):
        attendre(banc.lecteur, lambda: bool(banc.lecteur.etat().lecteurs))
        with pytest.raises(CarteRetiree, match="plus dans le lecteur"):
            banc.lecteur.signer([b"feuille de soins"], "1234", generation=1)

    def test_son_etat_dit_ce_qui_est_ou(self, banc: Banc):
        poser(banc)
        etat = banc.lecteur.etat()
        assert etat.service
        assert [lecteur.modele for lecteur in etat.lecteurs if lecteur.atr] == ["Carte Vitale 2"]

    def test_deux_lectures_d_une_carte_restee_en_place_sont_egales(self, banc: Banc):
        generation = poser(banc)
        assert banc.lecteur.vitale_presente()
        premiere = banc.lecteur.lire_vitale()
        assert premiere == banc.lecteur.lire_vitale()
        assert premiere.generation == generation

    def test_chaque_fente_se_lit_seule(self, banc: Banc):
        poser_cps(banc)
        assert banc.lecteur.cps_presente()
        assert not banc.lecteur.vitale_presente()
        assert banc.lecteur.lire_cps().nom

    def test_la_carte_dit_si_elle_est_simulee_comme_son_lecteur(self, banc: Banc):
        poser(banc)
        poser_cps(banc)
        rendus = banc.lecteur.lire_vitale(), banc.lecteur.lire_cps()
        assert {rendu.simulee for rendu in rendus} == {banc.lecteur.simule}

    def test_une_reinsertion_change_de_generation(self, banc: Banc):
        poser(banc)
        premiere = banc.lecteur.lire_vitale()
        oter(banc)
        poser(banc)
        seconde = banc.lecteur.lire_vitale()
        assert seconde.generation > premiere.generation
        assert seconde.beneficiaires == premiere.beneficiaires

    def test_insertions_et_retraits_sont_annonces_avec_leur_generation(self, banc: Banc):
        temoin = Temoin(banc.lecteur)
        generation = poser(banc)
        oter(banc)
        poser_cps(banc)
        temoin.attendre(lambda: len(temoin.des_cartes()) >= 3)
        recus = [(e.sorte, e.type_carte) for e in temoin.des_cartes()]
        assert recus == [(INSERTION, VITALE), (RETRAIT, VITALE), (INSERTION, CPS)]
        assert [e.generation for e in temoin.des_cartes()[:2]] == [generation, generation]
        temoin.cesser()

    def test_qui_cesse_d_ecouter_n_entend_plus_rien(self, banc: Banc):
        muet = Temoin(banc.lecteur)
        muet.cesser()
        muet.cesser()
        deja = len(muet.recus)
        poser(banc)
        assert len(muet.recus) == deja

    def test_ferme_il_n_a_plus_de_carte_et_ne_lit_plus(self, banc: Banc):
        poser(banc)
        banc.lecteur.fermer()
        banc.lecteur.fermer()
        assert not banc.lecteur.vitale_presente()
        with pytest.raises(ErreurCarte):
            banc.lecteur.lire_vitale()

    def test_les_cycles_d_insertion_et_de_retrait_ne_laissent_ni_fil_ni_fichier_ouvert(self, banc: Banc):
        with ThreadPoolExecutor(1, "lecteur") as fil:
            poser(banc)
            fil.submit(banc.lecteur.lire_vitale).result(DELAI_S)
            oter(banc)
            avant = ce_qui_est_ouvert()
            for _ in range(banc.cycles):
                poser(banc)
                assert fil.submit(banc.lecteur.lire_vitale).result(DELAI_S).beneficiaires
                oter(banc)
            assert ce_qui_est_ouvert() == avant


def generation(banc):
    """L’insertion de la carte de professionnel en place."""
    return banc.lecteur.lire_cps().generation


class ContratSignature:
    def test_tous_les_textes_sont_signes_dans_l_ordre(self, banc: BancQuiSigne):
        poser_cps(banc)
        textes = [b"un", b"deux", b"un"]
        signatures = banc.lecteur.signer(textes, banc.code, generation=generation(banc))
        assert len(signatures) == len(textes)
        assert signatures[0].valeur != signatures[1].valeur
        assert {(s.signataire, s.simulee) for s in signatures} == {
            (banc.lecteur.lire_cps().identifiant_national, banc.lecteur.simule)
        }

    def test_ne_rien_donner_a_signer_ne_rend_rien(self, banc: BancQuiSigne):
        poser_cps(banc)
        assert banc.lecteur.signer([], banc.code, generation=generation(banc)) == ()

    def test_un_code_faux_ne_signe_rien_et_se_compte_une_fois(self, banc: BancQuiSigne):
        poser_cps(banc)
        assert banc.lecteur.essais_du_code(generation(banc)) is EssaisRestants.NORMAL
        with pytest.raises(CodeFaux):
            banc.lecteur.signer([b"un", b"deux"], "9999", generation=generation(banc))
        assert banc.lecteur.essais_du_code(generation(banc)) is EssaisRestants.PEU
        assert len(banc.lecteur.signer([b"un"], banc.code, generation=generation(banc))) == 1
        assert banc.lecteur.essais_du_code(generation(banc)) is EssaisRestants.NORMAL

    def test_le_compteur_du_code_suit_la_carte_d_une_insertion_a_l_autre(self, banc: BancQuiSigne):
        poser_cps(banc)
        with pytest.raises(CodeFaux):
            banc.lecteur.signer([b"un"], "9999", generation=generation(banc))
        banc.retirer(CPS)
        attendre(banc.lecteur, lambda: not banc.lecteur.cps_presente())
        poser_cps(banc)
        assert banc.lecteur.essais_du_code(generation(banc)) is EssaisRestants.PEU

    def test_le_code_d_une_personne_ne_se_presente_jamais_a_la_carte_d_une_autre(self, banc: BancQuiSigne):
        poser_cps(banc)
        ancienne = generation(banc)
        banc.retirer(CPS)
        attendre(banc.lecteur, lambda: not banc.lecteur.cps_presente())
        poser_cps(banc)
        with pytest.raises(CarteRetiree):
            banc.lecteur.signer([b"un"], "9999", generation=ancienne)
        assert banc.lecteur.essais_du_code(generation(banc)) is EssaisRestants.NORMAL
