"""Un jeton sans carte : même contrat que le vrai, en mémoire, et des signatures qui se disent simulées."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

from secretariat.cartes.cpx.certificat import Titulaire, lire_certificat
from secretariat.cartes.cpx.jeton import refus_du_code, verifier_forme_du_code
from secretariat.cartes.cpx.simulation import certificat_simule, signer
from secretariat.cartes.erreurs import CarteRetiree
from secretariat.cartes.valeurs import CarteCps, EssaisRestants, Signature, Situation, UsageCle

ESSAIS = (EssaisRestants.NORMAL, EssaisRestants.PEU, EssaisRestants.DERNIER, EssaisRestants.BLOQUE)
"""L’état du compteur après aucun, un, deux et trois codes faux de suite."""

SITUATION = Situation("CABINET DE SIMULATION, SANS VALEUR", "SIMU/990001", "SA07")


@dataclass(slots=True)
class CompteurDEssais:
    """Les codes faux de suite ; il est celui de la puce, et la suit d’une insertion à l’autre."""

    faux: int = 0


class JetonSimule:
    """La carte fictive d’un professionnel, posée dans un lecteur qui n’existe pas.

    Args:
        carte: La carte fictive.
        code: Celui qu’elle attend.
        situations: Ses situations d’exercice.
        compteur: Celui de la puce, pour qui rouvre la même carte ; neuf par défaut.
    """

    simule = True

    def __init__(
        self,
        carte: CarteCps,
        code: str = "1234",
        *,
        situations: tuple[Situation, ...] = (SITUATION,),
        compteur: CompteurDEssais | None = None,
    ) -> None:
        self._carte = carte
        self._attendu = sha256(code.encode()).digest()
        self._situations = situations
        self._compteur = compteur or CompteurDEssais()
        self._present = True

    def titulaire(self) -> Titulaire:
        """La personne que nomme le certificat simulé de la carte."""
        self._verifier_presence()
        return lire_certificat(certificat_simule(self._carte))

    def code_specialite(self) -> str:
        """Le code de spécialité de la carte fictive."""
        self._verifier_presence()
        return self._carte.code_specialite

    def essais_restants(self) -> EssaisRestants:
        """Où en est le compteur : trois codes faux de suite bloquent, un code juste remet à zéro."""
        self._verifier_presence()
        return ESSAIS[self._compteur.faux]

    def signer(self, donnees: bytes, code: str, *, usage: UsageCle = UsageCle.SIGNATURE) -> Signature:
        """Signe de la clé de simulation, la même pour les deux usages."""
        self._presenter(code)
        return signer(self._carte, donnees)

    def situations(self, code: str) -> tuple[Situation, ...]:
        """Les situations d’exercice données à la construction."""
        self._presenter(code)
        return self._situations

    def fermer(self) -> None:
        """Rend la carte : ensuite, tout échoue comme si elle était retirée."""
        self._present = False

    def _presenter(self, code: str) -> None:
        verifier_forme_du_code(code)
        essais = self.essais_restants()
        if essais is EssaisRestants.BLOQUE:
            raise refus_du_code(essais)
        if not compare_digest(sha256(code.encode()).digest(), self._attendu):
            self._compteur.faux += 1
            raise refus_du_code(self.essais_restants())
        self._compteur.faux = 0

    def _verifier_presence(self) -> None:
        if not self._present:
            raise CarteRetiree
