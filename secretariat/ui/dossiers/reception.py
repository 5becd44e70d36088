"""Recevoir sans rendez-vous : quel praticien ? La question se pose dans la page, une touche par praticien."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secretariat.cabinet.valeurs import FichePraticien
from secretariat.ui.composants import Bouton, Fond, Panneau, StyleBouton, gras, ligne, vider
from secretariat.ui.composants.fluide import Fluide
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, RAYON, Ton

MARGES = (ESPACE.moyen, ESPACE.petit, ESPACE.moyen, ESPACE.petit)
TOUCHES = 9


class ChoixDuPraticien(Panneau):
    """Les praticiens qui peuvent recevoir le patient.

    Signals:
        choisi: Un praticien est choisi ; porte son numéro.
    """

    choisi = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Fond(Ton.INFO.fond, rayon=RAYON.controle), marges=MARGES, parent=parent)
        self.setObjectName("patient.recevoir")
        self.setAccessibleName("Recevoir sans rendez-vous")
        self.boutons: tuple[Bouton, ...] = ()
        self.hide()

    def demander(self, praticiens: tuple[FichePraticien, ...]) -> None:
        """Pose la question."""
        vider(self.rangee)
        self.boutons = tuple(self._bouton(rang, praticien) for rang, praticien in enumerate(praticiens, start=1))
        renoncer = Bouton("Renoncer", StyleBouton.DISCRET, hauteur=HAUTEUR.bouton_carte).au_clic(self.hide)
        self.ajouter(ligne(gras("Sans rendez-vous aujourd’hui\u00a0: qui le reçoit\u202f?"), None))
        self.ajouter(Fluide(*self.boutons, renoncer))
        self.show()
        if self.boutons:
            self.boutons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _bouton(self, rang: int, praticien: FichePraticien) -> Bouton:
        touche = str(rang) if rang <= TOUCHES else ""
        bouton = Bouton(praticien.nom_complet, icone="stetho", raccourci=touche, hauteur=HAUTEUR.bouton_carte)
        return bouton.au_clic(partial(self._choisir, praticien.id))

    def _choisir(self, praticien_id: int) -> None:
        self.hide()
        self.choisi.emit(praticien_id)
