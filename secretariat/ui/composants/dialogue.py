"""La boîte de dialogue de la maison : titre, corps, boutons à droite ; Échap renonce, Entrée valide.

Un dialogue se demande, il ne s’ouvre pas : `MonDialogue.demander(parent, …) -> valeur | None`, méthode de classe que
les tests remplacent.

    @classmethod
    def demander(cls, parent: QWidget) -> Valeur | None:
        dialogue = cls(parent)
        return dialogue.valeur() if dialogue.ouvrir() else None
"""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QLayout, QScrollArea, QWidget

from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.etiquette import Etiquette
from secretariat.ui.composants.filet import Filet
from secretariat.ui.composants.rangement import Enfant, garnir, ligne, pile
from secretariat.ui.theme.jetons import ANNEAU, ESPACE, LARGEUR

MARGES = (ESPACE.ample, ESPACE.ample, ESPACE.ample, ESPACE.grand)
ANNEAU_DE_FOCUS = ANNEAU.trait + ANNEAU.distance
MARGES_PIED = (ESPACE.ample, ESPACE.moyen, ESPACE.ample, ESPACE.grand)


class Dialogue(QDialog):
    """Une question posée par-dessus l’écran ; redéfinir `verifier` pour refuser de fermer."""

    def __init__(
        self,
        titre: str,
        parent: QWidget | None = None,
        *,
        valider: str = "Valider",
        detail: str = "",
        largeur: int = LARGEUR.dialogue,
        danger: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(titre)
        self.setModal(True)
        self.setMinimumWidth(largeur)
        self.corps = pile(espace=ESPACE.grand)
        self.detail = Etiquette(detail, encre="texte2").replier()
        if not detail:
            self.detail.hide()
        style = StyleBouton.DANGER if danger else StyleBouton.PRINCIPAL
        self.bouton_valider = Bouton(valider, style, raccourci="Ctrl+Return").au_clic(self.accept)
        self.bouton_annuler = Bouton("Annuler", raccourci="Esc", lie=False).au_clic(self.reject)
        self.bouton_valider.setDefault(True)
        self.pied = ligne(None, self.bouton_annuler, self.bouton_valider, marges=MARGES_PIED)
        entete = Etiquette(titre, "titre", graisse=600).replier()
        self._tete = pile(entete, self.detail)
        self._contenu = pile(self._tete, self.corps, espace=ESPACE.grand, marges=MARGES)
        self.setLayout(pile(self._contenu, Filet(), self.pied, espace=0))

    def ajouter(self, *enfants: Enfant) -> Self:
        """Ajoute des enfants au corps."""
        garnir(self.corps, *enfants)
        return self

    def ouvrir(self) -> bool:
        """Pose la question et attend ; dit si elle a été validée."""
        return self.exec() == QDialog.DialogCode.Accepted

    def defiler(self, contenu: QWidget) -> QScrollArea:
        """Met ce contenu dans une aire qui défile ; l’anneau de focus y a sa place, et ses pièces restent alignées."""
        aire = QScrollArea(widgetResizable=True)
        aire.setFrameShape(QFrame.Shape.NoFrame)
        aire.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if (rangee := contenu.layout()) is not None:
            rangee.setContentsMargins(*(ANNEAU_DE_FOCUS,) * 4)
        gauche, haut, droite, bas = MARGES
        self._contenu.setContentsMargins(gauche - ANNEAU_DE_FOCUS, haut, droite - ANNEAU_DE_FOCUS, bas)
        self._tete.setContentsMargins(ANNEAU_DE_FOCUS, 0, ANNEAU_DE_FOCUS, 0)
        aire.setWidget(contenu)
        self.ajouter(aire)
        return aire

    def ajuster_a(self, aire: QScrollArea, contenu: QWidget, large: int) -> None:
        """Prend la hauteur de ce contenu défilant, sans dépasser celle de la fenêtre ; au-delà, il défile."""
        dehors, dedans = self.layout(), contenu.layout()
        if dehors is None or dedans is None:
            return
        dehors.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.resize(large, LARGEUR.hauteur_fenetre_min)
        for rangee in (dedans, dehors):
            rangee.activate()
        voulu = dedans.heightForWidth(aire.width()) if dedans.hasHeightForWidth() else dedans.sizeHint().height()
        voulu = max(voulu, contenu.minimumSizeHint().height())
        parent = self.parentWidget()
        plafond = parent.window().height() - ESPACE.vaste if parent else LARGEUR.hauteur_fenetre_min
        self.resize(large, min(voulu + self.height() - aire.height(), plafond))

    def verifier(self) -> bool:
        """Dit si la saisie convient ; sinon le dialogue reste ouvert."""
        return True

    def accept(self) -> None:
        """Valide, si la saisie convient."""
        if self.verifier():
            super().accept()


class Confirmation(Dialogue):
    """Une question par oui ou non, pour ce qui sort du cabinet ou ne se défait pas."""

    @classmethod
    def demander(
        cls, parent: QWidget | None, titre: str, *, detail: str = "", valider: str = "Continuer", danger: bool = False
    ) -> bool:
        """Pose la question ; dit si la personne continue."""
        return cls(
            titre, parent, valider=valider, detail=detail, largeur=LARGEUR.dialogue_etroit, danger=danger
        ).ouvrir()
