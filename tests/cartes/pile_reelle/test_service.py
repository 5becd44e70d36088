"""Le service ou le lecteur s’en va, puis revient."""

from __future__ import annotations

import pytest

from secretariat.cartes.erreurs import (
    AucunLecteur,
    CarteRetiree,
    LecteurDebranche,
    ServiceAbsent,
)
from tests.cartes.banc import DELAI_S
from tests.cartes.pile_reelle.gestes import (
    ECHANGES_D_UNE_VITALE,
    PATIENT,
    a_l_echange,
    lecteurs,
    se_lit,
)
from tests.cartes.pile_reelle.poste import FENTE_1, PosteReel


def test_un_service_absent_au_depart_puis_lance_se_retrouve_seul(pcscd):
    pcscd.arreter()
    with PosteReel(pcscd) as poste:
        poste.attendre(lambda: poste.lecteur.etat().service is False)
        with pytest.raises(ServiceAbsent) as refus:
            poste.lecteur.lire_vitale()
        assert "guetté" in refus.value.conseil
        assert poste.lecteur.service().detail == "PC/SC 8010001D"
        pcscd.demarrer()
        poste.poser(PATIENT)
        assert se_lit(poste, PATIENT)
        assert poste.lecteur.etat().service


@pytest.mark.parametrize("echange", ECHANGES_D_UNE_VITALE)
def test_un_service_tue_pendant_une_lecture_se_dit_et_revient(pcscd, poste, echange):
    tue = a_l_echange(poste.poser(PATIENT), echange, pcscd.tuer)
    with pytest.raises(ServiceAbsent):
        poste.lecteur.lire_vitale()
    assert tue.wait(DELAI_S)
    poste.attendre(lambda: poste.lecteur.etat().service is False and not lecteurs(poste))
    assert not poste.lecteur.vitale_presente()
    pcscd.demarrer()
    poste.poser(PATIENT)
    assert se_lit(poste, PATIENT)


def test_un_service_tue_au_repos_annonce_le_retrait_de_la_carte(pcscd, poste):
    poste.poser(PATIENT)
    pcscd.tuer()
    poste.attendre(lambda: not poste.lecteur.vitale_presente())
    with pytest.raises(ServiceAbsent):
        poste.lecteur.lire_vitale()


@pytest.mark.parametrize("echange", [1, 3, 5])
def test_un_lecteur_debranche_pendant_une_lecture_se_dit_et_sert_de_nouveau(pcscd, poste, echange):
    a_l_echange(poste.poser(PATIENT), echange, pcscd.debrancher)
    with pytest.raises((LecteurDebranche, CarteRetiree)):  # selon qui le voit le premier, de l’échange ou du guet
        poste.lecteur.lire_vitale()
    rebrancher_et_relire(pcscd, poste)


def test_un_lecteur_debranche_au_repos_n_est_plus_la(pcscd, poste):
    poste.poser(PATIENT)
    pcscd.debrancher()
    poste.attendre(lambda: not lecteurs(poste))
    with pytest.raises(AucunLecteur):
        poste.lecteur.lire_vitale()
    rebrancher_et_relire(pcscd, poste)


def rebrancher_et_relire(pcscd, poste):
    poste.attendre(lambda: not lecteurs(poste))
    poste.cartes.pop(FENTE_1).retirer()
    pcscd.rebrancher()
    poste.attendre(lambda: sorted(lecteurs(poste)) == list(pcscd.lecteurs))
    poste.poser(PATIENT)
    assert se_lit(poste, PATIENT)
