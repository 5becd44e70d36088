"""Ce que montre un écran quand il n’a rien à montrer : vide, en panne, ou en train de lire."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from secretariat.ui.composants.bouton import Bouton
from secretariat.ui.composants.etiquette import Etiquette
from secretariat.ui.composants.icone import Icone
from secretariat.ui.composants.rangement import contenir, ligne, pile
from secretariat.ui.theme.jetons import DUREE_MS, ESPACE, HAUTEUR, ICONE, LARGEUR
from secretariat.ui.theme.theme import theme


class _Etat(QWidget):
    def __init__(self, icone: str, encre: str) -> None:
        super().__init__()
        self.message = Etiquette("", graisse=600).replier().au_centre()
        self.detail = Etiquette("", encre="texte2").replier().au_centre()
        colonne = pile(
            ligne(None, Icone(icone, encre, ICONE.vide), None),
            ESPACE.petit,
            self.message,
            self.detail,
            espace=ESPACE.infime,
        )
        self.gestes = ligne(None, None)
        colonne.addSpacing(ESPACE.moyen)
        colonne.addLayout(self.gestes)
        boite = contenir(colonne)
        boite.setFixedWidth(LARGEUR.etat_vide)
        marge = ESPACE.ample
        self.setLayout(pile(None, ligne(None, boite, None), None, marges=(marge, marge, marge, marge)))

    def dire(self, message: str, detail: str = "") -> None:
        """Change le texte montré."""
        self.message.setText(message)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.setAccessibleName(f"{message} {detail}".strip())


class EtatVide(_Etat):
    """Rien à montrer, et pourquoi ; une action facultative."""

    def __init__(self, icone: str, message: str, detail: str = "", *, action: Bouton | None = None) -> None:
        super().__init__(icone, "texte3")
        self.dire(message, detail)
        if action is not None:
            self.gestes.insertWidget(1, action)


class EtatErreur(_Etat):
    """Ce qui a échoué et que faire.

    Signals:
        reessayer: La personne demande de recommencer.
    """

    reessayer = Signal()

    def __init__(self, message: str = "", conseil: str = "") -> None:
        super().__init__("alerte", "danger")
        self.bouton = Bouton("Réessayer", icone="actualiser").au_clic(self.reessayer.emit)
        self.gestes.insertWidget(1, self.bouton)
        self.dire(message, conseil)


class Chargement(QWidget):
    """Une barre fine qui n’apparaît qu’après 300 ms : une lecture rapide ne clignote pas."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HAUTEUR.chargement)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("Lecture en cours")
        self._avance = 0.0
        self._attente = QTimer(self, singleShot=True, interval=DUREE_MS.attente)
        self._attente.timeout.connect(self._apparaitre)
        self._battement = QTimer(self, interval=DUREE_MS.image)
        self._battement.timeout.connect(self._avancer)
        self._visible = False

    @property
    def montre(self) -> bool:
        """Dit si la barre est peinte en ce moment."""
        return self._visible

    def commencer(self) -> None:
        """Annonce une lecture."""
        if not self._visible:
            self._attente.start()

    def finir(self) -> None:
        """Annonce la fin de la lecture."""
        self._attente.stop()
        self._battement.stop()
        self._visible = False
        self.update()

    def hideEvent(self, evenement: QHideEvent) -> None:
        """Cesse de battre quand l’écran n’est plus là."""
        self._battement.stop()
        super().hideEvent(evenement)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le segment qui avance."""
        if not self._visible:
            return
        part = self.width() / 4
        with QPainter(self) as peintre:
            peintre.fillRect(self.rect(), theme().couleur("accent_fond"))
            gauche = self._avance * (self.width() + part) - part
            peintre.fillRect(QRectF(gauche, 0, part, self.height()), theme().couleur("accent"))

    def _apparaitre(self) -> None:
        self._visible = True
        self._battement.start()
        self.update()

    def _avancer(self) -> None:
        self._avance = (self._avance + 0.03) % 1
        self.update()
