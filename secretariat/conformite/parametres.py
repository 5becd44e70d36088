"""Lire les règles de droit livrées (resources/rgpd) ; un fichier mal formé arrête tout, avec son nom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from secretariat.conformite.valeurs.acces import Qualite
from secretariat.conformite.valeurs.parametres import ParametreDeDroit, Parametres, QualiteDecrite
from secretariat.conformite.valeurs.registre import RUBRIQUES, Traitement
from secretariat.socle.ressources import dossier

CLES = {"description", "valeur", "depuis", "source", "lien", "reglable", "note"}
OBLIGATOIRES = {"description", "valeur", "source"}


class ParametreInvalide(Exception):
    """Un fichier de règles ne suit pas la forme ; le message commence par son chemin."""


def lire(chemin: Path, cle: str) -> Parametres:
    """Les paramètres d’un fichier, rangés sous cette clé.

    Raises:
        ParametreInvalide: Une clé manque, est inconnue, ou une valeur n’est pas un nombre entier positif.
    """
    donnees = _yaml(chemin)
    verifie_le = donnees.get("verifie_le")
    if not isinstance(verifie_le, date):
        raise ParametreInvalide(f"{chemin} : verifie_le doit être une date AAAA-MM-JJ")
    return {nom: _parametre(chemin, nom, entree, verifie_le) for nom, entree in donnees[cle].items()}


def _parametre(chemin: Path, nom: str, entree: Mapping[str, Any], verifie_le: date) -> ParametreDeDroit:
    if fautives := (set(entree) - CLES) | (OBLIGATOIRES - set(entree)):
        raise ParametreInvalide(f"{chemin} : {nom}, clés inconnues ou absentes {sorted(fautives)}")
    valeur = entree["valeur"]
    if not isinstance(valeur, int) or isinstance(valeur, bool) or valeur < 0:
        raise ParametreInvalide(f"{chemin} : {nom} doit être un nombre entier positif")
    if entree.get("reglable") and not entree.get("note"):
        raise ParametreInvalide(f"{chemin} : {nom} est réglable sans dire pourquoi")
    return ParametreDeDroit(
        nom,
        entree["description"],
        valeur,
        entree["source"],
        verifie_le,
        bool(entree.get("reglable", False)),
        entree.get("note", ""),
    )


def regles_avec(parametres: Parametres, valeurs: Mapping[str, object]) -> Parametres:
    """Les mêmes, les réglables remplacés par ce que le cabinet a réglé ; les autres ne changent jamais."""
    return {
        nom: replace(p, valeur=regle) if p.reglable and isinstance(regle := valeurs.get(nom), int) else p
        for nom, p in parametres.items()
    }


@cache
def conservation() -> Parametres:
    """Les durées de conservation livrées."""
    return lire(_fichier("conservation"), "parametres")


@cache
def delais_d_acces() -> Parametres:
    """Les délais d’accès livrés."""
    return lire(_fichier("acces"), "delais")


@cache
def qualites() -> Mapping[Qualite, QualiteDecrite]:
    """Les qualités d’un demandeur, et les pièces de chacune."""
    entrees = _yaml(_fichier("acces"))["qualites"]
    return {Qualite(nom): QualiteDecrite(e["libelle"], tuple(e["pieces"])) for nom, e in entrees.items()}


@cache
def pieces() -> Mapping[str, str]:
    """Le libellé de chaque pièce."""
    lues: Mapping[str, str] = _yaml(_fichier("acces"))["pieces"]
    return lues


@cache
def registre_type() -> Mapping[str, Traitement]:
    """Les entrées livrées du registre des traitements.

    Raises:
        ParametreInvalide: Une rubrique manque à une entrée.
    """
    chemin = _fichier("registre")
    entrees: dict[str, Traitement] = {}
    for cle, entree in _yaml(chemin)["entrees"].items():
        if set(entree) != set(RUBRIQUES):
            raise ParametreInvalide(f"{chemin} : {cle}, rubriques {sorted(set(entree) ^ set(RUBRIQUES))}")
        entrees[cle] = Traitement(**{nom: " ".join(str(texte).split()) for nom, texte in entree.items()})
    return entrees


@cache
def affiche() -> Mapping[str, Any]:
    """Le contenu de l’affiche d’information, et sa source."""
    return _yaml(_fichier("affiche"))


def _fichier(nom: str) -> Path:
    return dossier() / "rgpd" / f"{nom}.yaml"


def _yaml(chemin: Path) -> dict[str, Any]:
    import yaml  # noqa: PLC0415  (25 ms : chargé quand l’écran s’ouvre)

    lu: dict[str, Any] = yaml.safe_load(chemin.read_text(encoding="utf-8"))
    return lu
