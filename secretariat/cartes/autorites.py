"""À qui le cabinet se fie pour dire qu’une carte de professionnel est vraie : les autorités de ses certificats.

Le programme n’en livre aucune. Celles de l’IGC-Santé se prennent sur le site de l’ANS, et le cabinet les importe : tant
qu’il ne l’a pas fait, aucune vraie carte n’ouvre de session ni ne signe. Une base de démonstration se fie d’elle-même à
l’autorité de simulation, et à elle seule ; nulle part ailleurs elle n’est admise.
"""

from __future__ import annotations

from secretariat.cabinet import reglages
from secretariat.cabinet.lectures import etablissement
from secretariat.cabinet.reglages import registre
from secretariat.cartes.cpx.certificat import Titulaire
from secretariat.cartes.cpx.chaine import Autorites, verifier
from secretariat.cartes.cpx.simulation import autorites_de_simulation
from secretariat.cartes.erreurs import SignatureInvalide
from secretariat.cartes.valeurs import Signature
from secretariat.socle.droits import Droit, geste
from secretariat.socle.unite_de_travail import Lecture, UniteDeTravail


def lire_autorites(lecture: Lecture) -> str:
    """Les autorités du cabinet, en PEM ; vide s’il n’en a désigné aucune."""
    pem = reglages.lire(lecture, registre.AUTORITES_DES_CARTES)
    return pem if isinstance(pem, str) else ""


@geste(Droit.CHANGER_REGLAGES)
def enregistrer_autorites(unite: UniteDeTravail, pem: str) -> None:
    """Remplace les autorités du cabinet ; un texte vide les retire toutes.

    Raises:
        DonneesInvalides: Ce n’est pas une suite de certificats PEM.
    """
    if pem:
        Autorites(pem)
    reglages.changer(unite, registre.AUTORITES_DES_CARTES, pem or None)


def verifier_la_signature(lecture: Lecture, donnees: bytes, signature: Signature) -> Titulaire:
    """Qui a signé ces octets, si ce cabinet peut s’y fier maintenant.

    Raises:
        SignatureInvalide: La signature ou sa chaîne ne tient pas, elle est simulée hors d’une démonstration, ou le
            cabinet n’a désigné aucune autorité.
    """
    if signature.simulee:
        if not etablissement(lecture).demonstration:
            raise SignatureInvalide(
                "Cette signature est simulée, et ce cabinet n’est pas une démonstration.",
                conseil="Insérer une vraie carte\u202f; les cartes fictives ne servent qu’à la démonstration.",
            )
        return verifier(donnees, signature, autorites_de_simulation(), lecture.horloge())
    pem = lire_autorites(lecture)
    if not pem:
        raise SignatureInvalide(
            "Ce cabinet n’a désigné aucune autorité de certification\u202f: aucune carte ne peut être vérifiée.",
            conseil="Dans Cabinet, vue Cartes, importer les autorités de l’IGC-Santé, remises par l’ANS.",
        )
    return verifier(donnees, signature, Autorites(pem), lecture.horloge())
