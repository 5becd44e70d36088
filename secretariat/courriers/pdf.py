"""Le PDF d’une lettre : le .docx rempli, mis en page par reportlab.

Le même .docx donne toujours les mêmes octets, et le PDF en a la date. La police est Carlito, de mêmes largeurs que le
Calibri des modèles : la lettre coupe ses lignes comme dans le traitement de texte.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from html import escape
from io import BytesIO
from typing import Any
from unicodedata import category

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.section import Section
from docx.table import Table as TableDocx
from docx.text.paragraph import Paragraph as ParagrapheDocx
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from secretariat.courriers.feuille import HUITIEMES_PAR_POINT, Bloc, Ligne, Morceau, lire_bloc, non_rendus
from secretariat.courriers.valeurs import ModeleInutilisable
from secretariat.socle.ressources import dossier

FAMILLE = "Carlito"
HAUTEUR_DE_LIGNE = 1.22
"""La hauteur d’une ligne simple de Calibri, rapportée à sa taille."""
MARGE_CELLULE = 5.4
TRAITS = {
    "top": ("LINEABOVE", (0, 0), (-1, 0)),
    "bottom": ("LINEBELOW", (0, -1), (-1, -1)),
    "insideH": ("LINEBELOW", (0, 0), (-1, -2)),
    "left": ("LINEBEFORE", (0, 0), (0, -1)),
    "right": ("LINEAFTER", (-1, 0), (-1, -1)),
    "insideV": ("LINEAFTER", (0, 0), (-2, -1)),
}
"""Ce que reportlab trace pour chaque bordure d’un tableau."""
INSECABLES = str.maketrans({"\u202f": "\u00a0"})
"""Reportlab coupe à l’espace fine insécable, mais non à l’espace insécable."""
ABSENT = "\u25a1"
INVISIBLES = frozenset({"Cf", "Mn", "Sk"})
"""Les signes qui en modifient un autre (couleur de peau, assemblage d’émojis) : un carré par émoji suffit."""


def verifier(contenu: bytes, nom: str) -> None:
    """Refuse un modèle dont une partie ne paraîtrait pas dans le PDF.

    Raises:
        ModeleInutilisable: Une image, une liste, une note… ne se met pas en page.
    """
    if manques := non_rendus(Document(BytesIO(contenu))):
        raise ModeleInutilisable(
            f"Le modèle «\u00a0{nom}\u00a0» contient {', '.join(manques)} que le PDF ne montrerait pas.",
            conseil="L’ôter du modèle, ou le remplacer par du texte ou un tableau simple.",
        )


def rendre(contenu: bytes, *, titre: str) -> bytes:
    """Le PDF d’un .docx, en français, polices incluses ; mêmes octets à chaque appel."""
    _charger_polices()
    document = Document(BytesIO(contenu))
    section = document.sections[0]
    sortie = BytesIO()
    page = (_pt(section.page_width), _pt(section.page_height))
    largeur = page[0] - _pt(section.left_margin) - _pt(section.right_margin)
    entete, pied = _contenu(section.header, largeur), _contenu(section.footer, largeur)
    haut = max(_pt(section.top_margin), _pt(section.header_distance) + _hauteur(entete, largeur))
    bas = max(_pt(section.bottom_margin), _pt(section.footer_distance) + _hauteur(pied, largeur))
    modele = BaseDocTemplate(
        sortie,
        pagesize=page,
        title=titre,
        author=document.core_properties.author,
        lang="fr-FR",
        invariant=1,
    )
    gauche = _pt(section.left_margin)
    cadre = Frame(gauche, bas, largeur, page[1] - haut - bas, *_SANS_MARGES)
    dessiner = partial(_habiller, section=section, largeur=largeur, date=_date_pdf(document))
    modele.addPageTemplates([PageTemplate(frames=[cadre], onPage=dessiner)])
    modele.build(_contenu(document, largeur) or [Spacer(1, 1)])
    return sortie.getvalue()


_SANS_MARGES = (0, 0, 0, 0)


@cache
def _charger_polices() -> None:
    polices = dossier() / "polices"
    for variante in ("Regular", "Bold", "Italic", "BoldItalic"):
        pdfmetrics.registerFont(TTFont(f"{FAMILLE}-{variante}", str(polices / f"{FAMILLE}-{variante}.ttf")))


def _date_pdf(document: Docx) -> str:
    ecrit_le = document.core_properties.modified
    return f"D:{ecrit_le:%Y%m%d%H%M%S}Z" if ecrit_le else "D:20000101000000Z"


def _habiller(toile: Canvas, _modele: object, *, section: Section, largeur: float, date: str) -> None:
    toile.setDateFormatter(lambda *_: date)
    gauche, hauteur_page = _pt(section.left_margin), _pt(section.page_height)
    entete, pied = _contenu(section.header, largeur), _contenu(section.footer, largeur)
    haut = hauteur_page - _pt(section.header_distance)
    for flottants, sommet in ((entete, haut), (pied, _pt(section.footer_distance) + _hauteur(pied, largeur))):
        hauteur = _hauteur(flottants, largeur)
        if flottants:
            Frame(gauche, sommet - hauteur - 1, largeur, hauteur + 1, *_SANS_MARGES).addFromList(flottants, toile)


def _hauteur(flottants: Iterable[Flowable], largeur: float) -> float:
    return sum(f.wrap(largeur, 10_000)[1] + f.getSpaceBefore() + f.getSpaceAfter() for f in flottants)


def _contenu(conteneur: Docx | Any, largeur: float) -> list[Flowable]:  # noqa: ANN401  (document, cellule, en-tête)
    flottants: list[Flowable] = []
    for element in conteneur.iter_inner_content():
        if isinstance(element, ParagrapheDocx):
            flottants += _paragraphe(lire_bloc(element))
        else:
            flottants.append(_tableau(element, largeur))
    return flottants


def _paragraphe(bloc: Bloc) -> list[Flowable]:
    style = ParagraphStyle(
        "bloc",
        fontName=f"{FAMILLE}-Regular",
        fontSize=bloc.taille,
        leading=bloc.taille * HAUTEUR_DE_LIGNE * bloc.interligne,
        alignment=bloc.alignement.value,
        spaceBefore=bloc.avant,
        spaceAfter=bloc.apres,
        leftIndent=bloc.retrait_gauche,
        rightIndent=bloc.retrait_droit,
        firstLineIndent=bloc.premiere_ligne,
        keepWithNext=int(bloc.solidaire),
        allowWidows=0,
        allowOrphans=0,
    )
    texte = "".join(_balise(morceau) for morceau in bloc.morceaux) or "&nbsp;"
    suite: list[Flowable] = [PageBreak()] if bloc.saut_de_page else []
    if bloc.filet_haut is not None:
        suite.append(_filet(bloc.filet_haut))
    suite.append(Paragraph(texte, style))
    if bloc.filet_bas is not None:
        suite.append(_filet(bloc.filet_bas))
    return suite


def _balise(morceau: Morceau) -> str:
    variante = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
    police = f"{FAMILLE}-{variante[morceau.gras, morceau.italique]}"
    texte = (
        escape(_ecrivable(morceau.texte.translate(INSECABLES), police))
        .replace("\t", "&nbsp;" * 4)
        .replace("\n", "<br/>")
    )
    if morceau.souligne:
        texte = f"<u>{texte}</u>"
    return f'<font name="{police}" size="{morceau.taille:g}" color="#{morceau.couleur}">{texte}</font>'


def _ecrivable(texte: str, police: str) -> str:
    """Le texte, un carré à la place de ce que la police ne sait pas dessiner : rien ne disparaît sans se voir."""
    glyphes = pdfmetrics.getFont(police).face.charToGlyph  # type: ignore[attr-defined]  # une TTFont en a un
    return "".join(
        lettre if lettre.isspace() or ord(lettre) in glyphes else "" if category(lettre) in INVISIBLES else ABSENT
        for lettre in texte
    )


def _filet(ligne: Ligne) -> HRFlowable:
    return HRFlowable(
        width="100%", thickness=ligne.epaisseur, color=HexColor(f"#{ligne.couleur}"), spaceBefore=2, spaceAfter=4
    )


def _tableau(tableau: TableDocx, largeur: float) -> Table:
    voulues = [_pt(colonne.width) or largeur / len(tableau.columns) for colonne in tableau.columns]
    reduction = min(1.0, largeur / sum(voulues))
    largeurs = [voulue * reduction for voulue in voulues]
    cellules = [
        [_aere(_contenu(cellule, largeurs[rang] - 2 * MARGE_CELLULE)) for rang, cellule in enumerate(ligne.cells)]
        for ligne in tableau.rows
    ]
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), MARGE_CELLULE),
        ("RIGHTPADDING", (0, 0), (-1, -1), MARGE_CELLULE),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        *_bordures(tableau),
        *_fonds(tableau),
    ]
    return Table(cellules, colWidths=largeurs, style=style, hAlign="LEFT")


def _aere(cellule: list[Flowable]) -> list[Flowable]:
    # Reportlab ignore l’espace avant le premier élément d’une cellule et après le dernier : ceux-ci n’en ont pas.
    return [Spacer(0, 0), *cellule, Spacer(0, 0)]


def _bordures(tableau: TableDocx) -> list[tuple[Any, ...]]:
    propres = tableau._tbl.tblPr.find(qn("w:tblBorders"))  # noqa: SLF001  (python-docx n’a pas d’autre accès)
    du_style = None if tableau.style is None else tableau.style.element.find(f".//{qn('w:tblBorders')}")
    bordures = du_style if propres is None else propres
    if bordures is None:
        return []
    lignes: list[tuple[Any, ...]] = []
    for cote, (commande, debut, fin) in TRAITS.items():
        bordure = bordures.find(qn(f"w:{cote}"))
        if bordure is not None and bordure.get(qn("w:val")) not in {None, "none", "nil"}:
            couleur = bordure.get(qn("w:color"), "auto").replace("auto", "000000")
            epaisseur = int(bordure.get(qn("w:sz"), "4")) / HUITIEMES_PAR_POINT
            lignes.append((commande, debut, fin, epaisseur, HexColor(f"#{couleur}")))
    return lignes


def _fonds(tableau: TableDocx) -> list[tuple[Any, ...]]:
    fonds = []
    for y, ligne in enumerate(tableau.rows):
        for x, cellule in enumerate(ligne.cells):
            teinte = cellule._tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}")  # noqa: SLF001
            if teinte is not None and teinte.get(qn("w:fill"), "auto") != "auto":
                fonds.append(("BACKGROUND", (x, y), (x, y), HexColor(f"#{teinte.get(qn('w:fill'))}")))
    return fonds


def _pt(longueur: Any) -> float:  # noqa: ANN401  (une longueur de python-docx, ou rien)
    return float(longueur.pt) if longueur is not None else 0.0
