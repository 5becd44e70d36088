"""Le jeton : la porte par où tout se signe, que la carte soit vraie ou simulée.

Le code porteur n’y fait que passer : il est présenté à la carte, jamais gardé, ni dans un attribut, ni dans un message,
ni dans un détail d’erreur.
"""

from __future__ import annotations

from typing import Protocol

from secretariat.cartes.cpx.certificat import Titulaire
from secretariat.cartes.erreurs import CodeBloque, CodeFaux
from secretariat.cartes.valeurs import EssaisRestants, Signature, Situation, UsageCle

LONGUEURS_DU_CODE = range(4, 13)
"""Le code d’une vraie carte a de quatre à huit chiffres ; la borne est plus large pour les jetons d’essai."""


class Jeton(Protocol):
    """Une carte de professionnel, vue par ses certificats et ses clés.

    Toutes les méthodes, sauf `fermer`, lèvent aussi `CarteRetiree` quand la carte a quitté le lecteur ou qu’une autre
    l’a remplacée ; le jeton est alors fini, et il en faut un nouveau.
    """

    def titulaire(self) -> Titulaire:
        """La personne que nomme le certificat d’authentification ; sans code.

        Raises:
            DonneesInvalides: Le certificat est mal formé.
        """

    def code_specialite(self) -> str:
        """Le code de spécialité de la nomenclature des PS (SM26…) ; sans code, vide si la carte ne le dit pas."""

    def essais_restants(self) -> EssaisRestants:
        """Où en est le compteur d’essais ; sans code, et sans en user un."""

    def signer(self, donnees: bytes, code: str, *, usage: UsageCle = UsageCle.SIGNATURE) -> Signature:
        """Fait signer ces octets par la carte.

        Raises:
            CodeFaux: Le code est faux, ou n’a pas la forme d’un code (la carte ne l’a alors pas reçu).
            CodeBloque: La carte refuse tout code.
            CarteNonPriseEnCharge: Elle n’a pas de clé, ou aucune que ce programme sache employer.
        """

    def situations(self, code: str) -> tuple[Situation, ...]:
        """Les situations d’exercice, dans l’ordre de la carte ; mêmes refus de code que `signer`.

        Raises:
            DonneesInvalides: L’une d’elles n’a pas la forme attendue.
        """

    def fermer(self) -> None:
        """Rend la carte ; la fermer deux fois est sans effet."""


def verifier_forme_du_code(code: str) -> None:
    """Refuse, avant que la carte ne le compte pour un essai, ce qui ne peut pas être un code.

    Raises:
        CodeFaux: Le code n’a pas de quatre à douze caractères ASCII.
    """
    if len(code) not in LONGUEURS_DU_CODE or not (code.isascii() and code.isprintable()):
        raise CodeFaux(
            f"Un code porteur a de {LONGUEURS_DU_CODE[0]} à {LONGUEURS_DU_CODE[-1]} caractères simples.",
            conseil="Retaper le code\u202f; la carte ne l’a pas reçu, aucun essai n’est compté.",
        )


def refus_du_code(essais: EssaisRestants) -> CodeFaux | CodeBloque:
    """Le refus d’un code que la carte a trouvé faux, selon ce qu’elle laisse encore d’essais."""
    match essais:
        case EssaisRestants.BLOQUE:
            return CodeBloque()
        case EssaisRestants.DERNIER:
            return CodeFaux(conseil="Il reste un seul essai\u202f: un code faux de plus bloquerait la carte.")
        case EssaisRestants.NORMAL | EssaisRestants.PEU:
            return CodeFaux()
