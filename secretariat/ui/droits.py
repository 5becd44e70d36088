"""Ce que peut la personne connectée, pour que les écrans ne proposent pas ce que les services refuseraient.

C’est un confort, jamais le mur : un geste que l’écran laisserait passer, le service le refuse.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from secretariat.cabinet.lectures import mes_droits
from secretariat.socle.droits import Droit
from secretariat.socle.matrice import defaut
from secretariat.ui.taches import Taches

REFUSE = "Votre rôle n’a pas le droit de faire cela : {action}. Les droits se règlent dans l’écran Cabinet."


class DroitsDuPoste(QObject):
    """Les droits de la session, relus quand le cabinet les change.

    Signals:
        change: Les droits ne sont plus les mêmes.
    """

    change = Signal()

    def __init__(self, taches: Taches, droits: frozenset[Droit], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._taches, self._droits = taches, droits
        taches.modifie.connect(self._sur_modification)

    def peut(self, droit: Droit) -> bool:
        """Dit si la personne connectée a ce droit."""
        return droit in self._droits

    def reserver(self, piece: QWidget, droit: Droit) -> None:
        """Grise cette pièce tant que la personne n’a pas ce droit ; pour une pièce qui vit autant que l’écran."""
        reserve = _Reserve(piece, self, droit)
        self.change.connect(reserve.regler)
        reserve.regler()

    def _sur_modification(self, tables: frozenset[str]) -> None:
        if "droits" in tables:
            self._taches.lire(mes_droits, self._recevoir, sujet="droits de la session")

    def _recevoir(self, droits: frozenset[Droit]) -> None:
        if droits != self._droits:
            self._droits = droits
            self.change.emit()


class _Reserve(QObject):
    """Ce qui grise une pièce ; il vit et meurt avec elle, et les droits ne la retiennent pas."""

    def __init__(self, piece: QWidget, droits: DroitsDuPoste, droit: Droit) -> None:
        super().__init__(piece)
        self._piece, self._droits, self._droit = piece, droits, droit

    def regler(self) -> None:
        """Grise la pièce, ou la rend."""
        griser(self._piece, self._droits, self._droit)


def griser(piece: QWidget, droits: DroitsDuPoste, droit: Droit) -> None:
    """Grise cette pièce si la personne n’a pas ce droit, et dit pourquoi au survol."""
    permis = droits.peut(droit)
    piece.setEnabled(permis)
    piece.setToolTip("" if permis else explication(droit))


def explication(droit: Droit) -> str:
    """Pourquoi un geste est grisé."""
    action = defaut().decrit(droit).libelle
    return REFUSE.format(action=action[:1].lower() + action[1:])
