"""Ouvrir une session, ou la reprendre quand le poste s’est verrouillé."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent

from secretariat.cartes.valeurs import CarteCps, EssaisRestants
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.ouverture.bloc_carte import BlocCarte
from secretariat.ui.ouverture.cadre import PageOuverture
from secretariat.ui.theme.jetons import HAUTEUR, Ton


class PageConnexion(PageOuverture):
    """L’identifiant et le mot de passe.

    Signals:
        essayee: On demande à entrer ; porte l’identifiant et le mot de passe.
        autre_personne: Le poste verrouillé doit changer de main.
        code_donne: On demande à entrer par la carte de professionnel ; porte son code.
        montree: La page vient au premier plan.
    """

    essayee = Signal(str, str)
    autre_personne = Signal()
    code_donne = Signal(str)
    montree = Signal()

    def __init__(self) -> None:
        super().__init__("Secrétariat")
        self.identifiant = ChampTexte("Identifiant")
        self.identifiant.saisie.setObjectName("connexion.identifiant")
        self.mot_de_passe = ChampTexte("Mot de passe")
        self.mot_de_passe.masquer()
        self.mot_de_passe.saisie.setObjectName("connexion.mot_de_passe")
        self.entrer = Bouton("Ouvrir la session", StyleBouton.PRINCIPAL, icone="cle", hauteur=HAUTEUR.bouton)
        self.entrer.setObjectName("connexion.entrer")
        self.entrer.large(centre=True)
        self._compte = Bandeau("", ton=Ton.INFO)
        self._compte.hide()
        self._autre = Bouton("Changer de personne", StyleBouton.DISCRET, icone="utilisateur")
        self._autre.large(centre=True).hide()
        self.par_carte = BlocCarte()
        self.par_carte.code_donne.connect(self.code_donne)
        self.carte.ajouter(self.par_carte, self._compte, self.identifiant, self.mot_de_passe, self.entrer, self._autre)
        self.entrer.clicked.connect(self._essayer)
        self._autre.clicked.connect(self.autre_personne)
        self.identifiant.saisie.returnPressed.connect(self.mot_de_passe.saisie.setFocus)
        self.mot_de_passe.saisie.returnPressed.connect(self._essayer)

    def proposer(self, identifiant: str, mot_de_passe: str) -> None:
        """Montre le compte de la démonstration et remplit les champs."""
        self.identifiant.poser(identifiant)
        self.mot_de_passe.poser(mot_de_passe)
        self._compte.dire(
            "Cabinet de démonstration",
            f"Compte montré : {identifiant}, mot de passe {mot_de_passe}. Tous les patients sont inventés.",
            Ton.INFO,
        )
        self._compte.show()
        self.entrer.setFocus(Qt.FocusReason.OtherFocusReason)

    def reprendre(self, identifiant: str, nom: str) -> None:
        """Demande à la personne de revenir : le poste s’est verrouillé, l’écran est resté comme elle l’a laissé."""
        self.situer(f"Poste verrouillé. La session de {nom} attend son mot de passe.")
        self.identifiant.poser(identifiant)
        self.identifiant.saisie.setReadOnly(True)
        self.message.hide()
        self.vider()
        self._autre.show()

    def oublier(self) -> None:
        """Revient à une page vierge, pour une autre personne."""
        self.identifiant.saisie.setReadOnly(False)
        self.identifiant.poser("")
        self._autre.hide()
        self.vider()
        self.identifiant.saisie.setFocus(Qt.FocusReason.OtherFocusReason)

    def proposer_la_carte(self, carte: CarteCps, essais: EssaisRestants, *, prendre_le_clavier: bool) -> None:
        """Montre la carte de professionnel en place.

        Le curseur ne va à son code que si on le demande et que personne n’écrit : un mot de passe tapé là userait l’un
        des trois essais de la carte.
        """
        self.par_carte.proposer(carte, essais)
        ecrit = self.identifiant.texte() and not self.est_verrouillee
        if prendre_le_clavier and not ecrit and not self.mot_de_passe.saisie.text():
            self.par_carte.code.saisie.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def est_verrouillee(self) -> bool:
        """Vrai si la page attend le retour de qui a verrouillé le poste."""
        return self.identifiant.saisie.isReadOnly()

    def dire_de_la_carte(self, message: str, conseil: str) -> None:
        """Dit pourquoi la carte en place n’ouvre rien ; le mot de passe reste possible."""
        self.par_carte.dire(message, conseil)

    def oublier_la_carte(self) -> None:
        """La carte est sortie."""
        self.par_carte.hide()

    def showEvent(self, evenement: QShowEvent) -> None:
        """Annonce que la page est montrée : une carte est peut-être déjà en place."""
        super().showEvent(evenement)
        self.montree.emit()

    def vider(self) -> None:
        """Efface le mot de passe et y place le curseur."""
        self.mot_de_passe.poser("")
        self.mot_de_passe.saisie.setFocus(Qt.FocusReason.OtherFocusReason)

    def attendre(self, *, en_cours: bool) -> None:
        """Grise le bouton pendant la vérification."""
        self.entrer.setEnabled(not en_cours)
        self.entrer.nommer("Vérification…" if en_cours else "Ouvrir la session")
        self.par_carte.attendre(en_cours=en_cours)

    def _essayer(self) -> None:
        if self.entrer.isEnabled():
            self.essayee.emit(self.identifiant.texte(), self.mot_de_passe.saisie.text())
