"""Vérifier une signature de carte, puis que son certificat remonte à une autorité que le cabinet a désignée.

La chaîne se remonte ici par `verify_directly_issued_by`, non par `cryptography.x509.verification` : ce dernier suit le
profil du Web (refus d’Ed25519, contraintes de noms de serveurs) que les certificats de personnes ne suivent pas.

La révocation n’est pas vérifiée : le poste travaille hors ligne, sans CRL ni OCSP. Une carte perdue passe donc jusqu’à
l’échéance de son certificat.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512
from cryptography.x509.oid import ExtensionOID

from secretariat.cartes.cpx.algorithmes import SIMULATION, est_juste
from secretariat.cartes.cpx.certificat import GIP_CARD_TYPE, ILLISIBLE, Titulaire, certificat_lisible, titulaire
from secretariat.cartes.erreurs import DonneesInvalides, SignatureInvalide
from secretariat.cartes.valeurs import Signature

E = TypeVar("E", bound=x509.ExtensionType)

AUTORITES_MAX = 4
"""Combien d’autorités, au plus, entre un certificat de carte et celle qui termine la chaîne, comprise."""

EMPREINTES_SURES = (SHA256, SHA384, SHA512)
CRITIQUES_CONNUES = frozenset({
    ExtensionOID.BASIC_CONSTRAINTS, ExtensionOID.KEY_USAGE, ExtensionOID.EXTENDED_KEY_USAGE,
    ExtensionOID.CERTIFICATE_POLICIES, ExtensionOID.SUBJECT_ALTERNATIVE_NAME, GIP_CARD_TYPE,
})  # fmt: skip
"""Une autre extension marquée critique fait refuser le certificat (RFC 5280, § 4.2)."""


class Autorites:
    """Les autorités de certification que le cabinet reconnaît, racines et intermédiaires mêlées.

    Args:
        pem: Un ou plusieurs certificats, en PEM ; le texte entre eux est ignoré.

    Raises:
        DonneesInvalides: Aucun certificat, ou l’un d’eux est mal formé.
    """

    def __init__(self, pem: str) -> None:
        try:
            self.certificats = tuple(x509.load_pem_x509_certificates(pem.encode()))
            for certificat in self.certificats:
                _dates_et_extensions(certificat)
        except ILLISIBLE as faute:
            raise DonneesInvalides(
                "Le texte des autorités de certification n’est pas une suite de certificats PEM.",
                conseil="Coller les certificats entiers, lignes «\u00a0BEGIN CERTIFICATE\u00a0» et "
                "«\u00a0END CERTIFICATE\u00a0» comprises.",
                detail=f"autorités : {type(faute).__name__}",
            ) from faute

    @property
    def noms(self) -> tuple[str, ...]:
        """Le nom de chacune, dans l’ordre du texte, pour l’écran des réglages."""
        return tuple(_nom(certificat) for certificat in self.certificats)

    def emettrices(self, certificat: x509.Certificate) -> tuple[x509.Certificate, ...]:
        """Celles qui ont signé ce certificat ; plusieurs, quand une autorité a renouvelé le sien."""
        return tuple(autorite for autorite in self.certificats if _a_emis(autorite, certificat))


def verifier(donnees: bytes, signature: Signature, autorites: Autorites, quand: datetime) -> Titulaire:
    """Qui a signé ces octets, si la signature et toute la chaîne tiennent à cet instant.

    Args:
        donnees: Les octets signés.
        signature: Ce que la carte a rendu.
        autorites: Celles que le cabinet reconnaît.
        quand: L’instant de la signature, avec son fuseau.

    Raises:
        SignatureInvalide: Signature fausse, certificat illisible, échu ou qui ne sert pas à signer, autorité inconnue,
            échue ou qui n’en est pas une, signataire autre que celui du certificat ; le message dit laquelle.
        ValueError: L’instant n’a pas de fuseau.
    """
    if quand.tzinfo is None:
        raise ValueError("l’instant d’une signature a un fuseau")
    try:
        with certificat_lisible():
            certificat = x509.load_der_x509_certificate(signature.certificat)
            lu = titulaire(certificat)
            juste = est_juste(signature.algorithme, certificat.public_key(), signature.valeur, donnees)
            if not juste or signature.simulee != (signature.algorithme == SIMULATION):
                raise refus("elle n’est pas celle de ces données par ce certificat")
            if lu.identifiant_national != signature.signataire:
                raise refus("le certificat n’est pas celui du signataire annoncé")
            _verifier_feuille(certificat, quand)
            _remonter(certificat, autorites, quand, rang=0)
    except DonneesInvalides as faute:
        raise refus("le certificat est illisible", detail=faute.detail) from faute
    return lu


def refus(raison: str, *, detail: str = "") -> SignatureInvalide:
    """Le refus d’une signature, pour cette raison."""
    return SignatureInvalide(f"La signature de la carte ne se vérifie pas\u00a0: {raison}.", detail=detail)


def _verifier_feuille(certificat: x509.Certificate, quand: datetime) -> None:
    _verifier_tenue(certificat, quand, "le certificat de la carte")
    usage = _extension(certificat, x509.KeyUsage)
    if usage is None or not (usage.digital_signature or usage.content_commitment):
        raise refus("le certificat de la carte ne sert pas à signer")


def _remonter(certificat: x509.Certificate, autorites: Autorites, quand: datetime, *, rang: int) -> None:
    """Remonte jusqu’à une racine désignée, ou jusqu’à une intermédiaire dont l’émettrice ne l’est pas.

    `rang` compte les autorités déjà passées. Quand plusieurs chemins s’offrent, un seul qui tient suffit.
    """
    refuses = [refus("elle ne remonte à aucune autorité reconnue par le cabinet")]
    for autorite in autorites.emettrices(certificat):
        try:
            _verifier_autorite(autorite, quand, rang)
            if autorite.issuer != autorite.subject and autorites.emettrices(autorite):
                _remonter(autorite, autorites, quand, rang=rang + 1)
        except SignatureInvalide as faute:
            refuses.append(faute)
        else:
            return
    raise refuses[-1]


def _verifier_autorite(autorite: x509.Certificate, quand: datetime, rang: int) -> None:
    nom = f"le certificat de l’autorité «\u00a0{_nom(autorite)}\u00a0»"
    _verifier_tenue(autorite, quand, nom)
    contraintes, usage = _extension(autorite, x509.BasicConstraints), _extension(autorite, x509.KeyUsage)
    if contraintes is None or not contraintes.ca or usage is None or not usage.key_cert_sign:
        raise refus(f"«\u00a0{_nom(autorite)}\u00a0» n’est pas une autorité de certification")
    permis = AUTORITES_MAX - 1 if contraintes.path_length is None else contraintes.path_length
    if rang > min(permis, AUTORITES_MAX - 1):
        raise refus(f"la chaîne est plus longue que ne le permet {nom}")


def _verifier_tenue(certificat: x509.Certificate, quand: datetime, nom: str) -> None:
    """Dates, extensions critiques et empreinte : ce qui vaut pour tout certificat de la chaîne."""
    du, jusqu_au, critiques = _dates_et_extensions(certificat)
    if quand > jusqu_au:
        raise refus(f"{nom} est échu depuis le {jusqu_au:%d/%m/%Y}")
    if quand < du:
        raise refus(f"{nom} n’est valable qu’à partir du {du:%d/%m/%Y}")
    if critiques - CRITIQUES_CONNUES:
        raise refus(f"{nom} porte une extension critique inconnue")
    empreinte = certificat.signature_hash_algorithm
    if empreinte is not None and not isinstance(empreinte, EMPREINTES_SURES):
        raise refus(f"{nom} est signé avec une empreinte qui n’est plus sûre ({empreinte.name})")


def _dates_et_extensions(certificat: x509.Certificate) -> tuple[datetime, datetime, set[x509.ObjectIdentifier]]:
    critiques = {extension.oid for extension in certificat.extensions if extension.critical}
    return certificat.not_valid_before_utc, certificat.not_valid_after_utc, critiques


def _extension(certificat: x509.Certificate, sorte: type[E]) -> E | None:
    try:
        return certificat.extensions.get_extension_for_class(sorte).value
    except x509.ExtensionNotFound:
        return None


def _a_emis(autorite: x509.Certificate, certificat: x509.Certificate) -> bool:
    try:
        certificat.verify_directly_issued_by(autorite)
    except (InvalidSignature, *ILLISIBLE):
        return False
    return True


def _nom(certificat: x509.Certificate) -> str:
    noms = certificat.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(noms[0].value) if noms else certificat.subject.rfc4514_string()
