"""Où va chaque chose dans la journée : blocs, temps fermés, arrêts du clavier. En minutes depuis minuit, sans Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from secretariat.accueil.valeurs import EtapeDuRdv, SeuilsAttente
from secretariat.agenda.regles import ETATS_ACTIFS, repartir
from secretariat.agenda.valeurs import AgendaDuJour, ColonneAgenda, EtatRendezVous, Plage, RdvDuJour
from secretariat.socle.horloge import a_paris, instant
from secretariat.ui.accueil.etats import EtatMontre, etat_du_rdv
from secretariat.ui.typographie import heure

JOURNEE_MINUTES = 24 * 60
OUVERTURE_HABITUELLE, FERMETURE_HABITUELLE = 8 * 60, 19 * 60
PAS_ARRET = 15
ARRET_MINIMUM = 5


@dataclass(frozen=True, slots=True)
class Bloc:
    """Un rendez-vous dans sa colonne ; `rang` sur `rangs` quand plusieurs se chevauchent."""

    colonne: int
    rdv: RdvDuJour
    venue: EtapeDuRdv | None
    etat: EtatMontre
    debut: int
    fin: int
    rang: int
    rangs: int

    @property
    def deplacable(self) -> bool:
        """Vrai si le rendez-vous est encore à honorer : un patient venu ne se déplace plus."""
        return self.rdv.etat in ETATS_ACTIFS and self.venue is None


@dataclass(frozen=True, slots=True)
class Ferme:
    """Un temps où le praticien ne reçoit pas."""

    colonne: int
    debut: int
    fin: int
    libelle: str


@dataclass(frozen=True, slots=True)
class Arret:
    """Là où le clavier s’arrête : un rendez-vous, ou un créneau libre."""

    colonne: int
    debut: int
    fin: int
    bloc: Bloc | None = None


@dataclass(frozen=True, slots=True)
class Disposition:
    """La journée rangée ; `premiere` et `derniere` sont les heures montrées."""

    jour: date
    colonnes: tuple[ColonneAgenda, ...]
    premiere: int
    derniere: int
    blocs: tuple[Bloc, ...]
    fermes: tuple[Ferme, ...]
    arrets: tuple[tuple[Arret, ...], ...]

    def bloc(self, rdv_id: int) -> Bloc | None:
        """Le bloc de ce rendez-vous, s’il est montré."""
        return next((b for b in self.blocs if b.rdv.id == rdv_id), None)

    def colonne_de(self, praticien_id: int) -> int | None:
        """Le rang de la colonne de ce praticien."""
        return next((i for i, c in enumerate(self.colonnes) if c.praticien.id == praticien_id), None)

    def instant(self, minutes: int) -> datetime:
        """L’instant de cette minute de la journée montrée, en heure universelle."""
        heures, reste = divmod(min(minutes, JOURNEE_MINUTES - 1), 60)
        return instant(self.jour, time(heures, reste))

    def heure(self, minutes: int) -> str:
        """« 10 h 30 »."""
        return heure(time(*divmod(min(minutes, JOURNEE_MINUTES - 1), 60)))


def minutes(moment: datetime, jour: date) -> int:
    """Les minutes depuis minuit de ce jour à Paris, bornées à la journée."""
    local = a_paris(moment)
    if local.date() < jour:
        return 0
    return JOURNEE_MINUTES if local.date() > jour else local.hour * 60 + local.minute


def disposer(
    agenda: AgendaDuJour, venues: Mapping[int, EtapeDuRdv], *, maintenant: datetime, seuils: SeuilsAttente
) -> Disposition:
    """Range une journée ; les rendez-vous annulés n’y sont pas."""
    blocs: list[Bloc] = []
    for rang, colonne in enumerate(agenda.colonnes):
        montres = [r for r in colonne.rendez_vous if r.etat is not EtatRendezVous.ANNULE]
        places = repartir({r.id: (r.debut, r.fin) for r in montres})
        for rdv in montres:
            venue = venues.get(rdv.id)
            etat = etat_du_rdv(rdv, venue, maintenant, seuils)
            bornes = minutes(rdv.debut, agenda.jour), minutes(rdv.fin, agenda.jour)
            blocs.append(Bloc(rang, rdv, venue, etat, *bornes, *places[rdv.id]))
    premiere, derniere = _heures_montrees(agenda, blocs)
    fermes = tuple(
        ferme
        for rang, colonne in enumerate(agenda.colonnes)
        for ferme in _temps_fermes(rang, colonne, agenda.jour, bornes=(premiere * 60, derniere * 60))
    )
    arrets = tuple(
        _arrets(rang, [b for b in blocs if b.colonne == rang], premiere * 60, derniere * 60)
        for rang in range(len(agenda.colonnes))
    )
    return Disposition(agenda.jour, agenda.colonnes, premiere, derniere, tuple(blocs), fermes, arrets)


def _heures_montrees(agenda: AgendaDuJour, blocs: Iterable[Bloc]) -> tuple[int, int]:
    bornes = [(b.debut, b.fin) for b in blocs]
    for colonne in agenda.colonnes:
        bornes += [(minutes(p.debut, agenda.jour), minutes(p.fin, agenda.jour)) for p in colonne.ouvertures]
    debut = min([OUVERTURE_HABITUELLE, *(d for d, _ in bornes)])
    fin = max([FERMETURE_HABITUELLE, *(f for _, f in bornes)])
    return debut // 60, -(-fin // 60)


def _temps_fermes(rang: int, colonne: ColonneAgenda, jour: date, *, bornes: tuple[int, int]) -> Iterable[Ferme]:
    debut, fin = bornes
    if colonne.horaires_connus:
        yield from _hors_ouverture(rang, _bornees(colonne.ouvertures, jour), debut, fin)
    for plage in colonne.fermetures:
        depuis, jusqu_a = max(minutes(plage.debut, jour), debut), min(minutes(plage.fin, jour), fin)
        if depuis < jusqu_a:
            yield Ferme(rang, depuis, jusqu_a, plage.libelle)


def _hors_ouverture(rang: int, ouvertes: list[tuple[int, int]], debut: int, fin: int) -> Iterable[Ferme]:
    if not ouvertes:
        yield Ferme(rang, debut, fin, "Ne consulte pas ce jour")
        return
    courant = debut
    for ouverture, fermeture in ouvertes:
        if courant < ouverture:
            libelle = f"Ouvre à {heure(time(*divmod(ouverture, 60)))}" if courant == debut else "Pause"
            yield Ferme(rang, courant, ouverture, libelle)
        courant = max(courant, fermeture)
    if courant < fin:
        yield Ferme(rang, courant, fin, "Fin des consultations")


def _bornees(plages: Iterable[Plage], jour: date) -> list[tuple[int, int]]:
    return sorted((minutes(p.debut, jour), minutes(p.fin, jour)) for p in plages)


def _arrets(rang: int, blocs: list[Bloc], debut: int, fin: int) -> tuple[Arret, ...]:
    arrets = [Arret(rang, b.debut, b.fin, b) for b in blocs]
    occupes = sorted((b.debut, b.fin) for b in blocs if b.rdv.etat in ETATS_ACTIFS)
    courant = debut
    while courant < fin:
        pris = max((f for d, f in occupes if d <= courant < f), default=None)
        if pris is not None:
            courant = pris
            continue
        prochain = min([d for d, _ in occupes if d > courant] + [courant - courant % PAS_ARRET + PAS_ARRET, fin])
        if prochain - courant >= ARRET_MINIMUM:
            arrets.append(Arret(rang, courant, prochain))
        courant = prochain
    return tuple(sorted(arrets, key=lambda a: (a.debut, a.bloc is None, a.bloc.rang if a.bloc else 0)))
