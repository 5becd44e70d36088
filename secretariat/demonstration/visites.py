"""Ce qui se passe un jour au cabinet : chacun arrive un peu avant l’heure, attend son tour, passe, règle et s’en va."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from secretariat.accueil.valeurs import Instants
from secretariat.demonstration.etablissement import VIDEO
from secretariat.demonstration.planning import RdvPlanifie, Sort, Venue

AVANCE_MAXIMALE, RETARD_MAXIMAL = 14, 6
DUREE_MINIMALE = 6


def venues(rdvs: Iterable[RdvPlanifie], hasard: Random, *, maintenant: datetime) -> tuple[Venue, ...]:
    """Les visites du jour, telles qu’elles en sont à cet instant ; ce qui viendra après n’est pas noté."""
    libre: dict[int, datetime] = {}
    resultat = []
    for rdv in rdvs:
        if rdv.sort is not Sort.HONORE:
            continue
        entiere = _simuler(rdv, hasard, libre.get(rdv.praticien, rdv.debut))
        libre[rdv.praticien] = entiere.sortie or rdv.fin
        if (vue := _jusqu_a(entiere, maintenant)) is not None:
            resultat.append(Venue(rdv, vue))
    return tuple(resultat)


def _simuler(rdv: RdvPlanifie, hasard: Random, libre: datetime) -> Instants:
    """Les quatre instants : ceux qui sont déjà constatés, puis ce que la file du praticien permet."""
    minutes = int((rdv.fin - rdv.debut) / timedelta(minutes=1))
    decalage = 0 if rdv.motif is VIDEO else hasard.randint(-AVANCE_MAXIMALE, RETARD_MAXIMAL)
    passage = hasard.randint(max(DUREE_MINIMALE, minutes * 6 // 10), minutes)
    attente, comptoir = hasard.randint(0, 3), hasard.randint(2, 7)
    constate = iter(rdv.constate)
    arrivee = next(constate, rdv.debut + timedelta(minutes=decalage))
    appel = next(constate, max(rdv.debut, libre, arrivee) + timedelta(minutes=attente))
    sortie = next(constate, appel + timedelta(minutes=passage))
    return Instants(arrivee, appel, sortie, next(constate, sortie + timedelta(minutes=comptoir)))


def _jusqu_a(entiere: Instants, maintenant: datetime) -> Instants | None:
    if entiere.arrivee > maintenant:
        return None
    return Instants(
        entiere.arrivee,
        *(
            moment if moment and moment <= maintenant else None
            for moment in (entiere.appel, entiere.sortie, entiere.depart)
        ),
    )
