"""Le bouton que les pièces repeignent : Entrée y vaut un clic, comme Espace, et grisé il ne perd pas sa place.

Qt ne donne Entrée qu’aux boutons par défaut d’une boîte de dialogue ; dans une page, elle ne ferait rien.
Un bouton que l’on grise le temps d’un travail passe le clavier à la pièce suivante ; Qt ne le lui rend pas.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

ENTREES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class BoutonNu(QPushButton):
    """Un bouton sans peinture à lui.

    Attributes:
        heritier: La pièce à qui il a passé le clavier en se grisant, tant qu’il est grisé.
    """

    heritier: QWidget | None = None

    def setEnabled(self, actif: bool) -> None:  # noqa: FBT001  (signature imposée par Qt)
        """Grise le bouton, ou le rend ; il reprend le clavier s’il l’avait et que personne ne l’a déplacé depuis."""
        avait_le_clavier = self.window().focusWidget() is self
        super().setEnabled(actif)
        if not actif:
            suivant = self.window().focusWidget()
            if avait_le_clavier and suivant is not self:
                self.heritier = suivant
            return
        dernier = self._dernier_heritier()
        if dernier is not self and dernier is self.window().focusWidget() and self.isVisible():
            self.setFocus()
        self.heritier = None

    def _dernier_heritier(self) -> QWidget:
        """Qui a le clavier depuis : plusieurs boutons grisés ensemble se le passent de l’un à l’autre."""
        heritier: QWidget = self
        while isinstance(heritier, BoutonNu) and heritier.heritier is not None:
            heritier = heritier.heritier
        return heritier

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée, seule, clique ; Ctrl+Entrée reste au geste principal de la page."""
        if evenement.key() in ENTREES and not evenement.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.click()
            return
        super().keyPressEvent(evenement)
