"""Deux personnes ont changé le même objet : ce qui se fusionne sans bruit, et ce que quelqu’un doit décider.

On compare trois états, champ par champ : ce que l’écran montrait (`lu`), ce que la personne a saisi (`voulu`), ce que
la base garde à présent (`actuel`). Un champ est une valeur qui ne se coupe pas : l’adresse entière, non le code postal
seul, faute de quoi la fusion écrirait une adresse que personne n’a saisie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

Valeurs = Mapping[str, object]
SANS_LIBELLES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Changement:
    """Qui a écrit, sur quel poste, à quel instant."""

    nom: str
    poste: str
    instant: datetime

    @property
    def qui(self) -> str:
        """« Karim (poste 2) »."""
        return f"{self.nom} ({self.poste})"


@dataclass(frozen=True, slots=True)
class Divergence:
    """Un champ qu’un autre poste a changé depuis qu’on l’a lu.

    Attributes:
        par: Qui l’a changé, si le journal le dit.
    """

    champ: str
    libelle: str
    lu: object
    voulu: object
    actuel: object
    par: Changement | None = None


@dataclass(frozen=True, slots=True)
class Fusion:
    """Ce que donne la rencontre des deux saisies.

    Attributes:
        valeurs: Tous les champs fusionnés ; un champ en conflit y garde ce que la base a, tant que rien n’est décidé.
        conflits: Changés des deux côtés, différemment : à décider.
        reprises: Changés par l’autre seul, et gardés.
    """

    valeurs: Valeurs
    conflits: tuple[Divergence, ...]
    reprises: tuple[Divergence, ...]

    def trancher(self, miens: frozenset[str]) -> Valeurs:
        """Les valeurs une fois décidé quels champs en conflit gardent ma saisie ; les autres reprennent l’autre."""
        return {**self.valeurs, **{d.champ: d.voulu for d in self.conflits if d.champ in miens}}


@dataclass(frozen=True, slots=True)
class Choix:
    """Une décision : devant quelles valeurs de la base, et quels champs gardent ma saisie."""

    actuel: Valeurs
    miens: frozenset[str]


@dataclass(frozen=True, slots=True)
class ADecider:
    """Ce qu’un refus demande de décider.

    Attributes:
        actuel: Tout ce que la base garde ; un `Choix` le reprend, et ne vaut que devant ces valeurs.
    """

    divergences: tuple[Divergence, ...]
    reprises: tuple[Divergence, ...]
    actuel: Valeurs

    def decider(self, miens: frozenset[str]) -> Choix:
        """La décision qui garde ma saisie pour ces champs."""
        return Choix(self.actuel, miens)


def fusionner(lu: Valeurs, voulu: Valeurs, actuel: Valeurs, libelles: Mapping[str, str] = SANS_LIBELLES) -> Fusion:
    """Compare les trois états.

    >>> fusion = fusionner({"rue": "A", "tel": 1}, {"rue": "B", "tel": 1}, {"rue": "A", "tel": 2})
    >>> fusion.valeurs, fusion.conflits
    ({'rue': 'B', 'tel': 2}, ())

    Raises:
        ValueError: Les trois états n’ont pas les mêmes champs.
    """
    if not lu.keys() == voulu.keys() == actuel.keys():
        raise ValueError("ces trois états ne parlent pas des mêmes champs")
    changes = tuple(
        Divergence(champ, libelles.get(champ, champ), lu[champ], voulu[champ], actuel[champ])
        for champ in lu
        if actuel[champ] not in {lu[champ], voulu[champ]}
    )
    return Fusion(
        {champ: voulu[champ] if actuel[champ] == lu[champ] else actuel[champ] for champ in lu},
        tuple(d for d in changes if d.voulu != d.lu),
        tuple(d for d in changes if d.voulu == d.lu),
    )


def fusionner_apres(
    lu: Valeurs,
    voulu: Valeurs,
    actuel: Valeurs,
    libelles: Mapping[str, str] = SANS_LIBELLES,
    *,
    choix: Sequence[Choix] = (),
) -> Fusion:
    """Compare les trois états après ces décisions, dans l’ordre où elles ont été prises.

    Chacune a été prise devant un état de la base, qui devient ce que l’on a lu : si la base a bougé depuis, ce qui
    touche un champ que l’on change redevient un conflit, et le reste se fusionne.
    """
    for decision in choix:
        voulu = fusionner(lu, voulu, decision.actuel).trancher(decision.miens)
        lu = decision.actuel
    return fusionner(lu, voulu, actuel, libelles)


def attribuer(divergences: Sequence[Divergence], auteurs: Mapping[str, Changement]) -> tuple[Divergence, ...]:
    """Les mêmes, avec qui a changé chaque champ."""
    return tuple(replace(d, par=auteurs.get(d.champ)) for d in divergences)


def nommer(divergences: Sequence[Divergence]) -> str:
    """Qui a changé ces champs : « Karim (poste 2) », « Karim (poste 2) et Léa (accueil) », à défaut un autre poste."""
    qui = [*dict.fromkeys(d.par.qui for d in divergences if d.par)]
    if not qui:
        return "Un autre poste"
    return " et ".join(filter(None, (", ".join(qui[:-1]), qui[-1])))


def enumerer(divergences: Sequence[Divergence]) -> str:
    """Leurs libellés : « téléphone, adresse »."""
    return ", ".join(_au_fil(d.libelle) for d in divergences)


def _au_fil(libelle: str) -> str:
    return libelle[:1].lower() + libelle[1:]
