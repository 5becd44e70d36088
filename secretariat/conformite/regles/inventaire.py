"""Nommer ce qu’un dossier contient, et ce qui n’y est que remarque de l’accueil."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

NOTES = "notes"
"""L’élément de l’inventaire qui rassemble les remarques de l’accueil."""
COLONNES_DE_NOTES: Mapping[str, frozenset[str]] = {
    "patients": frozenset({"a_savoir"}),
    "rendez_vous": frozenset({"note"}),
    "visites": frozenset({"remarque"}),
}
"""Les colonnes où l’accueil écrit pour lui-même."""
LIBELLES_DES_TABLES: Mapping[str, str] = {
    "patients": "Identité et coordonnées",
    "couvertures": "Couverture sociale",
    "rendez_vous": "Rendez-vous",
    "visites": "Venues au cabinet",
    "factures": "Factures",
    "lignes_facture": "Actes facturés",
    "reglements": "Règlements",
    "courriers": "Lettres",
    "documents": "Documents",
    "signatures_documents": "Signatures de documents",
}


def objets_dits(nombre: int) -> str:
    r"""« 3 éléments ».

    >>> objets_dits(1), objets_dits(3)
    ('1\xa0élément', '3\xa0éléments')
    """
    return f"{nombre}\u00a0élément{'s' if nombre > 1 else ''}"


def notes_ecrites(dossier: Mapping[type, Iterable[object]]) -> int:
    """Combien de remarques de l’accueil ce dossier porte."""
    return sum(
        bool(getattr(ligne, colonne))
        for classe, lignes in dossier.items()
        for colonne in COLONNES_DE_NOTES.get(getattr(classe, "__tablename__", ""), ())
        for ligne in lignes
    )
