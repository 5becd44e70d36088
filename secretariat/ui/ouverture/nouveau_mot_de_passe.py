"""Choisir son mot de passe, quand celui que l’on a ne convient plus : provisoire, ou à renouveler."""

from __future__ import annotations

from PySide6.QtCore import Signal

from secretariat.cabinet.services import SessionOuverte
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.mot_de_passe import JaugeDeForce
from secretariat.ui.ouverture.cadre import PageOuverture
from secretariat.ui.theme.jetons import HAUTEUR


class PageNouveauMotDePasse(PageOuverture):
    """L’ancien, le nouveau, deux fois.

    Signals:
        choisi: Porte l’ancien mot de passe et le nouveau.
        renoncee: La personne ferme la session.
    """

    choisi = Signal(str, str)
    renoncee = Signal()

    def __init__(self, session: SessionOuverte) -> None:
        super().__init__("Nouveau mot de passe", session.a_changer)
        self.ancien = _champ("Mot de passe actuel", "nouveau.ancien")
        self.nouveau = _champ("Nouveau mot de passe", "nouveau.nouveau")
        self.encore = _champ("Le même, une seconde fois", "nouveau.encore")
        identifiant = session.identite.acteur
        self.jauge = JaugeDeForce(self.nouveau, lambda: identifiant, session.securite.cas)
        self.changer = Bouton("Changer et entrer", StyleBouton.PRINCIPAL, icone="coche", hauteur=HAUTEUR.bouton)
        self.changer.setObjectName("nouveau.changer")
        self.changer.large(centre=True).au_clic(self._changer)
        fermer = Bouton("Fermer la session", StyleBouton.DISCRET, icone="deconnexion").large(centre=True)
        self.carte.ajouter(
            self.ancien, self.nouveau, self.jauge, self.encore, self.changer, fermer.au_clic(self.renoncee.emit)
        )
        self.encore.valide.connect(self._changer)

    def attendre(self, *, en_cours: bool) -> None:
        """Grise le bouton pendant la vérification."""
        self.changer.setEnabled(not en_cours)

    def _changer(self) -> None:
        if not self.changer.isEnabled() or not self.ancien.verifier() or not self.jauge.verifier():
            return
        if self.encore.saisie.text() != self.nouveau.saisie.text():
            self.encore.refuser("Ce n’est pas le même.")
            return
        self.attendre(en_cours=True)
        self.choisi.emit(self.ancien.saisie.text(), self.nouveau.saisie.text())


def _champ(libelle: str, nom: str) -> ChampTexte:
    champ = ChampTexte(libelle, obligatoire=True)
    champ.masquer()
    champ.saisie.setObjectName(nom)
    return champ
