"""Celui qui joue : il frappe, clique, attend que le programme ait fini, et photographie. Il n’appelle aucun service.

Les touches partent comme celles d’un clavier : vers le contrôle qui a le focus. Les caractères accentués sont envoyés
en évènements de touche, car `QTest.keyClicks` ne connaît que l’ASCII.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QTableView, QWidget

from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.ui.taches import Taches
from secretariat.ui.theme.theme import theme

W = TypeVar("W", bound=QWidget)
PATIENCE_S = 20.0
CALME_S = 0.02
VOILE = 0.35


class ScenarioRompu(ErreurEnvironnement):
    """Ce qui devait arriver à l’écran n’est pas arrivé ; le message dit quoi."""

    def __init__(self, message: str) -> None:
        super().__init__(message, conseil="La dernière image du dossier de sortie montre où la matinée s’est arrêtée.")


class Acteur:
    """Deux mains devant une fenêtre."""

    def __init__(self, fenetre: QWidget, taches: Taches, images: Path) -> None:
        self.fenetre = fenetre
        self._taches = taches
        self._images = images
        self._rang = 0
        self.photos: list[str] = []

    def trouver(self, sorte: type[W], nom: str) -> W:
        """Le contrôle visible de ce nom d’objet.

        Raises:
            ScenarioRompu: Il n’est pas à l’écran.
        """
        self.jusqu_a(lambda: self._visible(sorte, nom) is not None, f"« {nom} » n’est pas à l’écran")
        trouve = self._visible(sorte, nom)
        assert trouve is not None  # noqa: S101  (on vient de l’attendre)
        return trouve

    def montre(self, nom: str) -> bool:
        """Vrai si un contrôle de ce nom est à l’écran."""
        return self._visible(QWidget, nom) is not None

    def cliquer(self, nom: str, sorte: type[QWidget] = QWidget) -> None:
        """Clique au milieu d’un contrôle."""
        cible = self.trouver(sorte, nom)
        self.jusqu_a(cible.isEnabled, f"« {nom} » est grisé")
        QTest.mouseClick(cible, Qt.MouseButton.LeftButton)
        self.souffler()

    def cliquer_ligne(self, tableau: QTableView, rang: int) -> None:
        """Clique sur la ligne de ce rang, après l’avoir amenée à l’écran."""
        index = tableau.model().index(rang, 0)
        tableau.scrollTo(index)
        self._laisser_passer()
        QTest.mouseClick(tableau.viewport(), Qt.MouseButton.LeftButton, pos=tableau.visualRect(index).center())
        self.souffler()

    def cliquer_au_point(self, surface: QWidget, point: QPoint) -> None:
        """Clique à cet endroit d’une surface peinte."""
        QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=point)
        self.souffler()

    def choisir_option(self, nom: str, libelle: str) -> None:
        """Clique sur l’option de ce libellé dans un groupe de choix."""
        groupe = self.trouver(QWidget, nom)
        option = next((o for o in groupe.findChildren(QAbstractButton) if o.text() == libelle), None)
        if option is None:
            raise ScenarioRompu(f"« {nom} » n’a pas de choix « {libelle} »")
        QTest.mouseClick(option, Qt.MouseButton.LeftButton)
        self.souffler()

    def glisser(self, surface: QWidget, depart: QPoint, arrivee: QPoint) -> None:
        """Prend à un point, glisse par petits pas, lâche à un autre."""
        QTest.mousePress(surface, Qt.MouseButton.LeftButton, pos=depart)
        pas = 12
        for rang in range(1, pas + 1):
            point = depart + (arrivee - depart) * (rang / pas)
            QTest.mouseMove(surface, point)
            self._laisser_passer()
        QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=arrivee)
        self.souffler()

    def touche(self, touche: Qt.Key, modificateurs: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presse une touche là où est le focus."""
        self._tenir_la_fenetre()
        QTest.keyClick(self._au_focus(), touche, modificateurs)
        self.souffler()

    def taper(self, texte: str) -> None:
        """Frappe un texte, caractère après caractère, là où est le focus."""
        for caractere in texte:
            cible = self._au_focus()
            code = ord(caractere.upper()) if caractere.isascii() else Qt.Key.Key_unknown
            for sorte in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                evenement = QKeyEvent(sorte, code, Qt.KeyboardModifier.NoModifier, caractere)
                QApplication.sendEvent(cible, evenement)
            self._laisser_passer()
        self.souffler()

    def remplir(self, nom: str, texte: str) -> None:
        """Place le focus dans un champ, le vide et y frappe un texte."""
        champ = self.trouver(QWidget, nom)
        champ.setFocus(Qt.FocusReason.MouseFocusReason)
        QTest.keyClick(champ, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(champ, Qt.Key.Key_Delete)
        self.taper(texte)

    def jusqu_a(self, condition: Callable[[], bool], plainte: str) -> None:
        """Attend qu’une condition soit vraie.

        Raises:
            ScenarioRompu: Elle ne l’est pas devenue à temps.
        """
        limite = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > limite:
                self.photographier("rupture")
                raise ScenarioRompu(plainte)
            self._laisser_passer()
            time.sleep(CALME_S / 4)

    def souffler(self) -> None:
        """Attend que tous les travaux lancés par le dernier geste soient finis et peints."""
        self._laisser_passer()
        self.jusqu_a(lambda: self._taches.au_repos, "un travail ne finit pas")
        self._laisser_passer()

    def photographier(self, nom: str) -> Path:
        """Écrit l’image de la fenêtre, numérotée."""
        self._laisser_passer()
        self._rang += 1
        chemin = self._images / f"{self._rang:02}-{nom}.png"
        image = self.fenetre.grab()
        for boite in QApplication.topLevelWidgets():
            if isinstance(boite, QDialog) and boite.isVisible():
                _poser(image, boite)
        image.save(str(chemin))
        self.photos.append(chemin.name)
        return chemin

    def _tenir_la_fenetre(self) -> None:
        """Rend la fenêtre active si aucune ne l’est : sans bureau, personne ne le fait quand une boîte se ferme."""
        if QApplication.activeWindow() is None:
            self.fenetre.activateWindow()
            self.jusqu_a(lambda: QApplication.activeWindow() is not None, "la fenêtre ne devient pas active")

    def _visible(self, sorte: type[W], nom: str) -> W | None:
        return next((w for w in self.fenetre.findChildren(sorte, nom) if w.isVisible()), None)

    def _au_focus(self) -> QWidget:
        focus: QWidget | None = QApplication.focusWidget() or self.fenetre.focusWidget()
        return self.fenetre if focus is None else focus

    @staticmethod
    def _laisser_passer() -> None:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _poser(image: QPixmap, boite: QDialog) -> None:
    """Dessine une boîte au milieu de la fenêtre assombrie ; sans bureau, elle n’a pas d’autre place à l’écran."""
    echelle = image.devicePixelRatioF()
    milieu = QRectF(0, 0, image.width() / echelle, image.height() / echelle).center()
    coin = (milieu - QPointF(boite.width(), boite.height()) / 2).toPoint()
    with QPainter(image) as peintre:
        voile = theme().couleur("texte")
        voile.setAlphaF(VOILE)
        peintre.fillRect(image.rect(), voile)
        peintre.drawPixmap(coin, boite.grab())
        peintre.setPen(theme().couleur("bord_fort"))
        peintre.drawRect(QRect(coin, boite.size()).adjusted(0, 0, -1, -1))
