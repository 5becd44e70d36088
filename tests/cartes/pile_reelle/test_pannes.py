"""Des octets quelconques, une carte en deux temps, deux fentes occupées, et la ronde de pcscd."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import pytest

from outils.cartes_virtuelles.pannes import Repondre
from outils.cartes_virtuelles.pcscd import Pcscd
from secretariat.cartes.erreurs import (
    CarteRetiree,
    ErreurCarte,
)
from secretariat.cartes.simulateur.images import puce
from secretariat.cartes.valeurs import TypeCarte
from tests.cartes.banc import DELAI_S, qui
from tests.cartes.cartes_forgees import CARTES
from tests.cartes.pile_reelle.gestes import (
    AUTRE,
    ECHANGES_D_UNE_VITALE,
    PATIENT,
    a_l_echange,
    se_lit,
)
from tests.cartes.pile_reelle.poste import FENTE_1, FENTE_2, PROFESSIONNEL, PosteReel

BRUITS = {
    "vide": b"",  # que vpcd attend encore : la carte lui est muette
    "un octet": b"\x90",
    "erreur": b"\x6f\x00",
    "sans fin": b"\x61\x10",
    "longueur sans fin": b"\x6c\x10",
    "protégé": b"\x69\x82",
    "tronqué": bytes.fromhex("65847FFFFFFF80 9000"),
    "zéros": bytes(256) + b"\x90\x00",
    "long": b"\xff" * 258,
}


def test_une_lecture_fait_les_echanges_que_ces_essais_parcourent(poste):
    carte = poste.poser(PATIENT)
    poste.lecteur.lire_vitale()
    assert carte.echanges == len(ECHANGES_D_UNE_VITALE)


@pytest.mark.parametrize("bruit", BRUITS.values(), ids=BRUITS)
def test_des_octets_quelconques_a_chaque_echange_se_refusent_ou_ne_changent_rien(impatient, bruit):
    impatient.poser(PATIENT)
    entiere = impatient.lecteur.lire_vitale()
    for echange in ECHANGES_D_UNE_VITALE:
        a_l_echange(impatient.cartes[FENTE_1], echange, partial(Repondre, bruit))
        with suppress(ErreurCarte):
            assert qui(impatient.lecteur.lire_vitale()) == qui(entiere)
    impatient.oter()
    impatient.poser(PATIENT)
    assert se_lit(impatient, PATIENT)


@pytest.mark.parametrize("code", [PATIENT, AUTRE, PROFESSIONNEL])
def test_une_carte_en_deux_temps_se_lit_comme_une_autre(poste, code):
    poste.poser(puce(CARTES[code], en_deux_temps=True))
    lire = poste.lecteur.lire_cps if code == PROFESSIONNEL else poste.lecteur.lire_vitale
    en_deux_temps = lire()
    poste.oter()
    poste.poser(code)
    en_un_temps = lire()
    assert en_deux_temps.generation < en_un_temps.generation
    assert vars_sans_generation(en_deux_temps) == vars_sans_generation(en_un_temps)


def vars_sans_generation(carte):
    return {nom: getattr(carte, nom) for nom in carte.__slots__ if nom != "generation"}


def test_vitale_et_cps_se_lisent_ensemble_chacune_pour_soi(poste):
    poste.poser(PATIENT)
    poste.poser(PROFESSIONNEL, FENTE_2)
    with ThreadPoolExecutor(1) as fil:
        for _ in range(20):
            cps = fil.submit(poste.lecteur.lire_cps)
            assert se_lit(poste, PATIENT)
            assert cps.result(DELAI_S).nom == "MARCHAND"


@pytest.mark.parametrize(("fente", "attendu"), [(FENTE_1, PATIENT), (FENTE_2, AUTRE)])
def test_de_deux_vitale_celle_du_lecteur_prefere_se_lit(pcscd, fente, attendu):
    with PosteReel(pcscd, preferes={TypeCarte.VITALE: pcscd.lecteurs[fente]}) as poste:
        poste.poser(PATIENT, FENTE_1)
        poste.poser(AUTRE, FENTE_2)
        assert se_lit(poste, attendu)


def test_sans_preference_la_derniere_vitale_inseree_se_lit(poste):
    poste.poser(PATIENT, FENTE_2)
    poste.poser(AUTRE, FENTE_1)
    assert se_lit(poste, AUTRE)


class TestRondeDePcscd:
    """À la période de pcscd lui-même : une carte peut en remplacer une autre entre deux de ses regards."""

    @pytest.fixture
    def poste(self, pcscd: Pcscd) -> Iterator[PosteReel]:
        ronde, pcscd.ronde_ms = pcscd.ronde_ms, None
        pcscd.redemarrer()
        with PosteReel(pcscd) as poste:
            yield poste
        pcscd.ronde_ms = ronde
        pcscd.redemarrer()

    def test_un_retrait_pendant_la_lecture_se_confirme(self, poste):
        poste.poser(PATIENT)
        carte = poste.cartes[FENTE_1]
        a_l_echange(carte, 3, carte.retirer)
        with pytest.raises(CarteRetiree):
            poste.lecteur.lire_vitale()

    def test_deux_patients_qui_se_succedent_entre_deux_regards_ne_se_confondent_pas(self, poste):
        poste.poser(PATIENT)
        premier = poste.lecteur.lire_vitale()
        poste.glisser(AUTRE)
        try:
            second = poste.lecteur.lire_vitale()
        except CarteRetiree:  # la seconde vient d’entrer : on la lit dès qu’elle est annoncée
            poste.attendre(poste.lecteur.vitale_presente)
            second = poste.lecteur.lire_vitale()
        assert second.generation > premier.generation
        assert se_lit(poste, AUTRE)
        assert qui(second) != qui(premier)
