"""Un poste aux lecteurs virtuels : le lecteur du programme sur la vraie pile, et la main devant ses deux fentes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Self

from outils.cartes_virtuelles.pcscd import Pcscd
from outils.cartes_virtuelles.vpcd import CarteSurVpcd
from secretariat.cartes.api_vitale.source import ApiAbsente
from secretariat.cartes.cpx.jeton_simule import CompteurDEssais, JetonSimule
from secretariat.cartes.lecteur_de_cartes import LecteurDeCartes, Materiel
from secretariat.cartes.pcsc import CanalPcsc, MoniteurPcsc
from secretariat.cartes.simulateur.images import puce
from secretariat.cartes.simulateur.puce import PuceVirtuelle
from secretariat.cartes.valeurs import CODE_PORTEUR, CarteCps, Signature, TypeCarte, UsageCle
from tests.cartes.banc import DELAI_S, attendre
from tests.cartes.cartes_forgees import CARTES

PATIENTS = {1: "patient-avec-mutuelle", 2: "famille-trois-enfants"}
PROFESSIONNEL = "cps-marchand"
RELANCE_S = 0.02
FENTE_1, FENTE_2 = 0, 1


class JetonDEssai(JetonSimule):
    """Les clés, que vpcd ne porte pas : un jeton simulé, dont les signatures ne le disent pas."""

    def signer(self, donnees: bytes, code: str, *, usage: UsageCle = UsageCle.SIGNATURE) -> Signature:
        return replace(super().signer(donnees, code, usage=usage), simulee=False)


class PosteReel:
    """Le lecteur, et une carte au plus dans chaque fente.

    Args:
        pcscd: Le service que ce processus vise.
        patience_s: Le temps laissé à une carte pour répondre à un échange, en secondes.
        preferes: Le lecteur préféré de chaque sorte de carte.
    """

    def __init__(
        self, pcscd: Pcscd, *, patience_s: float = DELAI_S, preferes: Mapping[TypeCarte, str] | None = None
    ) -> None:
        self.pcscd = pcscd
        self.cartes: dict[int, CarteSurVpcd] = {}
        self.canaux = 0
        """Combien de fois le lecteur a ouvert une carte."""
        self._compteur = CompteurDEssais()
        materiel = Materiel(
            nom="Lecteurs du banc",
            simule=False,
            moniteur=MoniteurPcsc(relance_s=RELANCE_S),
            connecter=self._connecter,
            jeton=self._jeton,
            api=ApiAbsente(),
        )
        self.lecteur = LecteurDeCartes(materiel, patience_s=patience_s, preferes=preferes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, sorte: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Vide les fentes, et attend que le service l’ait vu : l’essai suivant y pose sa carte."""
        for fente in tuple(self.cartes):
            self.oter(fente)
        self.lecteur.fermer()

    def poser(self, carte: str | PuceVirtuelle, fente: int = FENTE_1) -> CarteSurVpcd:
        """Pose une carte (par son code, ou une puce) et attend que le lecteur l’ait vue."""
        posee = self.glisser(carte, fente)
        attendre(self.lecteur, lambda: self._occupee(fente))
        return posee

    def glisser(self, carte: str | PuceVirtuelle, fente: int = FENTE_1) -> CarteSurVpcd:
        """Pose une carte sans attendre que personne la voie ; celle qui était là en sort."""
        if fente in self.cartes:
            self.cartes[fente].retirer()
        inseree = puce(CARTES[carte]) if isinstance(carte, str) else carte
        self.cartes[fente] = CarteSurVpcd(inseree, self.pcscd.ports[fente])
        self.cartes[fente].inserer()
        return self.cartes[fente]

    def oter(self, fente: int = FENTE_1) -> None:
        """Retire une carte et attend que le lecteur l’ait vu."""
        self.cartes.pop(fente).retirer()
        self.attendre(lambda: not self._occupee(fente))

    def attendre(self, condition: Callable[[], bool]) -> None:
        """Attend que le lecteur en soit là."""
        attendre(self.lecteur, condition)

    def _occupee(self, fente: int) -> bool:
        nom = self.pcscd.lecteurs[fente]
        return any(lecteur.nom == nom and bool(lecteur.modele) for lecteur in self.lecteur.etat().lecteurs)

    def _connecter(self, lecteur: str) -> CanalPcsc:
        self.canaux += 1
        return CanalPcsc(lecteur)

    def _jeton(self, lecteur: str) -> JetonDEssai:
        contenu = CARTES[PROFESSIONNEL].contenu
        assert isinstance(contenu, CarteCps)
        return JetonDEssai(contenu, CODE_PORTEUR, compteur=self._compteur)
