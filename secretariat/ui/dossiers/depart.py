"""D’où part une création : ce qui a été cherché, ou la carte du patient. Pur."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from secretariat.dossiers.valeurs import DroitsPatient, IdentiteLue, Sexe
from secretariat.ui.lecture_saisie import lire_date

DATE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\b\d{8}\b|\b\d{6}\b")
LETTRES = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Depart:
    """Ce que l’on sait déjà de la personne ; le nom utilisé n’y est que si la carte le porte."""

    nom_naissance: str = ""
    premier_prenom: str = ""
    naissance: date | None = None
    sexe: Sexe | None = None
    nom_utilise: str = ""
    droits: DroitsPatient | None = None
    simule: bool = False
    sur_la_carte: str = ""


def depart_de_recherche(texte: str, aujourd_hui: date) -> Depart:
    """Ce qu’une recherche disait : une date s’il y en a une, le premier mot pour nom, les autres pour prénom.

    >>> depart_de_recherche("martin zoé 14/06/2019", date(2026, 3, 12)).premier_prenom
    'zoé'
    """
    naissance = None
    if (trouve := DATE.search(texte)) is not None:
        try:
            naissance = lire_date(trouve[0], aujourd_hui=aujourd_hui, passee=True)
        except ValueError:
            naissance = None
    mots = LETTRES.findall(DATE.sub(" ", texte))
    return Depart(nom_naissance=mots[0] if mots else "", premier_prenom=" ".join(mots[1:]), naissance=naissance)


def depart_de_carte(lue: IdentiteLue, sexe: str | None) -> Depart:
    """Ce que dit une carte ; une date qui n’est pas du calendrier se montre et ne se reprend pas."""
    return Depart(
        nom_naissance=lue.nom_naissance,
        premier_prenom=lue.prenom,
        naissance=lue.naissance,
        sexe=Sexe(sexe) if sexe else None,
        nom_utilise=lue.nom_utilise,
        droits=lue.droits,
        simule=lue.simulee,
        sur_la_carte="" if lue.naissance else lue.naissance_brute,
    )
