"""Les états d’une facture : tous les couples, permis ou refusés."""

from itertools import product

import pytest

from secretariat.facturation.regles import TRANSITIONS, passer
from secretariat.facturation.valeurs import EtatFacture
from secretariat.socle.erreurs import ErreurMetier

PERMIS = """
    brouillon → validee, annulee
    validee → signee, annulee
    signee → en_lot, annulee
    en_lot → annulee
    annulee →
"""


def test_la_table_dit_ce_que_le_cabinet_permet():
    attendus = {
        (EtatFacture(depuis.strip()), EtatFacture(vers.strip()))
        for ligne in PERMIS.strip().splitlines()
        for depuis, _, suite in [ligne.partition("→")]
        for vers in suite.split(",")
        if vers.strip()
    }
    assert attendus == TRANSITIONS


@pytest.mark.parametrize(("depuis", "vers"), list(product(EtatFacture, EtatFacture)))
def test_tous_les_couples(depuis, vers):
    if (depuis, vers) in TRANSITIONS:
        assert passer(depuis, vers, designation="12") is vers
    else:
        with pytest.raises(ErreurMetier, match="La facture 12 est à l’état") as refus:
            passer(depuis, vers, designation="12")
        assert refus.value.conseil
