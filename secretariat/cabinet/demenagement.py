"""Transférer le cabinet dans une autre base, et dire à l’ancienne qu’il n’y est plus : il ne travaille que dans une.

Le dernier contrôle et la marque de l’ancienne se font dans une même transaction : ce qui aurait été saisi pendant la
copie se voit, et rien ne peut plus l’être ensuite.
"""

from __future__ import annotations

from dataclasses import dataclass

from secretariat.cabinet.deplacement import declarer_deplace, deplacement, reprendre_ici
from secretariat.socle import transfert
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.transfert import Avancer, Copie, sans_suivi
from secretariat.socle.unite_de_travail import Cabinet

MOTIF = "transfert du cabinet"


class DepartChange(ErreurMetier):
    """On a travaillé dans la base de départ pendant la copie."""


@dataclass(frozen=True, slots=True)
class Extremite:
    """Une base ouverte, au départ ou à l’arrivée ; son nom est celui que l’on écrirait pour l’ouvrir."""

    nom: str
    cabinet: Cabinet


def demenager(depuis: Extremite, vers: Extremite, avancer: Avancer = sans_suivi) -> Copie:
    """Copie, relit, marque l’ancienne base et rend la nouvelle utilisable.

    Raises:
        ErreurMetier: Les deux bases n’en font qu’une, ou le cabinet a déjà été déplacé ailleurs.
        DepartChange: Des gestes ont été faits au départ pendant la copie ; la relancer recopie tout.
        ErreurSecretariat: Voir `transfert.copier`.
    """
    refuser_un_mauvais_depart(depuis, vers.nom)
    copie = transfert.copier(depuis.cabinet.moteur, vers.cabinet.moteur, avancer)
    with depuis.cabinet.unite(MOTIF) as unite:
        if gestes := unite.dernier_numero_du_journal() - copie.lignes_du_journal:
            raise DepartChange(
                f"Pendant la copie, {gestes} ligne(s) se sont ajoutées au journal de la base de départ\u00a0: la base "
                "d’arrivée n’est plus à jour.",
                conseil="Fermer le programme sur les autres postes, puis relancer\u202f: tout sera recopié.",
            )
        declarer_deplace(unite, vers.nom)
        unite.valider()
    with vers.cabinet.unite(MOTIF) as unite:
        if deplacement(unite) is not None:  # la marque d’un premier essai, arrivée avec le reste
            reprendre_ici(unite)
        unite.noter("transfert", "base", depuis=depuis.nom, lignes=copie.lignes, derniere=copie.derniere)
        unite.valider()
    transfert.conclure(vers.cabinet.moteur)
    return copie


def refuser_un_mauvais_depart(depuis: Extremite, vers: str) -> None:
    """Refuse de partir d’une base que le cabinet a quittée pour une autre que `vers`.

    Raises:
        ErreurMetier: Elle n’est pas celle où il travaille, ou c’est la base d’arrivée elle-même.
    """
    if depuis.nom == vers:
        raise ErreurMetier(
            "La base de départ et la base d’arrivée sont la même.", conseil="Donner à --vers une base neuve."
        )
    with depuis.cabinet.lecture() as lecture:
        parti = deplacement(lecture)
    if parti is not None and parti.vers != vers:
        raise ErreurMetier(
            parti.message,
            conseil="Transférer depuis la base où le cabinet travaille\u202f; ou faire d’abord de celle-ci la bonne, "
            "avec «\u00a0secretariat reprendre-ici\u00a0».",
        )
