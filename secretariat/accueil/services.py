"""Les gestes de la réception : arrivée, appel, fin de consultation, départ, et leurs contraires.

Chaque geste note un instant, une seule fois et dans l’ordre. Les gestes de l’agenda qu’une visite ouverte interdit
(déplacer, annuler, marquer absent) passent aussi par ici : l’agenda ne connaît pas les visites.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select

from secretariat.accueil.modele import Visite
from secretariat.accueil.regles import etape
from secretariat.accueil.valeurs import LIBELLES_ETAPES, EtapeVisite, Instants
from secretariat.agenda import services as agenda
from secretariat.agenda.modele import RendezVous
from secretariat.agenda.regles import ETATS_ACTIFS
from secretariat.agenda.valeurs import LIBELLES_ETATS, Creneau, Place, Surbooking
from secretariat.cabinet.services import texte_a_ecrire
from secretariat.socle.dates import date_courte, heure_dite
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.horloge import a_paris, bornes_du_jour
from secretariat.socle.unite_de_travail import UniteDeTravail

REMARQUE = ("remarque", "Remarque de la venue")


def constater_arrivee(
    unite: UniteDeTravail,
    *,
    patient_id: int,
    rendez_vous_id: int | None = None,
    praticien_id: int | None = None,
    urgence: bool = False,
) -> int:
    """Note l’arrivée d’un patient et rend sa visite ; sans rendez-vous donné, cherche le sien d’aujourd’hui.

    `praticien_id` seul reçoit un patient sans rendez-vous, s’il n’en a pas avec ce praticien.

    Raises:
        ErreurMetier: Il est déjà arrivé ; le rendez-vous n’est pas le sien, pas d’aujourd’hui, annulé ou manqué ; il
            n’a pas de rendez-vous et aucun praticien n’est choisi.
    """
    if rendez_vous_id is None:
        rdv = _rendez_vous_du_jour(unite, patient_id, praticien_id)
    else:
        rdv = _rendez_vous_attendu(unite, rendez_vous_id, patient_id)
    presentes = unite.tous(_presentes(unite, patient_id))
    chez = praticien_id or (rdv.praticien_id if rdv else None)
    if chez is None:
        raise _deja_arrive(presentes[0]) if presentes else _sans_rendez_vous()
    if deja := next((v for v in presentes if v.praticien_id == chez), None):
        raise _deja_arrive(deja)
    visite = Visite(
        patient_id=patient_id,
        praticien_id=chez,
        rendez_vous_id=rdv.id if rdv else None,
        arrivee=unite.horloge(),
        urgence=urgence or (rdv is not None and rdv.urgence),
    )
    unite.ajouter(visite)
    return visite.id


def recevoir_en_urgence(unite: UniteDeTravail, *, patient_id: int, praticien_id: int, remarque: str = "") -> int:
    """Note l’arrivée d’un patient urgent sans rendez-vous : il passera devant.

    Raises:
        ErreurMetier: Il est déjà arrivé pour ce praticien.
    """
    if deja := next((v for v in unite.tous(_presentes(unite, patient_id)) if v.praticien_id == praticien_id), None):
        raise _deja_arrive(deja)
    visite = Visite(
        patient_id=patient_id,
        praticien_id=praticien_id,
        arrivee=unite.horloge(),
        urgence=True,
        remarque=remarque.strip(),
    )
    unite.ajouter(visite)
    return visite.id


def annuler_arrivee(unite: UniteDeTravail, visite_id: int) -> None:
    """Défait une arrivée notée par erreur ; la visite reste, marquée annulée."""
    visite = _a_l_etape(unite, visite_id, EtapeVisite.EN_SALLE)
    visite.annulee_le = _maintenant(unite, visite.arrivee)


def appeler(unite: UniteDeTravail, visite_id: int) -> None:
    """Le praticien appelle ce patient."""
    visite = _a_l_etape(unite, visite_id, EtapeVisite.EN_SALLE)
    visite.appel = _maintenant(unite, visite.arrivee)


def annuler_appel(unite: UniteDeTravail, visite_id: int) -> None:
    """Défait un appel : le patient est toujours en salle."""
    _a_l_etape(unite, visite_id, EtapeVisite.EN_CONSULTATION).appel = None


def terminer_consultation(unite: UniteDeTravail, visite_id: int) -> None:
    """Le patient sort de consultation et repasse à l’accueil."""
    visite = _a_l_etape(unite, visite_id, EtapeVisite.EN_CONSULTATION)
    visite.sortie = _maintenant(unite, visite.appel)


def reprendre_consultation(unite: UniteDeTravail, visite_id: int) -> None:
    """Défait une sortie de consultation."""
    _a_l_etape(unite, visite_id, EtapeVisite.A_ENCAISSER).sortie = None


def noter_depart(unite: UniteDeTravail, visite_id: int, *, sans_consultation: bool = False) -> None:
    """Le patient quitte le cabinet ; `sans_consultation` quand il s’en va sans avoir été reçu.

    Une consultation d’un jour passé dont on n’a pas noté la sortie se ferme d’un coup, sortie et départ ensemble.
    """
    visite = unite.un(Visite, visite_id)
    if not sans_consultation and visite.appel and not visite.sortie and _est_d_un_jour_passe(unite, visite):
        visite.sortie = _maintenant(unite, visite.appel)
    attendue = EtapeVisite.EN_SALLE if sans_consultation else EtapeVisite.A_ENCAISSER
    visite = _a_l_etape(unite, visite_id, attendue)
    visite.depart = _maintenant(unite, visite.sortie or visite.arrivee)


def annuler_depart(unite: UniteDeTravail, visite_id: int) -> None:
    """Défait un départ : la visite reprend là où elle en était.

    Raises:
        ErreurMetier: Il est revenu entre-temps, et attend déjà ce praticien.
    """
    visite = _a_l_etape(unite, visite_id, EtapeVisite.PARTI)
    if deja := next((v for v in unite.tous(_presentes(unite, visite.patient_id)) if _meme_praticien(v, visite)), None):
        raise _deja_arrive(deja)
    visite.depart = None


def changer_remarque(unite: UniteDeTravail, visite_id: int, remarque: str, *, lue: str | None = None) -> str:
    """Remplace la remarque d’une visite, et rend celle d’avant ; `lue` est celle que l’on avait sous les yeux.

    Raises:
        ModifieAilleurs: Un autre poste en a écrit une autre.
    """
    visite = unite.un(Visite, visite_id)
    nouvelle = texte_a_ecrire(unite, f"visites:{visite_id}", REMARQUE, trois=(lue, remarque.strip(), visite.remarque))
    avant, visite.remarque = visite.remarque, nouvelle
    return avant


def deplacer_rendez_vous(  # noqa: PLR0913  (tout ce qui décrit la place voulue)
    unite: UniteDeTravail,
    rdv_id: int,
    *,
    praticien_id: int,
    debut: datetime,
    duree_minutes: int | None = None,
    surbooking: Surbooking | None = None,
    vu: Creneau | None = None,
) -> Place:
    """Comme `agenda.services.deplacer`, sauf si le patient est déjà venu.

    Raises:
        ErreurMetier: Le patient est venu pour ce rendez-vous.
    """
    _refuser_si_venu(unite, rdv_id)
    return agenda.deplacer(
        unite,
        rdv_id,
        praticien_id=praticien_id,
        debut=debut,
        duree_minutes=duree_minutes,
        surbooking=surbooking,
        vu=vu,
    )


def remettre_rendez_vous(unite: UniteDeTravail, rdv_id: int, place: Place) -> None:
    """Comme `agenda.services.remettre`, sauf si le patient est déjà venu."""
    _refuser_si_venu(unite, rdv_id)
    agenda.remettre(unite, rdv_id, place)


def annuler_rendez_vous(unite: UniteDeTravail, rdv_id: int, *, vu: Creneau | None = None) -> Place:
    """Comme `agenda.services.annuler`, sauf si le patient est déjà venu."""
    _refuser_si_venu(unite, rdv_id)
    return agenda.annuler(unite, rdv_id, vu=vu)


def marquer_absent(unite: UniteDeTravail, rdv_id: int, *, vu: Creneau | None = None) -> Place:
    """Comme `agenda.services.marquer_absent`, sauf si le patient est déjà venu."""
    _refuser_si_venu(unite, rdv_id)
    return agenda.marquer_absent(unite, rdv_id, vu=vu)


def _rendez_vous_du_jour(unite: UniteDeTravail, patient_id: int, praticien_id: int | None) -> RendezVous | None:
    debut, fin = bornes_du_jour(unite.aujourd_hui)
    honores = select(Visite.rendez_vous_id).where(Visite.annulee_le.is_(None), Visite.rendez_vous_id.is_not(None))
    requete = select(RendezVous).where(
        RendezVous.patient_id == patient_id,
        RendezVous.debut >= debut,
        RendezVous.debut < fin,
        RendezVous.etat.in_(ETATS_ACTIFS),
        RendezVous.id.not_in(honores),
    )
    if praticien_id is not None:
        requete = requete.where(RendezVous.praticien_id == praticien_id)
    maintenant = unite.horloge()
    return min(unite.tous(requete), key=lambda rdv: (abs(rdv.debut - maintenant), rdv.id), default=None)


def _rendez_vous_attendu(unite: UniteDeTravail, rdv_id: int, patient_id: int) -> RendezVous:
    rdv = unite.un(RendezVous, rdv_id)
    jour = a_paris(rdv.debut).date()
    if rdv.patient_id != patient_id:
        raise ErreurMetier("Ce rendez-vous est celui d’un autre patient.", conseil="Rouvrir la fiche du bon patient.")
    if rdv.etat not in ETATS_ACTIFS:
        raise ErreurMetier(
            f"Ce rendez-vous est «\u00a0{LIBELLES_ETATS[rdv.etat].lower()}\u00a0»\u00a0: l’arrivée ne s’y note pas.",
            conseil="Le rétablir dans l’agenda, ou recevoir le patient sans rendez-vous.",
        )
    if jour != unite.aujourd_hui:
        raise ErreurMetier(
            f"Ce rendez-vous est le {date_courte(jour)}, pas aujourd’hui.",
            conseil="Le déplacer à aujourd’hui, ou recevoir le patient sans rendez-vous.",
        )
    if deja := unite.premier(_visites_du_rendez_vous(rdv_id)):
        raise _deja_arrive(deja)
    return rdv


def _presentes(unite: UniteDeTravail, patient_id: int) -> Select[Visite]:
    debut, fin = bornes_du_jour(unite.aujourd_hui)
    return select(Visite).where(
        Visite.patient_id == patient_id,
        Visite.arrivee >= debut,
        Visite.arrivee < fin,
        Visite.annulee_le.is_(None),
        Visite.depart.is_(None),
    )


def _meme_praticien(une: Visite, autre: Visite) -> bool:
    return une.praticien_id == autre.praticien_id


def _visites_du_rendez_vous(rdv_id: int) -> Select[Visite]:
    return select(Visite).where(Visite.rendez_vous_id == rdv_id, Visite.annulee_le.is_(None))


def _refuser_si_venu(unite: UniteDeTravail, rdv_id: int) -> None:
    if visite := unite.premier(_visites_du_rendez_vous(rdv_id)):
        raise ErreurMetier(
            f"Le patient est arrivé à {heure_dite(visite.arrivee)} pour ce rendez-vous\u00a0: il ne change plus.",
            conseil="Si l’arrivée a été notée par erreur, l’annuler d’abord.",
        )


def _deja_arrive(visite: Visite) -> ErreurMetier:
    return ErreurMetier(
        f"Ce patient est déjà arrivé à {heure_dite(visite.arrivee)}.",
        conseil="Regarder la salle d’attente et les patients à encaisser.",
    )


def _sans_rendez_vous() -> ErreurMetier:
    return ErreurMetier(
        "Ce patient n’a pas de rendez-vous à honorer aujourd’hui.",
        conseil="Choisir le praticien qui le recevra, ou lui donner un rendez-vous.",
    )


def _a_l_etape(unite: UniteDeTravail, visite_id: int, attendue: EtapeVisite) -> Visite:
    visite = unite.un(Visite, visite_id)
    if visite.annulee_le is not None:
        raise ErreurMetier("Cette arrivée a été annulée.", conseil="Noter de nouveau l’arrivée du patient.")
    actuelle = etape(Instants(visite.arrivee, visite.appel, visite.sortie, visite.depart))
    if actuelle is not attendue:
        raise ErreurMetier(
            f"Ce patient est à l’étape «\u00a0{LIBELLES_ETAPES[actuelle]}\u00a0», "
            f"pas «\u00a0{LIBELLES_ETAPES[attendue]}\u00a0».",
            conseil="Relire l’écran\u00a0: le geste a peut-être déjà été fait sur un autre poste.",
        )
    return visite


def _est_d_un_jour_passe(unite: UniteDeTravail, visite: Visite) -> bool:
    return a_paris(visite.arrivee).date() < unite.aujourd_hui


def _maintenant(unite: UniteDeTravail, precedent: datetime | None) -> datetime:
    maintenant = unite.horloge()
    if precedent is not None and maintenant < precedent:
        raise ErreurMetier(
            f"Le poste indique {heure_dite(maintenant)}, avant l’étape précédente notée à {heure_dite(precedent)}.",
            conseil="Remettre le poste à l’heure, puis refaire le geste.",
        )
    return maintenant
