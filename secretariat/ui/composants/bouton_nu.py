"""Le bouton que les pièces repeignent : Entrée y vaut un clic, comme Espace.

Qt ne donne Entrée qu’aux boutons par défaut d’une boîte de dialogue ; dans une page, elle ne ferait rien.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

ENTREES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class BoutonNu(QPushButton):
    """Un bouton sans peinture à lui."""

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée, seule, clique ; Ctrl+Entrée reste au geste principal de la page."""
        if evenement.key() in ENTREES and not evenement.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.click()
            return
        super().keyPressEvent(evenement)
