"""Deux postes devant la même facture, ou les mêmes droits : rien ne se valide qu’on n’ait vu."""

from datetime import date

import pytest

from secretariat.dossiers.services import enregistrer_droits
from secretariat.dossiers.valeurs import DroitsPatient
from secretariat.facturation import services
from secretariat.facturation.lectures import apercu
from secretariat.facturation.valeurs import ActeDemande, EtatFacture, Parcours, TiersPayant
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import ModifieAilleurs
from tests.facturation.conftest import JOUR

SOLIDAIRE = DroitsPatient("284064499000108", "01", "441", "0001", date(2026, 12, 31), c2s=True)


@pytest.fixture
def karim(bureau, autre_poste):
    """Le même bureau, au poste 2."""
    return type(bureau)(autre_poste, bureau.bareme)


def montree(bureau):
    return bureau.lire(
        lambda lecture: apercu(
            lecture,
            bureau.bareme,
            patient_id=1,
            praticien_id=1,
            jour=JOUR,
            actes=[ActeDemande("G")],
            tiers_payant=TiersPayant.AMO,
            parcours=Parcours.MEDECIN_TRAITANT,
        )
    )


def test_une_facture_ne_se_valide_pas_a_d_autres_montants_que_ceux_montres(bureau, karim):
    vue = montree(bureau)
    karim.faire(enregistrer_droits, 1, SOLIDAIRE)
    facture_id = bureau.brouillon()
    with pytest.raises(ModifieAilleurs, match=r"Karim \(poste 2\).*0,00.*et non 9,00"):
        bureau.faire(services.valider, facture_id, vue=vue)
    assert bureau.fiche(facture_id).etat is EtatFacture.BROUILLON
    bureau.faire(services.valider, facture_id, vue=montree(bureau))
    assert bureau.fiche(facture_id).etat is EtatFacture.VALIDEE


def test_un_changement_de_droits_qui_ne_change_pas_le_prix_ne_gene_pas(bureau, karim):
    vue = montree(bureau)
    karim.faire(enregistrer_droits, 1, DroitsPatient("284064499000108", "01", "442", "0009", date(2026, 12, 31)))
    facture_id = bureau.brouillon()
    bureau.faire(services.valider, facture_id, vue=vue)
    assert bureau.fiche(facture_id).etat is EtatFacture.VALIDEE


@pytest.mark.parametrize("la_bas", [services.valider, services.abandonner])
@pytest.mark.parametrize("ici", [services.valider, services.abandonner])
def test_un_brouillon_deja_tranche_au_poste_2_ne_se_tranche_plus(bureau, karim, la_bas, ici):
    facture_id = bureau.brouillon()
    karim.faire(la_bas, facture_id)
    tranchee = bureau.fiche(facture_id)
    with pytest.raises(ErreurMetier):
        bureau.faire(ici, facture_id)
    assert bureau.fiche(facture_id) == tranchee
