"""La liaison avec les autres postes : ce qu’ils changent se relit ici, et un serveur perdu se retrouve tout seul.

Un fil à elle, « veille » : une attente n’occupe ni le fil graphique ni celui de la base.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal

from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.pannes import ServeurPerdu
from secretariat.socle.unite_de_travail import Cabinet, Veille
from secretariat.socle.veille import toutes_les_tables

ATTENTE_S = 0.5
REPRISE_S = 1.0
"""Le temps entre deux essais de retrouver la base."""


class Liaison(QObject):
    """Veille sur la base tant qu’elle est ouverte.

    Signals:
        change: D’autres postes ont changé des tables ; porte leurs noms.
        perdue: La base ne répond plus ; porte la phrase et le conseil.
        retrouvee: La base répond de nouveau ; tout est à relire.
    """

    change = Signal(frozenset)
    perdue = Signal(str, str)
    retrouvee = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fin = threading.Event()
        self._fil: threading.Thread | None = None

    def commencer(self, cabinet: Cabinet) -> None:
        """Veille désormais sur la base de ce cabinet."""
        self.arreter()
        self._fin = threading.Event()
        self._fil = threading.Thread(target=self._veiller, args=(cabinet, self._fin), name="veille", daemon=True)
        self._fil.start()

    def arreter(self) -> None:
        """Cesse de veiller, et rend la connexion."""
        self._fin.set()
        if self._fil is not None:
            self._fil.join()
            self._fil = None

    def _veiller(self, cabinet: Cabinet, fin: threading.Event) -> None:
        coupee = False
        while not fin.is_set():
            try:
                veille = cabinet.veiller()
                if coupee:
                    coupee = False
                    self.retrouvee.emit()
                    self.change.emit(toutes_les_tables())
                self._suivre(veille, fin)
            except ErreurEnvironnement as erreur:
                if not coupee:
                    coupee = True
                    self.perdue.emit(*_dite(erreur))
                fin.wait(REPRISE_S)

    def _suivre(self, veille: Veille, fin: threading.Event) -> None:
        try:
            while not fin.is_set():
                if tables := veille.attendre(ATTENTE_S):
                    self.change.emit(tables)
        finally:
            veille.fermer()


def _dite(erreur: ErreurEnvironnement) -> tuple[str, str]:
    """Ce que le bandeau dit : la coupure elle-même, non le sort d’un geste que personne n’a fait."""
    if isinstance(erreur, ServeurPerdu):
        return (
            "Le serveur du cabinet ne répond plus.",
            "Ce que vous avez tapé reste à l’écran. Vérifier le réseau et le serveur\u202f; le programme le retrouvera "
            "tout seul.",
        )
    return str(erreur), erreur.conseil
