"""Ce que l’écran lit pour facturer une venue : le patient, le praticien, la visite, et ce qui existe déjà."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secretariat.accueil import lectures as accueil
from secretariat.accueil.valeurs import VisiteDuJour
from secretariat.cabinet import lectures as cabinet
from secretariat.cabinet.valeurs import FichePraticien
from secretariat.dossiers.lectures import fiche_patient
from secretariat.dossiers.valeurs import FichePatient
from secretariat.facturation import lectures
from secretariat.facturation.regles import actes_proposes
from secretariat.facturation.valeurs import (
    ActeDemande,
    ActePropose,
    EtatFacture,
    FactureListee,
    FicheFacture,
    FicheLot,
    LigneDeFacture,
    Parcours,
    TiersPayant,
)
from secretariat.socle.bareme import Bareme
from secretariat.socle.horloge import a_paris
from secretariat.socle.montant import Montant
from secretariat.socle.unite_de_travail import Lecture

ACTES_HABITUELS = ("G", "CEH", "CEK", "CEG", "CS", "APC")
TAUX_ALD = "assurance_maladie.taux_ald"
AGE_DU_PARCOURS = "assurance_maladie.hors_parcours_age"


@dataclass(frozen=True, slots=True)
class Demande:
    """Ce que l’on veut facturer : les choix de la personne au poste."""

    praticien_id: int
    jour: date
    actes: tuple[ActeDemande, ...]
    tiers_payant: TiersPayant
    parcours: Parcours


@dataclass(frozen=True, slots=True)
class Venue:
    """Un patient à facturer.

    Attributes:
        visite_id: Sa visite, du jour ou d’avant ; None s’il n’en a pas.
        proposition: Ce que l’on facture d’habitude, ou ce que portait le brouillon.
        brouillon_id: Le brouillon que la validation remplace.
        etablie_id: La facture déjà validée pour cette visite : il n’y a plus rien à coter.
    """

    patient: FichePatient
    age: int
    praticiens: tuple[FichePraticien, ...]
    visite_id: int | None
    proposition: Demande
    brouillon_id: int | None = None
    etablie_id: int | None = None

    def praticien(self, praticien_id: int) -> FichePraticien:
        """Le praticien de ce numéro."""
        return next(p for p in self.praticiens if p.id == praticien_id)


@dataclass(frozen=True, slots=True)
class Journee:
    """Ce que la liste montre.

    Attributes:
        feuilles: Celles du jour, après celles des jours passés qui ne sont pas encore en lot.
    """

    a_encaisser: tuple[VisiteDuJour, ...]
    feuilles: tuple[FactureListee, ...]
    a_regler: tuple[FactureListee, ...]
    lots: tuple[FicheLot, ...]


def lire_journee(lecture: Lecture) -> Journee:
    """Les visites qui n’ont pas encore leur facture, les factures du jour, les impayées, les lots."""
    du_jour = lectures.factures_du_jour(lecture, lecture.aujourd_hui)
    facturees = {f.visite_id for f in du_jour if f.numero and f.etat is not EtatFacture.ANNULEE and f.annule_id is None}
    return Journee(
        a_encaisser=tuple(
            v for v in accueil.a_encaisser(lecture) if v.id not in facturees and not _est_facturee(lecture, v)
        ),
        feuilles=(*lectures.factures_a_signer(lecture, avant=lecture.aujourd_hui), *du_jour),
        a_regler=lectures.factures_a_regler(lecture),
        lots=lectures.lots(lecture),
    )


def lire_venue(lecture: Lecture, bareme: Bareme, *, patient_id: int, visite_id: int | None) -> Venue:
    """Le patient, et ce que l’on propose de lui facturer, au jour de sa venue."""
    patient, praticiens = fiche_patient(lecture, patient_id), cabinet.praticiens(lecture)
    existantes = _factures_de_la_visite(lecture, patient_id, visite_id)
    brouillon = next((f for f in existantes if f.etat is EtatFacture.BROUILLON), None)
    etablie = next((f for f in existantes if f.numero), None)
    visite = None if visite_id is None else accueil.visite(lecture, visite_id)
    jour = lecture.aujourd_hui if visite is None else a_paris(visite.instants.arrivee).date()
    age = _age(patient, jour)
    praticien_id = visite.praticien_id if visite is not None else _praticien_de(patient, praticiens)
    if brouillon is not None:
        proposition = demande_de(lectures.facture(lecture, brouillon.id))
    else:
        praticien = next(p for p in praticiens if p.id == praticien_id)
        proposition = _habitude(bareme, praticien, jour=jour, age=age)
    return Venue(
        patient,
        age,
        praticiens,
        visite_id,
        proposition,
        brouillon_id=brouillon.id if brouillon else None,
        etablie_id=etablie.id if etablie else None,
    )


def demande_de(fiche: FicheFacture) -> Demande:
    """Les choix qui ont fait cette facture, pour la refaire."""
    ald = any(motif.parametre == TAUX_ALD for motif in fiche.motifs)
    actes = tuple(ActeDemande(ligne.code, ligne.quantite, _honoraire(ligne), ald=ald) for ligne in fiche.lignes)
    return Demande(fiche.praticien_id, fiche.jour, actes, fiche.tiers_payant, fiche.parcours)


def _honoraire(ligne: LigneDeFacture) -> Montant | None:
    """L’honoraire demandé pour une unité, s’il dépassait le tarif."""
    return Montant(ligne.honoraire.centimes // ligne.quantite) if ligne.honoraire > ligne.base else None


def propositions(bareme: Bareme, praticien: FichePraticien, *, jour: date, age: int) -> tuple[ActePropose, ...]:
    """Les actes que ce praticien peut coter ce jour-là pour un patient de cet âge."""
    return actes_proposes(bareme, jour=jour, age=age, specialite=praticien.specialite)


def _habitude(bareme: Bareme, praticien: FichePraticien, *, jour: date, age: int) -> Demande:
    codes = [acte.code for acte in propositions(bareme, praticien, jour=jour, age=age)]
    habituel = next((code for code in ACTES_HABITUELS if code in codes), None)
    enfant = age < bareme.nombre(AGE_DU_PARCOURS, jour)
    return Demande(
        praticien.id,
        jour,
        (ActeDemande(habituel),) if habituel else (),
        TiersPayant.AUCUN,
        Parcours.NON_CONCERNE if enfant else Parcours.MEDECIN_TRAITANT,
    )


def _factures_de_la_visite(lecture: Lecture, patient_id: int, visite_id: int | None) -> tuple[FactureListee, ...]:
    if visite_id is None:
        return ()
    return tuple(
        f
        for f in lectures.factures_du_patient(lecture, patient_id)
        if f.visite_id == visite_id and f.etat is not EtatFacture.ANNULEE and f.annule_id is None
    )


def _est_facturee(lecture: Lecture, visite: VisiteDuJour) -> bool:
    """Vrai si cette venue d’un jour passé a déjà sa facture."""
    if a_paris(visite.instants.arrivee).date() == lecture.aujourd_hui:
        return False
    return any(f.numero for f in _factures_de_la_visite(lecture, visite.patient_id, visite.id))


def _praticien_de(patient: FichePatient, praticiens: tuple[FichePraticien, ...]) -> int:
    connus = [p.id for p in praticiens]
    return patient.medecin_traitant_id if patient.medecin_traitant_id in connus else connus[0]


def _age(patient: FichePatient, jour: date) -> int:
    ne = patient.traits.naissance
    return jour.year - ne.year - ((jour.month, jour.day) < (ne.month, ne.day))
