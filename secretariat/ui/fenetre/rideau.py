"""Le rideau du poste verrouillé : aucune boîte ouverte par-dessus l’espace de travail n’en montre rien."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget


class Rideau(QObject):
    """Referme, comme par Échap, les boîtes et les menus ouverts au verrouillage, et ceux qui s’ouvriraient ensuite."""

    def __init__(self, fenetre: QWidget) -> None:
        super().__init__(fenetre)
        self._fenetre = fenetre
        self._tire = False

    def tirer(self) -> None:
        """Le poste se verrouille."""
        self._refermer()
        application = QApplication.instance()
        if application is not None and not self._tire:
            application.installEventFilter(self)
        self._tire = True

    def ouvrir(self) -> None:
        """Le poste est rendu à quelqu’un."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._tire = False

    def eventFilter(self, surveille: QObject, evenement: QEvent) -> bool:
        """Referme ce qui s’ouvre pendant le verrouillage : la boîte d’une carte que l’on vient d’insérer."""
        if evenement.type() == QEvent.Type.Show and isinstance(surveille, QWidget) and surveille.isWindow():
            QTimer.singleShot(0, self, self._refermer)
        return super().eventFilter(surveille, evenement)

    def _refermer(self) -> None:
        for boite in QApplication.topLevelWidgets():
            if boite is self._fenetre or not boite.isVisible():
                continue
            if isinstance(boite, QDialog):
                boite.reject()
            else:
                boite.close()
