"""Composer un PDF A4 de plusieurs pages avec les polices livrées : titres, paragraphes, tableaux, pied de page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from secretariat.facturation.feuille_de_soins.page import GRASSE, NORMALE, charger_polices

TEXTE, LEGENDE, FILET, ACCENT, ALERTE, BANDE = "#151A21", "#5E6877", "#C3C9D2", "#0B666E", "#B3201B", "#F0F2F5"
MARGE = 18 * mm
ABSENT = "\u25a1"
INTERLIGNE = 1.25
MENTION = "DÉMONSTRATION — personnes et cabinet fictifs, document sans valeur."


def texte(
    contenu: str,
    *,
    taille: float = 10,
    gras: bool = False,
    couleur: str = TEXTE,
    avant: float = 0,
    apres: float = 4,
) -> Paragraph:
    """Un paragraphe ; ce que la police ne dessine pas y devient un carré."""
    charger_polices()
    police = GRASSE if gras else NORMALE
    style = ParagraphStyle(
        "texte",
        fontName=police,
        fontSize=taille,
        leading=taille * INTERLIGNE,
        textColor=HexColor(couleur),
        spaceBefore=avant,
        spaceAfter=apres,
        keepWithNext=int(gras),
    )
    return Paragraph(escape(ecrivable(contenu, police)).replace("\n", "<br/>"), style)


def ecrivable(contenu: str, police: str = NORMALE) -> str:
    """Le texte, un carré à la place de ce que la police ne sait pas dessiner."""
    charger_polices()
    glyphes = pdfmetrics.getFont(police).face.charToGlyph  # type: ignore[attr-defined]  # une TTFont en a un
    lisible = contenu.replace("\u202f", "\u00a0")
    return "".join(c if c in " \n\u00a0" or ord(c) in glyphes else ABSENT for c in lisible)


def tableau(entetes: Sequence[str], lignes: Sequence[Sequence[str]], largeurs: Sequence[float]) -> Table:
    """Un tableau à en-tête répété ; les largeurs sont en millimètres."""
    cellules: list[list[Flowable]] = [[texte(e, taille=9, gras=True, couleur=ACCENT, apres=0) for e in entetes]]
    cellules += [[texte(c, taille=9, apres=0) for c in ligne] for ligne in lignes]
    style: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), NORMALE),  # sans quoi reportlab déclare Helvetica, qu’il n’inclut pas
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(BANDE)),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(FILET)),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    return Table(cellules, colWidths=[large * mm for large in largeurs], style=style, repeatRows=1, hAlign="LEFT")


def composer(
    titre: str, contenu: Sequence[Flowable], *, pied: str, a_l_italienne: bool = False, demonstration: bool = False
) -> bytes:
    """Le PDF : le pied de page y est sur chaque page, avec son numéro ; mêmes octets pour le même contenu."""
    charger_polices()
    sortie = BytesIO()
    page = landscape(A4) if a_l_italienne else A4
    document = SimpleDocTemplate(
        sortie,
        pagesize=page,
        title=titre,
        author="",
        lang="fr-FR",
        invariant=1,
        initialFontName=NORMALE,
        leftMargin=MARGE,
        rightMargin=MARGE,
        topMargin=MARGE,
        bottomMargin=MARGE + 6 * mm,
    )
    habiller: Callable[[Canvas, object], None] = partial(_habiller, pied=pied, demonstration=demonstration)
    document.build(list(contenu), onFirstPage=habiller, onLaterPages=habiller)
    return sortie.getvalue()


def _habiller(toile: Canvas, _modele: object, *, pied: str, demonstration: bool) -> None:
    largeur = float(toile._pagesize[0])  # type: ignore[attr-defined]  # noqa: SLF001  (pas d’autre accès)
    toile.setFillColor(HexColor(LEGENDE))
    toile.setFont(NORMALE, 8)
    toile.drawString(MARGE, 12 * mm, ecrivable(pied).replace("\u00a0", " "))
    toile.drawRightString(largeur - MARGE, 12 * mm, f"page {toile.getPageNumber()}")
    if demonstration:
        toile.setFillColor(HexColor(ALERTE))
        toile.setFont(GRASSE, 8)
        toile.drawCentredString(largeur / 2, 7 * mm, MENTION)
