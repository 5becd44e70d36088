"""L’aperçu d’un PDF dans l’écran : ses pages en images, l’une sous l’autre, nettes à l’échelle de l’écran."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from secretariat.ui.composants.rangement import vider
from secretariat.ui.theme.jetons import ESPACE
from secretariat.ui.theme.theme import theme

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


class _Page(QWidget):
    """Une page, dessinée à la taille qu’on lui donne."""

    def __init__(self, rendue: PageRendue, rang: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = _image(rendue)
        self.setAccessibleName(f"Page {rang}")

    def tenir_dans(self, largeur: int) -> None:
        """Prend cette largeur, sans agrandir au-delà de ce qui reste net."""
        large = min(largeur, round(self._image.width() / self.devicePixelRatioF()))
        self.setFixedSize(large, round(large * self._image.height() / self._image.width()))

    def paintEvent(self, _evenement: QPaintEvent) -> None:
        """Peint la page et son bord."""
        with QPainter(self) as peintre:
            peintre.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            peintre.drawPixmap(self.rect(), self._image)
            peintre.setPen(theme().couleur("bord_fort"))
            peintre.drawRect(self.rect().adjusted(0, 0, -1, -1))


class ApercuPdf(QScrollArea):
    """Les pages d’un PDF, à la largeur de la place disponible."""

    def __init__(self, nom: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(nom)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages: tuple[_Page, ...] = ()
        self._contenu = QWidget()
        self._rangee = QVBoxLayout(self._contenu)
        self._rangee.setContentsMargins(0, 0, 0, 0)
        self._rangee.setSpacing(ESPACE.moyen)
        self.setWidget(self._contenu)

    def montrer(self, pages: tuple[PageRendue, ...]) -> None:
        """Montre ces pages, depuis le haut."""
        vider(self._rangee)
        self._pages = tuple(_Page(page, rang, self._contenu) for rang, page in enumerate(pages, start=1))
        for page in self._pages:
            self._rangee.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
            page.show()
        self._rangee.addStretch(1)
        self._dimensionner()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Garde les pages à la largeur."""
        super().resizeEvent(evenement)
        self._dimensionner()

    def _dimensionner(self) -> None:
        for page in self._pages:
            page.tenir_dans(max(self.viewport().width() - ESPACE.moyen, ESPACE.vaste))


def _image(page: PageRendue) -> QPixmap:
    image = QImage(page.octets, page.largeur, page.hauteur, 4 * page.largeur, QImage.Format.Format_RGBA8888)
    return QPixmap.fromImage(image)
