"""Ce que l’on garde, ce que l’on ôte, quand il en faut une nouvelle, quand prévenir. Ni fichier, ni horloge, ni base.

L’horloge d’un poste peut reculer : une sauvegarde datée de l’avenir ne compte ni pour dire qu’il y en a une récente, ni
pour en faire ôter d’autres, et n’est jamais ôtée. Les périodes se comptent parmi celles qui ont une sauvegarde : un
cabinet fermé un mois, ou une horloge avancée de dix ans, ne fait rien disparaître.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from secretariat.socle.conservatoire.valeurs import Alerte, Bilan, Fiche, Politique, Raison
from secretariat.socle.dates import date_courte, heure_dite
from secretariat.socle.horloge import a_paris

ECART_A_L_OUVERTURE = timedelta(hours=1)
ECART_QUOTIDIEN = timedelta(hours=24)
TOLERANCE = timedelta(minutes=5)
"""Deux horloges du cabinet ne disent jamais tout à fait la même heure."""
JOURS_DES_MANQUEES = 7


def est_due(faites: Iterable[datetime], maintenant: datetime, ecart: timedelta) -> bool:
    """Vrai s’il faut une nouvelle sauvegarde : la dernière bonne a au moins cet âge."""
    passees = [instant for instant in faites if instant <= maintenant + TOLERANCE]
    return not passees or maintenant - max(passees) >= ecart


def a_oter(fiches: Sequence[Fiche], politique: Politique, maintenant: datetime) -> tuple[Fiche, ...]:
    """Les fiches à ôter, la sauvegarde avec elles."""
    bonnes = [fiche for fiche in fiches if fiche.verifiee and fiche.faite_le <= maintenant]
    gardees = a_garder(bonnes, politique)
    derniere = max((fiche.faite_le for fiche in bonnes), default=None)
    limite = None if derniere is None else derniere - timedelta(days=JOURS_DES_MANQUEES)
    manquees = (fiche for fiche in fiches if not fiche.verifiee and limite is not None and fiche.faite_le < limite)
    return (*(fiche for fiche in bonnes if fiche.nom not in gardees), *manquees)


def a_garder(bonnes: Sequence[Fiche], politique: Politique) -> frozenset[str]:
    """Les noms à garder : la dernière de chaque période, toutes celles du dernier jour, la dernière mise à niveau."""
    recentes = sorted(bonnes, key=lambda fiche: fiche.faite_le, reverse=True)
    noms = {
        *_dernieres(recentes, _jour, max(politique.jours, 1)),
        *_dernieres(recentes, _semaine, politique.semaines),
        *_dernieres(recentes, _mois, politique.mois),
        *(fiche.nom for fiche in recentes if _jour(fiche) == _jour(recentes[0])),
    }
    noms |= {f.nom for f in [f for f in recentes if f.raison is Raison.AVANT_MISE_A_NIVEAU][:1]}
    return frozenset(noms)


def alerte(bilan: Bilan, maintenant: datetime, *, seuil_heures: int) -> Alerte | None:
    """Ce qu’il faut dire dans la barre haute ; None si tout va bien."""
    if bilan.echec is not None:
        quand = f"{date_courte(a_paris(bilan.echec.instant).date())} à {heure_dite(bilan.echec.instant)}"
        return Alerte("Sauvegarde manquée", f"Le {quand}. {bilan.echec.cause} {bilan.echec.conseil}".strip())
    if bilan.derniere is None:
        return Alerte("Aucune sauvegarde", "Cette base n’a encore aucune sauvegarde relue.")
    age = maintenant - bilan.derniere.faite_le
    if age < -TOLERANCE:
        return Alerte("Sauvegarde datée de l’avenir", "Vérifier la date et l’heure de ce poste.")
    if age >= timedelta(hours=seuil_heures):
        return Alerte(f"Sauvegarde\u00a0: {_age_dit(age)}", f"La dernière bonne sauvegarde a {_age_dit(age)}.")
    return None


def _dernieres(recentes: Sequence[Fiche], periode: Callable[[Fiche], object], combien: int) -> frozenset[str]:
    """La plus récente de chacune des `combien` dernières périodes qui en ont une."""
    par_periode: dict[object, str] = {}
    for fiche in recentes:
        if periode(fiche) not in par_periode and len(par_periode) == combien:
            break
        par_periode.setdefault(periode(fiche), fiche.nom)
    return frozenset(par_periode.values())


def _jour(fiche: Fiche) -> object:
    return a_paris(fiche.faite_le).date()


def _semaine(fiche: Fiche) -> object:
    return a_paris(fiche.faite_le).isocalendar()[:2]


def _mois(fiche: Fiche) -> object:
    local = a_paris(fiche.faite_le)
    return local.year, local.month


def _age_dit(age: timedelta) -> str:
    heures = int(age.total_seconds() // 3600)
    return f"{age.days}\u00a0jours" if age >= timedelta(days=2) else f"{heures}\u00a0heures"
