"""Un mois de la vie du cabinet, écrit jour après jour par la secrétaire, journal d’audit compris.

Chaque jour a son unité de travail et son heure : rendez-vous pris, venues, factures, dépenses, lots du soir.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

from sqlalchemy import select

from secretariat.accueil.modele import Visite
from secretariat.agenda import services as agenda
from secretariat.agenda.modele import Fermeture, RendezVous
from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.comptabilite import services as comptabilite
from secretariat.comptabilite.valeurs import MoyenPaiement
from secretariat.demonstration import calendrier, etablissement
from secretariat.demonstration.depenses import echeances
from secretariat.demonstration.etablissement import URGENT, Installation
from secretariat.demonstration.factures import FactureEcrite, Facturier, VisiteAFacturer, parcours
from secretariat.demonstration.periode import HorlogeDuRecit, Periode
from secretariat.demonstration.personnes import Habitant
from secretariat.demonstration.planning import Planning, RdvPlanifie, Sort, Venue
from secretariat.demonstration.teletransmission import Teletransmission
from secretariat.demonstration.tirage import chance, tirage
from secretariat.demonstration.visites import venues
from secretariat.dossiers import services as dossiers
from secretariat.dossiers.modele import Patient
from secretariat.dossiers.valeurs import StatutIdentite
from secretariat.facturation import lectures as facturation_lue
from secretariat.facturation import services as facturation
from secretariat.facturation.valeurs import EtatFacture, TiersPayant
from secretariat.socle.bareme import Bareme
from secretariat.socle.horloge import a_paris, instant
from secretariat.socle.montant import ZERO
from secretariat.socle.ressources import dossier
from secretariat.socle.unite_de_travail import Cabinet, Identite, UniteDeTravail

NADIA = Identite("nadia", "Nadia", "secretaire", "accueil")
SOIR = time(20)
PIECES_VUES_POUR_CENT = 82
JOUR_DES_CORRECTIONS = 1


class Recit:
    """Écrit la vie du cabinet dans une base neuve."""

    def __init__(self, cabinet: Cabinet, horloge: HorlogeDuRecit, *, graine: int, periode: Periode) -> None:
        self._cabinet = cabinet.en_tant_que(NADIA)
        self._programme = cabinet
        self._horloge = horloge
        self._graine = graine
        self._periode = periode
        self._facturier = Facturier(Bareme.charger(dossier() / "baremes"), tirage(graine, "factures"))
        self._lots = Teletransmission()
        self._numeros: dict[RdvPlanifie, int] = {}

    @property
    def periode(self) -> Periode:
        """Ce que l’on raconte."""
        return self._periode

    def ouvrir(self, habitants: Sequence[Habitant]) -> None:
        """La veille du premier jour : le cabinet, sa patientèle, ses fermetures, son agenda."""
        self._habitants = habitants
        self._horloge.instant = instant(self._periode.premier - timedelta(days=1), SOIR)
        with self._programme.unite("mise en place du cabinet de démonstration") as unite:
            self._installation = etablissement.installer(unite)
            self._patients = _inscrire(unite, habitants, self._installation, self._periode.aujourd_hui)
            unite.ajouter(*_fermetures(self._periode.tous, self._installation))
            unite.valider()
        with self._cabinet.unite("pièces d’identité contrôlées") as unite:
            _controler(unite, habitants, tirage(self._graine, "pieces"))
            unite.valider()
        planning = Planning(self._graine, habitants, self._periode.maintenant, self._periode.premier)
        self._journees = {jour: planning.journee(jour) for jour in self._periode.tous}
        self._pris = defaultdict[date, list[RdvPlanifie]](list)
        for rdvs in self._journees.values():
            for rdv in rdvs:
                self._pris[a_paris(rdv.pris_le).date()].append(rdv)
        self._charges = echeances(self._periode.vecus)

    def vivre(self, jour: date) -> None:
        """Une journée : les rendez-vous que l’on prend, ceux qui se passent, l’argent, les lots du soir."""
        self._horloge.instant = min(instant(jour, SOIR), self._periode.maintenant)
        with self._cabinet.unite("rendez-vous pris dans la journée") as unite:
            self._reserver(unite, self._pris[jour])
            unite.valider()
        with self._cabinet.unite("accueil de la journée") as unite:
            self._manques(unite, jour)
            visites = self._recevoir(unite, jour)
            unite.valider()
        with self._cabinet.unite("caisse de la journée") as unite:
            ecrites = self._facturier.facturer(unite, [v for v in visites if v.instants.depart])
            for mouvement in self._charges[jour]:
                comptabilite.enregistrer_depense(unite, mouvement)
            if jour != self._periode.aujourd_hui:
                self._finir(unite, jour, ecrites)
            unite.valider()

    def _reserver(self, unite: UniteDeTravail, rdvs: Sequence[RdvPlanifie]) -> None:
        lignes = [self._rendez_vous(rdv) for rdv in rdvs]
        unite.ajouter(*lignes)
        for rdv, ligne in zip(rdvs, lignes, strict=True):
            self._numeros[rdv] = ligne.id
            if rdv.surbooking:
                unite.noter("surbooking", f"rendez_vous:{ligne.id}", raison=rdv.surbooking)

    def _rendez_vous(self, rdv: RdvPlanifie) -> RendezVous:
        return RendezVous(
            praticien_id=self._installation.praticiens[rdv.praticien],
            patient_id=self._patients[rdv.patient],
            motif_id=self._installation.motifs[rdv.motif],
            debut=rdv.debut,
            fin=rdv.fin,
            etat=EtatRendezVous.CONFIRME if rdv.confirme else EtatRendezVous.PREVU,
            surbooking=bool(rdv.surbooking),
            surbooking_raison=rdv.surbooking,
            urgence=rdv.motif is URGENT,
            note=rdv.note,
            cree_le=rdv.pris_le,
        )

    def _manques(self, unite: UniteDeTravail, jour: date) -> None:
        """Les rendez-vous annulés, et ceux dont l’heure est passée sans que personne ne vienne."""
        for rdv in self._journees[jour]:
            if rdv.sort is Sort.ANNULE:
                agenda.annuler(unite, self._numeros[rdv])
            elif rdv.sort is Sort.ABSENT and rdv.fin <= self._horloge.instant:
                agenda.marquer_absent(unite, self._numeros[rdv])

    def _recevoir(self, unite: UniteDeTravail, jour: date) -> tuple[VisiteAFacturer, ...]:
        recues = venues(self._journees[jour], tirage(self._graine, "venues", jour), maintenant=self._horloge.instant)
        lignes = [self._visite(venue) for venue in recues]
        unite.ajouter(*lignes)
        return tuple(
            VisiteAFacturer(
                ligne.id,
                ligne.patient_id,
                ligne.praticien_id,
                venue.rdv.praticien,
                self._habitants[venue.rdv.patient],
                venue.rdv.motif,
                venue.rdv.note,
                venue.instants,
            )
            for venue, ligne in zip(recues, lignes, strict=True)
        )

    def _visite(self, venue: Venue) -> Visite:
        rdv, instants = venue.rdv, venue.instants
        return Visite(
            patient_id=self._patients[rdv.patient],
            praticien_id=self._installation.praticiens[rdv.praticien],
            rendez_vous_id=self._numeros[rdv],
            arrivee=instants.arrivee,
            appel=instants.appel,
            sortie=instants.sortie,
            depart=instants.depart,
            urgence=rdv.motif is URGENT,
            remarque=rdv.note if rdv.motif is URGENT else "",
        )

    def _finir(self, unite: UniteDeTravail, jour: date, ecrites: Sequence[FactureEcrite]) -> None:
        """Le soir : une facture corrigée de temps en temps, puis les lots."""
        corrigee = None
        if jour.weekday() == JOUR_DES_CORRECTIONS or jour == self._hier:
            corrigee = next((e for e in ecrites if _est_corrigeable(e)), None)
        if corrigee is not None:
            self._corriger(unite, corrigee)
        self._lots.envoyer(unite, [e for e in ecrites if e is not corrigee])

    @property
    def _hier(self) -> date:
        return calendrier.dernier_jour_ouvert(self._periode.aujourd_hui - timedelta(days=1))

    def _corriger(self, unite: UniteDeTravail, ecrite: FactureEcrite) -> None:
        """Le tiers payant avait été oublié : la facture, son règlement et sa recette se contre-passent."""
        facture = ecrite.facture
        nouvelle = facturation.corriger(
            unite,
            self._facturier.bareme,
            facture_id=facture.id,
            raison="tiers payant oublié",
            actes=self._facturier.actes(ecrite.visite, facture.jour),
            tiers_payant=TiersPayant.AMO,
            parcours=parcours(ecrite.visite),
        )
        facturation.valider(unite, nouvelle)
        montant = facturation_lue.facture(unite, nouvelle).part_patient
        if montant > ZERO:
            facturation.encaisser(unite, nouvelle, montant=montant, moyen=MoyenPaiement.CARTE)


def _inscrire(
    unite: UniteDeTravail, habitants: Sequence[Habitant], installation: Installation, aujourd_hui: date
) -> tuple[int, ...]:
    prepares = [
        replace(
            dossiers.preparer_patient(h.nouveau, aujourd_hui),
            medecin_traitant_id=None if h.rang_traitant is None else installation.praticiens[h.rang_traitant],
        )
        for h in habitants
    ]
    return dossiers.ajouter_patients(unite, prepares)


def _controler(unite: UniteDeTravail, habitants: Sequence[Habitant], hasard: Random) -> None:
    """Note de qui l’on a vu une pièce d’identité, ce que l’accueil doit savoir, et les homonymes."""
    for patient, habitant in zip(unite.tous(select(Patient).order_by(Patient.id)), habitants, strict=True):
        if habitant.homonyme:
            patient.homonyme = True
        if habitant.a_savoir:
            patient.a_savoir = habitant.a_savoir
        if chance(hasard, PIECES_VUES_POUR_CENT):
            patient.statut = StatutIdentite.VALIDEE


def _fermetures(jours: Sequence[date], installation: Installation) -> list[Fermeture]:
    return [
        Fermeture(praticien_id=praticien, debut=instant(jour, debut), fin=instant(jour, fin), libelle=libelle)
        for jour in jours
        for rang, praticien in enumerate(installation.praticiens)
        for debut, fin, libelle in _coupures(jour, rang)
    ]


def _coupures(jour: date, rang: int) -> list[tuple[time, time, str]]:
    if nom := calendrier.ferie(jour):
        return [(time(8), time(18, 30), nom)]
    coupure = etablissement.COUPURES[rang]
    return [(coupure.debut, coupure.fin, coupure.libelle)] if calendrier.est_ouvert(jour) else []


def _est_corrigeable(ecrite: FactureEcrite) -> bool:
    facture, droits = ecrite.facture, ecrite.visite.habitant.nouveau.droits
    ouverts = bool(droits and droits.droits_jusqu_au and facture.jour <= droits.droits_jusqu_au)
    return ouverts and facture.etat is EtatFacture.VALIDEE and facture.tiers_payant is TiersPayant.AUCUN
