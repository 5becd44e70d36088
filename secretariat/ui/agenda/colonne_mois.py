"""La colonne de gauche de l’agenda : le mois, et la légende des motifs avec leur nombre du jour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from secretariat.agenda.valeurs import MotifDeRendezVous
from secretariat.ui.agenda.mois import MiniMois
from secretariat.ui.composants import (
    BoutonIcone,
    Etiquette,
    Filet,
    Panneau,
    StyleBouton,
    contenir,
    gras,
    ligne,
    petit,
    pile,
    vider,
)
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR
from secretariat.ui.theme.peinture import peindre_cadre, peintre_lisse
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import mois_annee

MARGES = (ESPACE.grand, ESPACE.grand, ESPACE.grand, ESPACE.grand)


class Pastille(QWidget):
    """La couleur d’un motif ; son nom est à côté."""

    def __init__(self, couleur: str) -> None:
        super().__init__()
        self._couleur = couleur
        self.setFixedSize(LARGEUR.bande, ESPACE.grand)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la bande."""
        with peintre_lisse(self) as peintre:
            peindre_cadre(peintre, QRectF(self.rect()), LARGEUR.bande / 2, fond=theme().couleur(self._couleur))


class ColonneMois(Panneau):
    """Le mois et la légende.

    Signals:
        mois: Un autre mois est montré ; porte l’un de ses jours.
    """

    mois = Signal(date)

    def __init__(self, aujourd_hui: date) -> None:
        super().__init__(marges=MARGES, espace=ESPACE.moyen)
        self.mini = MiniMois(aujourd_hui)
        self._motifs: tuple[MotifDeRendezVous, ...] = ()
        self._nombres: dict[int, Etiquette] = {}
        self._titre = gras()
        avant = BoutonIcone("gauche", "Mois précédent", StyleBouton.DISCRET, hauteur=HAUTEUR.bouton_titre)
        apres = BoutonIcone("droite", "Mois suivant", StyleBouton.DISCRET, hauteur=HAUTEUR.bouton_titre)
        avant.au_clic(lambda: self._feuilleter(-1))
        apres.au_clic(lambda: self._feuilleter(1))
        self._legende = pile(espace=ESPACE.infime)
        self.ajouter(
            pile(ligne(self._titre, None, avant, apres, espace=0), self.mini, espace=ESPACE.petit),
            Filet(),
            gras("Motifs du jour"),
            self._legende,
            None,
        )
        self._titrer()
        self._dimensionner()
        theme().change.connect(self._dimensionner)

    def poser(self, jour: date, aujourd_hui: date) -> None:
        """Montre le mois de ce jour."""
        self.mini.poser(jour, aujourd_hui)
        self._titrer()

    def legender(self, motifs: tuple[MotifDeRendezVous, ...], nombres: Mapping[int, int]) -> None:
        """Met les nombres à jour ; les rangées ne se refont que si les motifs changent, pour ne pas clignoter."""
        if motifs != self._motifs:
            self._motifs = motifs
            self._refaire_les_rangees()
        for motif in motifs:
            self._nombres[motif.id].setText(str(nombres.get(motif.id, 0)))

    def _refaire_les_rangees(self) -> None:
        vider(self._legende)
        self._nombres = {motif.id: petit() for motif in self._motifs}
        for motif in self._motifs:
            nom = petit(motif.nom, encre="texte2").abreger()
            rangee = ligne(Pastille(motif.couleur), nom, None, self._nombres[motif.id], espace=ESPACE.petit)
            piece = contenir(rangee)
            piece.setMinimumHeight(HAUTEUR.fait - ESPACE.infime)
            self._legende.addWidget(piece)

    def _feuilleter(self, mois: int) -> None:
        self.mini.feuilleter(mois)
        self._titrer()
        self.mois.emit(self.mini.montre)

    def _titrer(self) -> None:
        self._titre.setText(mois_annee(self.mini.montre))

    def _dimensionner(self) -> None:
        self.setFixedWidth(theme().px(LARGEUR.mois))
