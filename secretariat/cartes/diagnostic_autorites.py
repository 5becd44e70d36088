"""Les autorités de certification du cabinet, une à une : leur nom, leur échéance ; en ajouter, en retirer.

Le texte PEM est la forme gardée en base ; il est réécrit sans ce qui sépare les certificats, et sans doublon.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from secretariat.cartes.cpx.chaine import Autorites


@dataclass(frozen=True, slots=True)
class AutoriteConnue:
    """Une autorité que le cabinet reconnaît ; `empreinte` (SHA-256, en hexadécimal) la désigne."""

    nom: str
    jusqu_au: date
    empreinte: str
    pem: str


def autorites_connues(pem: str) -> tuple[AutoriteConnue, ...]:
    """Les autorités de ce texte, dans l’ordre, chacune une fois ; aucune s’il est vide.

    Raises:
        DonneesInvalides: Ce n’est pas une suite de certificats PEM.
    """
    if not pem.strip():
        return ()
    autorites = Autorites(pem)
    connues = map(_connue, autorites.noms, autorites.certificats)
    return tuple({connue.empreinte: connue for connue in connues}.values())


def avec(pem: str, ajoutees: str) -> str:
    """Ces autorités, et celles-là.

    Raises:
        DonneesInvalides: L’un des deux textes n’est pas une suite de certificats PEM.
    """
    toutes = {connue.empreinte: connue.pem for connue in (*autorites_connues(pem), *autorites_connues(ajoutees))}
    return "".join(toutes.values())


def sans(pem: str, empreinte: str) -> str:
    """Ces autorités, moins celle qui a cette empreinte.

    Raises:
        DonneesInvalides: Le texte n’est pas une suite de certificats PEM.
    """
    return "".join(connue.pem for connue in autorites_connues(pem) if connue.empreinte != empreinte)


def _connue(nom: str, certificat: x509.Certificate) -> AutoriteConnue:
    return AutoriteConnue(
        nom=nom,
        jusqu_au=certificat.not_valid_after_utc.date(),
        empreinte=certificat.fingerprint(SHA256()).hex(),
        pem=certificat.public_bytes(Encoding.PEM).decode("ascii"),
    )
