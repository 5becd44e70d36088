"""Lire le XML de l’API de lecture Vitale : la même carte que les autres lectures, avec ses droits.

Il n’existe pas de schéma public : seuls les éléments connus comptent, où que soit `listeBenef`, et les autres sont
passés. L’élément unique d’un nom connu ne peut être double. L’organisme et le NIR de l’assuré, que le XML répète à
chacun, valent pour la carte s’ils y sont partout les mêmes ; sinon ils restent vides, et rien ne dit lesquels croire.

Un document produit par le simulateur porte `simulation="…"` à sa racine : il se lit simulé, quoi qu’en dise l’appelant
et quelle qu’en soit la valeur. L’élément `numeroSerie` est à nous, et ne se lit que là.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from secretariat.cartes.api_vitale import champs
from secretariat.cartes.api_vitale.arbre import Noeud, ouvrir
from secretariat.cartes.api_vitale.beneficiaire_xml import beneficiaire
from secretariat.cartes.api_vitale.qualites import designer, qualites_livrees
from secretariat.cartes.erreurs import DonneesInvalides
from secretariat.cartes.valeurs import Beneficiaire, CarteVitale, SourceLecture

BENEFICIAIRES_MAX = 19
"""Une carte Vitale n’inscrit pas plus de dix-neuf personnes."""
MARQUE = "simulation"
SERIE = "numeroSerie"
Organisme = tuple[str, str, str]
T = TypeVar("T")


def lire_xml(octets: bytes, *, simulee: bool, generation: int) -> CarteVitale:
    """La carte que décrit ce document ; `generation` est celle de l’insertion qu’il raconte.

    Raises:
        DonneesInvalides: Il est dangereux, mal formé ou sans bénéficiaire, ou l’un de ses champs ne se comprend pas.
    """
    racine = ouvrir(octets)
    noeuds = _noeuds(racine)
    codes = designer((champs.texte(noeud, "amo/qualBenef") for noeud in noeuds), qualites_livrees())
    personnes = tuple(beneficiaire(noeud, code) for noeud, code in zip(noeuds, codes, strict=True))
    regime, caisse, centre = _commun((_organisme(noeud) for noeud in noeuds), ("", "", ""))
    nir_assure = _commun((champs.nir(noeud, "ident/nir") for noeud in noeuds), "")
    marquee = MARQUE in racine.attributs
    return CarteVitale(
        numero_serie=champs.texte(racine, SERIE) if marquee else "",
        nir_assure=nir_assure,
        regime=regime,
        caisse=caisse,
        centre=centre,
        code_gestion=_commun((champs.chiffres(noeud, "amo/codeGestion", 2) for noeud in noeuds), ""),
        beneficiaires=personnes,
        simulee=simulee or marquee,
        generation=generation,
        source=SourceLecture.API,
        nirs_lus=_nirs_lus(noeuds, personnes),
    )


def _noeuds(racine: Noeud) -> list[Noeud]:
    listes = list(racine.tous("listeBenef"))
    if len(listes) != 1:
        raise DonneesInvalides(detail=f"listeBenef\u00a0: {len(listes)} dans le document, une attendue")
    noeuds = listes[0].enfants
    if not 1 <= len(noeuds) <= BENEFICIAIRES_MAX:
        raise DonneesInvalides(
            detail=f"listeBenef\u00a0: {len(noeuds)} bénéficiaires, de 1 à {BENEFICIAIRES_MAX} attendus"
        )
    return noeuds


def _organisme(noeud: Noeud) -> Organisme:
    """Régime, caisse et centre : `centreCarte` (SFG du GIE), ou `centreGestion` (Mediboard) s’il est seul."""
    centre = champs.chiffres(noeud, "amo/centreCarte", 4) or champs.chiffres(noeud, "amo/centreGestion", 4)
    return champs.chiffres(noeud, "amo/codeRegime", 2), champs.chiffres(noeud, "amo/caisse", 3), centre


def _commun(valeurs: Iterable[T], vide: T) -> T:
    """La valeur que portent tous ceux qui en portent une ; `vide` s’ils ne s’accordent pas."""
    distinctes = set(valeurs) - {vide}
    return distinctes.pop() if len(distinctes) == 1 else vide


def _nirs_lus(noeuds: Iterable[Noeud], personnes: Iterable[Beneficiaire]) -> int:
    nirs = {champs.nir(noeud, "ident/nir") for noeud in noeuds} | {p.nir or "" for p in personnes}
    return len(nirs - {""})
