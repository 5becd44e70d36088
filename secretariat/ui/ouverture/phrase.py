"""Demander la phrase de passe, ou le code de récupération, quand le trousseau du bureau ne suffit pas."""

from __future__ import annotations

from PySide6.QtCore import Signal

from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.ouverture.cadre import PageOuverture


class PagePhrase(PageOuverture):
    """La phrase de passe du cabinet.

    Signals:
        essayee: Un secret est proposé ; le porte.
    """

    essayee = Signal(str)

    def __init__(self, fichier: str) -> None:
        super().__init__("Ouvrir le cabinet", f"La base {fichier} est chiffrée.")
        self.phrase = ChampTexte("Phrase de passe, ou code de récupération imprimé")
        self.phrase.masquer()
        self.phrase.saisie.setObjectName("phrase.saisie")
        self.ouvrir = Bouton("Ouvrir", StyleBouton.PRINCIPAL, icone="cle").large(centre=True)
        self.ouvrir.setObjectName("phrase.ouvrir")
        self.carte.ajouter(self.phrase, self.ouvrir)
        self.ouvrir.clicked.connect(lambda: self.essayee.emit(self.phrase.saisie.text()))
        self.phrase.saisie.returnPressed.connect(lambda: self.essayee.emit(self.phrase.saisie.text()))
