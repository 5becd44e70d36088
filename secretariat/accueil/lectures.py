"""Ce que les écrans lisent de la réception : la salle d’attente, les retards, ce qu’il reste à encaisser.

Les durées n’y sont pas : l’écran les tire des instants et de l’heure (`regles.minutes_d_attente`), sans relire la base.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from secretariat.accueil.modele import Visite
from secretariat.accueil.regles import etape, minutes_d_attente, niveau, ordre_de_passage, retard_du_praticien
from secretariat.accueil.valeurs import (
    Compteurs,
    EtapeDuRdv,
    EtapeVisite,
    Instants,
    JourneeDuPatient,
    NiveauAttente,
    SeuilsAttente,
    VisiteDuJour,
)
from secretariat.agenda import lectures as agenda
from secretariat.agenda.modele import MotifRdv, RendezVous
from secretariat.agenda.regles import ETATS_ACTIFS
from secretariat.agenda.valeurs import RdvDuJour
from secretariat.cabinet.modele import Praticien
from secretariat.cabinet.reglages import Reglage, lire, registre
from secretariat.dossiers.modele import Patient
from secretariat.socle.dates import heure_dite, jour_dit
from secretariat.socle.horloge import a_paris, bornes_du_jour
from secretariat.socle.unite_de_travail import Lecture


def visites_du_jour(lecture: Lecture) -> tuple[VisiteDuJour, ...]:
    """Les patients venus aujourd’hui, dans l’ordre de leur arrivée."""
    debut, fin = bornes_du_jour(lecture.aujourd_hui)
    return lecture.lignes(_visites().where(Visite.arrivee >= debut, Visite.arrivee < fin), _visite)


def visite(lecture: Lecture, visite_id: int) -> VisiteDuJour | None:
    """Une visite, de ce jour ou d’un autre ; None si elle a été annulée."""
    return next(iter(lecture.lignes(_visites().where(Visite.id == visite_id), _visite)), None)


def _visites() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Visite.id,
            Visite.patient_id,
            Patient.nom_utilise,
            Patient.nom_naissance,
            Patient.prenom_utilise,
            Patient.premier_prenom,
            Visite.praticien_id,
            Praticien.civilite,
            Praticien.nom,
            Visite.rendez_vous_id,
            RendezVous.debut,
            MotifRdv.nom,
            Visite.urgence,
            Visite.remarque,
            Visite.arrivee,
            Visite.appel,
            Visite.sortie,
            Visite.depart,
        )
        .join(Patient, Patient.id == Visite.patient_id)
        .join(Praticien, Praticien.id == Visite.praticien_id)
        .outerjoin(RendezVous, RendezVous.id == Visite.rendez_vous_id)
        .outerjoin(MotifRdv, MotifRdv.id == RendezVous.motif_id)
        .where(Visite.annulee_le.is_(None))
        .order_by(Visite.arrivee, Visite.id)
    )


def salle_d_attente(lecture: Lecture) -> tuple[VisiteDuJour, ...]:
    """Ceux qui attendent d’être appelés, dans l’ordre de passage."""
    return ordre_de_passage(_a_l_etape(visites_du_jour(lecture), EtapeVisite.EN_SALLE))


def a_encaisser(lecture: Lecture) -> tuple[VisiteDuJour, ...]:
    """Ceux qui sortent de consultation et ne sont pas partis ; d’abord les oubliés des jours passés.

    Une consultation que la nuit a surprise avant l’encaissement ne disparaît pas : elle reste ici un mois (réglage).
    """
    sortis = _a_l_etape(visites_du_jour(lecture), EtapeVisite.A_ENCAISSER)
    return (*_oubliees(lecture), *sorted(sortis, key=lambda v: v.instants.sortie or v.instants.arrivee))


def _oubliees(lecture: Lecture) -> tuple[VisiteDuJour, ...]:
    debut, _ = bornes_du_jour(lecture.aujourd_hui)
    vues = _visites().where(
        Visite.arrivee >= debut - lire(lecture, registre.RAPPEL_A_ENCAISSER),
        Visite.arrivee < debut,
        Visite.appel.is_not(None),
        Visite.depart.is_(None),
    )
    return lecture.lignes(vues, _visite)


def attendus_en_retard(lecture: Lecture) -> tuple[RdvDuJour, ...]:
    """Les rendez-vous dont l’heure est passée du seuil de retard sans que le patient soit arrivé."""
    limite = lecture.horloge() - timedelta(minutes=seuils(lecture).retard)
    venus = etapes_du_jour(lecture, lecture.aujourd_hui)
    journee = agenda.jour(lecture, lecture.aujourd_hui)
    attendus = (rdv for colonne in journee.colonnes for rdv in colonne.rendez_vous if rdv.debut <= limite)
    retards = [rdv for rdv in attendus if rdv.etat in ETATS_ACTIFS and rdv.id not in venus]
    return tuple(sorted(retards, key=lambda rdv: (rdv.debut, rdv.id)))


def compteurs(lecture: Lecture) -> Compteurs:
    """Les nombres de la barre du haut."""
    visites, maintenant, bornes = visites_du_jour(lecture), lecture.horloge(), seuils(lecture)
    en_salle = _a_l_etape(visites, EtapeVisite.EN_SALLE)
    niveaux = [niveau(minutes_d_attente(v.instants, maintenant), bornes) for v in en_salle]
    return Compteurs(
        en_salle=len(en_salle),
        attente_trop_longue=niveaux.count(NiveauAttente.TROP_LONGUE),
        en_consultation=len(_a_l_etape(visites, EtapeVisite.EN_CONSULTATION)),
        a_encaisser=len(a_encaisser(lecture)),
        en_retard=len(attendus_en_retard(lecture)),
    )


def etapes_du_jour(lecture: Lecture, jour: date) -> dict[int, EtapeDuRdv]:
    """Où en est chaque rendez-vous de ce jour dont le patient est venu."""
    debut, fin = bornes_du_jour(jour)
    requete = select(
        Visite.rendez_vous_id, Visite.id, Visite.arrivee, Visite.appel, Visite.sortie, Visite.depart
    ).where(
        Visite.arrivee >= debut,
        Visite.arrivee < fin,
        Visite.annulee_le.is_(None),
        Visite.rendez_vous_id.is_not(None),
    )
    return dict(lecture.lignes(requete, _etape_du_rdv))


def retards_des_praticiens(lecture: Lecture) -> dict[int, int]:
    """Les minutes de retard de chaque praticien qui a quelqu’un en salle ou en consultation."""
    par_praticien: dict[int, list[VisiteDuJour]] = defaultdict(list)
    for visite in visites_du_jour(lecture):
        if visite.etape in {EtapeVisite.EN_SALLE, EtapeVisite.EN_CONSULTATION}:
            par_praticien[visite.praticien_id].append(visite)
    maintenant = lecture.horloge()
    return {praticien: retard_du_praticien(visites, maintenant) for praticien, visites in par_praticien.items()}


def champs_du_rendez_vous(lecture: Lecture, rdv_id: int) -> dict[str, str]:
    """Ce qu’une lettre dit d’un rendez-vous, par nom de champ (`rendez_vous.heure`) ; se donne en complément."""
    rdv = agenda.rdv(lecture, rdv_id)
    praticien = lecture.un(Praticien, rdv.praticien_id)
    return {
        "rendez_vous.date": jour_dit(a_paris(rdv.debut).date()),
        "rendez_vous.heure": heure_dite(rdv.debut),
        "rendez_vous.motif": rdv.motif,
        "rendez_vous.praticien": f"{praticien.civilite}\u00a0{praticien.prenom} {praticien.nom.upper()}",
    }


def champs_de_la_visite(lecture: Lecture, visite_id: int) -> dict[str, str]:
    """Ce qu’une lettre dit d’une venue, par nom de champ (`presence.arrivee`) ; se donne en complément.

    Le départ est celui qui est noté, à défaut la sortie de consultation ; vide tant que la personne est là : un
    certificat ne l’invente pas.
    """
    visite = lecture.un(Visite, visite_id)
    parti = visite.depart or visite.sortie
    return {
        "presence.date": jour_dit(a_paris(visite.arrivee).date()),
        "presence.arrivee": heure_dite(visite.arrivee),
        "presence.depart": heure_dite(parti) if parti else "",
    }


def journee_du_patient(lecture: Lecture, patient_id: int) -> JourneeDuPatient:
    """Ce qu’une lettre écrite aujourd’hui sait d’avance : la dernière venue du jour, et le prochain rendez-vous."""
    venues = [visite for visite in visites_du_jour(lecture) if visite.patient_id == patient_id]
    venue = max(venues, key=lambda visite: visite.id, default=None)
    maintenant = lecture.horloge()
    tous = agenda.rendez_vous_du_patient(lecture, patient_id)
    a_venir = [rdv for rdv in tous if rdv.debut > maintenant and rdv.etat in ETATS_ACTIFS]
    prochain = min(a_venir, key=lambda rdv: rdv.debut, default=None)
    champs = {
        **(champs_du_rendez_vous(lecture, prochain.id) if prochain else {}),
        **(champs_de_la_visite(lecture, venue.id) if venue else {}),
    }
    return JourneeDuPatient(champs, venue.praticien_id if venue else None)


def seuils(lecture: Lecture) -> SeuilsAttente:
    """Les seuils du cabinet."""

    def minutes(reglage: Reglage[timedelta]) -> int:
        return lire(lecture, reglage) // timedelta(minutes=1)

    return SeuilsAttente(
        longue=minutes(registre.ATTENTE_LONGUE),
        trop_longue=minutes(registre.ATTENTE_TROP_LONGUE),
        retard=minutes(registre.RETARD),
    )


def _a_l_etape(visites: tuple[VisiteDuJour, ...], voulue: EtapeVisite) -> tuple[VisiteDuJour, ...]:
    return tuple(v for v in visites if v.etape is voulue)


def _visite(*ligne: Any) -> VisiteDuJour:  # noqa: ANN401  (les colonnes de `visites_du_jour`)
    visite_id, patient_id, *suite = ligne
    praticien_id, civilite, nom, rendez_vous_id, prevue, motif, urgence, remarque, *notes = suite[4:]
    instants = Instants(*notes)
    return VisiteDuJour(
        id=visite_id,
        patient_id=patient_id,
        patient=agenda.nom_montre(*suite[:4]),
        praticien_id=praticien_id,
        praticien=f"{civilite}\u00a0{nom.upper()}",
        rendez_vous_id=rendez_vous_id,
        heure_prevue=prevue,
        motif=motif or "",
        urgence=urgence,
        remarque=remarque,
        instants=instants,
        etape=etape(instants),
    )


def _etape_du_rdv(rdv_id: int, visite_id: int, *notes: datetime) -> tuple[int, EtapeDuRdv]:
    instants = Instants(*notes)
    return rdv_id, EtapeDuRdv(visite_id, etape(instants), instants)
