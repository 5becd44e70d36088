"""Les cartes en place au moment de facturer : la Vitale du patient, et à qui est la CPS.

Le lecteur n’est interrogé que si l’on regarde : sans écran de facturation à l’avant, aucune carte n’est lue ici.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, Signal

from secretariat.cartes.lecteur import Lecteur
from secretariat.cartes.valeurs import CarteCps, CarteVitale, TypeCarte
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.taches import Taches


@dataclass(frozen=True, slots=True)
class EtatCartes:
    """Ce qui est dans le lecteur ; une carte présente reste None tant qu’elle n’est pas lue, ou ne se lit pas."""

    vitale_presente: bool = False
    vitale: CarteVitale | None = None
    cps_presente: bool = False
    cps: CarteCps | None = None


class CartesPresentes(QObject):
    """Suit les deux fentes tant qu’on le lui demande.

    Signals:
        change: Une carte est entrée ou sortie, ou vient d’être lue ; porte un `EtatCartes`.
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
            self._relever(TypeCarte.VITALE, TypeCarte.CPS)
        self._suivi = actif

    def _sur_evenement(self, evenement: object) -> None:
        if self._suivi:
            touchee = getattr(evenement, "type_carte", None)
            self._relever(*([touchee] if isinstance(touchee, TypeCarte) else []))

    def _relever(self, *a_relire: TypeCarte) -> None:
        """Note ce qui est en place, puis lit les cartes qui viennent de changer."""
        vitale, cps = self._lecteur.vitale_presente(), self._lecteur.cps_presente()
        lire_vitale, lire_cps = vitale and TypeCarte.VITALE in a_relire, cps and TypeCarte.CPS in a_relire
        self._poser(
            EtatCartes(
                vitale_presente=vitale,
                vitale=None if lire_vitale or not vitale else self.etat.vitale,
                cps_presente=cps,
                cps=None if lire_cps or not cps else self.etat.cps,
            )
        )
        if lire_vitale:
            self._taches.lire_la_carte(self._lecteur.lire_vitale, self._vitale_lue, en_cas_de_refus=self._illisible)
        if lire_cps:
            self._taches.lire_la_carte(self._lecteur.lire_cps, self._cps_lue, en_cas_de_refus=self._illisible)

    def _vitale_lue(self, vitale: CarteVitale) -> None:
        if self._lecteur.vitale_presente():
            self._poser(replace(self.etat, vitale_presente=True, vitale=vitale))

    def _cps_lue(self, cps: CarteCps) -> None:
        if self._lecteur.cps_presente():
            self._poser(replace(self.etat, cps_presente=True, cps=cps))

    def _illisible(self, _refus: ErreurSecretariat) -> None:
        self._relever()

    def _poser(self, etat: EtatCartes) -> None:
        self.etat = etat
        self.change.emit(etat)
