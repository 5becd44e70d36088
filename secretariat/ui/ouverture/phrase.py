"""Demander le secret de la base (phrase de passe, code, mot de passe) que le trousseau du bureau n’a pas."""

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

    def __init__(self, base: str, question: str) -> None:
        super().__init__("Ouvrir le cabinet", f"La base {base} demande un secret.")
        self.phrase = ChampTexte(question)
        self.phrase.masquer()
        self.phrase.saisie.setObjectName("phrase.saisie")
        self.ouvrir = Bouton("Ouvrir", StyleBouton.PRINCIPAL, icone="cle").large(centre=True)
        self.ouvrir.setObjectName("phrase.ouvrir")
        self.carte.ajouter(self.phrase, self.ouvrir)
        self.ouvrir.clicked.connect(self._essayer)
        self.phrase.saisie.returnPressed.connect(self._essayer)

    def attendre(self, *, en_cours: bool) -> None:
        """Grise le bouton pendant que la base s’ouvre."""
        self.ouvrir.setEnabled(not en_cours)
        self.ouvrir.nommer("Ouverture…" if en_cours else "Ouvrir")

    def refuser(self, message: str, conseil: str = "") -> None:
        """Montre pourquoi, et laisse recommencer."""
        super().refuser(message, conseil)
        self.attendre(en_cours=False)
        self.phrase.saisie.selectAll()
        self.phrase.saisie.setFocus()

    def _essayer(self) -> None:
        if self.ouvrir.isEnabled() and self.phrase.saisie.text():
            self.message.hide()
            self.attendre(en_cours=True)
            self.essayee.emit(self.phrase.saisie.text())
