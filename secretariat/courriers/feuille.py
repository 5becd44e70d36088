"""Le .docx tel qu’il se met en page : les attributs de chaque paragraphe et de chaque morceau de texte.

Un attribut se cherche du plus proche au plus général : le morceau, le paragraphe, leur style et ceux dont il hérite,
puis les réglages du document. Ce qui ne se met pas en page (image, liste numérotée…) est annoncé, jamais oublié en
silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

VINGTIEMES_PAR_POINT = 20
DEMIS_PAR_POINT = 2
HUITIEMES_PAR_POINT = 8
INTERLIGNE_SIMPLE = 240
TAILLE_PAR_DEFAUT = 11.0
NON_RENDUS = {
    "w:drawing": "une image ou un dessin",
    "w:pict": "une image ou un dessin",
    "w:object": "un objet incorporé",
    "w:sdt": "un contrôle de contenu",
    "w:instrText": "un champ de traitement de texte",
    "w:fldSimple": "un champ de traitement de texte",
    "w:footnoteReference": "une note de bas de page",
    "w:numPr": "une liste à puces ou numérotée",
    "w:gridSpan": "des cellules fusionnées",
    "w:vMerge": "des cellules fusionnées",
    "w:cols": "un texte en colonnes",
}


class Alignement(IntEnum):
    """Les alignements, avec les nombres de reportlab."""

    GAUCHE = 0
    CENTRE = 1
    DROITE = 2
    JUSTIFIE = 4


ALIGNEMENTS = {
    "center": Alignement.CENTRE,
    "right": Alignement.DROITE,
    "end": Alignement.DROITE,
    "both": Alignement.JUSTIFIE,
}


@dataclass(frozen=True, slots=True)
class Morceau:
    """Du texte d’un seul tenant, retours à la ligne compris. Taille en points, couleur en `RRVVBB`."""

    texte: str
    gras: bool
    italique: bool
    souligne: bool
    taille: float
    couleur: str


@dataclass(frozen=True, slots=True)
class Ligne:
    """Un filet au-dessus ou au-dessous d’un paragraphe."""

    epaisseur: float
    couleur: str


@dataclass(frozen=True, slots=True)
class Bloc:
    """Un paragraphe, mesuré en points.

    Attributes:
        interligne: En nombre de lignes simples.
        solidaire: Ne se sépare pas du paragraphe suivant.
    """

    morceaux: tuple[Morceau, ...]
    taille: float
    alignement: Alignement
    avant: float
    apres: float
    interligne: float
    retrait_gauche: float
    retrait_droit: float
    premiere_ligne: float
    filet_haut: Ligne | None
    filet_bas: Ligne | None
    solidaire: bool
    saut_de_page: bool


def non_rendus(document: Docx) -> tuple[str, ...]:
    """Ce que la mise en page ne sait pas montrer, dans le texte, les en-têtes et les pieds de page."""
    racines = [document.element.body]
    for section in document.sections:
        racines += [section.header._element, section.footer._element]  # noqa: SLF001  (python-docx n’a pas d’autre accès)
    trouves = {
        libelle
        for racine in racines
        for balise, libelle in NON_RENDUS.items()
        for element in racine.iter(qn(balise))
        if balise != "w:cols" or element.get(qn("w:num"), "1") != "1"
    }
    numerotes = {style.style_id for style in document.styles if any(True for _ in style.element.iter(qn("w:numPr")))}
    if any(style.get(qn("w:val")) in numerotes for racine in racines for style in racine.iter(qn("w:pStyle"))):
        trouves.add(NON_RENDUS["w:numPr"])
    if len(document.sections) > 1:
        trouves.add("plusieurs sections")
    return tuple(sorted(trouves))


def lire_bloc(paragraphe: Paragraph) -> Bloc:
    """Un paragraphe et ses morceaux."""
    p = _Attributs(tuple(_proprietes(paragraphe, "w:pPr")))
    morceaux = tuple(m for m in map(_morceau, _morceaux(paragraphe)) if m.texte)
    premiere = p.points("w:ind", "w:firstLine", VINGTIEMES_PAR_POINT) - p.points(
        "w:ind", "w:hanging", VINGTIEMES_PAR_POINT
    )
    return Bloc(
        morceaux=morceaux,
        taille=max((m.taille for m in morceaux), default=_taille(tuple(_proprietes(paragraphe, "w:rPr")))),
        alignement=ALIGNEMENTS.get(p.texte("w:jc", "w:val"), Alignement.GAUCHE),
        avant=p.points("w:spacing", "w:before", VINGTIEMES_PAR_POINT),
        apres=p.points("w:spacing", "w:after", VINGTIEMES_PAR_POINT),
        interligne=p.points("w:spacing", "w:line", INTERLIGNE_SIMPLE) or 1.0,
        retrait_gauche=p.points("w:ind", "w:left", VINGTIEMES_PAR_POINT),
        retrait_droit=p.points("w:ind", "w:right", VINGTIEMES_PAR_POINT),
        premiere_ligne=premiere,
        filet_haut=p.filet("w:top"),
        filet_bas=p.filet("w:bottom"),
        solidaire=p.vrai("w:keepNext"),
        saut_de_page=p.vrai("w:pageBreakBefore"),
    )


@dataclass(frozen=True, slots=True)
class _Attributs:
    """Les attributs d’un élément, cherchés du plus proche au plus général."""

    chaine: tuple[Any, ...]

    def texte(self, balise: str, attribut: str) -> str:
        for proprietes in self.chaine:
            element = proprietes.find(qn(balise))
            if element is not None and (valeur := element.get(qn(attribut))) is not None:
                return str(valeur)
        return ""

    def points(self, balise: str, attribut: str, diviseur: int) -> float:
        return float(self.texte(balise, attribut) or 0) / diviseur

    def vrai(self, balise: str) -> bool:
        for proprietes in self.chaine:
            element = proprietes.find(qn(balise))
            if element is not None:
                return element.get(qn("w:val"), "1") not in {"0", "false", "off", "none"}
        return False

    def filet(self, cote: str) -> Ligne | None:
        for proprietes in self.chaine:
            bordure = proprietes.find(f"{qn('w:pBdr')}/{qn(cote)}")
            if bordure is not None:
                couleur = bordure.get(qn("w:color"), "000000")
                epaisseur = int(bordure.get(qn("w:sz"), "4")) / HUITIEMES_PAR_POINT
                return Ligne(epaisseur, "000000" if couleur == "auto" else couleur)
        return None


def _morceaux(paragraphe: Paragraph) -> Iterator[Run]:
    for element in paragraphe.iter_inner_content():
        if isinstance(element, Run):
            yield element
        else:
            yield from element.runs


def _morceau(run: Run) -> Morceau:
    propres = [] if run._element.rPr is None else [run._element.rPr]  # noqa: SLF001  (python-docx n’a pas d’autre accès)
    chaine = (*propres, *_du_style(run.style, "w:rPr"), *_proprietes(run._parent, "w:rPr"))  # noqa: SLF001
    attributs = _Attributs(chaine)
    couleur = attributs.texte("w:color", "w:val")
    return Morceau(
        texte=run.text,
        gras=attributs.vrai("w:b"),
        italique=attributs.vrai("w:i"),
        souligne=attributs.vrai("w:u"),
        taille=_taille(chaine),
        couleur="000000" if couleur in {"", "auto"} else couleur,
    )


def _taille(chaine: tuple[Any, ...]) -> float:
    return _Attributs(chaine).points("w:sz", "w:val", DEMIS_PAR_POINT) or TAILLE_PAR_DEFAUT


def _proprietes(paragraphe: Any, genre: str) -> Iterator[Any]:  # noqa: ANN401  (lxml n’est pas typé)
    if genre == "w:pPr" and paragraphe._p.pPr is not None:  # noqa: SLF001
        yield paragraphe._p.pPr  # noqa: SLF001
    yield from _du_style(paragraphe.style, genre)
    styles = paragraphe.style.element.getparent()
    defauts = styles.find(f"{qn('w:docDefaults')}/{qn(genre + 'Default')}/{qn(genre)}")
    if defauts is not None:
        yield defauts


def _du_style(style: Any, genre: str) -> Iterator[Any]:  # noqa: ANN401
    while style is not None:
        element = style.element.find(qn(genre))
        if element is not None:
            yield element
        style = style.base_style
