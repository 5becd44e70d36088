"""Les textes de l’écran : quatre tailles, une graisse, une encre, toutes nommées par leur jeton."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from secretariat.ui.theme.jetons import Taille
from secretariat.ui.theme.peinture import peindre_texte
from secretariat.ui.theme.theme import theme


class Etiquette(QLabel):
    """Une ligne de texte, ou un paragraphe après `replier()`."""

    def __init__(
        self,
        texte: str = "",
        taille: Taille = "corps",
        *,
        graisse: int = 400,
        encre: str = "texte",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(texte, parent)
        self._taille: Taille = taille
        self._graisse, self._encre = graisse, encre
        self._abrege = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._habiller()
        theme().change.connect(self._habiller)

    def replier(self) -> Self:
        """Passe à la ligne au lieu de déborder."""
        self.setWordWrap(True)
        politique = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        politique.setHeightForWidth(True)
        self.setSizePolicy(politique)
        return self

    def abreger(self) -> Self:
        """Abrège par « … » ce qui déborde ; le texte entier se lit au survol."""
        self._abrege = True
        return self

    def a_droite(self) -> Self:
        """Aligne à droite, comme les montants."""
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return self

    def au_centre(self) -> Self:
        """Centre le texte."""
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return self

    def selectionnable(self) -> Self:
        """Laisse copier le texte à la souris et au clavier."""
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return self

    def teindre(self, encre: str) -> None:
        """Change l’encre."""
        if encre != self._encre:
            self._encre = encre
            self._habiller()

    def minimumSizeHint(self) -> QSize:
        """Une étiquette abrégée peut se réduire à « … »."""
        taille = super().minimumSizeHint()
        if self._abrege:
            taille.setWidth(QFontMetrics(self.font()).horizontalAdvance("…"))
        return taille

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le texte, abrégé au besoin."""
        if not self._abrege:
            super().paintEvent(evenement)
            return
        encre = self.palette().color(QPalette.ColorRole.WindowText)
        with QPainter(self) as peintre:
            peindre_texte(
                peintre,
                QRectF(self.contentsRect()),
                self.text(),
                self.font(),
                couleur=encre,
                alignement=self.alignment(),
            )

    def event(self, evenement: QEvent) -> bool:
        """Montre au survol le texte entier d’une étiquette abrégée."""
        if self._abrege and isinstance(evenement, QHelpEvent) and self._deborde():
            QToolTip.showText(evenement.globalPos(), self.text(), self)
            return True
        return super().event(evenement)

    def _deborde(self) -> bool:
        return QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.contentsRect().width()

    def _habiller(self) -> None:
        self.setFont(theme().police(self._taille, self._graisse))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme().couleur(self._encre))
        self.setPalette(palette)


def petit(texte: str = "", *, encre: str = "texte3", graisse: int = 400) -> Etiquette:
    """Une légende ou un détail."""
    return Etiquette(texte, "petit", graisse=graisse, encre=encre)


def corps(texte: str = "", *, encre: str = "texte", graisse: int = 400) -> Etiquette:
    """Le texte courant."""
    return Etiquette(texte, "corps", graisse=graisse, encre=encre)


def gras(texte: str = "", *, encre: str = "texte") -> Etiquette:
    """Un titre de carte, un nom de patient, un montant."""
    return Etiquette(texte, "corps", graisse=600, encre=encre)


def titre(texte: str = "", *, encre: str = "texte") -> Etiquette:
    """Le titre d’un écran ou d’un dossier."""
    return Etiquette(texte, "titre", graisse=600, encre=encre)


def chiffre(texte: str = "", *, encre: str = "texte") -> Etiquette:
    """Le grand montant, un seul par écran."""
    return Etiquette(texte, "chiffre", graisse=600, encre=encre)
