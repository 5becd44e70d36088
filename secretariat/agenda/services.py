"""Les gestes de l’agenda : réserver, déplacer, annuler, noter une absence, et défaire chacun d’eux.

Le chevauchement se vérifie dans la transaction d’écriture, qui est seule à écrire : deux postes ne peuvent pas prendre
le même créneau. Un geste qui change un rendez-vous rend la `Place` qu’il occupait ; `remettre` l’y remet exactement.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from secretariat.agenda.lectures import fermetures_du_jour, nom_montre, ouvertures_du_jour
from secretariat.agenda.modele import MotifRdv, Ouverture, RendezVous
from secretariat.agenda.regles import DUREE_MAXIMALE, ETATS_ACTIFS, conflits, est_ouvert, fermeture_touchee, peut_passer
from secretariat.agenda.valeurs import (
    LIBELLES_ETATS,
    Conflit,
    Creneau,
    CreneauOccupe,
    EtatRendezVous,
    HorsOuverture,
    Occupation,
    Place,
    Surbooking,
)
from secretariat.cabinet.lectures import derniers_changements
from secretariat.cabinet.modele import Praticien
from secretariat.cabinet.services import texte_a_ecrire
from secretariat.dossiers.modele import Patient
from secretariat.socle.conflits import ADecider, Divergence, nommer
from secretariat.socle.dates import heure_dite, moment_dit
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.horloge import a_paris
from secretariat.socle.unite_de_travail import ModifieAilleurs, UniteDeTravail

MOTIFS_D_UN_CABINET_NEUF = (
    ("Consultation", 15, "m_consultation"),
    ("Suivi de maladie chronique", 30, "m_suivi"),
    ("Enfant et vaccin", 30, "m_enfant"),
    ("Acte technique", 30, "m_acte"),
    ("Certificat", 15, "m_certificat"),
    ("Urgent", 15, "m_urgence"),
)
NOTE = ("note", "Note du rendez-vous")
COLONNES_DU_CRENEAU = frozenset({"praticien_id", "debut", "fin"})


def installer_motifs(unite: UniteDeTravail) -> None:
    """Donne à un cabinet neuf de quoi prendre un premier rendez-vous."""
    unite.ajouter(
        *(
            MotifRdv(nom=nom, duree_minutes=duree, couleur=couleur, ordre=rang)
            for rang, (nom, duree, couleur) in enumerate(MOTIFS_D_UN_CABINET_NEUF)
        )
    )


def reserver(  # noqa: PLR0913  (tout ce qui décrit un rendez-vous)
    unite: UniteDeTravail,
    *,
    patient_id: int,
    praticien_id: int,
    motif_id: int,
    debut: datetime,
    duree_minutes: int | None = None,
    note: str = "",
    urgence: bool = False,
    surbooking: Surbooking | None = None,
) -> int:
    """Prend un rendez-vous ; sans durée, celle du motif.

    Raises:
        CreneauOccupe: Un autre rendez-vous chevauche le créneau, et aucun `surbooking` n’est voulu.
        HorsOuverture: Le praticien ne consulte pas alors, et aucun `surbooking` n’est voulu.
        ErreurMetier: Durée hors bornes, ou praticien archivé.
    """
    minutes = unite.un(MotifRdv, motif_id).duree_minutes if duree_minutes is None else duree_minutes
    creneau = _creneau(praticien_id, debut, timedelta(minutes=minutes))
    genes = _verifier(unite, creneau, surbooking=surbooking)
    rdv = RendezVous(
        praticien_id=praticien_id,
        patient_id=unite.un(Patient, patient_id).id,
        motif_id=motif_id,
        debut=creneau.debut,
        fin=creneau.fin,
        note=note.strip(),
        urgence=urgence,
        surbooking=bool(genes),  # dès l’envoi : la base refuse un chevauchement qui ne se dit pas
        cree_le=unite.horloge(),
    )
    unite.ajouter(rdv)
    _marquer(unite, rdv, genes, surbooking)
    return rdv.id


def deplacer(  # noqa: PLR0913  (tout ce qui décrit la place voulue)
    unite: UniteDeTravail,
    rdv_id: int,
    *,
    praticien_id: int,
    debut: datetime,
    duree_minutes: int | None = None,
    surbooking: Surbooking | None = None,
    vu: Creneau | None = None,
) -> Place:
    """Change le praticien, l’heure ou la durée d’un rendez-vous, et rend la place qu’il quitte.

    `vu` est le créneau où l’écran le montrait.

    Raises:
        ModifieAilleurs: Un autre poste l’a mis ailleurs entre-temps ; son `a_decider` porte les trois créneaux.
        CreneauOccupe: Voir `reserver`.
        HorsOuverture: Voir `reserver`.
        ErreurMetier: Le rendez-vous est annulé ou manqué, la durée hors bornes, le praticien archivé.
    """
    rdv = unite.un(RendezVous, rdv_id)
    if not _est_actif(rdv):
        raise ErreurMetier(
            f"Ce rendez-vous est {LIBELLES_ETATS[rdv.etat].lower()}\u00a0: il ne se déplace pas.",
            conseil="Le rétablir d’abord, ou en prendre un autre.",
        )
    avant = _place(unite, rdv)
    duree = rdv.fin - rdv.debut if duree_minutes is None else timedelta(minutes=duree_minutes)
    creneau = _creneau(praticien_id, debut, duree)
    if creneau == _creneau_de(rdv):
        return avant
    _refuser_si_deplace(unite, rdv, vu, voulu=creneau)
    genes = _verifier(unite, creneau, sauf=rdv_id, surbooking=surbooking)
    rdv.praticien_id, rdv.debut, rdv.fin = praticien_id, creneau.debut, creneau.fin
    _marquer(unite, rdv, genes, surbooking)
    return replace(avant, ensuite=_situation(rdv))


def remettre(unite: UniteDeTravail, rdv_id: int, place: Place) -> None:
    """Défait le dernier geste : le rendez-vous reprend sa place, son état et son surbooking.

    Raises:
        CreneauOccupe: La place a été prise entre-temps par un rendez-vous qui n’y était pas.
        ModifieAilleurs: Un autre poste a changé ce rendez-vous depuis le geste.
    """
    rdv = unite.un(RendezVous, rdv_id)
    if place.ensuite is not None and _situation(rdv) != place.ensuite:
        raise ModifieAilleurs(
            "Un autre poste a changé ce rendez-vous depuis\u00a0: il n’est pas remis où il était.",
            conseil="Relire l’agenda, et le déplacer s’il le faut encore.",
        )
    creneau = Creneau(place.praticien_id, place.debut, place.fin)
    nouveaux = tuple(
        c
        for c in _conflits(unite, creneau, rdv_id)
        if c.rdv_id not in place.voisins or not (place.surbooking or unite.un(RendezVous, c.rdv_id).surbooking)
    )
    if nouveaux and place.etat in ETATS_ACTIFS:
        raise _occupe(unite, creneau, nouveaux)
    rdv.praticien_id, rdv.debut, rdv.fin, rdv.etat = place.praticien_id, place.debut, place.fin, place.etat
    rdv.surbooking, rdv.surbooking_raison = place.surbooking, place.surbooking_raison


def annuler(unite: UniteDeTravail, rdv_id: int, *, vu: Creneau | None = None) -> Place:
    """Annule un rendez-vous, ce qui libère son créneau ; il reste dans l’histoire du patient.

    Raises:
        ModifieAilleurs: Un autre poste l’a déplacé : ce n’est plus au créneau `vu` qu’il serait annulé.
    """
    _refuser_si_deplace(unite, unite.un(RendezVous, rdv_id), vu)
    return _changer_etat(unite, rdv_id, EtatRendezVous.ANNULE)


def retablir(unite: UniteDeTravail, rdv_id: int, *, surbooking: Surbooking | None = None) -> None:
    """Rend sa place à un rendez-vous annulé, si elle est encore libre ; pour un Ctrl+Z, voir `remettre`.

    Raises:
        CreneauOccupe: La place a été prise, et aucun `surbooking` n’est voulu.
    """
    _reprendre(unite, rdv_id, EtatRendezVous.ANNULE, surbooking)


def marquer_absent(unite: UniteDeTravail, rdv_id: int, *, vu: Creneau | None = None) -> Place:
    """Note que le patient n’est pas venu, ce qui libère le créneau.

    Raises:
        ModifieAilleurs: Un autre poste l’a déplacé depuis qu’on l’a vu.
        ErreurMetier: L’heure du rendez-vous n’est pas passée.
    """
    rdv = unite.un(RendezVous, rdv_id)
    _refuser_si_deplace(unite, rdv, vu)
    if unite.horloge() < rdv.debut:
        raise ErreurMetier(
            f"Le rendez-vous est à {heure_dite(rdv.debut)}\u00a0: le patient n’est pas encore absent.",
            conseil="S’il a prévenu qu’il ne viendrait pas, annuler le rendez-vous.",
        )
    return _changer_etat(unite, rdv_id, EtatRendezVous.ABSENT)


def annuler_absence(unite: UniteDeTravail, rdv_id: int, *, surbooking: Surbooking | None = None) -> None:
    """Le patient est venu tout de même : son rendez-vous reprend sa place, si elle est encore libre.

    Raises:
        CreneauOccupe: La place a été prise, et aucun `surbooking` n’est voulu.
    """
    _reprendre(unite, rdv_id, EtatRendezVous.ABSENT, surbooking)


def confirmer(unite: UniteDeTravail, rdv_id: int, *, vu: Creneau | None = None) -> Place:
    """Note que le patient a dit qu’il viendrait.

    Raises:
        ModifieAilleurs: Un autre poste l’a déplacé : ce n’est pas à cette heure-là que le patient viendra.
        ErreurMetier: Le rendez-vous est annulé ou manqué : sa place n’est peut-être plus libre.
    """
    rdv = unite.un(RendezVous, rdv_id)
    _refuser_si_deplace(unite, rdv, vu)
    if not _est_actif(rdv):
        raise _passage_refuse(rdv.etat, EtatRendezVous.CONFIRME)
    return _changer_etat(unite, rdv_id, EtatRendezVous.CONFIRME)


def changer_note(unite: UniteDeTravail, rdv_id: int, note: str, *, lue: str | None = None) -> str:
    """Remplace la note d’un rendez-vous, et rend celle d’avant ; `lue` est celle que l’on avait sous les yeux.

    Raises:
        ModifieAilleurs: Un autre poste en a écrit une autre ; son `a_decider` porte les trois.
    """
    rdv = unite.un(RendezVous, rdv_id)
    nouvelle = texte_a_ecrire(unite, f"rendez_vous:{rdv_id}", NOTE, trois=(lue, note.strip(), rdv.note))
    avant, rdv.note = rdv.note, nouvelle
    return avant


def _changer_etat(unite: UniteDeTravail, rdv_id: int, apres: EtatRendezVous) -> Place:
    rdv = unite.un(RendezVous, rdv_id)
    if not peut_passer(rdv.etat, apres):
        raise _passage_refuse(rdv.etat, apres)
    avant = _place(unite, rdv)
    rdv.etat = apres
    return replace(avant, ensuite=_situation(rdv))


def _reprendre(unite: UniteDeTravail, rdv_id: int, avant: EtatRendezVous, surbooking: Surbooking | None) -> None:
    rdv = unite.un(RendezVous, rdv_id)
    if rdv.etat is not avant:
        raise _passage_refuse(rdv.etat, EtatRendezVous.PREVU)
    creneau = _creneau_de(rdv)
    genes = _conflits(unite, creneau, rdv_id)
    if genes and surbooking is None:
        raise _occupe(unite, creneau, genes)
    rdv.etat = EtatRendezVous.PREVU
    if genes:
        _marquer(unite, rdv, genes, surbooking)


def _passage_refuse(avant: EtatRendezVous, apres: EtatRendezVous) -> ErreurMetier:
    return ErreurMetier(
        f"Ce rendez-vous est «\u00a0{LIBELLES_ETATS[avant].lower()}\u00a0»"
        f"\u00a0: il ne peut pas devenir «\u00a0{LIBELLES_ETATS[apres].lower()}\u00a0».",
        conseil="Relire l’agenda\u00a0: un autre poste l’a peut-être déjà changé.",
    )


def _refuser_si_deplace(
    unite: UniteDeTravail, rdv: RendezVous, vu: Creneau | None, *, voulu: Creneau | None = None
) -> None:
    """Refuse un geste fait devant un créneau où le rendez-vous n’est plus ; `voulu` si ce geste est un déplacement."""
    actuel = _creneau_de(rdv)
    if vu is None or vu == actuel:
        return
    auteurs = derniers_changements(unite, f"rendez_vous:{rdv.id}")
    par = next((auteur for colonne, auteur in auteurs.items() if colonne in COLONNES_DU_CRENEAU), None)
    deplace = Divergence("place", "Créneau", vu, voulu or vu, actuel, par)
    ou = f"{moment_dit(actuel.debut)}, {_titre(unite, actuel.praticien_id)}"
    raise ModifieAilleurs(
        f"{nommer((deplace,))} vient de déplacer ce rendez-vous\u00a0: {ou}.",
        conseil="Relire l’agenda, puis refaire le geste s’il le faut encore.",
        a_decider=ADecider((deplace,), (), {"place": actuel}) if voulu else None,
    )


def _creneau_de(rdv: RendezVous) -> Creneau:
    return Creneau(rdv.praticien_id, rdv.debut, rdv.fin)


def _creneau(praticien_id: int, debut: datetime, duree: timedelta) -> Creneau:
    # En heure universelle, pour que la durée reste juste la nuit du changement d’heure.
    if debut.tzinfo is None:
        raise ValueError(f"{debut} n’a pas de fuseau")
    universel = debut.astimezone(UTC)
    return Creneau(praticien_id, universel, universel + duree)


def _verifier(
    unite: UniteDeTravail, creneau: Creneau, *, sauf: int | None = None, surbooking: Surbooking | None
) -> tuple[Conflit, ...]:
    _verifier_duree(creneau.fin - creneau.debut)
    praticien = unite.un(Praticien, creneau.praticien_id)
    if not praticien.actif:
        raise ErreurMetier(
            f"{praticien.civilite}\u00a0{praticien.nom.upper()} ne consulte plus au cabinet.",
            conseil="Choisir un autre praticien.",
        )
    genes = _conflits(unite, creneau, sauf)
    if surbooking is None:
        if genes:
            raise _occupe(unite, creneau, genes)
        if fermee := _hors_ouverture(unite, creneau):
            raise HorsOuverture(
                fermee, conseil="Choisir un autre créneau, ou le prendre quand même en disant pourquoi."
            )
    return genes


def _verifier_duree(duree: timedelta) -> None:
    if duree <= timedelta(0):
        raise ErreurMetier(
            "La fin du rendez-vous n’est pas après son début.", conseil="Donner une durée d’au moins une minute."
        )
    if duree > DUREE_MAXIMALE:
        raise ErreurMetier(
            f"Un rendez-vous de {duree // timedelta(minutes=1)} minutes dépasse douze heures.",
            conseil="Vérifier la durée\u00a0; pour une absence du praticien, poser une fermeture.",
        )


def _hors_ouverture(unite: UniteDeTravail, creneau: Creneau) -> str:
    jour, praticien_id = a_paris(creneau.debut).date(), creneau.praticien_id
    titre = _titre(unite, praticien_id)
    fermee = fermeture_touchee(creneau, fermetures_du_jour(unite, jour).get(praticien_id, ()))
    if fermee is not None:
        bornes = f"de {heure_dite(fermee.debut)} à {heure_dite(fermee.fin)}"
        return f"{titre} est indisponible {bornes}\u00a0: {fermee.libelle}."
    a_des_horaires = unite.premier(select(Ouverture.id).where(Ouverture.praticien_id == praticien_id)) is not None
    if a_des_horaires and not est_ouvert(creneau, ouvertures_du_jour(unite, jour).get(praticien_id, ())):
        return f"{titre} ne consulte pas {moment_dit(creneau.debut)} jusqu’à {heure_dite(creneau.fin)}."
    return ""


def _conflits(unite: UniteDeTravail, creneau: Creneau, sauf: int | None) -> tuple[Conflit, ...]:
    requete = (
        select(
            RendezVous.id,
            RendezVous.praticien_id,
            RendezVous.debut,
            RendezVous.fin,
            RendezVous.etat,
            Patient.nom_utilise,
            Patient.nom_naissance,
            Patient.prenom_utilise,
            Patient.premier_prenom,
        )
        .join(Patient, Patient.id == RendezVous.patient_id)
        .where(RendezVous.praticien_id == creneau.praticien_id)
        .where(RendezVous.debut < creneau.fin, RendezVous.debut > creneau.debut - DUREE_MAXIMALE)
        .where(RendezVous.id != (sauf or 0))
    )
    return conflits(creneau, unite.lignes(requete, _occupation))


def _occupation(  # noqa: PLR0917  (une colonne de la requête par argument)
    rdv_id: int, praticien_id: int, debut: datetime, fin: datetime, etat: EtatRendezVous, *noms: str
) -> Occupation:
    return Occupation(rdv_id, Creneau(praticien_id, debut, fin), etat, nom_montre(*noms))


def _occupe(unite: UniteDeTravail, creneau: Creneau, genes: tuple[Conflit, ...]) -> CreneauOccupe:
    qui = ", ".join(f"{c.patient} de {heure_dite(c.debut)} à {heure_dite(c.fin)}" for c in genes)
    return CreneauOccupe(
        f"{_titre(unite, creneau.praticien_id)} reçoit déjà {qui}.",
        conseil="Choisir un autre créneau, ou demander un surbooking en disant pourquoi.",
        conflits=genes,
    )


def _marquer(unite: UniteDeTravail, rdv: RendezVous, genes: tuple[Conflit, ...], surbooking: Surbooking | None) -> None:
    rdv.surbooking, rdv.surbooking_raison = bool(genes), ""
    if surbooking is None:
        return
    if genes:
        rdv.surbooking_raison = surbooking.raison.strip()
        avec = [conflit.rdv_id for conflit in genes]
        unite.noter("surbooking", f"rendez_vous:{rdv.id}", raison=rdv.surbooking_raison, avec=avec)
    elif fermee := _hors_ouverture(unite, _creneau_de(rdv)):
        rdv.surbooking_raison = surbooking.raison.strip()
        unite.noter("hors ouverture", f"rendez_vous:{rdv.id}", raison=rdv.surbooking_raison, malgre=fermee)


def _place(unite: UniteDeTravail, rdv: RendezVous) -> Place:
    creneau = _creneau_de(rdv)
    voisins = frozenset(c.rdv_id for c in _conflits(unite, creneau, rdv.id)) if _est_actif(rdv) else frozenset()
    return Place(rdv.praticien_id, rdv.debut, rdv.fin, rdv.etat, rdv.surbooking, rdv.surbooking_raison, voisins)


def _situation(rdv: RendezVous) -> tuple[int, datetime, datetime, EtatRendezVous]:
    return rdv.praticien_id, rdv.debut, rdv.fin, rdv.etat


def _est_actif(rdv: RendezVous) -> bool:
    return rdv.etat in ETATS_ACTIFS


def _titre(unite: UniteDeTravail, praticien_id: int) -> str:
    praticien = unite.un(Praticien, praticien_id)
    return f"{praticien.civilite}\u00a0{praticien.nom.upper()}"
