"""Imprimer un PDF par la boîte d’impression du bureau ; les pages se rendent hors du fil graphique."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from secretariat.ui.composants.apercu_pdf import PageRendue, rendre_les_pages
from secretariat.ui.taches import Taches


def imprimer(taches: Taches, parent: QWidget, preparer: Callable[[], bytes]) -> None:
    """Prépare un PDF hors du fil graphique, demande l’imprimante, puis imprime."""

    def demander(pages: tuple[PageRendue, ...]) -> None:
        imprimante = demander_l_imprimante(parent)
        if imprimante is not None:
            peindre(pages, imprimante)

    taches.travailler(lambda _suivi: rendre_les_pages(preparer()), demander)


def demander_l_imprimante(parent: QWidget) -> QPrinter | None:
    """L’imprimante choisie, ou None si la personne renonce ; les essais la remplacent."""
    imprimante = QPrinter(QPrinter.PrinterMode.HighResolution)
    boite = QPrintDialog(imprimante, parent)
    try:
        return imprimante if boite.exec() else None
    finally:
        boite.deleteLater()


def peindre(pages: tuple[PageRendue, ...], imprimante: QPrinter) -> None:
    """Peint chaque page, aussi grande que la feuille le permet, sans la déformer."""
    with QPainter(imprimante) as peintre:
        for rang, page in enumerate(pages):
            if rang:
                imprimante.newPage()
            image = QImage(page.octets, page.largeur, page.hauteur, 4 * page.largeur, QImage.Format.Format_RGBA8888)
            feuille = QRectF(imprimante.pageRect(QPrinter.Unit.DevicePixel))
            taille = QSizeF(image.size())
            facteur = min(feuille.width() / taille.width(), feuille.height() / taille.height())
            peintre.drawImage(QRectF(0, 0, taille.width() * facteur, taille.height() * facteur), image)
