"""Signer comme le ferait une CPS, avec une clé qui ne vaut rien.

La signature est une vraie signature Ed25519, et son certificat un vrai certificat X.509 : elle change si un octet
change, et se vérifie. Mais la clé se déduit de l’identifiant inscrit sur la carte fictive, et celle de l’autorité, de
rien : quiconque a ce fichier peut les refaire. Elle ne prouve donc rien, et tout le dit : le nom de l’algorithme, celui
de l’autorité, le préfixe des octets signés, la marque `simulee`. La même carte a toujours le même certificat.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from secretariat.cartes.cpx.algorithmes import PREFIXE_SIMULATION, SIMULATION, est_juste
from secretariat.cartes.cpx.certificat import GIP_CARD_TYPE, SORTES, certificat_lisible, lire_certificat
from secretariat.cartes.cpx.chaine import Autorites
from secretariat.cartes.erreurs import DonneesInvalides
from secretariat.cartes.valeurs import CarteCps, Signature

NOM_AUTORITE = "AC de SIMULATION, SANS VALEUR"
DEBUT, FIN = date(2000, 1, 1), date(2099, 12, 31)
"""Les bornes de l’autorité ; une carte fictive est valable depuis le même jour, jusqu’à celui qu’elle porte."""

OCTETS_SERIE = 16
CARTES_GARDEES = 64
NUMEROS_SORTES = {sorte: numero for numero, sorte in SORTES.items()}
USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def signer(carte: CarteCps, donnees: bytes) -> Signature:
    """La signature de ces octets par la clé de simulation de la carte."""
    return Signature(
        algorithme=SIMULATION,
        valeur=_cle(carte.identifiant_national).sign(PREFIXE_SIMULATION + donnees),
        certificat=certificat_simule(carte),
        signataire=carte.identifiant_national,
        simulee=True,
    )


def verifier_signature(donnees: bytes, signature: Signature) -> bool:
    """Vrai si cette signature simulée est celle de ces octets par ce signataire, sous l’autorité de simulation.

    Les dates ne comptent pas : une carte fictive échue signe encore.
    """
    if signature.algorithme != SIMULATION or not signature.simulee:
        return False
    cle = _cle(signature.signataire).public_key()
    return _est_son_certificat(signature, cle) and est_juste(SIMULATION, cle, signature.valeur, donnees)


def certificat_simule(carte: CarteCps) -> bytes:
    """Le certificat (DER) de la clé de simulation de cette carte, le même à chaque insertion."""
    return _certificat(replace(carte, generation=0, certificat=b""))


def autorites_de_simulation() -> Autorites:
    """L’autorité qui émet les certificats simulés, et elle seule."""
    return Autorites(_autorite().public_bytes(Encoding.PEM).decode())


def _est_son_certificat(signature: Signature, cle: Ed25519PublicKey) -> bool:
    try:
        titulaire = lire_certificat(signature.certificat)
        with certificat_lisible():
            certificat = x509.load_der_x509_certificate(signature.certificat)
            siens = certificat.public_key() == cle and titulaire.identifiant_national == signature.signataire
    except DonneesInvalides:
        return False
    return siens and bool(autorites_de_simulation().emettrices(certificat))


@lru_cache(CARTES_GARDEES)
def _certificat(carte: CarteCps) -> bytes:
    cle = _cle(carte.identifiant_national).public_key()
    constructeur = _base(_sujet(carte), cle, carte.valable_jusqu_au)
    sorte = x509.UnrecognizedExtension(GIP_CARD_TYPE, bytes((2, 1, NUMEROS_SORTES[carte.sorte])))
    for extension, critique in (
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_usages("digital_signature", "content_commitment"), True),
        (sorte, False),
    ):
        constructeur = constructeur.add_extension(extension, critical=critique)
    return constructeur.sign(_cle(NOM_AUTORITE), None).public_bytes(Encoding.DER)


@lru_cache(1)
def _autorite() -> x509.Certificate:
    cle = _cle(NOM_AUTORITE)
    return (
        _base(_nom_autorite(), cle.public_key(), FIN)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usages("key_cert_sign"), critical=True)
        .sign(cle, None)
    )


def _base(sujet: x509.Name, cle: Ed25519PublicKey, fin: date) -> x509.CertificateBuilder:
    empreinte = sha256(cle.public_bytes_raw() + sujet.public_bytes() + fin.isoformat().encode()).digest()
    return (
        x509
        .CertificateBuilder()
        .subject_name(sujet)
        .issuer_name(_nom_autorite())
        .public_key(cle)
        .serial_number(int.from_bytes(empreinte[:OCTETS_SERIE]) | 1)
        .not_valid_before(datetime.combine(DEBUT, time(), UTC))
        .not_valid_after(datetime.combine(fin, time(23, 59, 59), UTC))
    )


def _sujet(carte: CarteCps) -> x509.Name:
    """Le sujet à un seul RDN des cartes récentes, après le pays et l’organisation, qui dit ce qu’il vaut."""
    personne = [
        (NameOID.TITLE, carte.profession),
        (NameOID.GIVEN_NAME, carte.prenom),
        (NameOID.SURNAME, carte.nom),
        (NameOID.COMMON_NAME, carte.identifiant_national),
    ]
    return x509.Name([
        *_nom_autorite().rdns[:2],
        x509.RelativeDistinguishedName([x509.NameAttribute(oid, valeur) for oid, valeur in personne if valeur]),
    ])


def _nom_autorite() -> x509.Name:
    return x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "SIMULATION, SANS VALEUR"),
        x509.NameAttribute(NameOID.COMMON_NAME, NOM_AUTORITE),
    ])


def _usages(*permis: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{usage: usage in permis for usage in USAGES})


def _cle(nom: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(sha256(PREFIXE_SIMULATION + nom.encode()).digest())
