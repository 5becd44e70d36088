"""La qualité du bénéficiaire d’après son code `qualBenef` : une table livrée, car les sources se contredisent.

Un code que la table n’a pas ne dit rien (qualité None). Un code incertain qui désignerait l’assuré n’est retenu que si
personne d’autre de la carte ne l’est : le NIR et l’organisme de l’un ne doivent pas passer à l’autre.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from secretariat.cartes.fiche_yaml import Fiche
from secretariat.cartes.valeurs import QualiteBeneficiaire
from secretariat.socle.ressources import dossier


@dataclass(frozen=True, slots=True)
class CodeQualite:
    """Un code, la qualité qu’il désigne, et si la source parle bien de ce champ-ci de la carte (`sure`)."""

    code: str
    qualite: QualiteBeneficiaire
    sure: bool


def charger_qualites(chemin: Path) -> tuple[CodeQualite, ...]:
    """Les codes de ce fichier, dans son ordre.

    Raises:
        FicheInvalide: Une clé est inconnue, absente ou d’un autre genre, une qualité inconnue, un code en double.
    """
    fiche = Fiche.du_fichier(chemin)
    fiche.prendre("description", str)
    fiche.prendre("verifie_le", date)
    bruts = fiche.prendre("codes", list)
    fiche.finir()
    codes = tuple(_code(Fiche(f"{chemin.name}, code {rang}", brut)) for rang, brut in enumerate(bruts, start=1))
    if len({c.code for c in codes}) != len(codes):
        raise fiche.faute("un code y est deux fois.")
    return codes


@cache
def qualites_livrees() -> tuple[CodeQualite, ...]:
    """La table livrée avec le programme."""
    return charger_qualites(dossier() / "codes" / "qualites_beneficiaire.yaml")


def designer(bruts: Iterable[str], table: tuple[CodeQualite, ...]) -> tuple[CodeQualite | None, ...]:
    """Ce que désigne le code de chacun des bénéficiaires d’une même carte, dans leur ordre ; None s’il ne dit rien.

    Un code en chiffres se lit sans ses zéros de tête (« 00 » est « 0 »).
    """
    par_code = {c.code: c for c in table}
    trouves = tuple(par_code.get(_sans_zeros(brut)) for brut in bruts)
    assures = sum(_est_assure(c) for c in trouves)
    return tuple(None if c and not c.sure and assures > 1 and _est_assure(c) else c for c in trouves)


def _est_assure(code: CodeQualite | None) -> bool:
    return code is not None and code.qualite is QualiteBeneficiaire.ASSURE


def _sans_zeros(brut: str) -> str:
    return (brut.lstrip("0") or "0") if brut else ""


def _code(fiche: Fiche) -> CodeQualite:
    code, brute, sure = fiche.prendre("code", str), fiche.prendre("qualite", str), fiche.prendre("sure", bool)
    fiche.prendre("source", str)
    fiche.prendre_ou("reserve", "")
    fiche.finir()
    if brute not in set(QualiteBeneficiaire):
        raise fiche.faute(
            f"«\u00a0qualite\u00a0» vaut {brute!r}, et l’un de {', '.join(QualiteBeneficiaire)} est attendu."
        )
    return CodeQualite(code, QualiteBeneficiaire(brute), sure)
