"""Les cartes en place au moment de facturer : la Vitale du patient, et à qui est la CPS.

Le lecteur n’est interrogé que si l’on regarde : sans écran de facturation à l’avant, aucune carte n’est lue ici.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal

from secretariat.cartes.lecteur import Lecteur
from secretariat.cartes.valeurs import CarteCps, TypeCarte
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.taches import Taches


@dataclass(frozen=True, slots=True)
class EtatCartes:
    """Ce qui est dans le lecteur ; `cps` est absente tant qu’elle n’est pas lue."""

    vitale: bool = False
    cps_presente: bool = False
    cps: CarteCps | None = None


class CartesPresentes(QObject):
    """Suit les deux fentes tant qu’on le lui demande.

    Signals:
        change: Une carte est entrée ou sortie, ou la CPS vient d’être lue ; porte un `EtatCartes`.
    """

    change = Signal(object)
    _evenement = Signal(object)

    def __init__(self, lecteur: Lecteur, taches: Taches, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lecteur, self._taches = lecteur, taches
        self._suivi = False
        self.etat = EtatCartes()
        self._evenement.connect(self._sur_evenement, Qt.ConnectionType.QueuedConnection)
        cesser = lecteur.ecouter(self._evenement.emit)
        self.destroyed.connect(cesser)

    def suivre(self, *, actif: bool) -> None:
        """Commence à suivre les cartes, ou cesse."""
        if actif and not self._suivi:
            self._suivi = True
            self._relever(relire_cps=True)
        self._suivi = actif

    def _sur_evenement(self, evenement: object) -> None:
        if self._suivi:
            self._relever(relire_cps=getattr(evenement, "type_carte", None) is TypeCarte.CPS)

    def _relever(self, *, relire_cps: bool) -> None:
        presente = self._lecteur.cps_presente()
        connue = None if relire_cps or not presente else self.etat.cps
        self._poser(EtatCartes(self._lecteur.vitale_presente(), presente, connue))
        if presente and relire_cps:
            self._taches.lire_la_carte(self._lecteur.lire_cps, self._cps_lue, en_cas_de_refus=self._cps_illisible)

    def _cps_lue(self, cps: CarteCps) -> None:
        self._poser(EtatCartes(self._lecteur.vitale_presente(), self._lecteur.cps_presente(), cps))

    def _cps_illisible(self, _refus: ErreurSecretariat) -> None:
        self._poser(EtatCartes(self._lecteur.vitale_presente(), self._lecteur.cps_presente()))

    def _poser(self, etat: EtatCartes) -> None:
        self.etat = etat
        self.change.emit(etat)
