"""Le refus d’un créneau, dit sur place, et ses deux issues : un autre créneau, ou le prendre en disant pourquoi."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QSizePolicy

from secretariat.agenda.valeurs import CreneauOccupe, HorsOuverture, Surbooking
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.composants import Bouton, ChampTexte, Etiquette, Fond, Icone, Panneau, StyleBouton, ligne, pile
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, RAYON
from secretariat.ui.typographie import espaces_fines, heure

MARGES = (ESPACE.moyen, ESPACE.moyen, ESPACE.moyen, ESPACE.moyen)


class RefusCreneau(Panneau):
    """Pourquoi le créneau n’a pas été pris, et que faire ; `large` range les gestes en ligne.

    Signals:
        autre: Prendre le prochain créneau libre ; porte son instant.
        passer_outre: Prendre celui-ci quand même ; porte le `Surbooking` et sa raison.
        oublie: On renonce.
        grandi: Il montre davantage ; ce qui le contient peut défiler pour le montrer entier.
    """

    autre = Signal(object)
    passer_outre = Signal(object)
    oublie = Signal()
    grandi = Signal()

    def __init__(self, *, large: bool = False) -> None:
        super().__init__(Fond("attention_fond", rayon=RAYON.controle), marges=MARGES, espace=ESPACE.petit)
        self._large = large
        if large:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setObjectName("agenda.refus" if large else "agenda.reservation.refus")
        self._libre: datetime | None = None
        self.message = Etiquette(graisse=600).replier()
        self.conseil = Etiquette("", "petit", encre="texte2").replier()
        self.bouton_autre = self._bouton("", "horloge").au_clic(self._prendre_l_autre)
        self.bouton_surbooking = self._bouton("Surbooking…", "surbooking").au_clic(self._demander_la_raison)
        self.bouton_fermer = self._bouton("Renoncer", "croix").au_clic(self.oublier)
        self.raison = ChampTexte("Raison du surbooking", obligatoire=True, invite="Demande du médecin…")
        self.raison.valide.connect(self._passer_outre)
        self.bouton_prendre = self._bouton("Prendre quand même", "coche").au_clic(self._passer_outre)
        tete = ligne(pile(Icone("alerte", "attention", ICONE.grande), None), espace=ESPACE.moyen)
        tete.addLayout(pile(self.message, self.conseil, espace=2), 1)
        boutons = (self.bouton_autre, self.bouton_surbooking, self.bouton_fermer)
        gestes = ligne(*boutons, None) if large else pile(*boutons, espace=ESPACE.petit)
        raison = ligne(espace=ESPACE.petit) if large else pile(espace=ESPACE.petit)
        raison.addWidget(self.raison, 1)
        raison.addWidget(self.bouton_prendre, 0, Qt.AlignmentFlag.AlignBottom if large else Qt.AlignmentFlag(0))
        self.ajouter(tete, gestes, raison)
        self.hide()

    def montrer(self, erreur: ErreurSecretariat) -> None:
        """Dit le refus ; seul un créneau occupé ou fermé se prend quand même."""
        self.message.setText(espaces_fines(str(erreur)))
        self.conseil.setText(espaces_fines(erreur.conseil))
        hors_ouverture = isinstance(erreur, HorsOuverture)
        self.bouton_surbooking.nommer("Prendre quand même…" if hors_ouverture else "Surbooking…")
        self.bouton_surbooking.setVisible(hors_ouverture or isinstance(erreur, CreneauOccupe))
        self.raison.poser("")
        self.proposer(None)
        self._demander(raison=False)
        self.setAccessibleName(f"{erreur} {erreur.conseil}")
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{erreur} {erreur.conseil}"))

    def proposer(self, libre: datetime | None, *, avec_le_jour: str = "") -> None:
        """Offre un autre créneau, s’il y en a un, et le met sous Entrée ; `avec_le_jour` précise un autre jour."""
        self._libre = libre
        self.bouton_autre.setVisible(libre is not None)
        if libre is not None:
            if self.bouton_surbooking.hasFocus():
                self.bouton_autre.setFocus(Qt.FocusReason.TabFocusReason)
            self.grandi.emit()
            quand = f"{avec_le_jour} à {heure(libre)}" if avec_le_jour else heure(libre)
            self.bouton_autre.nommer(f"Prochain libre\u00a0: {quand}")

    def oublier(self) -> None:
        """Ferme le refus."""
        if self.isVisible():
            self.hide()
            self.oublie.emit()

    def _demander_la_raison(self) -> None:
        self._demander(raison=True)
        self.raison.setFocus()

    def _demander(self, *, raison: bool) -> None:
        self.raison.setVisible(raison)
        self.bouton_prendre.setVisible(raison)
        self.grandi.emit()

    def _passer_outre(self) -> None:
        if self.raison.verifier():
            self.hide()
            self.passer_outre.emit(Surbooking(self.raison.texte()))

    def _prendre_l_autre(self) -> None:
        if self._libre is not None:
            self.hide()
            self.autre.emit(self._libre)

    def _bouton(self, libelle: str, icone: str) -> Bouton:
        bouton = Bouton(libelle, StyleBouton.A_BORD, icone=icone, hauteur=HAUTEUR.bouton_carte)
        return bouton if self._large else bouton.large()
