"""Ce qu’un certificat de carte CPx dit de son titulaire.

Deux formes de sujet coexistent. La récente met tout dans un seul RDN à plusieurs valeurs (`title=Médecin + GN=… + SN=…
+ CN=899700735741`) ; l’ancienne met le nom et le prénom dans `CN`, l’identifiant dans `SERIALNUMBER`, la profession
dans `OU`. C’est la présence de `SN` qui les distingue. Rien n’est vérifié ici : un certificat bien formé peut être
faux.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.oid import NameOID

from secretariat.cartes.erreurs import DonneesInvalides
from secretariat.cartes.valeurs import PREFIXE_NATIONAL, SorteCpx
from secretariat.socle.identifiants import rpps_valide

GIP_CARD_TYPE = x509.ObjectIdentifier("1.2.250.1.71.1.2.2")
"""L’extension qui dit la sorte de la carte (ANS, `SamlPsAssertion.cs`)."""

SORTES = {0: SorteCpx.CPS, 1: SorteCpx.CPF, 2: SorteCpx.CPE, 3: SorteCpx.CPA}
OCTETS_SORTE = 3
ENVELOPPE = bytes((0x04, OCTETS_SORTE))
ILLISIBLE = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    UserWarning,
)
"""Ce que la bibliothèque lève devant un certificat tordu ; l’avertissement, quand un réglage en fait une erreur."""


@dataclass(frozen=True, slots=True)
class Titulaire:
    """La personne que nomme un certificat de carte CPx, et jusqu’à quand.

    `identifiant_national` a douze chiffres pour un professionnel (« 8 » et son RPPS) ; un employé a une autre forme.
    `profession` est un libellé, tel que le certificat l’écrit ; vide pour qui n’en a pas. Les dates sont celles de
    l’heure universelle, bornes comprises.
    """

    identifiant_national: str
    nom: str
    prenom: str
    profession: str
    sorte: SorteCpx
    valable_du: date
    valable_jusqu_au: date
    rpps: str | None


def lire_certificat(der: bytes) -> Titulaire:
    """Le titulaire que nomme ce certificat (DER).

    Raises:
        DonneesInvalides: Ce n’est pas un certificat de carte CPx, ou il est mal formé.
    """
    with certificat_lisible():
        return titulaire(x509.load_der_x509_certificate(der))


def titulaire(certificat: x509.Certificate) -> Titulaire:
    """Le titulaire d’un certificat déjà décodé ; à appeler sous `certificat_lisible`."""
    du, jusqu_au = certificat.not_valid_before_utc.date(), certificat.not_valid_after_utc.date()
    if du > jusqu_au:
        raise _faute("dates renversées")
    sujet = certificat.subject
    recent = bool(sujet.get_attributes_for_oid(NameOID.SURNAME))
    identifiant, nom, prenom, profession = _sujet_recent(sujet) if recent else _sujet_ancien(sujet)
    if not (identifiant and nom):
        raise _faute("sujet sans nom ou sans identifiant")
    return Titulaire(
        identifiant_national=identifiant,
        nom=nom,
        prenom=prenom,
        profession=profession,
        sorte=_sorte(certificat),
        valable_du=du,
        valable_jusqu_au=jusqu_au,
        rpps=_rpps(identifiant),
    )


@contextmanager
def certificat_lisible() -> Iterator[None]:
    """Traduit en `DonneesInvalides` tout ce qu’un certificat tordu fait lever, à l’ouverture comme à l’usage."""
    try:
        yield
    except ILLISIBLE as faute:
        raise _faute(type(faute).__name__) from faute


def _sujet_recent(sujet: x509.Name) -> tuple[str, str, str, str]:
    oids = (NameOID.COMMON_NAME, NameOID.SURNAME, NameOID.GIVEN_NAME, NameOID.TITLE)
    identifiant, nom, prenom, profession = (_seul(sujet, oid) for oid in oids)
    return identifiant, nom, prenom, profession


def _sujet_ancien(sujet: x509.Name) -> tuple[str, str, str, str]:
    nom, prenom = _nom_et_prenom(_seul(sujet, NameOID.COMMON_NAME))
    unites = _textes(sujet, NameOID.ORGANIZATIONAL_UNIT_NAME)
    return _seul(sujet, NameOID.SERIAL_NUMBER), nom, prenom, unites[-1] if unites else ""


def _nom_et_prenom(complet: str) -> tuple[str, str]:
    """Sépare `NOM PRENOM` : les mots en capitales font le nom ; si tous le sont, le dernier mot est le prénom.

    Le certificat ne marque pas la limite : un prénom composé de deux mots en capitales laisse le premier au nom.
    """
    mots = complet.split()
    capitales = list(takewhile(str.isupper, mots))
    combien = len(capitales) if 0 < len(capitales) < len(mots) else max(1, len(mots) - 1)
    return " ".join(mots[:combien]), " ".join(mots[combien:])


def _seul(sujet: x509.Name, oid: x509.ObjectIdentifier) -> str:
    """La valeur de cet attribut, vide s’il n’y est pas ; deux valeurs ne disent pas laquelle croire."""
    textes = _textes(sujet, oid)
    if len(textes) > 1:
        raise _faute("attribut en double")
    return textes[0] if textes else ""


def _textes(sujet: x509.Name, oid: x509.ObjectIdentifier) -> list[str]:
    textes = [attribut.value for attribut in sujet.get_attributes_for_oid(oid)]
    if not all(isinstance(texte, str) and texte.isprintable() for texte in textes):
        raise _faute("attribut illisible")
    return [str(texte).strip() for texte in textes]


def _sorte(certificat: x509.Certificate) -> SorteCpx:
    try:
        extension = certificat.extensions.get_extension_for_oid(GIP_CARD_TYPE).value
    except x509.ExtensionNotFound:
        raise _faute("sans type de carte") from None
    octets = extension.public_bytes()
    if len(octets) == len(ENVELOPPE) + OCTETS_SORTE and octets.startswith(ENVELOPPE):
        octets = octets[len(ENVELOPPE) :]
    if len(octets) != OCTETS_SORTE or octets[-1] not in SORTES:
        raise _faute("type de carte inconnu")
    return SORTES[octets[-1]]


def _rpps(identifiant: str) -> str | None:
    rpps = identifiant.removeprefix(PREFIXE_NATIONAL)
    return rpps if rpps != identifiant and rpps_valide(rpps) else None


def _faute(detail: str) -> DonneesInvalides:
    return DonneesInvalides("Le certificat de la carte n’a pas la forme attendue.", detail=f"certificat : {detail}")
