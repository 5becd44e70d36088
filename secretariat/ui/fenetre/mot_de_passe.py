"""Changer son propre mot de passe, depuis le menu de la session."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from secretariat.cabinet import services
from secretariat.cabinet.services import SessionOuverte, refus_de_connexion
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.dialogue import Dialogue
from secretariat.ui.mot_de_passe import JaugeDeForce
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import LARGEUR


class DialogueMotDePasse(Dialogue):
    """L’actuel, puis le nouveau, deux fois."""

    def __init__(self, session: SessionOuverte, parent: QWidget | None) -> None:
        super().__init__("Changer mon mot de passe", parent, valider="Changer", largeur=LARGEUR.dialogue_etroit)
        self.ancien, self.nouveau, self.encore = (
            ChampTexte(libelle, obligatoire=True)
            for libelle in ("Mot de passe actuel", "Nouveau mot de passe", "Le même, une seconde fois")
        )
        for champ in (self.ancien, self.nouveau, self.encore):
            champ.masquer()
        identifiant = session.identite.acteur
        self.jauge = JaugeDeForce(self.nouveau, lambda: identifiant, session.securite.cas)
        self.ajouter(self.ancien, self.nouveau, self.jauge, self.encore)

    def verifier(self) -> bool:
        """Refuse un mot de passe faible ou mal répété."""
        if not self.ancien.verifier() or not self.jauge.verifier():
            return False
        if self.encore.saisie.text() != self.nouveau.saisie.text():
            self.encore.refuser("Ce n’est pas le même.")
            return False
        return True

    @classmethod
    def demander(cls, parent: QWidget | None, session: SessionOuverte) -> tuple[str, str] | None:
        """Demande l’ancien et le nouveau mot de passe."""
        boite = cls(session, parent)
        return (boite.ancien.saisie.text(), boite.nouveau.saisie.text()) if boite.ouvrir() else None


def changer_mon_mot_de_passe(poste: Poste, parent: QWidget) -> None:
    """Demande, puis change ; un ancien mot de passe faux se compte comme à la connexion."""
    choisis = DialogueMotDePasse.demander(parent, poste.session)
    if choisis is None:
        return
    ancien, nouveau = choisis

    def dire(fait: bool) -> None:  # noqa: FBT001  (le résultat du service)
        if fait:
            poste.demandes.message.emit("Mot de passe changé")
        else:
            refus = refus_de_connexion()
            poste.taches.refus.emit("Le mot de passe actuel n’est pas le bon\u00a0: rien n’a changé.", refus.conseil)

    poste.taches.faire(
        "changement de mot de passe", lambda unite: services.changer_mon_mot_de_passe(unite, ancien, nouveau), dire
    )
