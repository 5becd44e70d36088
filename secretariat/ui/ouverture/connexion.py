"""Ouvrir une session, ou la reprendre quand le poste s’est verrouillé."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.ouverture.cadre import PageOuverture
from secretariat.ui.theme.jetons import HAUTEUR, Ton


class PageConnexion(PageOuverture):
    """L’identifiant et le mot de passe.

    Signals:
        essayee: On demande à entrer ; porte l’identifiant et le mot de passe.
        autre_personne: Le poste verrouillé doit changer de main.
    """

    essayee = Signal(str, str)
    autre_personne = Signal()

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
        self.carte.ajouter(self._compte, self.identifiant, self.mot_de_passe, self.entrer, self._autre)
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

    def vider(self) -> None:
        """Efface le mot de passe et y place le curseur."""
        self.mot_de_passe.poser("")
        self.mot_de_passe.saisie.setFocus(Qt.FocusReason.OtherFocusReason)

    def attendre(self, *, en_cours: bool) -> None:
        """Grise le bouton pendant la vérification."""
        self.entrer.setEnabled(not en_cours)
        self.entrer.nommer("Vérification…" if en_cours else "Ouvrir la session")

    def _essayer(self) -> None:
        if self.entrer.isEnabled():
            self.essayee.emit(self.identifiant.texte(), self.mot_de_passe.saisie.text())
