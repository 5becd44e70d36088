"""La fiche de récupération à imprimer : le code, les mêmes bits en quinze mots, le code QR, et comment s’en servir.

C’est le seul moyen d’ouvrir la base si le trousseau et la phrase de passe sont perdus : elle se garde hors du cabinet.
"""

from __future__ import annotations

from functools import cache
from html import escape
from io import BytesIO

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from secretariat.cabinet.valeurs import FicheRecuperation
from secretariat.socle import recuperation
from secretariat.socle.dates import date_dite
from secretariat.socle.ressources import dossier

NORMALE, GRASSE = "Carlito-Regular", "Carlito-Bold"
TEXTE, GRIS, FILET, ALERTE = (HexColor(c) for c in (0x151A21, 0x5E6877, 0xC3C9D2, 0xB3201B))
COTE_QR = 52 * mm
MARGE_DU_CADRE = 6
"""En points : ce que reportlab laisse de chaque côté d’un cadre."""
COLONNES_DU_CODE, COLONNES_DES_MOTS = 4, 5
COMMENT = (
    "Ouvrir le Secrétariat sur un poste où se trouvent la base (ou une sauvegarde) et son fichier de clés, dont le nom "
    "finit par «\u00a0.cles.json\u00a0».",
    "À la question «\u00a0phrase de passe, ou fiche de récupération\u00a0», taper le code, ou les quinze mots, ou lire "
    "le code QR avec une douchette\u00a0: les trois se valent. Accents, majuscules, espaces et tirets ne comptent pas.",
    "Choisir ensuite une nouvelle phrase de passe (Cabinet, Clés).",
)
OU_LA_GARDER = (
    "Hors du cabinet, dans un lieu fermé\u00a0: coffre, banque, notaire, associé. Jamais avec les sauvegardes, ni en "
    "photographie sur un téléphone. L’essayer une fois par an (Cabinet, Clés, Tester la fiche)."
)


def en_pdf(fiche: FicheRecuperation) -> bytes:
    """La fiche, sur une page A4 ; mêmes octets pour la même fiche."""
    _charger_polices()
    flux = BytesIO()
    document = SimpleDocTemplate(
        flux,
        pagesize=A4,
        title="Fiche de récupération",
        author="Secrétariat",
        lang="fr-FR",
        invariant=1,
        leftMargin=20 * mm,
        rightMargin=20 * mm,
        topMargin=18 * mm,
        bottomMargin=16 * mm,
    )
    document.build(_contenu(fiche, document.width - 2 * MARGE_DU_CADRE))
    return flux.getvalue()


def _contenu(fiche: FicheRecuperation, largeur: float) -> list[Flowable]:
    groupes = fiche.code.split("-")
    mots = recuperation.en_mots(fiche.code)
    return [
        Paragraph("Fiche de récupération", _style(20, GRASSE)),
        Paragraph(f"{escape(fiche.cabinet)} — base {fiche.base} — {date_dite(fiche.jour)}", _style(10, encre=GRIS)),
        Spacer(0, 4 * mm),
        Paragraph(
            "Sans cette fiche, sans la phrase de passe et sans le trousseau du poste, les données du cabinet sont "
            "illisibles pour toujours. Personne, pas même l’éditeur du programme, ne peut les rouvrir.",
            _style(11, GRASSE, ALERTE),
        ),
        Spacer(0, 4 * mm),
        Table(
            [[[_rubrique("Le code"), _grille(groupes, COLONNES_DU_CODE, largeur - COTE_QR - 6 * mm, 15)], _qr(fiche)]],
            colWidths=[largeur - COTE_QR, COTE_QR],
            style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)],
        ),
        _rubrique("Les mêmes bits en quinze mots"),
        _grille(list(mots), COLONNES_DES_MOTS, largeur, 11),
        Spacer(0, 3 * mm),
        _rubrique("Comment s’en servir"),
        *(Paragraph(f"{rang}. {texte}", _style(10.5)) for rang, texte in enumerate(COMMENT, start=1)),
        _rubrique("Où la garder"),
        Paragraph(OU_LA_GARDER, _style(10.5)),
        _rubrique("Remise à"),
        Spacer(0, 8 * mm),
        Paragraph("Nom, date et lieu de garde, à la main", _style(8, encre=GRIS)),
    ]


def _grille(cases: list[str], colonnes: int, largeur: float, taille: float) -> Table:
    """Les groupes ou les mots, numérotés de gauche à droite."""
    numerotees = [
        Paragraph(f'<font size="7" color="#5E6877">{rang}</font>&nbsp; {case}', _style(taille, GRASSE))
        for rang, case in enumerate(cases, start=1)
    ]
    lignes = [numerotees[i : i + colonnes] for i in range(0, len(numerotees), colonnes)]
    return Table(
        lignes,
        colWidths=[largeur / colonnes] * colonnes,
        style=[("GRID", (0, 0), (-1, -1), 0.4, FILET), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")],
        hAlign="LEFT",
    )


def _qr(fiche: FicheRecuperation) -> Drawing:
    widget = QrCodeWidget(recuperation.contenu_qr(fiche.code, fiche.base), barLevel="M")
    x0, y0, x1, y1 = widget.getBounds()
    dessin = Drawing(COTE_QR, COTE_QR, transform=[COTE_QR / (x1 - x0), 0, 0, COTE_QR / (y1 - y0), 0, 0])
    dessin.add(widget)
    return dessin


def _rubrique(titre: str) -> Paragraph:
    return Paragraph(titre, _style(12, GRASSE, avant=8, apres=4))


def _style(
    taille: float, police: str = NORMALE, encre: Color = TEXTE, *, avant: float = 0, apres: float = 3
) -> ParagraphStyle:
    return ParagraphStyle(
        "fiche",
        fontName=police,
        fontSize=taille,
        leading=taille * 1.3,
        textColor=encre,
        spaceBefore=avant,
        spaceAfter=apres,
    )


@cache
def _charger_polices() -> None:
    for nom in (NORMALE, GRASSE):
        pdfmetrics.registerFont(TTFont(nom, str(dossier() / "polices" / f"{nom}.ttf")))
