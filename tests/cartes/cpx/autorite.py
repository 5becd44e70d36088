"""Une autorité de certification d’essai, à deux étages, et les certificats de cartes qu’elle émet."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from secretariat.cartes.cpx.certificat import GIP_CARD_TYPE
from secretariat.cartes.cpx.chaine import Autorites

QUAND = datetime(2026, 3, 12, 10, 20, tzinfo=UTC)
DU, JUSQU_AU = datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 12, 31, 23, 59, 59, tzinfo=UTC)
IDENTIFIANT = "810000000009"
CPS = b"\x02\x01\x00"
USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip

RECENT = x509.Name([
    x509.RelativeDistinguishedName([x509.NameAttribute(NameOID.COUNTRY_NAME, "FR")]),
    x509.RelativeDistinguishedName([
        x509.NameAttribute(NameOID.TITLE, "Médecin"),
        x509.NameAttribute(NameOID.GIVEN_NAME, "Hélène"),
        x509.NameAttribute(NameOID.SURNAME, "MARCHAND"),
        x509.NameAttribute(NameOID.COMMON_NAME, IDENTIFIANT),
    ]),
])


def ancien(nom="MARCHAND HELENE", identifiant=IDENTIFIANT):
    return x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "ESSAI"),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "MEDECIN"),
        x509.NameAttribute(NameOID.SERIAL_NUMBER, identifiant),
        x509.NameAttribute(NameOID.COMMON_NAME, nom),
    ])


def nom(texte):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, texte)])


def usages(*permis):
    return x509.KeyUsage(**{usage: usage in permis for usage in USAGES})


@dataclass(frozen=True)
class Etage:
    """Une autorité : sa clé et son certificat."""

    cle: EllipticCurvePrivateKey | Ed25519PrivateKey
    certificat: x509.Certificate

    @property
    def pem(self):
        return self.certificat.public_bytes(Encoding.PEM).decode()


def autorite(
    texte, emettrice=None, *, ca=True, longueur=None, du=DU, jusqu_au=JUSQU_AU, usage="key_cert_sign", cle=None
):
    cle = generate_private_key(SECP256R1()) if cle is None else cle
    signe, au_nom_de = (cle, nom(texte)) if emettrice is None else (emettrice.cle, emettrice.certificat.subject)
    extensions = ((x509.BasicConstraints(ca=ca, path_length=longueur if ca else None), True), (usages(usage), True))
    return Etage(cle, _certificat(nom(texte), au_nom_de, cle.public_key(), signe, extensions, (du, jusqu_au)))


def carte(
    emettrice, cle, *, sujet=RECENT, sorte=CPS, usage="digital_signature", du=DU, jusqu_au=JUSQU_AU, de_plus=(),
    empreinte=None,
):  # fmt: skip
    """Le certificat d’une carte, en DER ; `sorte` vide l’émet sans type de carte."""
    extensions = [(usages(usage), True), *de_plus]
    if sorte:
        extensions.append((x509.UnrecognizedExtension(GIP_CARD_TYPE, sorte), False))
    certificat = _certificat(
        sujet, emettrice.certificat.subject, cle.public_key(), emettrice.cle, extensions, (du, jusqu_au), empreinte
    )
    return certificat.public_bytes(Encoding.DER)


def _certificat(sujet, emettrice, cle_publique, cle, extensions, dates, empreinte=None):
    constructeur = (
        x509
        .CertificateBuilder()
        .subject_name(sujet)
        .issuer_name(emettrice)
        .public_key(cle_publique)
        .serial_number(int.from_bytes(sha256(sujet.public_bytes()).digest()[:8]))
        .not_valid_before(dates[0])
        .not_valid_after(dates[1])
    )
    for extension, critique in extensions:
        constructeur = constructeur.add_extension(extension, critical=critique)
    return constructeur.sign(cle, None if isinstance(cle, Ed25519PrivateKey) else empreinte or SHA256())


RACINE = autorite("AC racine d’essai", longueur=1)
ETAGE = autorite("AC d’essai", RACINE, longueur=0)
AUTORITES = Autorites(RACINE.pem + "\ncommentaire\n" + ETAGE.pem)
FIGEE = autorite("AC figée", cle=Ed25519PrivateKey.from_private_bytes(bytes(32)))
"""Une autorité dont les certificats sont les mêmes à chaque essai (Ed25519 signe toujours de même)."""
