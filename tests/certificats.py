"""De vrais certificats pour les essais de liaison chiffrée : une autorité, et ce qu’elle signe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

MAINTENANT = datetime.now(UTC)  # noqa: TID251  (un certificat vaut à l’heure vraie)


@dataclass(frozen=True)
class Autorite:
    """Une autorité de certification."""

    cle: ec.EllipticCurvePrivateKey
    certificat: x509.Certificate

    @classmethod
    def nouvelle(cls, nom: str = "Autorité d’essai") -> Autorite:
        """Une autorité qui se signe elle-même."""
        cle = ec.generate_private_key(ec.SECP256R1())
        sujet = _nom(nom)
        certificat = (
            _fabrique(sujet, sujet, cle.public_key(), jours=2)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(cle, hashes.SHA256())
        )
        return cls(cle, certificat)

    def ecrire(self, fichier: Path) -> Path:
        """Écrit son certificat."""
        fichier.write_bytes(self.certificat.public_bytes(serialization.Encoding.PEM))
        return fichier

    def signer(self, dossier: Path, hote: str, *, jours: int = 1) -> None:
        """Écrit `server.crt` et `server.key`, au nom de cet hôte ; `jours` négatif : déjà échu."""
        cle = ec.generate_private_key(ec.SECP256R1())
        certificat = (
            _fabrique(_nom(hote), self.certificat.subject, cle.public_key(), jours=jours)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(hote)]), critical=False)
            .sign(self.cle, hashes.SHA256())
        )
        (dossier / "server.crt").write_bytes(certificat.public_bytes(serialization.Encoding.PEM))
        (dossier / "server.key").write_bytes(
            cle.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )


def _nom(nom: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, nom)])


def _fabrique(
    sujet: x509.Name, emetteur: x509.Name, cle: ec.EllipticCurvePublicKey, *, jours: int
) -> x509.CertificateBuilder:
    return (
        x509
        .CertificateBuilder()
        .subject_name(sujet)
        .issuer_name(emetteur)
        .public_key(cle)
        .serial_number(x509.random_serial_number())
        .not_valid_before(MAINTENANT - timedelta(days=10))
        .not_valid_after(MAINTENANT + timedelta(days=jours))
    )
