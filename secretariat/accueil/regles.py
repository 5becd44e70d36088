"""Les décisions de la réception : l’étape d’une visite, la durée d’une attente, l’ordre de passage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from secretariat.accueil.valeurs import EtapeVisite, Instants, NiveauAttente, SeuilsAttente, VisiteDuJour


def etape(instants: Instants) -> EtapeVisite:
    """L’étape que disent les instants notés : la dernière franchie."""
    if instants.depart is not None:
        return EtapeVisite.PARTI
    if instants.sortie is not None:
        return EtapeVisite.A_ENCAISSER
    if instants.appel is not None:
        return EtapeVisite.EN_CONSULTATION
    return EtapeVisite.EN_SALLE


def minutes_d_attente(instants: Instants, maintenant: datetime) -> int:
    """Les minutes entières passées en salle, jusqu’à l’appel ou, à défaut, jusqu’à maintenant."""
    fin = instants.appel or instants.depart or maintenant
    return max(0, (fin - instants.arrivee) // timedelta(minutes=1))


def niveau(minutes: int, seuils: SeuilsAttente) -> NiveauAttente:
    """Ce que cette attente a de remarquable.

    >>> str(niveau(15, SeuilsAttente())), str(niveau(20, SeuilsAttente()))
    ('longue', 'trop_longue')
    """
    if minutes >= seuils.trop_longue:
        return NiveauAttente.TROP_LONGUE
    return NiveauAttente.LONGUE if minutes >= seuils.longue else NiveauAttente.NORMALE


def ordre_de_passage(visites: Iterable[VisiteDuJour]) -> tuple[VisiteDuJour, ...]:
    """Les urgences d’abord, puis chacun à l’heure de son rendez-vous, à défaut à celle de son arrivée."""
    return tuple(
        sorted(visites, key=lambda v: (not v.urgence, v.heure_prevue or v.instants.arrivee, v.instants.arrivee, v.id))
    )


def retard_du_praticien(visites: Iterable[VisiteDuJour], maintenant: datetime) -> int:
    """Les minutes de retard d’un praticien, lues sur ses visites : le plus grand écart entre l’heure due et l’appel.

    L’heure due est celle du rendez-vous, ou l’arrivée si elle est plus tardive. Ne comptent que le patient en
    consultation et ceux qui attendent leur tour ; un patient sans rendez-vous n’est dû à aucune heure.
    """
    ecarts = (
        (v.instants.appel or maintenant) - max(v.heure_prevue, v.instants.arrivee)
        for v in visites
        if v.heure_prevue is not None and v.etape in {EtapeVisite.EN_SALLE, EtapeVisite.EN_CONSULTATION}
    )
    return max(max(ecarts, default=timedelta(0)) // timedelta(minutes=1), 0)
