from dataclasses import replace

import pytest

from secretariat.cartes.catalogue import charger_cartes
from secretariat.cartes.signature_simulee import signer, verifier_signature
from secretariat.cartes.valeurs import CarteCps
from secretariat.socle.ressources import dossier

FEUILLE = "feuille n° 12, 30,00 €".encode()


def signee(code, donnees=FEUILLE):
    carte = charger_cartes(dossier() / "cartes")[code].contenu
    assert isinstance(carte, CarteCps)
    return signer(carte, donnees)


def test_une_signature_se_verifie_et_se_dit_simulee():
    signature = signee("cps-marchand")
    assert verifier_signature(FEUILLE, signature)
    assert signature.simulee
    assert signature.algorithme.startswith("SIMULATION")
    assert signature.signataire == "810000000009"


def test_la_meme_carte_signe_toujours_de_meme():
    assert signee("cps-marchand") == signee("cps-marchand")


@pytest.mark.parametrize("rang", range(len(FEUILLE)))
def test_un_octet_change_se_voit(rang):
    changee = bytearray(FEUILLE)
    changee[rang] ^= 1
    assert not verifier_signature(bytes(changee), signee("cps-marchand"))


def test_une_signature_ne_passe_pas_pour_celle_d_un_confrere():
    marchand, benali = signee("cps-marchand"), signee("cps-benali")
    usurpees = (
        replace(marchand, signataire=benali.signataire),
        replace(marchand, signataire=benali.signataire, certificat=benali.certificat),
        replace(marchand, certificat=benali.certificat),
        replace(marchand, valeur=benali.valeur),
        replace(marchand, valeur=b""),
    )
    assert not any(verifier_signature(FEUILLE, usurpee) for usurpee in usurpees)


@pytest.mark.parametrize("maquillage", [{"algorithme": "Ed25519"}, {"simulee": False}])
def test_une_signature_simulee_qui_se_dit_vraie_est_refusee(maquillage):
    assert not verifier_signature(FEUILLE, replace(signee("cps-marchand"), **maquillage))
