"""Lire une fiche YAML sans rien laisser passer : clé inconnue, absente ou d’un autre genre, tout est refusé."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

import yaml

from secretariat.socle.erreurs import ErreurEnvironnement

T = TypeVar("T")
GENRES = {
    str: "un texte entre guillemets",
    int: "un nombre entier",
    bool: "true ou false",
    date: "une date AAAA-MM-JJ",
    list: "une liste",
    dict: "un groupe de clés",
}


class FicheInvalide(ErreurEnvironnement):
    """Un fichier livré ne suit pas sa forme ; le message commence par son nom."""

    def __init__(self, source: str, faute: str) -> None:
        super().__init__(f"{source}\u00a0: {faute}", conseil="Corriger le fichier, ou remettre celui qui est livré.")


class Fiche:
    """Les clés d’un groupe YAML, que l’on prend une à une ; `finir` refuse celles qui restent."""

    def __init__(self, source: str, brut: object) -> None:
        if not isinstance(brut, Mapping):
            raise FicheInvalide(source, "un groupe de clés est attendu.")
        self.source = source
        self._reste = dict(brut)

    @classmethod
    def du_fichier(cls, chemin: Path) -> Fiche:
        """La fiche que contient ce fichier.

        Raises:
            FicheInvalide: Il n’est ni lisible, ni en UTF-8, ni en YAML.
        """
        try:
            return cls(chemin.name, yaml.safe_load(chemin.read_text(encoding="utf-8")))
        except OSError as erreur:
            raise FicheInvalide(chemin.name, f"lecture impossible ({erreur.strerror}).") from erreur
        except (UnicodeDecodeError, yaml.YAMLError) as erreur:
            raise FicheInvalide(chemin.name, "ce n’est pas du YAML en UTF-8.") from erreur

    def __contains__(self, cle: str) -> bool:
        return cle in self._reste

    def prendre(self, cle: str, genre: type[T]) -> T:
        """La valeur d’une clé obligatoire, de ce genre exactement."""
        if cle not in self._reste:
            raise self.faute(f"la clé «\u00a0{cle}\u00a0» manque.")
        valeur = self._reste.pop(cle)
        if type(valeur) is not genre:
            raise self.faute(
                f"«\u00a0{cle}\u00a0» vaut {valeur!r}, et {GENRES.get(genre, genre.__name__)} est attendu."
            )
        return valeur

    def prendre_ou(self, cle: str, defaut: T) -> T:
        """La valeur d’une clé facultative, du genre de son défaut."""
        return self.prendre(cle, type(defaut)) if cle in self._reste else defaut

    def prendre_si(self, cle: str, genre: type[T]) -> T | None:
        """La valeur d’une clé facultative, None si elle n’y est pas."""
        return self.prendre(cle, genre) if cle in self._reste else None

    def finir(self) -> None:
        """Refuse toute clé que personne n’a prise."""
        if self._reste:
            inconnues = ", ".join(f"«\u00a0{cle}\u00a0»" for cle in self._reste)
            raise self.faute(f"clé inconnue {inconnues}.")

    def faute(self, texte: str) -> FicheInvalide:
        """Une faute dans cette fiche."""
        return FicheInvalide(self.source, texte)
