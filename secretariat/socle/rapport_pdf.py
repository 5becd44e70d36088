"""Un compte rendu imprimé : un titre, des mentions, des tableaux ; mêmes octets à chaque appel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer

from secretariat.socle.ressources import dossier

NORMALE, GRASSE = "Carlito-Regular", "Carlito-Bold"
TEXTE, LEGENDE, FILET, FOND = (HexColor(couleur) for couleur in (0x151A21, 0x5E6877, 0xC3C9D2, 0xF0F2F5))
MARGE = 18 * mm
MARGE_DU_CADRE = 6
"""Ce que reportlab laisse autour du contenu d’une page."""
TITRE = ParagraphStyle("titre", fontName=GRASSE, fontSize=16, leading=20, textColor=TEXTE)
CORPS = ParagraphStyle("corps", fontName=NORMALE, fontSize=10, leading=13, textColor=TEXTE)
RUBRIQUE = ParagraphStyle("rubrique", parent=CORPS, fontName=GRASSE, spaceBefore=8, spaceAfter=4)
CASE = ParagraphStyle("case", parent=CORPS, fontSize=8.5, leading=10.5)
ENTETE = ParagraphStyle("entete", parent=CASE, fontName=GRASSE)
INSECABLES = str.maketrans({"\u202f": "\u00a0"})


@dataclass(frozen=True, slots=True)
class TableauImprime:
    """Un tableau ; `parts` dit ce que chaque colonne prend de la largeur."""

    titre: str
    entetes: tuple[str, ...]
    parts: tuple[float, ...]
    lignes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rapport:
    """Tout ce qui s’imprime.

    Attributes:
        pied: En bas de chaque page, avec son numéro.
    """

    titre: str
    mentions: tuple[str, ...]
    tableaux: tuple[TableauImprime, ...]
    conclusions: tuple[str, ...] = ()
    pied: str = ""


def composer(rapport: Rapport) -> bytes:
    """Le PDF, en A4 et en français, polices incluses."""
    _charger_polices()
    sortie = BytesIO()
    modele = SimpleDocTemplate(
        sortie, pagesize=A4, title=rapport.titre, lang="fr-FR", invariant=1,
        leftMargin=MARGE, rightMargin=MARGE, topMargin=MARGE, bottomMargin=MARGE,
    )  # fmt: skip

    def dessiner(toile: Canvas, _document: object) -> None:
        toile.setFont(NORMALE, 8)
        toile.setFillColor(LEGENDE)
        toile.drawString(MARGE, MARGE / 2, rapport.pied.translate(INSECABLES))
        toile.drawRightString(A4[0] - MARGE, MARGE / 2, f"page {toile.getPageNumber()}")

    modele.build(_contenu(rapport, modele.width - 2 * MARGE_DU_CADRE), onFirstPage=dessiner, onLaterPages=dessiner)
    return sortie.getvalue()


def _contenu(rapport: Rapport, largeur: float) -> list[Flowable]:
    pieces: list[Flowable] = [_paragraphe(rapport.titre, TITRE), Spacer(1, 6)]
    pieces += [_paragraphe(mention, CORPS) for mention in rapport.mentions]
    for tableau in rapport.tableaux:
        pieces += [_paragraphe(tableau.titre, RUBRIQUE), _tableau(tableau, largeur)]
    if rapport.conclusions:
        pieces.append(Spacer(1, 10))
    return [*pieces, *(_paragraphe(phrase, CORPS) for phrase in rapport.conclusions)]


def _tableau(tableau: TableauImprime, largeur: float) -> LongTable:
    total = sum(tableau.parts)
    donnees: list[list[Any]] = [[_paragraphe(texte, ENTETE) for texte in tableau.entetes]]
    donnees += [[_paragraphe(texte, CASE) for texte in ligne] for ligne in tableau.lignes]
    return LongTable(
        donnees,
        colWidths=[largeur * part / total for part in tableau.parts],
        repeatRows=1,
        style=[
            ("BACKGROUND", (0, 0), (-1, 0), FOND),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, FILET),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ],
    )


def _paragraphe(texte: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(texte.translate(INSECABLES)), style)


@cache
def _charger_polices() -> None:
    polices = dossier() / "polices"
    for nom in (NORMALE, GRASSE):
        pdfmetrics.registerFont(TTFont(nom, str(polices / f"{nom}.ttf")))
