"""L’en-tête de l’agenda : le jour en toutes lettres, la semaine, d’un jour à l’autre, et le nouveau rendez-vous."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from secretariat.ui.composants import Bouton, BoutonIcone, Panneau, StyleBouton, petit, titre
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import date_longue

MARGES = (ESPACE.grand, 0, ESPACE.grand, 0)


class Entete(Panneau):
    """La rangée de titre.

    Signals:
        jours: Avancer ou reculer ; porte le nombre de jours.
        aujourd_hui: Revenir au jour présent.
        nouveau: Prendre un rendez-vous.
    """

    jours = Signal(int)
    aujourd_hui = Signal()
    nouveau = Signal()

    def __init__(self) -> None:
        super().__init__(en_ligne=True, marges=MARGES, espace=ESPACE.petit)
        self._jour, self._semaine = titre(), petit(encre="texte2")
        avant = BoutonIcone("gauche", "Jour précédent", raccourci="Ctrl+PgUp").au_clic(lambda: self.jours.emit(-1))
        apres = BoutonIcone("droite", "Jour suivant", raccourci="Ctrl+PgDown").au_clic(lambda: self.jours.emit(1))
        present = Bouton("Aujourd’hui", raccourci="T").au_clic(self.aujourd_hui.emit)
        present.setObjectName("agenda.aujourdhui")
        self.nouveau_rdv = Bouton("Nouveau rendez-vous", StyleBouton.PRINCIPAL, icone="plus", raccourci="N")
        self.nouveau_rdv.setObjectName("agenda.nouveau")
        self.nouveau_rdv.au_clic(self.nouveau.emit)
        self.ajouter(self._jour, self._semaine, ESPACE.petit, avant, present, apres, None, self.nouveau_rdv)
        self._dimensionner()
        theme().change.connect(self._dimensionner)

    def poser(self, jour: date) -> None:
        """Montre ce jour."""
        self._jour.setText(date_longue(jour))
        self._semaine.setText(f"Semaine\u00a0{jour.isocalendar().week}")

    def _dimensionner(self) -> None:
        self.setFixedHeight(theme().px(HAUTEUR.outils))
