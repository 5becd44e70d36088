"""Le choix dans une liste déroulante, par valeurs plutôt que par rangs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from secretariat.ui.composants.champ import Champ

V = TypeVar("V")


class _Liste(QComboBox):
    def wheelEvent(self, evenement: QWheelEvent) -> None:
        """Ignore la molette : elle changerait une valeur en croyant défiler."""
        evenement.ignore()


class ListeChoix(Champ[QComboBox], Generic[V]):
    """Une liste déroulante titrée.

    Signals:
        choisi: Le choix a changé ; porte la valeur.
    """

    choisi = Signal(object)

    def __init__(
        self,
        libelle: str,
        choix: Sequence[tuple[str, V]] = (),
        actif: V | None = None,
        *,
        obligatoire: bool = False,
        aide: str = "",
    ) -> None:
        super().__init__(libelle, _Liste(), obligatoire=obligatoire, aide=aide)
        self._valeurs: tuple[V, ...] = ()
        self.proposer(choix, actif)
        self.saisie.currentIndexChanged.connect(self._annoncer)

    def proposer(self, choix: Sequence[tuple[str, V]], actif: V | None = None) -> None:
        """Remplace les choix ; le premier est pris si `actif` n’en est pas."""
        with QSignalBlocker(self.saisie):
            self._remplir(choix, actif)

    def _remplir(self, choix: Sequence[tuple[str, V]], actif: V | None) -> None:
        self.saisie.clear()
        self.saisie.addItems([texte for texte, _ in choix])
        self._valeurs = tuple(valeur for _, valeur in choix)
        if actif in self._valeurs:
            self.saisie.setCurrentIndex(self._valeurs.index(actif))

    def valeur(self) -> V:
        """La valeur choisie.

        Raises:
            LookupError: La liste est vide.
        """
        rang = self.saisie.currentIndex()
        if rang < 0:
            raise LookupError(f"La liste « {self.libelle} » est vide")
        return self._valeurs[rang]

    def choisir(self, valeur: V) -> None:
        """Change le choix."""
        self.saisie.setCurrentIndex(self._valeurs.index(valeur))

    def _annoncer(self, rang: int) -> None:
        if rang >= 0:
            self.refuser("")
            self.choisi.emit(self._valeurs[rang])
            self.modifie.emit()
