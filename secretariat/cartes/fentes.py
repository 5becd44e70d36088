"""Ce qui est dans les lecteurs du poste, à tout instant et depuis tout fil.

Chaque insertion reçoit un numéro, sa génération, qui ne resservira pas. Une lecture retient la génération de la carte
qu’elle lit ; si ce n’est plus elle qui est en place à la fin, ce qui a été lu se jette.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Condition

from secretariat.cartes.erreurs import AucunLecteur, CarteAbsente, CarteRetiree, ErreurCarte, ServiceAbsent
from secretariat.cartes.identification import Modele, reconnaitre
from secretariat.cartes.lecteur import EtatDuPoste, EtatLecteur, Evenement, SorteEvenement
from secretariat.cartes.moniteur import Fait, Nouvelle
from secretariat.cartes.valeurs import TypeCarte
from secretariat.socle.horloge import Horloge, horloge_du_poste

NOMS_FENTES = {TypeCarte.VITALE: "carte Vitale", TypeCarte.CPS: "carte professionnelle"}


@dataclass(frozen=True, slots=True)
class Insertion:
    """Une carte dans un lecteur, depuis qu’elle y est entrée.

    Attributes:
        depuis: L’instant où le poste l’a vue.
        muette: Elle ne répond pas ; on n’y touche plus avant qu’elle sorte.
        appris: Le modèle que son application a dit, quand son ATR ne le disait pas.
    """

    lecteur: str
    generation: int
    atr: bytes
    depuis: datetime
    muette: bool = False
    appris: Modele | None = None

    @property
    def modele(self) -> Modele:
        """Ce que son ATR annonce, ou ce que son application a appris d’un ATR inconnu."""
        return self.appris or reconnaitre(self.atr)

    @property
    def type_carte(self) -> TypeCarte:
        """À qui elle est."""
        return self.modele.type_carte


class Fentes:
    """L’état du service et de chaque lecteur."""

    def __init__(self, horloge: Horloge = horloge_du_poste) -> None:
        self._horloge = horloge
        self._change = Condition()
        self._service: bool | None = None
        self._lecteurs: dict[str, Insertion | None] = {}
        self._generation = 0
        self._appris: dict[bytes, Modele] = {}

    def recevoir(self, nouvelle: Nouvelle) -> Evenement:
        """Prend acte d’un fait du moniteur, et rend ce qu’il faut en annoncer."""
        with self._change:
            evenement = self._appliquer(nouvelle)
            self._change.notify_all()
        return evenement

    def etat(self) -> EtatDuPoste:
        """Une image de tout."""
        with self._change:
            return EtatDuPoste(self._service, tuple(_etat(nom, i) for nom, i in self._lecteurs.items()))

    def presente(self, type_carte: TypeCarte) -> bool:
        """Vrai si une carte de cette sorte est dans un lecteur."""
        with self._change:
            return bool(self._en_place(type_carte))

    def choisir(self, type_carte: TypeCarte, prefere: str = "") -> Insertion:
        """La carte de cette sorte à lire : dans le lecteur préféré, sinon la dernière insérée.

        Raises:
            ServiceAbsent: Le service de cartes ne répond pas.
            AucunLecteur: Aucun lecteur n’est branché.
            CarteAbsente: Aucun lecteur n’a de carte de cette sorte.
        """
        with self._change:
            if insertions := self._en_place(type_carte):
                return max(insertions, key=lambda i: (_est_connue(i), i.lecteur == prefere, i.generation))
            raise self._absence(type_carte)

    def apprendre(self, atr: bytes, modele: Modele) -> None:
        """Retient de quel modèle est cet ATR, pour les insertions à venir."""
        with self._change:
            self._appris[atr] = modele

    def retrouver(self, generation: int) -> Insertion:
        """La carte de cette insertion.

        Raises:
            CarteRetiree: Elle n’est plus en place.
        """
        with self._change:
            for insertion in self._lecteurs.values():
                if insertion is not None and insertion.generation == generation:
                    return insertion
            raise CarteRetiree("La carte n’est plus dans le lecteur.", conseil="La remettre, puis recommencer.")

    def est_en_place(self, insertion: Insertion) -> bool:
        """Vrai si c’est toujours cette carte-là."""
        with self._change:
            return self._est_en_place(insertion)

    def depart(self) -> ErreurCarte:
        """Pourquoi une carte n’est plus en place : le service est parti avec elle, ou elle est sortie."""
        with self._change:
            return ServiceAbsent() if self._service is False else CarteRetiree()

    def attendre(self, insertion: Insertion, fini: Callable[[], bool], delai_s: float) -> bool:
        """Attend que `fini` soit vrai ou que la carte sorte ; faux si rien n’est venu dans le délai."""
        with self._change:
            return self._change.wait_for(lambda: fini() or not self._est_en_place(insertion), delai_s)

    def reveiller(self) -> None:
        """Fait regarder de nouveau ceux qui attendent."""
        with self._change:
            self._change.notify_all()

    def condamner(self, insertion: Insertion) -> None:
        """Note que cette carte est muette, jusqu’à ce qu’elle sorte."""
        with self._change:
            if self._est_en_place(insertion):
                self._lecteurs[insertion.lecteur] = replace(insertion, muette=True)

    def _appliquer(self, nouvelle: Nouvelle) -> Evenement:
        lecteur = nouvelle.lecteur
        match nouvelle.fait:
            case Fait.SERVICE_PRESENT | Fait.SERVICE_PERDU:
                self._service = nouvelle.fait is Fait.SERVICE_PRESENT
            case Fait.LECTEUR_BRANCHE:
                self._lecteurs.setdefault(lecteur, None)
            case Fait.LECTEUR_DEBRANCHE:
                self._lecteurs.pop(lecteur, None)
            case Fait.CARTE_INSEREE:
                self._generation += 1
                entree = Insertion(
                    lecteur,
                    self._generation,
                    nouvelle.atr,
                    self._horloge(),
                    muette=not nouvelle.atr,
                    appris=self._appris.get(nouvelle.atr),
                )
                self._lecteurs[lecteur] = entree
                return Evenement(SorteEvenement.INSERTION, entree.type_carte, entree.generation)
            case Fait.CARTE_RETIREE:
                sortie = self._lecteurs.get(lecteur)
                if sortie is not None:
                    self._lecteurs[lecteur] = None
                    return Evenement(SorteEvenement.RETRAIT, sortie.type_carte, sortie.generation)
        return Evenement(SorteEvenement.POSTE)

    def _en_place(self, type_carte: TypeCarte) -> list[Insertion]:
        return [i for i in self._lecteurs.values() if i is not None and i.type_carte is type_carte]

    def _est_en_place(self, insertion: Insertion) -> bool:
        actuelle = self._lecteurs.get(insertion.lecteur)
        return actuelle is not None and actuelle.generation == insertion.generation

    def _absence(self, type_carte: TypeCarte) -> ErreurCarte:
        if self._service is False:
            return ServiceAbsent()
        if self._service and not self._lecteurs:
            return AucunLecteur()
        return CarteAbsente(f"Aucune {NOMS_FENTES[type_carte]} dans le lecteur.")


def _est_connue(insertion: Insertion) -> bool:
    """Une carte bancaire oubliée dans un lecteur ne passe pas devant une carte Vitale."""
    return insertion.modele is not Modele.INCONNUE


def _etat(nom: str, insertion: Insertion | None) -> EtatLecteur:
    if insertion is None:
        return EtatLecteur(nom)
    return EtatLecteur(nom, insertion.modele.nom, insertion.atr, muette=insertion.muette)
