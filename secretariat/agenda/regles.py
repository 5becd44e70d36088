"""Les décisions de l’agenda : ce qui se chevauche, comment on le range à l’écran, ce qui peut changer d’état."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from secretariat.agenda.valeurs import Conflit, Creneau, EtatRendezVous, Occupation, Plage

PAS_MINUTES = 5
DUREE_MAXIMALE = timedelta(hours=12)
"""Au-delà, c’est une erreur de saisie ; la recherche des conflits s’appuie aussi sur cette borne."""

ETATS_ACTIFS = frozenset({EtatRendezVous.PREVU, EtatRendezVous.CONFIRME})
"""Les états qui occupent le créneau ; un rendez-vous annulé ou manqué le libère."""

TRANSITIONS = frozenset({
    (EtatRendezVous.PREVU, EtatRendezVous.CONFIRME),
    (EtatRendezVous.PREVU, EtatRendezVous.ANNULE),
    (EtatRendezVous.PREVU, EtatRendezVous.ABSENT),
    (EtatRendezVous.CONFIRME, EtatRendezVous.PREVU),
    (EtatRendezVous.CONFIRME, EtatRendezVous.ANNULE),
    (EtatRendezVous.CONFIRME, EtatRendezVous.ABSENT),
    (EtatRendezVous.ANNULE, EtatRendezVous.PREVU),
    (EtatRendezVous.ANNULE, EtatRendezVous.CONFIRME),
    (EtatRendezVous.ABSENT, EtatRendezVous.PREVU),
    (EtatRendezVous.ABSENT, EtatRendezVous.CONFIRME),
})
"""Les seuls passages permis d’un état à un autre."""


def peut_passer(avant: EtatRendezVous, apres: EtatRendezVous) -> bool:
    """Vrai si un rendez-vous peut passer d’un état à l’autre."""
    return (avant, apres) in TRANSITIONS


def conflits(creneau: Creneau, occupes: Iterable[Occupation]) -> tuple[Conflit, ...]:
    """Les rendez-vous actifs qui chevauchent ce créneau, du premier au dernier."""
    trouves = (
        Conflit(o.rdv_id, o.patient, o.creneau.debut, o.creneau.fin)
        for o in occupes
        if o.etat in ETATS_ACTIFS and o.creneau.chevauche(creneau)
    )
    return tuple(sorted(trouves, key=lambda conflit: (conflit.debut, conflit.rdv_id)))


def est_ouvert(creneau: Creneau, ouvertures: Sequence[Plage]) -> bool:
    """Vrai si le créneau tient tout entier dans les ouvertures, même bout à bout."""
    couvert = creneau.debut
    for plage in sorted(ouvertures, key=lambda p: p.debut):
        if plage.debut <= couvert < plage.fin:
            couvert = plage.fin
    return couvert >= creneau.fin


def fermeture_touchee(creneau: Creneau, fermetures: Iterable[Plage]) -> Plage | None:
    """La première fermeture qui mord sur ce créneau, ou None."""
    touchees = [p for p in fermetures if p.debut < creneau.fin and creneau.debut < p.fin]
    return min(touchees, key=lambda p: p.debut, default=None)


def repartir(rdvs: Mapping[int, tuple[datetime, datetime]]) -> dict[int, tuple[int, int]]:
    """La colonne de chaque rendez-vous d’une journée, et le nombre de colonnes de son groupe.

    Deux rendez-vous qui se chevauchent n’ont jamais la même colonne ; un groupe est une suite de rendez-vous reliés par
    des chevauchements, et n’a pas plus de colonnes que de rendez-vous simultanés.
    """
    places: dict[int, tuple[int, int]] = {}
    groupe: dict[int, int] = {}
    fins: list[datetime] = []
    for rdv, (debut, fin) in sorted(rdvs.items(), key=lambda item: (item[1][0], item[0])):
        if all(f <= debut for f in fins):
            places |= {autre: (colonne, len(fins)) for autre, colonne in groupe.items()}
            groupe, fins = {}, []
        groupe[rdv] = _poser(fins, debut, fin)
    return places | {autre: (colonne, len(fins)) for autre, colonne in groupe.items()}


def arrondir(instant: datetime, pas_minutes: int = PAS_MINUTES) -> datetime:
    """L’instant de la grille le plus proche, heure par heure ; à égale distance, le suivant.

    >>> arrondir(datetime(2026, 3, 12, 10, 52, 30)).time()
    datetime.time(10, 55)
    """
    heure = instant.replace(minute=0, second=0, microsecond=0)
    secondes = (instant.minute * 60 + instant.second) + pas_minutes * 30
    return heure + timedelta(minutes=secondes // (pas_minutes * 60) * pas_minutes)


def premier_libre(duree: timedelta, ouvertures: Sequence[Plage], pris: Iterable[Plage]) -> datetime | None:
    """Le premier instant d’une ouverture où tient cette durée sans toucher à ce qui est pris."""
    obstacles = sorted(pris, key=lambda p: p.debut)
    for ouverture in sorted(ouvertures, key=lambda p: p.debut):
        debut = ouverture.debut
        for obstacle in obstacles:
            if obstacle.debut < debut + duree and debut < obstacle.fin:
                debut = obstacle.fin
        if debut + duree <= ouverture.fin:
            return debut
    return None


def _poser(fins: list[datetime], debut: datetime, fin: datetime) -> int:
    for colonne, occupee_jusqu_a in enumerate(fins):
        if occupee_jusqu_a <= debut:
            fins[colonne] = fin
            return colonne
    fins.append(fin)
    return len(fins) - 1
