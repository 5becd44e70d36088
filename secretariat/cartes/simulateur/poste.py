"""Deux lecteurs qui n’existent pas : on y met et on en retire des cartes fictives, et l’on y provoque des pannes.

Vus d’en haut, ils ne se distinguent pas des vrais : un moniteur annonce ce qui entre et sort, un canal mène à la puce.
Les gestes viennent du fil de l’interface, les échanges de celui de la lecture ; aucun fil ne s’ouvre ici.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Condition

from secretariat.cartes.catalogue import CarteFictive
from secretariat.cartes.erreurs import CarteAbsente, CarteRetiree
from secretariat.cartes.moniteur import Fait, Nouvelle, Publier
from secretariat.cartes.simulateur.images import puce
from secretariat.cartes.simulateur.puce import PuceVirtuelle
from secretariat.cartes.valeurs import TypeCarte

LECTEURS = {
    TypeCarte.VITALE: "Lecteur simulé, fente du patient",
    TypeCarte.CPS: "Lecteur simulé, fente du professionnel",
}
LIRE = 0xB0
"""L’instruction dont une carte illisible rend une réponse incompréhensible, par quelque chemin qu’on la lise."""
BRUIT = bytes.fromhex("65847FFFFFFF80") + b"\x90\x00"


@dataclass(frozen=True, slots=True)
class Pannes:
    """Ce qui doit mal se passer, jusqu’à nouvel ordre.

    `lenteur_s` est la durée de chaque échange, en secondes. Le retrait survient une seule fois, quand la lecture en
    cours a fait `retirer_apres` échanges (0 : avant le premier) ; si `remplacer_par` donne une autre carte, elle entre
    aussitôt à sa place. `en_silence`, elle la remplace sans que le moniteur l’annonce.
    """

    lenteur_s: float = 0.0
    muette: bool = False
    illisible: bool = False
    retirer_apres: int | None = None
    remplacer_par: str | None = None
    en_silence: bool = False


class PosteSimule:
    """Les deux lecteurs, leurs cartes et leurs pannes ; il est lui-même son moniteur.

    Args:
        carte: De quoi trouver une carte fictive par son code, pour la panne qui remplace une carte par une autre.
    """

    def __init__(self, carte: Callable[[str], CarteFictive]) -> None:
        self._carte = carte
        self._etat = Condition()
        self._publier: Publier | None = None
        self._places: dict[TypeCarte, tuple[CarteFictive, PuceVirtuelle]] = {}
        self._pannes = Pannes()
        self.echanges = 0
        """Combien d’échanges la dernière lecture a faits."""

    def commencer(self, publier: Publier) -> None:
        """Annonce le service et les deux lecteurs, puis chaque geste."""
        self._publier = publier
        publier(Nouvelle(Fait.SERVICE_PRESENT))
        for lecteur in LECTEURS.values():
            publier(Nouvelle(Fait.LECTEUR_BRANCHE, lecteur))

    def arreter(self) -> None:
        """Retire les cartes, et n’annonce plus rien."""
        for type_carte in TypeCarte:
            self.retirer(type_carte)
        self._publier = None

    def inserer(self, carte: CarteFictive) -> None:
        """Met une carte dans sa fente, après avoir retiré celle qui s’y trouvait."""
        self.retirer(carte.type_carte)
        entree = puce(carte)
        with self._etat:
            self._places[carte.type_carte] = carte, entree
            self._etat.notify_all()
        self._annoncer(Fait.CARTE_INSEREE, carte.type_carte, entree.atr)

    def retirer(self, type_carte: TypeCarte) -> None:
        """Vide une fente ; sans effet si elle l’est déjà."""
        with self._etat:
            sortie = self._places.pop(type_carte, None)
            self._etat.notify_all()
        if sortie is not None:
            self._annoncer(Fait.CARTE_RETIREE, type_carte)

    def carte_inseree(self, type_carte: TypeCarte) -> CarteFictive | None:
        """La carte fictive d’une fente."""
        with self._etat:
            place = self._places.get(type_carte)
        return None if place is None else place[0]

    def regler_pannes(self, pannes: Pannes) -> None:
        """Remplace les pannes en cours ; `Pannes()` les lève toutes."""
        with self._etat:
            self._pannes = pannes
            self._etat.notify_all()

    def connecter(self, lecteur: str) -> CanalSimule:
        """Un canal vers la carte de ce lecteur.

        Raises:
            CarteAbsente: Il est vide.
        """
        type_carte = next(t for t, nom in LECTEURS.items() if nom == lecteur)
        with self._etat:
            if type_carte not in self._places:
                raise CarteAbsente
            self.echanges = 0
            return CanalSimule(self, type_carte, self._places[type_carte][1])

    def echanger(self, type_carte: TypeCarte, attendue: PuceVirtuelle, apdu: bytes) -> bytes:
        """Un échange avec la carte qui est là à cet instant, selon les pannes.

        Raises:
            CarteRetiree: Ce n’est plus celle que l’on lisait.
        """
        self._accident(type_carte)
        with self._etat:
            self.echanges += 1
            pannes = self._pannes
            if pannes.muette or pannes.lenteur_s:
                self._etat.wait_for(
                    lambda: not self._est_la(type_carte, attendue) or (pannes.muette and not self._pannes.muette),
                    None if pannes.muette else pannes.lenteur_s,
                )
            if not self._est_la(type_carte, attendue):
                raise CarteRetiree
            reponse = self._places[type_carte][1].traiter(apdu)
        return BRUIT if pannes.illisible and apdu[1] == LIRE else reponse

    def _est_la(self, type_carte: TypeCarte, attendue: PuceVirtuelle) -> bool:
        place = self._places.get(type_carte)
        return place is not None and (place[1] is attendue or self._pannes.en_silence)

    def _accident(self, type_carte: TypeCarte) -> None:
        """Retire ou remplace la carte, si c’est à cet échange que la panne le veut ; une seule fois."""
        with self._etat:
            pannes = self._pannes
            if pannes.retirer_apres != self.echanges:
                return
            self._pannes = replace(pannes, retirer_apres=None, remplacer_par=None)
            if pannes.en_silence and pannes.remplacer_par:
                autre = self._carte(pannes.remplacer_par)
                self._places[type_carte] = autre, puce(autre)
                return
        if pannes.remplacer_par is None:
            self.retirer(type_carte)
        else:
            self.inserer(self._carte(pannes.remplacer_par))

    def _annoncer(self, fait: Fait, type_carte: TypeCarte, atr: bytes = b"") -> None:
        if self._publier is not None:
            self._publier(Nouvelle(fait, LECTEURS[type_carte], atr))


class CanalSimule:
    """Une carte fictive, pour le temps d’une lecture."""

    def __init__(self, poste: PosteSimule, type_carte: TypeCarte, attendue: PuceVirtuelle) -> None:
        self._poste, self._type, self._attendue = poste, type_carte, attendue
        self.atr = attendue.atr

    def transmettre(self, apdu: bytes) -> bytes:
        """Un échange."""
        return self._poste.echanger(self._type, self._attendue, apdu)

    def fermer(self) -> None:
        """Rien à rendre."""
