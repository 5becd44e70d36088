"""Ce que les écrans lisent de l’agenda : une ou plusieurs journées, un rendez-vous, les motifs, un créneau libre.

Une période se lit en cinq requêtes, quel que soit le nombre de jours et de praticiens ; rien n’y passe par l’ORM.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import Executable, Select, func, or_, select

from secretariat.agenda.modele import Fermeture, MotifRdv, Ouverture, RendezVous
from secretariat.agenda.regles import ETATS_ACTIFS, premier_libre
from secretariat.agenda.valeurs import (
    AgendaDuJour,
    ColonneAgenda,
    EtatRendezVous,
    MotifDeRendezVous,
    Plage,
    RdvDuJour,
)
from secretariat.cabinet.lectures import praticiens_tels_que
from secretariat.cabinet.modele import Praticien
from secretariat.cabinet.valeurs import FichePraticien
from secretariat.dossiers.modele import Patient
from secretariat.socle.droits import Droit, geste
from secretariat.socle.horloge import a_paris, bornes_du_jour, instant
from secretariat.socle.unite_de_travail import Lecture

T = TypeVar("T")
HORIZON_JOURS = 366
SANS_MOTIF = "m_consultation"
"""La couleur d’un rendez-vous dont on ne montre pas le motif."""
PAS_RECHERCHE_JOURS = 28


@geste(Droit.LIRE_AGENDA)
def jour(lecture: Lecture, quand: date, praticiens: Collection[int] | None = None) -> AgendaDuJour:
    """La journée du cabinet ; sans choix de praticiens, ceux en activité et ceux qui ont un rendez-vous ce jour-là."""
    return jours(lecture, quand, quand, praticiens)[0]


@geste(Droit.LIRE_AGENDA)
def jours(
    lecture: Lecture, premier: date, dernier: date, praticiens: Collection[int] | None = None
) -> tuple[AgendaDuJour, ...]:
    """Les journées d’une période, bornes comprises ; voir `jour`."""
    debut, fin = bornes_du_jour(premier)[0], bornes_du_jour(dernier)[1]
    requete = _rendez_vous().where(RendezVous.debut >= debut, RendezVous.debut < fin)
    if praticiens is not None:
        requete = requete.where(RendezVous.praticien_id.in_(praticiens))
    rdvs = _rdvs(lecture, requete.order_by(RendezVous.debut, RendezVous.id))
    par_case = defaultdict(list)
    for rdv_lu in rdvs:
        par_case[rdv_lu.praticien_id, a_paris(rdv_lu.debut).date()].append(rdv_lu)
    colonnes = _colonnes(lecture, praticiens, {rdv_lu.praticien_id for rdv_lu in rdvs})
    semaine_type = _semaine_type(lecture)
    fermees = _fermetures(lecture, debut, fin)
    return tuple(
        AgendaDuJour(
            quand,
            tuple(
                ColonneAgenda(
                    praticien,
                    praticien.id in semaine_type,
                    _ouvertures(semaine_type.get(praticien.id, ()), quand),
                    _du_jour(fermees.get(praticien.id, ()), quand),
                    tuple(par_case[praticien.id, quand]),
                )
                for praticien in colonnes
            ),
        )
        for quand in (premier + timedelta(days=i) for i in range((dernier - premier).days + 1))
    )


@geste(Droit.LIRE_AGENDA)
def rdv(lecture: Lecture, rdv_id: int) -> RdvDuJour:
    """Un rendez-vous.

    Raises:
        LookupError: Il n’existe pas.
    """
    trouves = _rdvs(lecture, _rendez_vous().where(RendezVous.id == rdv_id))
    if not trouves:
        raise LookupError(f"rendez-vous {rdv_id}")
    return trouves[0]


@geste(Droit.LIRE_AGENDA)
def rendez_vous_du_patient(lecture: Lecture, patient_id: int) -> tuple[RdvDuJour, ...]:
    """Tous les rendez-vous d’un patient, annulés compris, du plus récent au plus ancien."""
    requete = _rendez_vous().where(RendezVous.patient_id == patient_id)
    return _rdvs(lecture, requete.order_by(RendezVous.debut.desc(), RendezVous.id.desc()))


def motifs(lecture: Lecture) -> tuple[MotifDeRendezVous, ...]:
    """Les motifs proposés, dans leur ordre."""
    colonnes = (MotifRdv.id, MotifRdv.nom, MotifRdv.duree_minutes, MotifRdv.couleur)
    requete = select(*colonnes).where(MotifRdv.actif).order_by(MotifRdv.ordre, MotifRdv.id)
    return lecture.lignes(requete, MotifDeRendezVous)


@geste(Droit.LIRE_AGENDA)
def mois(lecture: Lecture, annee: int, numero: int) -> dict[date, int]:
    """Le nombre de rendez-vous actifs de chaque jour du mois ; les jours sans rendez-vous n’y sont pas."""
    premier = date(annee, numero, 1)
    suivant = date(annee + numero // 12, numero % 12 + 1, 1)
    debut, fin = instant(premier, time()), instant(suivant, time())
    requete = select(RendezVous.debut).where(RendezVous.debut >= debut, RendezVous.debut < fin)
    debuts = lecture.tous(requete.where(RendezVous.etat.in_(ETATS_ACTIFS)).order_by(RendezVous.debut))
    return {quand: len(tuple(groupe)) for quand, groupe in groupby(a_paris(d).date() for d in debuts)}


@geste(Droit.LIRE_AGENDA)
def prochain_creneau_libre(lecture: Lecture, praticien_id: int, motif_id: int, apres: datetime) -> datetime | None:
    """Le premier instant libre où ce motif tient chez ce praticien, dans l’année ; None s’il n’y en a pas.

    Rend None aussi pour un praticien dont la semaine type est vide : rien ne dit quand il consulte.
    """
    duree = timedelta(minutes=lecture.un(MotifRdv, motif_id).duree_minutes)
    semaine = _semaine_type(lecture).get(praticien_id, ())
    if not semaine:
        return None
    premier = a_paris(apres).date()
    for decalage in range(0, HORIZON_JOURS, PAS_RECHERCHE_JOURS):
        tranche = [premier + timedelta(days=decalage + i) for i in range(PAS_RECHERCHE_JOURS)]
        ouvertes = [
            Plage(max(p.debut, apres.astimezone(UTC)), p.fin)
            for quand in tranche
            for p in _ouvertures(semaine, quand)
            if p.fin > apres
        ]
        prises = _prises(lecture, praticien_id, bornes_du_jour(tranche[0])[0], bornes_du_jour(tranche[-1])[1])
        if (trouve := premier_libre(duree, ouvertes, prises)) is not None:
            return trouve
    return None


@geste(Droit.LIRE_AGENDA)
def ouvertures_du_jour(lecture: Lecture, quand: date) -> dict[int, tuple[Plage, ...]]:
    """Les plages de consultation de ce jour-là, par praticien."""
    return {praticien: _ouvertures(semaine, quand) for praticien, semaine in _semaine_type(lecture).items()}


@geste(Droit.LIRE_AGENDA)
def fermetures_du_jour(lecture: Lecture, quand: date) -> dict[int, tuple[Plage, ...]]:
    """Les temps fermés qui touchent ce jour-là, par praticien."""
    return _fermetures(lecture, *bornes_du_jour(quand))


def nom_montre(nom_utilise: str, nom_naissance: str, prenom_utilise: str, premier_prenom: str) -> str:
    """« LEFÈVRE Clémence » : le nom sous lequel la personne est connue.

    >>> nom_montre("", "Martin", "", "Zoé")
    'MARTIN Zoé'
    """
    return f"{(nom_utilise or nom_naissance).upper()} {prenom_utilise or premier_prenom}"


def _rendez_vous() -> Select[*tuple[Any, ...]]:
    absences = (
        select(RendezVous.patient_id, func.count().label("nombre"))
        .where(RendezVous.etat == EtatRendezVous.ABSENT)
        .group_by(RendezVous.patient_id)
        .subquery()
    )
    colonnes = (
        RendezVous.id,
        RendezVous.praticien_id,
        RendezVous.patient_id,
        Patient.nom_utilise,
        Patient.nom_naissance,
        Patient.prenom_utilise,
        Patient.premier_prenom,
        Patient.telephone,
        RendezVous.motif_id,
        MotifRdv.nom,
        MotifRdv.couleur,
        RendezVous.debut,
        RendezVous.fin,
        RendezVous.etat,
        RendezVous.surbooking,
        RendezVous.surbooking_raison,
        RendezVous.urgence,
        RendezVous.note,
        func.coalesce(absences.c.nombre, 0),
    )
    return (
        select(*colonnes)
        .join(Patient, Patient.id == RendezVous.patient_id)
        .join(MotifRdv, MotifRdv.id == RendezVous.motif_id)
        .outerjoin(absences, absences.c.patient_id == RendezVous.patient_id)
    )


def _rdvs(lecture: Lecture, requete: Executable) -> tuple[RdvDuJour, ...]:
    """Les rendez-vous lus ; qui ne lit pas les motifs ne voit que l’heure et la personne."""
    rdvs = lecture.lignes(requete, _rdv_du_jour)
    if lecture.peut(Droit.LIRE_MOTIF):
        return rdvs
    return tuple(replace(r, motif_id=0, motif="", couleur=SANS_MOTIF, note="", surbooking_raison="") for r in rdvs)


def _rdv_du_jour(*ligne: Any) -> RdvDuJour:  # noqa: ANN401  (les colonnes de `_rendez_vous`)
    rdv_id, praticien_id, patient_id, *noms_et_suite = ligne
    noms, suite = noms_et_suite[:4], noms_et_suite[4:]
    return RdvDuJour(rdv_id, praticien_id, patient_id, nom_montre(*noms), *suite)


def _colonnes(
    lecture: Lecture, praticiens: Collection[int] | None, presents: Collection[int]
) -> tuple[FichePraticien, ...]:
    voulus = or_(Praticien.actif, Praticien.id.in_(presents)) if praticiens is None else Praticien.id.in_(praticiens)
    return praticiens_tels_que(lecture, voulus)


SemaineType = Mapping[int, tuple[tuple[int, time, time], ...]]


def _semaine_type(lecture: Lecture) -> SemaineType:
    requete = select(Ouverture.praticien_id, Ouverture.jour_semaine, Ouverture.debut, Ouverture.fin)
    lignes = lecture.lignes(requete.order_by(Ouverture.jour_semaine, Ouverture.debut), _couple)
    return _par_cle(lignes)


def _fermetures(lecture: Lecture, debut: datetime, fin: datetime) -> dict[int, tuple[Plage, ...]]:
    requete = (
        select(Fermeture.praticien_id, Fermeture.debut, Fermeture.fin, Fermeture.libelle)
        .where(Fermeture.debut < fin, Fermeture.fin > debut)
        .order_by(Fermeture.debut)
    )
    return _par_cle(lecture.lignes(requete, lambda praticien, *plage: (praticien, Plage(*plage))))


def _prises(lecture: Lecture, praticien_id: int, debut: datetime, fin: datetime) -> list[Plage]:
    requete = select(RendezVous.debut, RendezVous.fin).where(
        RendezVous.praticien_id == praticien_id,
        RendezVous.debut < fin,
        RendezVous.fin > debut,
        RendezVous.etat.in_(ETATS_ACTIFS),
    )
    fermees = _fermetures(lecture, debut, fin).get(praticien_id, ())
    return [*lecture.lignes(requete, Plage), *fermees]


def _ouvertures(semaine: tuple[tuple[int, time, time], ...], quand: date) -> tuple[Plage, ...]:
    return tuple(
        Plage(instant(quand, debut), instant(quand, fin))
        for jour_semaine, debut, fin in semaine
        if jour_semaine == quand.weekday()
    )


def _du_jour(plages: tuple[Plage, ...], quand: date) -> tuple[Plage, ...]:
    debut, fin = bornes_du_jour(quand)
    return tuple(p for p in plages if p.debut < fin and p.fin > debut)


def _couple(cle: int, *valeur: T) -> tuple[int, tuple[T, ...]]:
    return cle, valeur


def _par_cle(lignes: tuple[tuple[int, T], ...]) -> dict[int, tuple[T, ...]]:
    groupes: dict[int, list[T]] = defaultdict(list)
    for cle, valeur in lignes:
        groupes[cle].append(valeur)
    return {cle: tuple(valeurs) for cle, valeurs in groupes.items()}
