from dataclasses import replace

import pytest

from secretariat.cartes.api_vitale.concordance import exiger_la_meme_carte
from secretariat.cartes.erreurs import ReponseInattendue
from secretariat.cartes.valeurs import Beneficiaire, CarteVitale, SourceLecture
from tests.cartes.api_vitale.documents import DROITS, FAMILLE, lire


def simple(*porteurs: Beneficiaire, nir_assure: str = "") -> CarteVitale:
    return CarteVitale("", nir_assure, "", "", "", "", porteurs, simulee=False, generation=1)


def lecture_simple_de(carte: CarteVitale) -> CarteVitale:
    """Ce que la lecture sans licence dirait de la même carte."""
    porteurs = (
        Beneficiaire(b.nom, b.prenom, b.naissance_brute, nir=b.nir, nom_ambigu=True) for b in carte.beneficiaires
    )
    return simple(*porteurs, nir_assure=carte.nir_assure)


@pytest.mark.parametrize("document", [FAMILLE, DROITS])
def test_deux_lectures_de_la_meme_carte_concordent(document):
    droits = lire(document)
    assert droits.source is SourceLecture.API
    exiger_la_meme_carte(lecture_simple_de(droits), droits)


def test_le_fichier_du_patient_d_avant_ne_passe_pas():
    with pytest.raises(ReponseInattendue, match="ne sont pas ceux de la carte") as capture:
        exiger_la_meme_carte(lecture_simple_de(lire(DROITS)), lire(FAMILLE))
    assert capture.value.detail == "concordance\u00a0: un NIR de la carte n’y est pas"


def test_un_porteur_que_l_api_ignore_ne_passe_pas():
    droits = lire(FAMILLE)
    seule = replace(droits, beneficiaires=droits.beneficiaires[:1])
    with pytest.raises(ReponseInattendue):
        exiger_la_meme_carte(lecture_simple_de(droits), seule)


def test_le_siecle_que_l_api_ignore_ne_separe_pas_deux_lectures():
    droits = lire(FAMILLE)
    lue = lecture_simple_de(droits)
    zoe = replace(lue.beneficiaires[2], naissance_brute="20130927")
    exiger_la_meme_carte(replace(lue, beneficiaires=(*lue.beneficiaires[:2], zoe)), droits)


def test_sans_nir_les_noms_decident():
    droits = replace(lire(DROITS), nir_assure="")
    sans_nir = replace(droits, beneficiaires=(replace(droits.beneficiaires[0], nir=None),))
    exiger_la_meme_carte(simple(Beneficiaire("haddad", "SAMIR", "19550099")), sans_nir)
    with pytest.raises(ReponseInattendue):
        exiger_la_meme_carte(simple(Beneficiaire("AUTRE", "SAMIR", "19550099")), sans_nir)


def test_une_lecture_simple_vide_ne_confirme_rien():
    with pytest.raises(ReponseInattendue):
        exiger_la_meme_carte(simple(nir_assure="155209999000322"), lire(DROITS))


def test_la_carte_d_un_enfant_n_est_pas_celle_de_sa_famille():
    enfant = Beneficiaire("MOREAU", "Léa", "20080402")
    pere = Beneficiaire("MOREAU", "Jean", "19800101", nir="180014499000112")
    with pytest.raises(ReponseInattendue) as refus:
        exiger_la_meme_carte(simple(enfant), simple(pere, enfant, nir_assure="180014499000112"))
    assert "mêmes porteurs" in refus.value.detail
