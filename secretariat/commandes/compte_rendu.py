"""Dire le résultat d’un ordre : du texte pour une personne, du JSON pour un programme."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from secretariat.socle.erreurs import ErreurSecretariat

REUSSI, REFUSE = 0, 1


@dataclass(frozen=True, slots=True)
class CompteRendu:
    """Ce qu’un ordre a fait.

    Attributes:
        phrases: Pour la personne, une par ligne.
        donnees: Pour un programme, à écrire en JSON.
        refus: La raison d’un échec, vide si l’ordre a réussi ; elle donne le code de retour 1.
    """

    phrases: tuple[str, ...]
    donnees: Mapping[str, Any] = field(default_factory=dict)
    refus: str = ""
    conseil: str = ""


def publier(compte_rendu: CompteRendu, ordre: str, *, en_json: bool) -> int:
    """Écrit le compte rendu et rend le code de retour."""
    if en_json:
        _ecrire_json({"ordre": ordre, "reussi": not compte_rendu.refus, **_refus(compte_rendu), **compte_rendu.donnees})
    else:
        _ecrire(sys.stdout, compte_rendu.phrases)
    if compte_rendu.refus:
        _ecrire(sys.stderr, _phrases_de_refus(compte_rendu.refus, compte_rendu.conseil))
        return REFUSE
    return REUSSI


def publier_erreur(erreur: ErreurSecretariat, ordre: str, *, en_json: bool) -> int:
    """Écrit une erreur prévue et rend le code de retour 1."""
    return publier(CompteRendu((), refus=str(erreur), conseil=erreur.conseil), ordre, en_json=en_json)


def _refus(compte_rendu: CompteRendu) -> dict[str, str]:
    return {"refus": compte_rendu.refus, "conseil": compte_rendu.conseil} if compte_rendu.refus else {}


def _phrases_de_refus(refus: str, conseil: str) -> tuple[str, ...]:
    return (refus, f"Conseil : {conseil}") if conseil else (refus,)


def _ecrire_json(donnees: Mapping[str, Any]) -> None:
    """Écrit du JSON juste quel que soit le terminal : hors d’UTF-8, les accents y sont échappés."""
    ascii_seul = not (sys.stdout.encoding or "").lower().startswith("utf")
    sys.stdout.write(json.dumps(donnees, ensure_ascii=ascii_seul, indent=2, default=str) + "\n")


def _ecrire(flux: Any, phrases: Iterable[str]) -> None:  # noqa: ANN401
    for phrase in phrases:
        flux.write(phrase + "\n")
