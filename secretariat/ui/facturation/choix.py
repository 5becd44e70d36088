"""Ce que l’on choisit avant de coter : le praticien, la place dans le parcours, le tiers payant, l’ALD."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from secretariat.cabinet.valeurs import FichePraticien
from secretariat.facturation.valeurs import Parcours, TiersPayant
from secretariat.ui.composants import Carte, ListeChoix, Puce, Segment, contenir, ligne, petit, pile
from secretariat.ui.composants.fluide import Fluide
from secretariat.ui.facturation.donnees import Demande
from secretariat.ui.theme.jetons import ESPACE

PARCOURS = (
    ("Traitant", Parcours.MEDECIN_TRAITANT),
    ("Orienté", Parcours.ORIENTE),
    ("Urgence", Parcours.URGENCE),
    ("Hors parcours", Parcours.HORS_PARCOURS),
)
TIERS_PAYANT = (
    ("Aucun", TiersPayant.AUCUN),
    ("AMO", TiersPayant.AMO),
    ("Intégral", TiersPayant.INTEGRAL),
)


class CarteChoix(Carte):
    """Les choix d’une venue.

    Signals:
        change: Un choix a changé.
    """

    change = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Conditions de la venue")
        self.praticien: ListeChoix[int] = ListeChoix("Praticien")
        self.parcours = Segment("Parcours de soins", PARCOURS, Parcours.MEDECIN_TRAITANT)
        self.enfant = Puce("Moins de 16 ans\u00a0: sans objet", "info")
        self.tiers_payant = Segment("Tiers payant", TIERS_PAYANT, TiersPayant.AUCUN)
        self.ald = QCheckBox("Soins en rapport avec l’ALD")
        for piece, nom in (
            (self.parcours, "parcours"),
            (self.tiers_payant, "tiers_payant"),
            (self.ald, "ald"),
            (self.praticien.saisie, "praticien"),
        ):
            piece.setObjectName(f"facturation.{nom}")
        self._ranger()
        self.praticien.choisi.connect(lambda _id: self.change.emit())
        self.parcours.choisi.connect(lambda _valeur: self.change.emit())
        self.tiers_payant.choisi.connect(lambda _valeur: self.change.emit())
        self.ald.toggled.connect(lambda _coche: self.change.emit())

    def montrer(self, demande: Demande, praticiens: Sequence[FichePraticien], *, fixe: bool, ald: bool) -> None:
        """Montre les choix d’une demande ; `fixe` : la visite a déjà son praticien, `ald` : le patient en a une."""
        with QSignalBlocker(self):
            self.praticien.proposer([(p.nom_complet, p.id) for p in praticiens], demande.praticien_id)
            self.praticien.setVisible(not fixe)
            enfant = demande.parcours is Parcours.NON_CONCERNE
            self.parcours.setVisible(not enfant)
            self.enfant.setVisible(enfant)
            if not enfant:
                self.parcours.choisir(demande.parcours)
            self.tiers_payant.choisir(demande.tiers_payant)
            self.ald.setVisible(ald)
            self.ald.setChecked(ald and any(acte.ald for acte in demande.actes))

    def appliquer(self, demande: Demande) -> Demande:
        """La demande, avec les choix faits ici."""
        enfant = not self.parcours.isVisibleTo(self)
        return replace(
            demande,
            praticien_id=self.praticien.valeur(),
            parcours=Parcours.NON_CONCERNE if enfant else self.parcours.valeur(),
            tiers_payant=self.tiers_payant.valeur(),
            actes=tuple(replace(acte, ald=self.ald.isChecked()) for acte in demande.actes),
        )

    def _ranger(self) -> None:
        blocs = contenir(
            Fluide(
                _titre("Parcours de soins", self.parcours, self.enfant),
                _titre("Tiers payant", self.tiers_payant),
                _titre("", self.ald),
                espace=ESPACE.ample,
            )
        )
        self.ajouter(self.praticien, blocs)


def _titre(nom: str, *pieces: QWidget) -> QWidget:
    """Des pièces sous leur nom."""
    return contenir(pile(petit(nom, encre="texte2", graisse=500), ligne(*pieces, None)))
