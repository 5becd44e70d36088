"""L’agenda inventé : qui a pris quel rendez-vous, quand, et s’il est venu."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from secretariat.accueil.valeurs import Instants
from secretariat.demonstration import etablissement
from secretariat.demonstration.calendrier import est_ouvert
from secretariat.demonstration.etablissement import (
    ACTE,
    CERTIFICAT,
    CONSULTATION,
    ENFANT,
    PEDIATRE,
    SUIVI,
    URGENT,
    VIDEO,
    Horaire,
    Motif,
)
from secretariat.demonstration.matinee import SCENES, heure
from secretariat.demonstration.personnes import Habitant
from secretariat.demonstration.tirage import chance, tirage
from secretariat.socle.horloge import instant

PAS = 15
AGE_ADULTE = 16
PART_DES_MOTIFS = {CONSULTATION: 58, SUIVI: 18, ENFANT: 4, ACTE: 5, VIDEO: 8, CERTIFICAT: 5, URGENT: 2}
PART_DES_MOTIFS_D_ENFANT = {CONSULTATION: 50, ENFANT: 44, CERTIFICAT: 4, URGENT: 2}
NOTES = {
    SUIVI: ("Suivi tension", "Suivi diabète", "Suivi thyroïde", "Suivi cholestérol", "Renouvellement"),
    ENFANT: ("Vaccin", "Rappel de vaccin"),
    ACTE: ("Électrocardiogramme", "Infiltration", "Ablation de points", "Suture"),
    CERTIFICAT: ("Certificat sport", "Certificat d’aptitude"),
    URGENT: ("Fièvre depuis deux jours", "Douleur vive", "Demande du SAS"),
}
REMPLISSAGE, PERTE_PAR_JOUR, REMPLISSAGE_MINIMAL = 93, 2, 72
"""La part des créneaux pris, en pour cent, et ce qu’elle perd par jour à venir."""


class Sort(StrEnum):
    """Ce qu’un rendez-vous devient quand son jour passe."""

    HONORE = "honore"
    ABSENT = "absent"
    ANNULE = "annule"


@dataclass(frozen=True, slots=True)
class RdvPlanifie:
    """Un rendez-vous, avant que la base ne lui donne un numéro.

    Attributes:
        praticien: Le rang du praticien.
        patient: Le rang de l’habitant.
        pris_le: L’instant où on l’a réservé.
        constate: Ce qui est déjà noté de la venue ; la suite se simule.
    """

    praticien: int
    patient: int
    motif: Motif
    debut: datetime
    fin: datetime
    pris_le: datetime
    sort: Sort = Sort.HONORE
    confirme: bool = True
    note: str = ""
    surbooking: str = ""
    constate: tuple[datetime, ...] = ()

    @property
    def jour(self) -> date:
        """Le jour du rendez-vous."""
        return self.debut.date()


@dataclass(frozen=True, slots=True)
class Venue:
    """La visite d’un patient qui a honoré son rendez-vous."""

    rdv: RdvPlanifie
    instants: Instants


class Planning:
    """Remplit les journées d’une période, chacune de son propre tirage."""

    def __init__(self, graine: int, habitants: Sequence[Habitant], maintenant: datetime, premier: date) -> None:
        self._graine = graine
        self._maintenant = maintenant
        self._aujourd_hui = maintenant.date()
        self._premier = premier
        self._rang_de = {_nom(h): rang for rang, h in reversed(tuple(enumerate(habitants)))}
        nes = [r for r, h in enumerate(habitants) if h.nouveau.traits.naissance < premier]
        hasard = tirage(graine, "tours")
        self._tours = tuple(
            _tour(hasard, [r for r in nes if self._peut_voir(habitants[r], rang)])
            for rang in range(len(etablissement.PRATICIENS))
        )

    def journee(self, jour: date) -> tuple[RdvPlanifie, ...]:
        """Les rendez-vous d’un jour, dans l’ordre ; aucun si le cabinet est fermé."""
        if not est_ouvert(jour):
            return ()
        hasard = tirage(self._graine, "journee", jour)
        scenes = list(self._scenes(hasard)) if jour == self._aujourd_hui else []
        pris = {rdv.patient for rdv in scenes}
        rdvs = [*scenes]
        for rang in range(len(etablissement.PRATICIENS)):
            for plage in etablissement.plages(rang, jour.weekday()):
                if not (scenes and plage in etablissement.MATINS):
                    rdvs += self._plage(hasard, jour, rang, plage, pris=pris)
        return tuple(sorted(rdvs, key=lambda r: (r.debut, r.praticien, bool(r.surbooking))))

    def _peut_voir(self, habitant: Habitant, rang: int) -> bool:
        """La pédiatre voit tous les enfants ; chaque généraliste, les siens et les adultes sans médecin traitant."""
        enfant = habitant.age_au(self._aujourd_hui) < AGE_ADULTE
        if rang == PEDIATRE:
            return enfant
        return habitant.rang_traitant == rang or (habitant.rang_traitant is None and not enfant)

    def _scenes(self, hasard: Random) -> Iterator[RdvPlanifie]:
        for scene in SCENES:
            debut = self._ce_jour(scene.debut)
            pris_le = debut - timedelta(days=hasard.randint(1, 9), minutes=hasard.randint(0, 180))
            yield RdvPlanifie(
                scene.praticien,
                self._rang_de[scene.qui],
                scene.motif,
                debut,
                debut + timedelta(minutes=scene.minutes),
                self._borner(pris_le),
                Sort.ABSENT if scene.absent else Sort.HONORE,
                scene.confirme,
                scene.note,
                scene.surbooking,
                tuple(self._ce_jour(h) for h in scene.venue),
            )

    def _ce_jour(self, texte: str) -> datetime:
        return instant(self._aujourd_hui, heure(texte))

    def _plage(self, hasard: Random, jour: date, rang: int, plage: Horaire, *, pris: set[int]) -> Iterator[RdvPlanifie]:
        curseur, fin = instant(jour, plage.debut), instant(jour, plage.fin)
        parts = PART_DES_MOTIFS_D_ENFANT if rang == PEDIATRE else PART_DES_MOTIFS
        remplissage = max(REMPLISSAGE - PERTE_PAR_JOUR * max((jour - self._aujourd_hui).days, 0), REMPLISSAGE_MINIMAL)
        while curseur < fin:
            motif = hasard.choices(list(parts), list(parts.values()))[0]
            duree = timedelta(minutes=motif.duree_minutes)
            if not chance(hasard, remplissage) or curseur + duree > fin or (qui := self._suivant(rang, pris)) is None:
                curseur += timedelta(minutes=PAS)
                continue
            rdv = self._rdv(hasard, rang, qui, motif, debut=curseur)
            yield rdv
            if chance(hasard, 2) and (autre := self._suivant(rang, pris)) is not None:
                yield _en_plus(rdv, autre)
            curseur += duree

    def _rdv(self, hasard: Random, rang: int, patient: int, motif: Motif, *, debut: datetime) -> RdvPlanifie:
        delai = timedelta(days=0 if motif is URGENT else hasard.randint(0, 15), minutes=hasard.randint(45, 300))
        passe = debut.date() <= self._aujourd_hui
        return RdvPlanifie(
            rang,
            patient,
            motif,
            debut,
            debut + timedelta(minutes=motif.duree_minutes),
            self._borner(debut - delai),
            _sort(hasard),
            confirme=chance(hasard, 85 if passe else 35),
            note=hasard.choice(NOTES.get(motif, ("",))),
        )

    def _borner(self, pris_le: datetime) -> datetime:
        """Jamais avant l’ouverture du cabinet de démonstration, ni dans l’avenir."""
        return max(min(pris_le, self._maintenant), instant(self._premier, time(8)))

    def _suivant(self, rang: int, pris: set[int]) -> int | None:
        """Le prochain de la patientèle qui n’a pas déjà un rendez-vous ce jour-là."""
        tour = self._tours[rang]
        for _ in range(len(tour)):
            tour.rotate(-1)
            if tour[-1] not in pris:
                pris.add(tour[-1])
                return tour[-1]
        return None


def _nom(habitant: Habitant) -> tuple[str, str]:
    identite = habitant.nouveau.traits
    return identite.nom_utilise or identite.nom_naissance, identite.prenom_utilise


def _tour(hasard: Random, rangs: list[int]) -> deque[int]:
    return deque(hasard.sample(rangs, len(rangs)))


def _sort(hasard: Random) -> Sort:
    return hasard.choices((Sort.HONORE, Sort.ANNULE, Sort.ABSENT), (90, 6, 4))[0]


def _en_plus(rdv: RdvPlanifie, patient: int) -> RdvPlanifie:
    return RdvPlanifie(
        rdv.praticien,
        patient,
        CONSULTATION,
        rdv.debut,
        rdv.debut + timedelta(minutes=CONSULTATION.duree_minutes),
        rdv.pris_le,
        surbooking="Demande du médecin",
    )
