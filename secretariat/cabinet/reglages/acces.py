"""Lire et changer un réglage en base ; ce que l’on n’y comprend plus laisse la place au défaut, et se signale."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import select

from secretariat.cabinet.deplacement import CLE as CLE_DU_DEPLACEMENT
from secretariat.cabinet.modele import ReglageEnregistre
from secretariat.cabinet.reglages.definition import Reglage
from secretariat.cabinet.reglages.registre import MEDICAUX, REGISTRE
from secretariat.cabinet.reglages.sortes import ValeurRefusee
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import Lecture, ModifieAilleurs, UniteDeTravail

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Anomalie:
    """Un réglage dont la valeur rangée ne convient pas : le défaut s’applique."""

    cle: str
    raison: str


@dataclass(frozen=True, slots=True)
class Etat(Generic[T]):
    """Un réglage et ce qui s’applique.

    Attributes:
        anomalie: Pourquoi la valeur rangée en base est laissée de côté ; vide si elle convient.
    """

    reglage: Reglage[T]
    valeur: T
    anomalie: str

    @property
    def est_au_defaut(self) -> bool:
        """Vrai si le cabinet n’a rien choisi d’autre que le programme."""
        return self.valeur == self.reglage.defaut and not self.anomalie


def lire(lecture: Lecture, reglage: Reglage[T]) -> T:
    """La valeur qui s’applique : celle du cabinet si elle convient, sinon le défaut."""
    return _etat(reglage, _texte(lecture, reglage)).valeur


def etats(lecture: Lecture, reglages: tuple[Reglage[Any], ...] = REGISTRE) -> tuple[Etat[Any], ...]:
    """Tous les réglages avec ce qui s’applique, dans l’ordre donné."""
    gardes = dict(lecture.lignes(select(ReglageEnregistre.cle, ReglageEnregistre.valeur), lambda *ligne: ligne))
    return tuple(_etat(reglage, gardes.get(reglage.cle)) for reglage in reglages)


def anomalies(lecture: Lecture, reglages: tuple[Reglage[Any], ...] = REGISTRE) -> tuple[Anomalie, ...]:
    """Ceux dont la valeur rangée ne convient pas, et les clés de la base qui ne sont à aucun."""
    connues = {CLE_DU_DEPLACEMENT, *(reglage.cle for reglage in reglages)}
    inconnues = (cle for cle in lecture.tous(select(ReglageEnregistre.cle).order_by(ReglageEnregistre.cle)))
    return (
        *(Anomalie(etat.reglage.cle, etat.anomalie) for etat in etats(lecture, reglages) if etat.anomalie),
        *(Anomalie(cle, "ce programme n’a pas ce réglage") for cle in inconnues if cle not in connues),
    )


@geste(Droit.CHANGER_REGLAGES)
def changer(unite: UniteDeTravail, reglage: Reglage[T], valeur: T) -> None:
    """Range une valeur ; le journal garde l’avant et l’après, même quand l’avant était le défaut.

    Raises:
        DroitManquant: Ce réglage décide de ce qui est médical, et la personne connectée n’en décide pas.
        ErreurMetier: La valeur n’est pas de la bonne sorte, ou sort des bornes.
    """
    if reglage.cle in MEDICAUX:
        unite.exiger(Droit.CLASSER_DOCUMENT)
    try:
        reglage.sorte.verifier(valeur)
        nouveau = _ecrire(reglage, valeur)
        reglage.sorte.depuis_base(json.loads(nouveau))
    except (ValeurRefusee, TypeError, AttributeError) as erreur:
        raise _refus(reglage) from erreur
    garde = unite.premier(select(ReglageEnregistre).where(ReglageEnregistre.cle == reglage.cle))
    if garde is None:
        garde = ReglageEnregistre(cle=reglage.cle, valeur=_ecrire(reglage, reglage.defaut))
        unite.ajouter(garde)
    garde.valeur = nouveau


@geste(Droit.CHANGER_REGLAGES)
def changer_depuis_texte(unite: UniteDeTravail, reglage: Reglage[Any], texte: str, *, lu: str | None = None) -> None:
    """Range ce qu’une personne a tapé ; `lu` est la valeur qu’elle avait sous les yeux.

    Raises:
        ModifieAilleurs: Un autre poste l’a changée depuis.
        ErreurMetier: Le texte ne se comprend pas, ou la valeur sort des bornes.
    """
    actuel = lire(unite, reglage)
    if lu is not None and reglage.sorte.vers_texte(actuel) not in {lu, texte}:
        raise ModifieAilleurs(
            f"Un autre poste vient de mettre « {reglage.sorte.dire(actuel)} ».",
            conseil="Enregistrer de nouveau pour mettre le vôtre à la place.",
        )
    try:
        valeur = reglage.sorte.depuis_texte(texte)
    except ValeurRefusee as erreur:
        raise _refus(reglage) from erreur
    changer(unite, reglage, valeur)


@geste(Droit.CHANGER_REGLAGES)
def revenir_au_defaut(unite: UniteDeTravail, reglage: Reglage[T]) -> None:
    """Remet la valeur du programme."""
    changer(unite, reglage, reglage.defaut)


def _refus(reglage: Reglage[Any]) -> ErreurMetier:
    return ErreurMetier(
        f"«\u00a0{reglage.libelle}\u00a0» n’accepte pas cette valeur.",
        conseil=f"Il faut {reglage.sorte.attendu}.",
    )


def _ecrire(reglage: Reglage[T], valeur: T) -> str:
    return json.dumps(reglage.sorte.vers_base(valeur), ensure_ascii=False)


def _texte(lecture: Lecture, reglage: Reglage[Any]) -> str | None:
    return lecture.premier(select(ReglageEnregistre.valeur).where(ReglageEnregistre.cle == reglage.cle))


def _etat(reglage: Reglage[T], texte: str | None) -> Etat[T]:
    if texte is None:
        return Etat(reglage, reglage.defaut, "")
    try:
        return Etat(reglage, reglage.sorte.depuis_base(json.loads(texte)), "")
    except ValeurRefusee as erreur:
        return Etat(reglage, reglage.defaut, str(erreur))
    except ValueError:
        return Etat(reglage, reglage.defaut, f"ce n’est pas une valeur\u202f; il faut {reglage.sorte.attendu}")
