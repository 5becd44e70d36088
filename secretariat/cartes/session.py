"""Ouvrir une session par la carte de professionnel : elle signe un défi, et ses certificats disent à qui elle est.

Le défi ne sert qu’une fois et ne vaut qu’une minute : il dit le poste, l’instant et un nombre au hasard, précédés d’un
texte qui le distingue de tout document. Une signature obtenue pour une ouverture ne peut servir à rien d’autre.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from secretariat.cabinet.services import SessionOuverte, compte_de_la_carte, entrer
from secretariat.cartes.autorites import verifier_la_signature
from secretariat.cartes.erreurs import ErreurCarte, SignatureInvalide
from secretariat.cartes.valeurs import Signature, SorteCpx
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import UniteDeTravail

OBJET = b"Secretariat, ouverture de session par carte\0"
DUREE = timedelta(minutes=1)
OCTETS_DE_HASARD = 32
NOMS = {SorteCpx.CPS: "CPS", SorteCpx.CPF: "CPF", SorteCpx.CPE: "CPE", SorteCpx.CPA: "CPA"}


def noter_un_refus(unite: UniteDeTravail, refus: ErreurSecretariat) -> None:
    """Note au journal qu’une carte n’a pas ouvert de session, et pourquoi ; l’ouverture, elle, est annulée."""
    raison = refus.code if isinstance(refus, ErreurCarte) else "compte"
    unite.noter("connexion refusée", "utilisateurs", preuve="carte", raison=raison)


@dataclass(frozen=True, slots=True)
class Defi:
    """Ce que la carte doit signer pour ouvrir une session sur ce poste, maintenant."""

    poste: str
    le: datetime
    hasard: bytes

    @property
    def octets(self) -> bytes:
        """Les octets à faire signer."""
        return OBJET + f"{self.poste}\0{self.le.isoformat()}\0".encode() + self.hasard


def lancer_un_defi(poste: str, le: datetime) -> Defi:
    """Un défi neuf."""
    return Defi(poste, le, secrets.token_bytes(OCTETS_DE_HASARD))


def ouvrir_session_par_carte(unite: UniteDeTravail, defi: Defi, signature: Signature) -> SessionOuverte:
    """La session de la personne dont la carte a signé ce défi ; le journal dit par quelle sorte de carte.

    Raises:
        SignatureInvalide: Le défi est passé, ou sa signature ne se vérifie pas (voir `verifier_la_signature`).
        ConnexionRefusee: La carte n’ouvre aucun compte, ou le compte est fermé ou verrouillé.
    """
    if not timedelta(0) <= unite.horloge() - defi.le <= DUREE:
        raise SignatureInvalide("La carte a répondu trop tard.", conseil="Recommencer\u202f; rien n’a été ouvert.")
    titulaire = verifier_la_signature(unite, defi.octets, signature)
    compte = compte_de_la_carte(unite, titulaire.identifiant_national, titulaire.rpps)
    simulee = ", simulée" if signature.simulee else ""
    return entrer(unite, compte, poste=defi.poste, preuve=f"carte {NOMS[titulaire.sorte]}{simulee}")
