"""Guetter le service, les lecteurs et les cartes du poste, sans jamais abandonner.

Un fil attend le prochain changement ; quand le service s’en va, ce qu’il tenait est annoncé parti, puis on l’appelle
jusqu’à ce qu’il revienne. Sur un poste sans cartes, ce fil dort.
"""

from __future__ import annotations

import threading

from secretariat.cartes.erreurs import ErreurCarte
from secretariat.cartes.moniteur import Fait, Nouvelle, Publier
from secretariat.cartes.pcsc import appels

ATTENTE_MS = 5_000
"""Le plus long sommeil : un lecteur branché entre deux regards attend au plus ce temps."""
FIN_DU_FIL_S = 3.0
ESSAI_D_ARRET_S = 0.05


class MoniteurPcsc:
    """Guette les lecteurs, dans le fil « cartes-moniteur ».

    Args:
        relance_s: L’attente entre deux essais de joindre un service absent, en secondes.
    """

    def __init__(self, relance_s: float = 0.5) -> None:
        self._relance_s = relance_s
        self._arret = threading.Event()
        self._verrou = threading.Lock()
        self._contexte: appels.Contexte | None = None
        self._fil: threading.Thread | None = None

    def commencer(self, publier: Publier) -> None:
        """Lance le fil."""
        self._fil = threading.Thread(target=self._guetter, args=(publier,), name="cartes-moniteur", daemon=True)
        self._fil.start()

    def arreter(self) -> None:
        """Interrompt l’attente autant de fois qu’il faut : l’ordre peut tomber juste avant qu’elle ne commence."""
        self._arret.set()
        fil = self._fil
        for _ in range(int(FIN_DU_FIL_S / ESSAI_D_ARRET_S)):
            if fil is None or not fil.is_alive():
                return
            with self._verrou:
                if self._contexte is not None:
                    appels.interrompre(self._contexte)
            fil.join(ESSAI_D_ARRET_S)

    def _guetter(self, publier: Publier) -> None:
        inventaire = _Inventaire(publier)
        connu_absent = False
        while not self._arret.is_set():
            try:
                contexte = appels.ouvrir()
                connu_absent = False
                publier(Nouvelle(Fait.SERVICE_PRESENT))
                self._suivre(contexte, inventaire)
            except ErreurCarte as erreur:
                if not connu_absent:
                    publier(Nouvelle(Fait.SERVICE_PERDU, detail=erreur.detail))
                    inventaire.vider()  # après : la lecture en cours échoue par le service, non par un retrait
                connu_absent = True
                self._arret.wait(self._relance_s)
        inventaire.vider()

    def _suivre(self, contexte: appels.Contexte, inventaire: _Inventaire) -> None:
        """Publie ce qui arrive, jusqu’à l’arrêt demandé ou la fin du service (`ErreurCarte`)."""
        with self._verrou:
            self._contexte = contexte
        try:
            while not self._arret.is_set():
                inventaire.attendre(contexte)
        finally:
            with self._verrou:
                self._contexte = None
            appels.liberer(contexte)


class _Inventaire:
    """Les lecteurs connus, et l’état où chacun a été vu."""

    def __init__(self, publier: Publier) -> None:
        self._publier = publier
        self._etats: dict[str, int] = {}
        self._prises = appels.INCONNU

    def attendre(self, contexte: appels.Contexte) -> None:
        """Attend le prochain changement et le publie."""
        self._comparer(appels.lister(contexte))
        regardes = {appels.PRISE_ET_DEBRANCHEMENT: self._prises, **self._etats}
        for lecteur, etat, atr in appels.guetter(contexte, regardes, ATTENTE_MS):
            if lecteur == appels.PRISE_ET_DEBRANCHEMENT:
                self._prises = etat & ~appels.CHANGE
            elif etat & appels.CHANGE:
                self._noter(lecteur, etat, atr)

    def vider(self) -> None:
        """Annonce parti tout ce qui était là."""
        self._comparer([])
        self._prises = appels.INCONNU

    def _comparer(self, lecteurs: list[str]) -> None:
        for lecteur in [nom for nom in self._etats if nom not in lecteurs]:
            self._noter(lecteur, appels.HORS_DU_POSTE, b"")
            del self._etats[lecteur]
        for lecteur in lecteurs:
            if lecteur not in self._etats:
                self._etats[lecteur] = appels.INCONNU
                self._publier(Nouvelle(Fait.LECTEUR_BRANCHE, lecteur))

    def _noter(self, lecteur: str, etat: int, atr: bytes) -> None:
        """Publie ce qu’il a de neuf ; le compteur des seize bits hauts trahit un échange entre deux regards."""
        avant = self._etats[lecteur]
        self._etats[lecteur] = etat & ~appels.CHANGE
        if avant & appels.HORS_DU_POSTE and not etat & appels.HORS_DU_POSTE:
            self._publier(Nouvelle(Fait.LECTEUR_BRANCHE, lecteur))
        etait, est = bool(avant & appels.PRESENT), bool(etat & appels.PRESENT)
        echangee = etait and est and avant >> 16 != etat >> 16
        if (etait and not est) or echangee:
            self._publier(Nouvelle(Fait.CARTE_RETIREE, lecteur))
        if (est and not etait) or echangee:
            self._publier(Nouvelle(Fait.CARTE_INSEREE, lecteur, b"" if etat & appels.MUET else atr))
        if etat & appels.HORS_DU_POSTE and not avant & appels.HORS_DU_POSTE:
            self._publier(Nouvelle(Fait.LECTEUR_DEBRANCHE, lecteur))
