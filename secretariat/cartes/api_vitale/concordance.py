"""Vérifier que les droits lus sont ceux de la carte en place, et non ceux du patient d’avant.

L’API, ou l’outil qui dépose son fichier, lit la carte de son côté. Entre sa lecture et la nôtre la carte a pu changer :
un fichier écrit après l’insertion peut encore raconter la carte précédente. La lecture simple, faite par nous et dans
l’insertion en cours, dit qui est là ; ce qui ne la recoupe pas est refusé.

Les deux lectures n’écrivent pas forcément les noms pareil (accents, troncature) : on recoupe les naissances, puis les
NIR, et les noms seulement si l’une des deux n’a pas de NIR.
"""

from __future__ import annotations

import re
from collections import Counter

from secretariat.cartes.api_vitale.beneficiaire_xml import simple
from secretariat.cartes.erreurs import ReponseInattendue
from secretariat.cartes.valeurs import Beneficiaire, CarteVitale

SIECLE = -6
"""Les six derniers chiffres d’une naissance : l’une des lectures peut ignorer le siècle."""
HORS_LETTRES = re.compile("[^a-z]")


def exiger_la_meme_carte(lecture_simple: CarteVitale, droits: CarteVitale) -> None:
    """Laisse passer les droits de la carte que la lecture simple vient de lire, et eux seuls.

    Raises:
        ReponseInattendue: Un porteur n’y est pas, les NIR diffèrent, ou la lecture simple n’a rien lu.
    """
    porteurs = lecture_simple.beneficiaires
    avec_nir = bool(_nirs(lecture_simple) and _nirs(droits))
    if avec_nir and not _nirs(lecture_simple) <= _nirs(droits):
        raise _autre_carte("un NIR de la carte n’y est pas")
    if _naissances(porteurs) != _naissances(droits.beneficiaires):
        raise _autre_carte("ce ne sont pas les mêmes porteurs")
    if not porteurs or not all(_figure(p, droits.beneficiaires, par_nom=not avec_nir) for p in porteurs):
        raise _autre_carte("un porteur n’y est pas")


def _figure(porteur: Beneficiaire, inscrits: tuple[Beneficiaire, ...], *, par_nom: bool) -> bool:
    naissance = porteur.naissance_brute[SIECLE:]
    return any(
        inscrit.naissance_brute[SIECLE:] == naissance and (not par_nom or bool(_noms(porteur) & _noms(inscrit)))
        for inscrit in inscrits
    )


def _naissances(personnes: tuple[Beneficiaire, ...]) -> Counter[str]:
    """Combien de porteurs à chaque date : la carte d’un enfant n’est pas celle de sa famille."""
    return Counter(personne.naissance_brute[SIECLE:] for personne in personnes)


def _nirs(carte: CarteVitale) -> set[str]:
    return {carte.nir_assure, *(b.nir or "" for b in carte.beneficiaires)} - {""}


def _noms(personne: Beneficiaire) -> set[str]:
    noms = (personne.nom_naissance, personne.nom_usage)
    return {HORS_LETTRES.sub("", simple(f"{nom} {personne.prenom}")) for nom in noms if nom}


def _autre_carte(faute: str) -> ReponseInattendue:
    return ReponseInattendue(
        "Les droits lus ne sont pas ceux de la carte en place.",
        conseil="Retirer la carte, la remettre, et relancer la lecture des droits\u202f; rien n’a été enregistré.",
        detail=f"concordance\u00a0: {faute}",
    )
