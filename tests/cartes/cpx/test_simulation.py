from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from cryptography import x509

from secretariat.cartes.cpx.algorithmes import ED25519
from secretariat.cartes.cpx.certificat import Titulaire, lire_certificat
from secretariat.cartes.cpx.chaine import verifier
from secretariat.cartes.cpx.simulation import autorites_de_simulation, certificat_simule, signer, verifier_signature
from secretariat.cartes.erreurs import SignatureInvalide
from secretariat.cartes.valeurs import SorteCpx
from tests.cartes.cpx.autorite import AUTORITES, ETAGE, carte
from tests.cartes.cpx.test_jeton_simule import HELENE

FEUILLE = "feuille n° 12, 30,00 €".encode()
QUAND = datetime(2026, 3, 12, 10, 20, tzinfo=UTC)
NADIA = replace(HELENE, sorte=SorteCpx.CPE, identifiant_national="SIMU/990001", rpps=None, profession="", nom="FERRAND")
EMPREINTE = "cfb03c43f614b84bb1925ad29406891d14d06f4ce4581bdf4c52ce604121e6c0"
"""SHA-256 du certificat simulé du Dr MARCHAND : le changer change toutes les cartes virtuelles déjà faites."""


def test_le_certificat_simule_dit_qui_est_la_carte_et_ce_qu_il_vaut():
    der = certificat_simule(HELENE)
    assert lire_certificat(der) == Titulaire(
        identifiant_national="810000000009",
        nom="MARCHAND",
        prenom="Hélène",
        profession="Médecin",
        sorte=SorteCpx.CPS,
        valable_du=date(2000, 1, 1),
        valable_jusqu_au=date(2039, 12, 31),
        rpps="10000000009",
    )
    certificat = x509.load_der_x509_certificate(der)
    assert "SANS VALEUR" in certificat.issuer.rfc4514_string()
    assert "SANS VALEUR" in certificat.subject.rfc4514_string()


@pytest.mark.parametrize("sorte", SorteCpx)
def test_chaque_sorte_de_carte_a_son_certificat(sorte):
    assert lire_certificat(certificat_simule(replace(NADIA, sorte=sorte))).sorte is sorte


def test_le_certificat_simule_est_fige_au_bit_pres():
    assert sha256(certificat_simule(HELENE)).hexdigest() == EMPREINTE
    assert certificat_simule(replace(HELENE, generation=7)) == certificat_simule(HELENE)


def test_deux_cartes_n_ont_ni_le_meme_certificat_ni_le_meme_numero_de_serie():
    cartes = (HELENE, NADIA, replace(HELENE, valable_jusqu_au=date(2040, 1, 1)))
    series = {x509.load_der_x509_certificate(certificat_simule(c)).serial_number for c in cartes}
    assert len(series) == len(cartes)


@pytest.mark.parametrize("titulaire", [HELENE, NADIA])
def test_la_signature_simulee_remonte_a_l_autorite_de_simulation(titulaire):
    signature = signer(titulaire, FEUILLE)
    assert verifier_signature(FEUILLE, signature)
    assert verifier(FEUILLE, signature, autorites_de_simulation(), QUAND).nom == titulaire.nom


def test_une_signature_simulee_ne_vaut_rien_devant_de_vraies_autorites():
    with pytest.raises(SignatureInvalide, match="aucune autorité reconnue"):
        verifier(FEUILLE, signer(HELENE, FEUILLE), AUTORITES, QUAND)


@pytest.mark.parametrize(
    "maquillage", [{"simulee": False}, {"algorithme": ED25519}, {"algorithme": ED25519, "simulee": False}]
)
def test_une_signature_simulee_ne_passe_pas_pour_une_vraie(maquillage):
    maquillee = replace(signer(HELENE, FEUILLE), **maquillage)
    assert not verifier_signature(FEUILLE, maquillee)
    with pytest.raises(SignatureInvalide):
        verifier(FEUILLE, maquillee, autorites_de_simulation(), QUAND)


def test_un_certificat_de_la_meme_cle_sous_une_autre_autorite_est_refuse():
    signature = signer(HELENE, FEUILLE)
    cle = x509.load_der_x509_certificate(signature.certificat).public_key()
    assert not verifier_signature(FEUILLE, replace(signature, certificat=carte(ETAGE, Publique(cle))))


@pytest.mark.parametrize("certificat", [b"", certificat_simule(NADIA), bytes(32)], ids=len)
def test_une_signature_sans_son_certificat_est_refusee(certificat):
    assert not verifier_signature(FEUILLE, replace(signer(HELENE, FEUILLE), certificat=certificat))


class Publique:
    """De quoi émettre un certificat pour une clé dont on n’a que la moitié publique."""

    def __init__(self, cle):
        self._cle = cle

    def public_key(self):
        return self._cle
