"""L’écoute du lecteur : ce qui arrive aux fentes, dit en signaux Qt, et la lecture de chaque carte insérée.

Une carte se désigne par sa génération. Un résultat dont la génération n’est plus celle qui est en place se jette : rien
de ce que montre l’écran ne vient de deux cartes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal

from secretariat.cartes.erreurs import CarteRetiree
from secretariat.cartes.lecteur import EtatDuPoste, Evenement, Lecteur, SorteEvenement
from secretariat.cartes.valeurs import CarteCps, CarteVitale, TypeCarte
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.taches import Taches

Carte = CarteVitale | CarteCps


class EtapeFente(StrEnum):
    """Où en est une fente du lecteur."""

    VIDE = "vide"
    LECTURE = "lecture"
    LUE = "lue"
    REFUS = "refus"


@dataclass(frozen=True, slots=True)
class EtatFente:
    """L’état d’une fente ; `message` et `conseil` disent le refus, `arrachee` qu’il vient d’un retrait trop tôt."""

    etape: EtapeFente = EtapeFente.VIDE
    carte: Carte | None = None
    message: str = ""
    conseil: str = ""
    arrachee: bool = False


VIDE = EtatFente()


def _refus(erreur: ErreurSecretariat) -> EtatFente:
    """Une carte arrachée pendant sa lecture se dit encore une fois sortie, quel que soit l’ordre des nouvelles."""
    arrachee = isinstance(erreur, CarteRetiree)
    return EtatFente(EtapeFente.REFUS, message=str(erreur), conseil=erreur.conseil, arrachee=arrachee)


class EcouteDuLecteur(QObject):
    """Lit chaque carte insérée, dans le fil du lecteur.

    Signals:
        lecture_commencee: Une carte vient d’entrer ; porte sa fente.
        carte_lue: Une carte Vitale est lue tout entière ; la porte.
        cps_lue: Une carte professionnelle est lue tout entière ; la porte.
        carte_retiree: Une carte est sortie ; porte sa fente.
        lecture_refusee: Une carte ne se lit pas ; porte le message, le conseil et sa fente.
        change: L’état d’une fente a changé.
    """

    lecture_commencee = Signal(object)
    carte_lue = Signal(object)
    cps_lue = Signal(object)
    carte_retiree = Signal(object)
    lecture_refusee = Signal(str, str, object)
    change = Signal()
    _annonce = Signal(object)

    def __init__(self, lecteur: Lecteur, taches: Taches, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lecteur, self._taches = lecteur, taches
        self._en_place: dict[TypeCarte, set[int]] = {fente: set() for fente in TypeCarte}
        self._fentes: dict[TypeCarte, EtatFente] = {}
        self._annonce.connect(self._recevoir, Qt.ConnectionType.QueuedConnection)
        self._cesser = lecteur.ecouter(self._annonce.emit)
        self.destroyed.connect(self._cesser)

    def commencer(self) -> None:
        """Lit les cartes déjà en place à l’ouverture de la session."""
        if self._lecteur.vitale_presente():
            self._lire(TypeCarte.VITALE, None)
        if self._lecteur.cps_presente():
            self._lire(TypeCarte.CPS, None)

    @property
    def poste(self) -> EtatDuPoste:
        """Le service et les lecteurs."""
        return self._lecteur.etat()

    def etat(self, type_carte: TypeCarte) -> EtatFente:
        """L’état d’une fente."""
        return self._fentes.get(type_carte, VIDE)

    def arreter(self) -> None:
        """Cesse d’écouter le lecteur."""
        self._cesser()

    def relire(self) -> None:
        """Lit de nouveau la carte Vitale en place, après un refus."""
        if self._lecteur.vitale_presente():
            self._lire(TypeCarte.VITALE, max(self._en_place[TypeCarte.VITALE], default=None))

    def _recevoir(self, evenement: Evenement) -> None:
        fente, generation = evenement.type_carte, evenement.generation
        if fente is None:
            self.change.emit()
        elif evenement.sorte is SorteEvenement.INSERTION:
            self._en_place[fente].add(generation)
            self._lire(fente, generation)
        else:
            self._oublier(fente, generation)

    def _oublier(self, fente: TypeCarte, generation: int) -> None:
        """Une carte sort ; une autre de sa sorte, dans un autre lecteur, se lit à sa place."""
        restantes = self._en_place[fente]
        restantes.discard(generation)
        montree = self.etat(fente)
        if restantes and montree.carte is not None and montree.carte.generation in restantes:
            return
        if restantes:
            self.carte_retiree.emit(fente)
            self._lire(fente, max(restantes))
            return
        if not montree.arrachee:
            self._poser(fente, VIDE)
        self.carte_retiree.emit(fente)

    def _lire(self, fente: TypeCarte, generation: int | None) -> None:
        self._poser(fente, EtatFente(EtapeFente.LECTURE))
        self.lecture_commencee.emit(fente)
        lecture: Callable[[], Carte] = self._lecteur.lire_vitale
        if fente is TypeCarte.CPS:
            lecture = self._lecteur.lire_cps
        self._taches.lire_la_carte(
            lecture,
            lambda carte: self._accueillir(fente, carte),
            en_cas_de_refus=lambda refus: self._refuser(fente, generation, refus),
        )

    def _accueillir(self, fente: TypeCarte, carte: Carte) -> None:
        """Publie la carte, si c’est encore elle et qu’elle ne l’est pas déjà."""
        presentes = self._en_place[fente]
        if not self._lit(fente) or (presentes and carte.generation not in presentes):
            return
        presentes.add(carte.generation)
        self._poser(fente, EtatFente(EtapeFente.LUE, carte))
        if isinstance(carte, CarteVitale):
            self.carte_lue.emit(carte)
        else:
            self.cps_lue.emit(carte)

    def _refuser(self, fente: TypeCarte, generation: int | None, refus: ErreurSecretariat) -> None:
        """Montre le refus, sauf s’il parle d’une carte qu’une autre a déjà remplacée."""
        presentes = self._en_place[fente]
        if presentes and generation not in presentes:
            return
        self._poser(fente, _refus(refus))
        self.lecture_refusee.emit(str(refus), refus.conseil, fente)

    def _lit(self, fente: TypeCarte) -> bool:
        return self.etat(fente).etape is EtapeFente.LECTURE

    def _poser(self, fente: TypeCarte, etat: EtatFente) -> None:
        self._fentes[fente] = etat
        self.change.emit()
