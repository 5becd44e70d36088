"""Un tableau en fichier : CSV pour qui le relit, XLSX pour le tableur.

Un fichier n’apparaît sous son nom qu’une fois complet : il s’écrit à côté, puis prend la place de l’ancien d’un coup.
Un texte qui commence comme une formule (`=`, `+`, `-`, `@`) est neutralisé : un tableur l’exécuterait.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from secretariat.socle.fichiers import ecrire_d_un_coup
from secretariat.socle.montant import Montant

DEBUTS_DE_FORMULE = ("=", "+", "-", "@", "\t", "\r")
FORMAT_EUROS = '#,##0.00\\ "€"'
FORMAT_JOUR = "dd/mm/yyyy"
Cellule = str | int | date | Montant | None


@dataclass(frozen=True, slots=True)
class Forme:
    """Ce qui ne dépend pas des lignes : le nom de la feuille, les titres et, en caractères, les largeurs."""

    feuille: str
    entetes: tuple[str, ...]
    largeurs: tuple[int, ...]


def ecrire_csv(forme: Forme, lignes: Iterable[Sequence[Cellule]], chemin: Path) -> None:
    """Écrit un CSV français : UTF-8 avec marque d’ordre, points-virgules, virgule décimale.

    Raises:
        ErreurEnvironnement: Le dossier manque, ne s’écrit pas, ou le disque est plein.
    """

    def ecrire(provisoire: Path) -> None:
        with provisoire.open("w", encoding="utf-8-sig", newline="") as fichier:
            graveur = csv.writer(fichier, delimiter=";")
            graveur.writerow(forme.entetes)
            graveur.writerows([_en_texte(cellule) for cellule in ligne] for ligne in lignes)

    ecrire_d_un_coup(chemin, ecrire)


def ecrire_xlsx(forme: Forme, lignes: Iterable[Sequence[Cellule]], chemin: Path) -> None:
    """Écrit un classeur : des nombres, des dates, une ligne d’en-tête figée ; mêmes refus que le CSV."""

    def ecrire(provisoire: Path) -> None:
        classeur = Workbook(write_only=True)
        feuille = classeur.create_sheet(forme.feuille)
        feuille.freeze_panes = "A2"
        for rang, largeur in enumerate(forme.largeurs):
            feuille.column_dimensions[chr(ord("A") + rang)].width = largeur
        feuille.append([_titre(feuille, texte) for texte in forme.entetes])
        for ligne in lignes:
            feuille.append([_en_cellule(feuille, cellule) for cellule in ligne])
        memoire = BytesIO()  # composé en mémoire : un disque plein s’apprend d’un seul coup, à l’écriture
        classeur.save(memoire)
        provisoire.write_bytes(memoire.getvalue())

    ecrire_d_un_coup(chemin, ecrire)


def neutraliser(texte: str) -> str:
    """Le texte, précédé d’une apostrophe s’il commence comme une formule ; sinon tel quel."""
    return f"'{texte}" if texte.startswith(DEBUTS_DE_FORMULE) else texte


def _en_texte(cellule: Cellule) -> str:
    match cellule:
        case None:
            return ""
        case Montant():
            return f"{cellule.decimal:.2f}".replace(".", ",")
        case date():
            return f"{cellule:%d/%m/%Y}"
        case int():
            return str(cellule)
        case str():
            return neutraliser(cellule)


def _en_cellule(feuille: WriteOnlyWorksheet, cellule: Cellule) -> Cell:
    match cellule:
        case Montant():
            resultat = _cellule(feuille, cellule.decimal, format_nombre=FORMAT_EUROS)
        case date():
            resultat = _cellule(feuille, cellule, format_nombre=FORMAT_JOUR)
        case str():
            resultat = _cellule(feuille, ILLEGAL_CHARACTERS_RE.sub(" ", cellule))
            resultat.data_type = "s"
        case _:
            resultat = _cellule(feuille, cellule)
    return resultat


def _titre(feuille: WriteOnlyWorksheet, texte: str) -> Cell:
    cellule = _cellule(feuille, texte)
    cellule.font = Font(bold=True)
    return cellule


def _cellule(
    feuille: WriteOnlyWorksheet, valeur: str | int | date | Decimal | None, *, format_nombre: str = "General"
) -> Cell:
    cellule = Cell(feuille, column=1, row=1, value=valeur)
    cellule.number_format = format_nombre
    return cellule
