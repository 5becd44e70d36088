"""Une page A4 sur laquelle on pose du texte, des filets et des cases, en millimètres depuis le coin haut gauche."""

from __future__ import annotations

from functools import cache

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from secretariat.socle.ressources import dossier

NORMALE, GRASSE = "Carlito-Regular", "Carlito-Bold"
TEXTE, LEGENDE, FILET, ACCENT, ALERTE = (
    HexColor(couleur) for couleur in (0x151A21, 0x5E6877, 0xC3C9D2, 0x0B666E, 0xB3201B)
)
FIN, FORT = 0.4, 0.9
COTE_CASE = 3.2
LARGEUR, HAUTEUR = 210.0, 297.0


class Page:
    """La page en cours d’une toile ; les couleurs et les graisses y sont celles du programme."""

    def __init__(self, toile: Canvas) -> None:
        charger_polices()
        self._toile = toile

    def texte(
        self, x: float, y: float, texte: str, *, taille: float = 10.5, gras: bool = False, largeur: float = 0
    ) -> None:
        """Écrit depuis `x` ; le texte rétrécit pour tenir dans `largeur`, si elle est donnée."""
        police, ecrit = self._choisir(texte, gras=gras)
        self._toile.setFont(police, _ajustee(ecrit, police, taille, largeur))
        self._toile.drawString(x * mm, _haut(y), ecrit)

    def a_droite(self, x: float, y: float, texte: str, *, taille: float = 10.5, gras: bool = False) -> None:
        """Écrit jusqu’à `x`."""
        police, ecrit = self._choisir(texte, gras=gras)
        self._toile.setFont(police, taille)
        self._toile.drawRightString(x * mm, _haut(y), ecrit)

    def legende(self, x: float, y: float, texte: str, *, a_droite: bool = False) -> None:
        """Écrit petit et gris."""
        self._toile.setFillColor(LEGENDE)
        (self.a_droite if a_droite else self.texte)(x, y, texte, taille=8)
        self._toile.setFillColor(TEXTE)

    def rubrique(self, x: float, y: float, largeur: float, titre: str) -> None:
        """Un titre de rubrique, sur un filet."""
        self._toile.setFillColor(ACCENT)
        self.texte(x, y, titre, taille=11, gras=True)
        self._toile.setFillColor(TEXTE)
        self.filet(x, y + 1.8, largeur)

    def champ(self, x: float, y: float, libelle: str, valeur: str, *, largeur: float) -> None:
        """Un libellé, et dessous sa valeur ; un trait à compléter si elle est vide."""
        self.legende(x, y, libelle)
        if valeur:
            self.texte(x, y + 5, valeur, largeur=largeur)
        else:
            self.filet(x, y + 6, largeur)

    def case(self, x: float, y: float, libelle: str, *, cochee: bool) -> None:
        """Une case, cochée d’une croix."""
        self._toile.setStrokeColor(TEXTE)
        self._toile.setLineWidth(FORT)
        haut, bas = _haut(y - COTE_CASE + 0.4), _haut(y + 0.4)
        self._toile.rect(x * mm, bas, COTE_CASE * mm, COTE_CASE * mm)
        if cochee:
            gauche, droite = (x + 0.7) * mm, (x + COTE_CASE - 0.7) * mm
            self._toile.line(gauche, bas + 0.7 * mm, droite, haut - 0.7 * mm)
            self._toile.line(gauche, haut - 0.7 * mm, droite, bas + 0.7 * mm)
        self.texte(x + COTE_CASE + 1.6, y, libelle, taille=10, gras=cochee)

    def filet(self, x: float, y: float, largeur: float) -> None:
        """Un trait fin."""
        self._toile.setStrokeColor(FILET)
        self._toile.setLineWidth(FIN)
        self._toile.line(x * mm, _haut(y), (x + largeur) * mm, _haut(y))

    def cadre(self, x: float, y: float, largeur: float, hauteur: float) -> None:
        """Un cadre vide, à remplir à la main."""
        self._toile.setStrokeColor(FILET)
        self._toile.setLineWidth(FIN)
        self._toile.roundRect(x * mm, _haut(y + hauteur), largeur * mm, hauteur * mm, 1.5 * mm)

    def en_travers(self, texte: str) -> None:
        """Une mention en diagonale, sous tout le reste, que l’on ne peut pas manquer."""
        self._toile.saveState()
        self._toile.setFillColor(ALERTE)
        self._toile.setFillAlpha(0.16)
        self._toile.translate(A4[0] / 2, A4[1] / 2)
        self._toile.rotate(52)
        self._toile.setFont(GRASSE, 40)
        self._toile.drawCentredString(0, 0, texte)
        self._toile.restoreState()

    def alerte(self, y: float, texte: str) -> None:
        """Une ligne rouge et grasse, centrée."""
        self._toile.setFillColor(ALERTE)
        self._toile.setFont(GRASSE, 9)
        self._toile.drawCentredString(A4[0] / 2, _haut(y), texte)
        self._toile.setFillColor(TEXTE)

    def suivante(self) -> None:
        """Termine la page."""
        self._toile.showPage()

    def _choisir(self, texte: str, *, gras: bool) -> tuple[str, str]:
        # Carlito n’a pas d’espace insécable : sur une ligne qui ne se coupe pas, l’espace simple suffit.
        return GRASSE if gras else NORMALE, texte.replace("\u00a0", " ")


@cache
def charger_polices() -> None:
    """Déclare les polices livrées, une fois par programme."""
    for nom in (NORMALE, GRASSE):
        pdfmetrics.registerFont(TTFont(nom, str(dossier() / "polices" / f"{nom}.ttf")))


def _haut(y: float) -> float:
    return float(A4[1]) - y * mm


def _ajustee(texte: str, police: str, taille: float, largeur: float) -> float:
    reelle = pdfmetrics.stringWidth(texte, police, taille)
    return taille * min(1.0, largeur * mm / reelle) if largeur and reelle else taille
