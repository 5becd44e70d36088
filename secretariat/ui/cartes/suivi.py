"""Le suivi des cartes d’une session : le voyant, le panneau du lecteur, et la confirmation dès qu’une carte est lue.

Une carte lue pendant que l’on écrit attend : la boîte prendrait les lettres qui suivent. F9, ou le voyant, la montre.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from secretariat.cartes.journal import noter_lecture
from secretariat.cartes.valeurs import CarteVitale, TypeCarte
from secretariat.dossiers.valeurs import IdentiteLue
from secretariat.ui.cartes.confirmation import ConfirmationCarte
from secretariat.ui.cartes.ecoute import EcouteDuLecteur
from secretariat.ui.cartes.panneau_lecteur import PanneauLecteur
from secretariat.ui.cartes.porteur import nom_de_la_carte
from secretariat.ui.cartes.voyant import VoyantCarte
from secretariat.ui.composants import ChampRecherche
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR
from secretariat.ui.theme.theme import theme

TOUCHE = "F9"


class SuiviDesCartes(QObject):
    """Suit les cartes ; `voyant` se pose dans la barre haute, le panneau et la confirmation s’ouvrent sur `espace`.

    Signals:
        carte_lue: Une carte Vitale vient d’être lue ; la porte.
        carte_retiree: Une carte est sortie ; porte sa fente.
        lecture_refusee: Une carte ne se lit pas ; porte le message et le conseil.
        confirmee: Une carte a été reportée à un dossier ; porte le numéro du patient.
    """

    carte_lue = Signal(object)
    carte_retiree = Signal(object)
    lecture_refusee = Signal(str, str)
    confirmee = Signal(int)

    def __init__(self, poste: Poste, espace: QWidget) -> None:
        super().__init__(espace)
        self._poste, self._espace = poste, espace
        self.ecoute = EcouteDuLecteur(poste.lecteur, poste.taches, self)
        self.voyant = VoyantCarte(self.ecoute)
        self.panneau: PanneauLecteur | None = None
        self.confirmation: ConfirmationCarte | None = None
        self._en_attente: CarteVitale | None = None
        QShortcut(QKeySequence(TOUCHE), espace).activated.connect(self.ouvrir)
        self.voyant.clicked.connect(self.ouvrir)
        self.ecoute.carte_lue.connect(self._sur_carte)
        self.ecoute.carte_retiree.connect(self._sur_retrait)
        self.ecoute.lecture_refusee.connect(self._sur_refus)
        espace.installEventFilter(self)
        QTimer.singleShot(0, self, self.ecoute.commencer)

    def ouvrir(self) -> None:
        """Montre la carte lue qui attend ; sans elle, ouvre ou ferme le panneau du lecteur."""
        if self._en_attente is not None:
            self._montrer(self._en_attente)
        else:
            self.basculer_le_panneau()

    def basculer_le_panneau(self) -> None:
        """Ouvre le panneau du lecteur, ou le ferme."""
        if self.panneau is not None and self.panneau.isVisible():
            self._fermer_le_panneau()
            return
        if self.panneau is None:
            self.panneau = PanneauLecteur(self._poste, self.ecoute, self._espace)
            self.panneau.ferme.connect(self._fermer_le_panneau)
        self._placer()
        self.panneau.show()
        self.panneau.raise_()
        self.panneau.prendre_le_clavier()

    def arreter(self) -> None:
        """Cesse d’écouter le lecteur, à la fermeture de la session."""
        self.ecoute.arreter()

    def eventFilter(self, objet: QObject, evenement: QEvent) -> bool:
        """Le panneau suit la taille de l’espace."""
        if evenement.type() == QEvent.Type.Resize and self.panneau is not None:
            self._placer()
        return super().eventFilter(objet, evenement)

    def _placer(self) -> None:
        if self.panneau is not None:
            haut = theme().px(HAUTEUR.barre) + ESPACE.petit
            large = self.panneau.width()
            gauche = self._espace.width() - large - ESPACE.grand
            self.panneau.setGeometry(QRect(gauche, haut, large, self._espace.height() - haut - ESPACE.grand))

    def _fermer_le_panneau(self) -> None:
        if self.panneau is not None:
            self.panneau.hide()
            self.voyant.setFocus()

    def _sur_carte(self, carte: CarteVitale) -> None:
        self._poste.taches.faire("lecture de carte", lambda unite: noter_lecture(unite, carte))
        if _ecrit():
            self._en_attente = carte
            self._poste.demandes.message.emit(f"Carte de {nom_de_la_carte(carte)} lue\u00a0: {TOUCHE} la montre")
        else:
            self._montrer(carte)
        self.carte_lue.emit(carte)

    def _montrer(self, carte: CarteVitale) -> None:
        self._en_attente = None
        if self.confirmation is None:
            self.confirmation = ConfirmationCarte(self._poste, self._espace)
            self.confirmation.confirmee.connect(self._sur_confirmation)
            self.confirmation.a_creer.connect(self._sur_creation)
            self.confirmation.a_relire.connect(self.ecoute.relire)
        self.confirmation.montrer(carte)
        self.confirmation.show()

    def _sur_retrait(self, fente: TypeCarte) -> None:
        if fente is TypeCarte.VITALE:
            self._en_attente = None
        if fente is TypeCarte.VITALE and self.confirmation is not None and self.confirmation.isVisible():
            self.confirmation.interrompre()
        self.carte_retiree.emit(fente)

    def _sur_refus(self, message: str, conseil: str, fente: TypeCarte) -> None:
        ouverte = self.confirmation is not None and self.confirmation.isVisible()
        if self.confirmation is not None and ouverte and fente is TypeCarte.VITALE:
            self.confirmation.interrompre(message, conseil)
        else:
            self._poste.taches.refus.emit(message, conseil)
        self.lecture_refusee.emit(message, conseil)

    def _sur_confirmation(self, patient_id: int) -> None:
        self._ranger_le_panneau()
        self._poste.demandes.patient.emit(patient_id)
        self.confirmee.emit(patient_id)

    def _sur_creation(self, lue: IdentiteLue, sexe: str | None) -> None:
        self._ranger_le_panneau()
        self._poste.demandes.aller.emit("dossiers")
        self._poste.demandes.patient_de_carte.emit(lue, sexe)

    def _ranger_le_panneau(self) -> None:
        if self.panneau is not None:
            self.panneau.hide()


def _ecrit() -> bool:
    """Vrai si quelqu’un écrit ; dans une recherche vide, personne n’écrit encore."""
    focus = QApplication.focusWidget()
    if isinstance(focus, ChampRecherche):
        return bool(focus.text())
    return isinstance(focus, QLineEdit | QPlainTextEdit) and not focus.isReadOnly()
