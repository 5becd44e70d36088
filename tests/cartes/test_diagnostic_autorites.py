"""Les autorités du cabinet, une à une."""

import pytest

from secretariat.cartes.diagnostic_autorites import autorites_connues, avec, sans
from secretariat.cartes.erreurs import DonneesInvalides
from tests.cartes.cpx.autorite import ETAGE, FIGEE, JUSQU_AU, RACINE


def test_chaque_autorite_a_son_nom_et_son_echeance():
    connues = autorites_connues(RACINE.pem + "\nremis par l’ANS\n" + ETAGE.pem)
    assert [(a.nom, a.jusqu_au) for a in connues] == [
        ("AC racine d’essai", JUSQU_AU.date()),
        ("AC d’essai", JUSQU_AU.date()),
    ]


def test_une_autorite_importee_deux_fois_n_y_est_qu_une():
    assert avec(RACINE.pem, RACINE.pem + ETAGE.pem) == RACINE.pem + ETAGE.pem


def test_retirer_une_autorite_laisse_les_autres():
    connues = autorites_connues(RACINE.pem + ETAGE.pem + FIGEE.pem)
    assert sans(RACINE.pem + ETAGE.pem + FIGEE.pem, connues[1].empreinte) == RACINE.pem + FIGEE.pem
    assert sans(RACINE.pem, connues[0].empreinte) == ""


def test_un_cabinet_sans_autorite_n_en_montre_aucune():
    assert autorites_connues("") == ()


def test_un_texte_qui_n_est_pas_du_pem_est_refuse():
    with pytest.raises(DonneesInvalides):
        avec(RACINE.pem, "bonjour")
