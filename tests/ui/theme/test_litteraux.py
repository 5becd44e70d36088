"""Aucune couleur ni taille ne s’écrit en chiffres hors de `ui/theme`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import secretariat.ui

RACINE = Path(secretariat.ui.__file__).parent
FICHIERS = sorted(f for f in RACINE.rglob("*.py") if RACINE / "theme" not in f.parents)
COULEUR = re.compile(r"#(?:[0-9A-Fa-f]{3}){1,2}\b|\brgba?\(")
PIXELS = re.compile(r"\d+(?:px|pt)\b")
TAILLES = {
    *(f"set{genre}{cote}" for genre in ("Fixed", "Minimum", "Maximum") for cote in ("Width", "Height", "Size")),
    *("setContentsMargins", "setSpacing", "addSpacing", "setHorizontalSpacing", "setVerticalSpacing"),
    *("setPixelSize", "setPointSize", "setPointSizeF", "resize", "setIconSize"),
}
PERMIS = {0, 1}


def _nom(appel: ast.Call) -> str:
    return appel.func.attr if isinstance(appel.func, ast.Attribute) else getattr(appel.func, "id", "")


def _taille(noeud: ast.AST) -> bool:
    return isinstance(noeud, ast.Constant) and isinstance(noeud.value, int | float) and noeud.value not in PERMIS


def _couleur(noeud: ast.AST) -> bool:
    return isinstance(noeud, ast.Constant) and noeud.value != 0


def fautes(source: str) -> Iterator[str]:
    for noeud in ast.walk(ast.parse(source)):
        match noeud:
            case ast.Constant(value=str() as texte) if COULEUR.search(texte) or PIXELS.search(texte):
                yield f"{noeud.lineno} : {texte[:40]!r}"
            case ast.Call() if _nom(noeud) == "QColor" and any(map(_couleur, noeud.args)):
                yield f"{noeud.lineno} : QColor en dur"
            case ast.Attribute(value=ast.Attribute(attr="GlobalColor")) if noeud.attr != "transparent":
                yield f"{noeud.lineno} : Qt.GlobalColor"
            case ast.Call() if _nom(noeud) in TAILLES and any(map(_taille, noeud.args)):
                yield f"{noeud.lineno} : {_nom(noeud)} en chiffres"


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: str(f.relative_to(RACINE)))
def test_un_ecran_nomme_des_jetons(fichier: Path):
    assert list(fautes(fichier.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        'x = "#FF0000"',
        'x = "color: rgb(1, 2, 3)"',
        'c = QColor("red")',
        "c = Qt.GlobalColor.red",
        "b.setFixedWidth(240)",
        "f.setPixelSize(13)",
        'x = "font-size: 13px"',
    ],
)
def test_le_controle_voit_une_valeur_en_dur(source: str):
    assert list(fautes(source))


def test_le_controle_laisse_passer_zero_un_le_transparent_et_les_jetons():
    assert (
        list(fautes("b.setFixedWidth(LARGEUR.mois); l.setContentsMargins(0, 0, 0, 1); l.setSpacing(ESPACE.petit)"))
        == []
    )
