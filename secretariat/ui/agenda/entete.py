"""L’en-tête de l’agenda : le jour en toutes lettres, la semaine, d’un jour à l’autre, et le nouveau rendez-vous."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QResizeEvent, QShortcut

from secretariat.ui.agenda.lecture_jour import lire_jour
from secretariat.ui.composants import Bouton, BoutonIcone, ChampRecherche, Panneau, StyleBouton, petit, titre
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import date_longue, date_sans_annee

MARGES = (ESPACE.grand, 0, ESPACE.grand, 0)
SEMAINE = 7
LARGEUR_DE_L_ANNEE = LARGEUR.fenetre_min - LARGEUR.navigation
AIDE = "mar, demain, 1/12, 0112, +7. Ctrl+Maj+Page précédente ou suivante change de semaine."


class Entete(Panneau):
    """La rangée de titre.

    Signals:
        jours: Avancer ou reculer ; porte le nombre de jours.
        aujourd_hui: Revenir au jour présent.
        nouveau: Prendre un rendez-vous.
        jour_lu: Aller au jour que l’on a tapé ; le porte.
    """

    jours = Signal(int)
    aujourd_hui = Signal()
    nouveau = Signal()
    jour_lu = Signal(date)

    def __init__(self, aujourd_hui: date) -> None:
        super().__init__(en_ligne=True, marges=MARGES, espace=ESPACE.petit)
        self._montre = self._aujourd_hui = aujourd_hui
        self._jour, self._semaine = titre(), petit(encre="texte2").abreger()
        avant = BoutonIcone("gauche", "Jour précédent", raccourci="Ctrl+PgUp").au_clic(lambda: self.jours.emit(-1))
        apres = BoutonIcone("droite", "Jour suivant", raccourci="Ctrl+PgDown").au_clic(lambda: self.jours.emit(1))
        present = Bouton("Aujourd’hui", raccourci="T").au_clic(self.aujourd_hui.emit)
        present.setObjectName("agenda.aujourdhui")
        self.aller = ChampRecherche("Aller au…", raccourci="Ctrl+J")
        self.aller.setObjectName("agenda.aller")
        self.aller.setAccessibleName("Aller à un jour")
        self.aller.setToolTip(AIDE)
        self.aller.setMaximumWidth(LARGEUR.navigation)
        self.aller.returnPressed.connect(self._lire)
        self.aller.textEdited.connect(lambda _texte: self._refuser(""))
        for sequence, jours in (("Ctrl+Shift+PgUp", -SEMAINE), ("Ctrl+Shift+PgDown", SEMAINE)):
            touche = QShortcut(QKeySequence(sequence), self)
            touche.activated.connect(lambda pas=jours: self.jours.emit(pas))
        self.nouveau_rdv = Bouton("Nouveau rendez-vous", StyleBouton.PRINCIPAL, icone="plus", raccourci="N")
        self.nouveau_rdv.setObjectName("agenda.nouveau")
        self.nouveau_rdv.au_clic(self.nouveau.emit)
        self.ajouter(self._jour, self._semaine, ESPACE.petit, avant, present, apres, self.aller, None, self.nouveau_rdv)
        self._dimensionner()
        theme().change.connect(self._dimensionner)

    def poser(self, jour: date, aujourd_hui: date) -> None:
        """Montre ce jour."""
        self._montre, self._aujourd_hui = jour, aujourd_hui
        self._titrer()
        self._refuser("")

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """À l’étroit, l’année et la semaine cèdent la place."""
        super().resizeEvent(evenement)
        self._titrer()

    def _titrer(self) -> None:
        large = self.width() >= theme().px(LARGEUR_DE_L_ANNEE)
        self._jour.setText(date_longue(self._montre) if large else date_sans_annee(self._montre))

    def _lire(self) -> None:
        jour = lire_jour(self.aller.text(), aujourd_hui=self._aujourd_hui, montre=self._montre)
        if jour is None:
            self._refuser("Jour non compris")
            self.aller.selectAll()
            return
        self.aller.clear()
        self.jour_lu.emit(jour)

    def _refuser(self, message: str) -> None:
        """Cerne la saisie et dit pourquoi à la place de la semaine ; un message vide efface le refus."""
        if bool(message) != bool(self.aller.property("erreur")):
            self.aller.setProperty("erreur", bool(message))
            self.aller.style().unpolish(self.aller)
            self.aller.style().polish(self.aller)
        self._semaine.setText(message or f"Semaine\u00a0{self._montre.isocalendar().week}")
        self._semaine.teindre("danger" if message else "texte2")
        if message:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.aller, f"{message}. {AIDE}"))

    def _dimensionner(self) -> None:
        self.setFixedHeight(theme().px(HAUTEUR.outils))
        self._titrer()
