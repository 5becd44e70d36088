"""Une carte réelle, tenue le temps d’une lecture."""

from __future__ import annotations

import threading

from secretariat.cartes.pcsc import appels


class CanalPcsc:
    """La carte d’un lecteur, en transaction de la création jusqu’à `fermer` ; on ne se reconnecte jamais.

    Raises:
        ErreurCarte: Le service, le lecteur ou la carte n’est pas là, ou un autre logiciel la garde pour lui.
    """

    def __init__(self, lecteur: str) -> None:
        self._verrou = threading.Lock()
        self._contexte: appels.Contexte | None = appels.ouvrir()
        self._carte: appels.Carte | None = None
        try:
            self._carte, self._protocole = appels.prendre(self._contexte, lecteur)
            self.atr = appels.atr(self._carte)
        except BaseException:
            self.fermer()
            raise

    def transmettre(self, apdu: bytes) -> bytes:
        """Envoie une APDU et rend la réponse, mot d’état compris."""
        return appels.transmettre(self._carte, self._protocole, apdu)

    def fermer(self) -> None:
        """Rend la carte, puis la session avec le service."""
        with self._verrou:
            carte, self._carte = self._carte, None
            contexte, self._contexte = self._contexte, None
        if carte is not None:
            appels.rendre(carte)
        if contexte is not None:
            appels.liberer(contexte)
