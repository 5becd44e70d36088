"""Signer comme le ferait une CPS, avec une clé qui ne vaut rien.

La signature est une vraie signature Ed25519 : elle change si un octet change, et se vérifie. Mais sa clé se déduit de
l’identifiant inscrit sur la carte fictive : quiconque a ce fichier peut la refaire. Elle ne prouve donc rien, et tout
le dit : le nom de l’algorithme, le préfixe des octets signés, la marque `simulee`.
"""

from __future__ import annotations

from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from secretariat.cartes.valeurs import CarteCps, Signature

ALGORITHME = "SIMULATION-Ed25519"
PREFIXE = b"SIMULATION, SANS VALEUR\0"


def signer(carte: CarteCps, donnees: bytes) -> Signature:
    """La signature de ces octets par la clé de simulation de la carte."""
    cle = _cle_de_simulation(carte.identifiant_national)
    return Signature(
        algorithme=ALGORITHME,
        valeur=cle.sign(PREFIXE + donnees),
        certificat=cle.public_key().public_bytes_raw(),
        signataire=carte.identifiant_national,
        simulee=True,
    )


def verifier_signature(donnees: bytes, signature: Signature) -> bool:
    """Vrai si cette signature simulée est bien celle de ces octets par ce signataire."""
    if signature.algorithme != ALGORITHME or not signature.simulee:
        return False
    cle = _cle_de_simulation(signature.signataire).public_key()
    if cle.public_bytes_raw() != signature.certificat:
        return False
    try:
        cle.verify(signature.valeur, PREFIXE + donnees)
    except InvalidSignature:
        return False
    return True


def _cle_de_simulation(identifiant: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(sha256(PREFIXE + identifiant.encode()).digest())
