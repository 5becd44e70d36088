"""Le thème en cours : couleurs, polices et tailles résolues, clair ou sombre, et leur suivi du système.

`theme()` rend l’unique thème du programme, comme `QApplication.palette()` rend l’unique palette.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from secretariat.ui.theme import polices
from secretariat.ui.theme.feuille import feuille
from secretariat.ui.theme.focus import SuiviDuFocus
from secretariat.ui.theme.jetons import COULEURS, GROSSISSEMENTS, TEINTE_MOTIF, Apparence, Taille

ROLES = {
    QPalette.ColorRole.Window: "fond",
    QPalette.ColorRole.WindowText: "texte",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "creux",
    QPalette.ColorRole.Text: "texte",
    QPalette.ColorRole.PlaceholderText: "texte3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "texte",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "sur_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "toast",
    QPalette.ColorRole.ToolTipText: "sur_toast",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "survol",
    QPalette.ColorRole.Mid: "bord",
    QPalette.ColorRole.Dark: "bord_fort",
    QPalette.ColorRole.Shadow: "bord_champ",
}
ROLES_INACTIFS = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def melange(dessous: QColor, dessus: QColor, part: float) -> QColor:
    """La couleur obtenue en posant `dessus` sur `dessous` avec une opacité de `part` (0 à 1)."""
    paires = zip(dessous.getRgb()[:3], dessus.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a * (1 - part) + b * part) for a, b in paires))


class Theme(QObject):
    """L’apparence en cours.

    Signals:
        change: Les couleurs ou les tailles viennent de changer ; les pièces se rhabillent.
    """

    change = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._apparence = Apparence.SYSTEME
        self._grossissement = 1.0
        self._couleurs: dict[str, QColor] = {}
        self._polices: dict[tuple[Taille, int], QFont] = {}
        self._installe = False
        self._suivi = SuiviDuFocus(lambda: self.couleur("accent"), self)
        self._nom = self._nom_voulu()

    @property
    def nom(self) -> str:
        """« clair » ou « sombre »."""
        return self._nom

    @property
    def apparence(self) -> Apparence:
        """Le choix de la personne au poste, « système » s’il suit le bureau."""
        return self._apparence

    @property
    def grossissement(self) -> float:
        """Le facteur appliqué aux textes et aux hauteurs."""
        return self._grossissement

    def couleur(self, jeton: str) -> QColor:
        """La couleur d’un jeton dans le thème en cours.

        Raises:
            KeyError: Le jeton n’existe pas.
        """
        if jeton not in self._couleurs:
            self._couleurs[jeton] = QColor(COULEURS[self._nom][jeton])
        return QColor(self._couleurs[jeton])

    def teinte(self, motif: str, *, part: float = 1.0) -> QColor:
        """Le fond d’un rendez-vous : la couleur de son motif, à peine posée sur la surface."""
        return melange(self.couleur("surface"), self.couleur(motif), TEINTE_MOTIF[self._nom] * part)

    def police(self, taille: Taille = "corps", graisse: int = 400) -> QFont:
        """La police d’un jeton de texte, au grossissement choisi."""
        cle = (taille, graisse)
        if cle not in self._polices:
            self._polices[cle] = polices.police(taille, graisse, self._grossissement)
        return QFont(self._polices[cle])

    def px(self, taille: int) -> int:
        """Une hauteur ou une largeur qui porte du texte, au grossissement choisi."""
        return round(taille * self._grossissement)

    def palette(self) -> QPalette:
        """La palette de Qt faite des jetons."""
        palette = QPalette()
        for role, jeton in ROLES.items():
            palette.setColor(role, self.couleur(jeton))
        for role in ROLES_INACTIFS:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.couleur("inactif"))
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, self.couleur("bord_fort"))
        return palette

    def installer(self, application: QApplication) -> None:
        """Habille l’application et suit désormais le thème du système et le focus."""
        application.setStyle("Fusion")
        if not self._installe:
            self._installe = True
            application.styleHints().colorSchemeChanged.connect(self._actualiser)
            application.focusChanged.connect(self._suivi.suivre)
        self._nom = self._nom_voulu()
        self._renouveler()

    def choisir(self, apparence: Apparence) -> None:
        """Force le clair ou le sombre, ou suit le système."""
        self._apparence = apparence
        QGuiApplication.styleHints().setColorScheme(
            {
                Apparence.SYSTEME: Qt.ColorScheme.Unknown,
                Apparence.CLAIR: Qt.ColorScheme.Light,
                Apparence.SOMBRE: Qt.ColorScheme.Dark,
            }[apparence]
        )
        self._actualiser()

    def grossir(self, facteur: float) -> None:
        """Change la taille des textes et des hauteurs.

        Raises:
            ValueError: Le facteur n’est pas l’un de `GROSSISSEMENTS`.
        """
        if facteur not in GROSSISSEMENTS:
            raise ValueError(f"{facteur} n’est pas un grossissement proposé : {GROSSISSEMENTS}")
        if facteur != self._grossissement:
            self._grossissement = facteur
            self._renouveler()

    def _nom_voulu(self) -> str:
        if self._apparence is not Apparence.SYSTEME:
            return self._apparence.value
        sombre = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return Apparence.SOMBRE.value if sombre else Apparence.CLAIR.value

    def _actualiser(self) -> None:
        nom = self._nom_voulu()
        if nom != self._nom:
            self._nom = nom
            self._renouveler()

    def _renouveler(self) -> None:
        self._couleurs.clear()
        self._polices.clear()
        application = QApplication.instance()
        if self._installe and isinstance(application, QApplication):
            application.setPalette(self.palette())
            application.setFont(self.police())
            application.setStyleSheet(feuille(COULEURS[self._nom], self._grossissement))
        self.change.emit()


@cache
def theme() -> Theme:
    """L’unique thème du programme ; `theme().installer(application)` l’applique."""
    return Theme(QApplication.instance())
