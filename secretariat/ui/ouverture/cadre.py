"""La page centrée commune à l’ouverture : un emblème, un titre, une carte, un message."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.etiquette import petit, titre
from secretariat.ui.composants.rangement import contenir, ligne
from secretariat.ui.fenetre.barre_haute import Embleme
from secretariat.ui.theme.jetons import ESPACE, LARGEUR, Ton
from secretariat.ui.theme.peinture import peintre_lisse
from secretariat.ui.theme.theme import theme


class PageOuverture(QWidget):
    """Une page d’ouverture ; `carte` reçoit les champs."""

    def __init__(self, intitule: str, sous_titre: str = "") -> None:
        super().__init__()
        self._sous_titre = petit(sous_titre, encre="texte2").replier()
        self.carte = Carte(espace=ESPACE.moyen)
        self.message = Bandeau("", ton=Ton.DANGER)
        self.message.hide()
        entete = ligne(Embleme(), titre(intitule), None, espace=ESPACE.moyen)
        colonne = QVBoxLayout()
        colonne.setSpacing(ESPACE.grand)
        colonne.addStretch(2)
        colonne.addLayout(entete)
        colonne.addWidget(self._sous_titre)
        colonne.addWidget(self.message)
        colonne.addWidget(self.carte)
        colonne.addStretch(3)
        colonne.setContentsMargins(0, 0, 0, 0)
        self._boite = contenir(colonne)
        self._dimensionner()
        theme().change.connect(self._dimensionner)
        self._defilement = QScrollArea(widgetResizable=True)
        self._defilement.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._defilement.setFrameShape(QFrame.Shape.NoFrame)
        self._defilement.setWidget(contenir(ligne(None, self._boite, None)))
        page = QVBoxLayout(self)
        page.addWidget(self._defilement)

    def situer(self, sous_titre: str) -> None:
        """Dit quel cabinet s’ouvre."""
        self._sous_titre.setText(sous_titre)

    def refuser(self, message: str, conseil: str = "") -> None:
        """Montre pourquoi on n’entre pas."""
        self.message.dire(message, conseil, Ton.DANGER)
        self.message.show()
        self._defilement.verticalScrollBar().setValue(0)

    def _dimensionner(self) -> None:
        self._boite.setFixedWidth(theme().px(LARGEUR.dialogue_etroit))

    def attendre(self, *, en_cours: bool) -> None:
        """Grise ce qui lancerait le travail une seconde fois."""

    def paintEvent(self, _evenement: QPaintEvent) -> None:
        """Peint le fond de la page."""
        with peintre_lisse(self) as peintre:
            peintre.fillRect(self.rect(), theme().couleur("fond"))
