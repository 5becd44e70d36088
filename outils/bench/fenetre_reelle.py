"""Le programme lui-même, mesuré de l’intérieur : la page de connexion peinte, puis une journée d’écrans ouverts.

Usage : python -m outils.bench.fenetre_reelle BASE [ecrans]
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from outils.bench.temoin import memoire_mo, temoigner
from secretariat.ui.lancement import Lancement, Options, application

PAS_MS = 5
TOURS_D_ECRANS = 2
REPOS_MS = 150


class Temoin(QObject):
    """Guette la première peinture de la page de connexion, et le moment où l’on peut y écrire."""

    def __init__(self, lancement: Lancement) -> None:
        super().__init__()
        self._lancement = lancement
        self._peinte = False
        lancement.connexion.installEventFilter(self)
        self._guet = QTimer(self, interval=PAS_MS)
        self._guet.timeout.connect(self._regarder)
        self._guet.start()

    def eventFilter(self, objet: QObject, evenement: QEvent) -> bool:
        """La première peinture."""
        if evenement.type() == QEvent.Type.Paint and not self._peinte:
            self._peinte = True
            QTimer.singleShot(0, lambda: temoigner("peinte"))
        return super().eventFilter(objet, evenement)

    def _regarder(self) -> None:
        if self._peinte and self._lancement.connexion.entrer.isEnabled():
            self._guet.stop()
            temoigner("utilisable")
            self.pret()

    def pret(self) -> None:
        """Rien de plus à mesurer."""
        application().quit()


class TemoinDesEcrans(Temoin):
    """Entre, ouvre tous les écrans plusieurs fois, et dit la mémoire."""

    def pret(self) -> None:
        """Ouvre la session du compte montré."""
        from secretariat.demonstration.etablissement import IDENTIFIANT_MONTRE, MOT_DE_PASSE  # noqa: PLC0415

        self._lancement.connexion.essayee.emit(IDENTIFIANT_MONTRE, MOT_DE_PASSE)
        self._attendre_l_espace()

    def _attendre_l_espace(self) -> None:
        if self._lancement.espace is None:
            QTimer.singleShot(PAS_MS, self._attendre_l_espace)
            return
        from secretariat.ui.fenetre.metiers import METIERS  # noqa: PLC0415

        self._visites = [metier.nom for metier in METIERS] * TOURS_D_ECRANS
        self._visiter()

    def _visiter(self) -> None:
        if not self._lancement.taches.au_repos:
            QTimer.singleShot(PAS_MS, self._visiter)
        elif self._visites:
            self._lancement.espace.aller(self._visites.pop())  # type: ignore[union-attr]
            QTimer.singleShot(REPOS_MS, self._visiter)
        else:
            temoigner("memoire", memoire_mo())
            application().quit()


def main() -> None:
    """Lance le programme comme « secretariat » le ferait."""
    appli = application()
    lancement = Lancement(Options(Path(sys.argv[1])))
    sorte = TemoinDesEcrans if "ecrans" in sys.argv else Temoin
    temoin = sorte(lancement)
    lancement.fenetre.show()
    lancement.commencer()
    appli.exec()
    temoin.deleteLater()
    lancement.terminer()


if __name__ == "__main__":
    main()
