"""Lire une carte sans jamais rester suspendu à elle.

PC/SC n’a pas de délai : une carte muette retient l’échange jusqu’à ce qu’on la retire. La lecture se fait donc dans un
fil à elle, que l’on abandonne si la carte sort ou se tait ; ce qu’il finirait par rendre n’intéresse plus personne. Le
fil, lui, finit dès que la carte est retirée : d’ici là le lecteur est condamné, et rien d’autre n’y est tenté.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from time import monotonic
from typing import Generic, TypeVar

from secretariat.cartes.canal import Echange
from secretariat.cartes.erreurs import (
    CarteEchangee,
    CarteMuette,
    CarteOccupee,
    CarteReinitialisee,
    CarteRetiree,
    ErreurCarte,
)
from secretariat.cartes.fentes import Fentes, Insertion

T = TypeVar("T")
CONFIRMATION_S = 1.0
"""Ce qu’un retrait met au plus à être annoncé : le service regarde ses lecteurs toutes les 400 ms."""
ESSAIS_MAX = 3


def muette(delai_s: float) -> CarteMuette:
    """Le refus d’une carte qui n’a pas répondu en `delai_s` secondes."""
    delai = f"{delai_s:g}".replace(".", ",")
    return CarteMuette(f"La carte ne répond pas depuis {delai}\u00a0s.")


class Surveillance:
    """Fait des lectures, chacune sous surveillance.

    Args:
        fentes: Ce qui est en place.
        patience_s: Le temps laissé à une carte pour répondre à un échange, en secondes.
    """

    def __init__(self, fentes: Fentes, patience_s: float) -> None:
        self._fentes, self._patience_s = fentes, patience_s

    def lire(
        self, insertion: Insertion, travail: Callable[[Callable[[Echange], None]], T], *, essais: int = ESSAIS_MAX
    ) -> T:
        """Le résultat de `travail`, si cette carte est restée en place du début à la fin.

        Un échange manqué se reprend du début, `essais` fois en tout au plus ; une carte qu’un autre logiciel
        réinitialise, une seule fois : il la veut pour lui.

        Raises:
            CarteRetiree: La carte est sortie, ou une autre a pris sa place.
            ServiceAbsent: Le service de cartes s’est arrêté.
            CarteReinitialisee: Un autre logiciel l’a réinitialisée deux fois.
            CarteMuette: Elle ne répond pas.
        CarteOccupee: Un autre logiciel la garde depuis plus longtemps que l’on n’attend.
            ErreurCarte: Ce que `travail` a refusé.
        """
        reinitialisee = False
        for _ in range(essais - 1):
            try:
                return self._un_essai(insertion, travail)
            except CarteEchangee:
                raise
            except (CarteReinitialisee, CarteRetiree) as refus:
                self._exiger_en_place(insertion, CONFIRMATION_S)
                if reinitialisee and isinstance(refus, CarteReinitialisee):
                    raise
                reinitialisee |= isinstance(refus, CarteReinitialisee)
        return self._un_essai(insertion, travail)

    def _un_essai(self, insertion: Insertion, travail: Callable[[Callable[[Echange], None]], T]) -> T:
        if insertion.muette:
            raise CarteMuette
        self._exiger_en_place(insertion)
        essai = _Essai(travail, self._fentes.reveiller)
        essai.start()
        while not self._fentes.attendre(insertion, essai.est_fini, self._patience_s - essai.silence_s()):
            if essai.silence_s() >= self._patience_s:
                raise self._sans_reponse(insertion, essai)
        self._exiger_en_place(insertion)
        return essai.resultat()

    def _sans_reponse(self, insertion: Insertion, essai: _Essai[T]) -> ErreurCarte:
        """Muette si l’on tenait la carte ; sinon un autre logiciel la garde, et elle n’y est pour rien."""
        if not essai.a_commence():
            return CarteOccupee()
        self._fentes.condamner(insertion)
        return muette(self._patience_s)

    def _exiger_en_place(self, insertion: Insertion, delai_s: float = 0.0) -> None:
        if delai_s:
            self._fentes.attendre(insertion, lambda: False, delai_s)
        if not self._fentes.est_en_place(insertion):
            raise self._fentes.depart()


class _Essai(Thread, Generic[T]):
    """Une lecture, dans son fil."""

    def __init__(self, travail: Callable[[Callable[[Echange], None]], T], prevenir: Callable[[], None]) -> None:
        super().__init__(name="cartes-lecture", daemon=True)
        self._travail, self._prevenir = travail, prevenir
        self._vivante_a = monotonic()
        self._entendue = False
        self._rendu: list[T] = []
        self._erreur: BaseException | None = None
        self._fini = False

    def run(self) -> None:
        """Lit ; le résultat, ou l’erreur, se garde pour qui l’attend."""
        try:
            self._rendu.append(self._travail(self._entendre))
        except BaseException as erreur:  # noqa: BLE001  (rien n’est avalé : elle se relève dans le fil qui attend)
            self._erreur = erreur
        self._fini = True
        self._prevenir()

    def est_fini(self) -> bool:
        """Vrai quand il y a un résultat ou un refus."""
        return self._fini

    def a_commence(self) -> bool:
        """Vrai dès que l’on tient la carte."""
        return self._entendue

    def silence_s(self) -> float:
        """Depuis combien de secondes la carte n’a rien répondu."""
        return monotonic() - self._vivante_a

    def resultat(self) -> T:
        """Ce qui a été lu.

        Raises:
            ErreurCarte: La lecture a été refusée.
        """
        if self._erreur is not None:
            raise self._erreur
        return self._rendu[0]

    def _entendre(self, _echange: Echange) -> None:
        self._entendue, self._vivante_a = True, monotonic()
