"""La carte se tait : le lecteur le dit au bout de sa patience, et n’y touche plus avant qu’elle sorte."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from outils.cartes_virtuelles.pannes import Taire
from secretariat.cartes.erreurs import (
    CarteMuette,
    CarteRetiree,
)
from tests.cartes.banc import DELAI_S, attendre_les_fils
from tests.cartes.pile_reelle.gestes import (
    ECHANGES_D_UNE_VITALE,
    PATIENT,
    a_l_echange,
    fils_de_lecture,
    se_lit,
)
from tests.cartes.pile_reelle.poste import FENTE_1, FENTE_2, PROFESSIONNEL, PosteReel


@pytest.mark.parametrize("echange", ECHANGES_D_UNE_VITALE)
def test_une_carte_muette_est_condamnee_jusqu_a_son_retrait(impatient, echange):
    carte = impatient.poser(PATIENT)
    a_l_echange(carte, echange, Taire)
    with pytest.raises(CarteMuette, match="ne répond pas depuis 0,4\u00a0s"):
        impatient.lecteur.lire_vitale()
    assert impatient.lecteur.etat().lecteurs[0].muette
    canaux = impatient.canaux
    with pytest.raises(CarteMuette):
        impatient.lecteur.lire_vitale()
    assert impatient.canaux == canaux
    impatient.oter()
    attendre_les_fils("cartes-lecture")
    assert not fils_de_lecture()
    impatient.poser(PATIENT)
    assert se_lit(impatient, PATIENT)


def test_pendant_qu_une_carte_se_tait_l_autre_fente_se_lit(impatient):
    carte = impatient.poser(PATIENT)
    impatient.poser(PROFESSIONNEL, FENTE_2)
    muette = a_l_echange(carte, 3, Taire)
    with ThreadPoolExecutor(1) as fil:
        lecture = fil.submit(impatient.lecteur.lire_vitale)
        assert muette.wait(DELAI_S)
        assert impatient.lecteur.lire_cps().nom == "MARCHAND"
        assert not lecture.done()
        with pytest.raises(CarteMuette):
            lecture.result(DELAI_S)
    assert impatient.lecteur.lire_cps().nom == "MARCHAND"


def test_fermer_le_lecteur_n_attend_pas_une_carte_muette(pcscd):
    with PosteReel(pcscd, patience_s=60) as poste:
        muette = a_l_echange(poste.poser(PATIENT), 2, Taire)
        with ThreadPoolExecutor(1) as fil:
            lecture = fil.submit(poste.lecteur.lire_vitale)
            assert muette.wait(DELAI_S)
            poste.lecteur.fermer()
            with pytest.raises(CarteRetiree):
                lecture.result(DELAI_S)
        poste.cartes.pop(FENTE_1).retirer()
        attendre_les_fils("cartes-lecture")
        assert not fils_de_lecture()
