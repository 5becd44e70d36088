"""L’aperçu d’un PDF dans l’écran : ses pages en images, l’une sous l’autre, nettes à l’échelle de l’écran."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from secretariat.ui.composants.rangement import vider
from secretariat.ui.theme.jetons import ESPACE

PIXELS_PAR_POINT = 2.0
"""Deux pixels par point typographique (144 ppp) : net jusqu’à 150 % d’échelle."""


@dataclass(frozen=True, slots=True)
class PageRendue:
    """Une page en octets RVBA ; se prépare hors du fil graphique."""

    largeur: int
    hauteur: int
    octets: bytes


def rendre_les_pages(pdf: bytes) -> tuple[PageRendue, ...]:
    """Dessine toutes les pages d’un PDF ; à appeler hors du fil graphique."""
    import pypdfium2  # noqa: PLC0415  (chargé quand un aperçu s’ouvre)

    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            image = page.render(scale=PIXELS_PAR_POINT, rev_byteorder=True, force_bitmap_format=4)
            pages.append(PageRendue(image.width, image.height, bytes(image.buffer)))
        return tuple(pages)
    finally:
        document.close()


class ApercuPdf(QScrollArea):
    """Les pages d’un PDF, à la largeur de la place disponible."""

    def __init__(self, nom: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(nom)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages: tuple[QPixmap, ...] = ()
        contenu = QWidget()
        self._rangee = QVBoxLayout(contenu)
        self._rangee.setContentsMargins(0, 0, 0, 0)
        self._rangee.setSpacing(ESPACE.moyen)
        self.setWidget(contenu)

    def montrer(self, pages: tuple[PageRendue, ...]) -> None:
        """Montre ces pages, depuis le haut."""
        self._pages = tuple(_image(page) for page in pages)
        self.verticalScrollBar().setValue(0)
        self._poser()

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Garde les pages à la largeur."""
        super().resizeEvent(evenement)
        self._poser()

    def _poser(self) -> None:
        vider(self._rangee)
        echelle = self.devicePixelRatioF()
        large = self.viewport().width() - ESPACE.moyen
        for rang, page in enumerate(self._pages, start=1):
            etiquette = QLabel()
            etiquette.setAccessibleName(f"Page {rang}")
            image = page.scaledToWidth(
                min(round(large * echelle), page.width()), Qt.TransformationMode.SmoothTransformation
            )
            image.setDevicePixelRatio(echelle)
            etiquette.setPixmap(image)
            self._rangee.addWidget(etiquette, 0, Qt.AlignmentFlag.AlignHCenter)
        self._rangee.addStretch(1)


def _image(page: PageRendue) -> QPixmap:
    image = QImage(page.octets, page.largeur, page.hauteur, 4 * page.largeur, QImage.Format.Format_RGBA8888)
    return QPixmap.fromImage(image)
