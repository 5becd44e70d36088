"""L’avatar : les initiales d’une personne dans un disque."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel

from secretariat.ui.theme.jetons import AVATAR, Ton
from secretariat.ui.theme.peinture import CENTRE, peindre_cadre, peindre_texte, peintre_lisse
from secretariat.ui.theme.theme import theme


class Avatar(QLabel):
    """Les initiales ; décoratif, le nom se lit à côté."""

    def __init__(self, initiales: str, diametre: int = AVATAR.petit, ton: Ton = Ton.ACCENT) -> None:
        super().__init__(initiales)
        self._ton = ton
        self.setFixedSize(diametre, diametre)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le disque et les initiales."""
        couleur, cadre = theme().couleur, QRectF(self.rect())
        fond = "survol" if self._ton is Ton.NEUTRE else self._ton.fond
        police = theme().police("titre" if self.width() > AVATAR.moyen else "petit", 600)
        with peintre_lisse(self) as peintre:
            peindre_cadre(peintre, cadre, cadre.height() / 2, fond=couleur(fond))
            peindre_texte(peintre, cadre, self.text(), police, couleur=couleur(self._ton.encre), alignement=CENTRE)
