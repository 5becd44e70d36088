"""Les algorithmes de signature que ce programme sait relire, par le nom que porte `Signature.algorithme`.

Une clé RSA a au moins 2 048 bits, ce que l’ANSSI admet jusqu’à la fin de 2030 (RGS, annexe B1).
"""

from __future__ import annotations

from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, SECP384R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256

RSA_SHA256 = "RSA-SHA256"
RSA_PSS_SHA256 = "RSA-PSS-SHA256"
ECDSA_SHA256 = "ECDSA-SHA256"
"""La valeur est la suite DER des deux entiers (RFC 3279), non leur concaténation."""
ED25519 = "Ed25519"
SIMULATION = "SIMULATION-Ed25519"
PREFIXE_SIMULATION = b"SIMULATION, SANS VALEUR\0"
"""Ce qui précède toujours les octets signés en simulation : une telle signature ne passe pas pour une vraie."""

BITS_RSA_MIN = 2048
DIGEST_INFO_SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")
"""Ce qui précède l’empreinte SHA-256 dans une signature PKCS#1 v1.5 (RFC 8017, § 9.2, note 1)."""


def digest_info(donnees: bytes) -> bytes:
    """L’empreinte de ces octets, dans la forme qu’attend une carte qui ne sait que compléter et chiffrer."""
    return DIGEST_INFO_SHA256 + sha256(donnees).digest()


def est_juste(algorithme: str, cle: CertificatePublicKeyTypes, valeur: bytes, donnees: bytes) -> bool:
    """Vrai si cette valeur signe ces octets par la clé privée de `cle`, selon cet algorithme.

    Faux de même pour un algorithme inconnu, ou qui ne va pas avec la clé.
    """
    try:
        return _verifier(algorithme, cle, valeur, donnees)
    except InvalidSignature:
        return False


def _verifier(algorithme: str, cle: CertificatePublicKeyTypes, valeur: bytes, donnees: bytes) -> bool:
    match cle:
        case RSAPublicKey() if cle.key_size >= BITS_RSA_MIN and algorithme in {RSA_SHA256, RSA_PSS_SHA256}:
            remplissage = PKCS1v15() if algorithme == RSA_SHA256 else PSS(MGF1(SHA256()), PSS.AUTO)
            cle.verify(valeur, donnees, remplissage, SHA256())
        case EllipticCurvePublicKey(curve=SECP256R1() | SECP384R1()) if algorithme == ECDSA_SHA256:
            cle.verify(valeur, donnees, ECDSA(SHA256()))
        case Ed25519PublicKey() if algorithme == ED25519:
            cle.verify(valeur, donnees)
        case Ed25519PublicKey() if algorithme == SIMULATION:
            cle.verify(valeur, PREFIXE_SIMULATION + donnees)
        case _:
            return False
    return True
