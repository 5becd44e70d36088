"""Les factures d’une journée, établies d’un coup : mêmes règles, mêmes tables et mêmes numéros que par les services.

Une facture passée au comptoir demande une quinzaine de requêtes ; à treize cents factures, la démonstration mettrait
une demi-minute à naître. Ici une journée s’écrit en quatre envois.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from sqlalchemy import func, select

from secretariat.accueil.valeurs import Instants
from secretariat.cabinet.valeurs import Secteur
from secretariat.comptabilite.modele import Ecriture
from secretariat.comptabilite.valeurs import MoyenPaiement, Origine, Sens
from secretariat.demonstration.etablissement import PEDIATRE, VIDEO, Motif
from secretariat.demonstration.personnes import Habitant
from secretariat.demonstration.tirage import chance
from secretariat.facturation import motifs
from secretariat.facturation.modele import Facture, LigneFacture, Reglement
from secretariat.facturation.regles import coter, numero_suivant
from secretariat.facturation.services.preparation import lignes_de, prochain_numero
from secretariat.facturation.valeurs import ActeDemande, Contexte, Cotation, EtatFacture, Parcours, TiersPayant
from secretariat.socle.bareme import Bareme
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.montant import ZERO
from secretariat.socle.unite_de_travail import UniteDeTravail

MOYENS = {MoyenPaiement.CARTE: 64, MoyenPaiement.CHEQUE: 16, MoyenPaiement.ESPECES: 20}
IMPAYEES_POUR_CENT = 3
DEMANDES_DE_TIERS_PAYANT = {TiersPayant.AUCUN: 40, TiersPayant.AMO: 25, TiersPayant.INTEGRAL: 35}
AGE_DE_LA_MAJORATION = 6
EXAMENS_OBLIGATOIRES = ("Examen du 9e mois", "Examen du 24e mois")
ACTES_DU_PEDIATRE = ((2, "CEH"), (6, "CEK"), (18, "CEG"))


@dataclass(frozen=True, slots=True)
class VisiteAFacturer:
    """Un patient qui s’en va."""

    visite_id: int
    patient_id: int
    praticien_id: int
    rang: int
    habitant: Habitant
    motif: Motif
    note: str
    instants: Instants


@dataclass(frozen=True, slots=True)
class FactureEcrite:
    """Une facture et ses lignes, telles que la base les a reçues."""

    facture: Facture
    lignes: tuple[LigneFacture, ...]
    visite: VisiteAFacturer


class Facturier:
    """Établit et encaisse les factures d’une journée."""

    def __init__(self, bareme: Bareme, hasard: Random) -> None:
        self.bareme = bareme
        self._hasard = hasard

    def facturer(self, unite: UniteDeTravail, visites: Sequence[VisiteAFacturer]) -> tuple[FactureEcrite, ...]:
        """Une facture validée par visite, dans l’ordre des départs, et le règlement de presque toutes."""
        dans_l_ordre = sorted(visites, key=lambda v: (_depart(v), v.visite_id))
        cotees = [(visite, cotation) for visite in dans_l_ordre if (cotation := self._coter(visite))]
        partis, cotations = [v for v, _ in cotees], [c for _, c in cotees]
        if not partis:
            return ()
        numero = prochain_numero(unite)
        factures = []
        for visite, cotation in zip(partis, cotations, strict=True):
            factures.append(_facture(unite, numero, visite, cotation))
            numero = numero_suivant(numero, annee=unite.aujourd_hui.year)
        unite.ajouter(*factures)
        lignes = [lignes_de(f.id, cotation) for f, cotation in zip(factures, cotations, strict=True)]
        unite.ajouter(*(ligne for groupe in lignes for ligne in groupe))
        self._encaisser(unite, factures, partis)
        return tuple(FactureEcrite(*ecrite) for ecrite in zip(factures, lignes, partis, strict=True))

    def actes(self, visite: VisiteAFacturer, jour: date) -> tuple[ActeDemande, ...]:
        """Les actes d’une visite, selon le praticien, l’âge et le motif."""
        age = visite.habitant.age_au(jour)
        droits = visite.habitant.nouveau.droits
        ald = bool(droits and droits.ald)
        if visite.note in EXAMENS_OBLIGATOIRES:
            return (ActeDemande("COE"),)
        if visite.rang == PEDIATRE:
            return (ActeDemande(next(code for limite, code in ACTES_DU_PEDIATRE if age < limite), ald=ald),)
        if visite.motif is VIDEO:
            return (ActeDemande("TCG", ald=ald),)
        if age < AGE_DE_LA_MAJORATION:
            return (ActeDemande("G"), ActeDemande("MEG"))
        return (ActeDemande("G", ald=ald),)

    def _coter(self, visite: VisiteAFacturer) -> Cotation | None:
        """La cotation ; None si les barèmes livrés ne remontent pas à ce jour-là, quand le poste est très en retard."""
        jour = _depart(visite).date()
        droits = visite.habitant.nouveau.droits
        tiers_payant = self._hasard.choices(list(DEMANDES_DE_TIERS_PAYANT), list(DEMANDES_DE_TIERS_PAYANT.values()))[0]
        contexte = Contexte(
            jour=jour,
            naissance=visite.habitant.nouveau.traits.naissance,
            parcours=parcours(visite),
            tiers_payant=tiers_payant,
            secteur=Secteur.SECTEUR_1,
            droits_connus=bool(droits and droits.nir),
            droits_jusqu_au=droits.droits_jusqu_au if droits else None,
            ald=bool(droits and droits.ald),
            c2s=bool(droits and droits.c2s),
            amc_nom=droits.amc_nom if droits else "",
            amc_jusqu_au=droits.amc_jusqu_au if droits else None,
        )
        try:
            return coter(self.actes(visite, jour), contexte, self.bareme)
        except ErreurMetier:
            return None

    def _encaisser(
        self, unite: UniteDeTravail, factures: Sequence[Facture], visites: Sequence[VisiteAFacturer]
    ) -> None:
        reglees = [
            (facture, _depart(visite), self._hasard.choices(list(MOYENS), list(MOYENS.values()))[0])
            for facture, visite in zip(factures, visites, strict=True)
            if facture.part_patient > ZERO and not chance(self._hasard, IMPAYEES_POUR_CENT)
        ]
        premier = (unite.premier(select(func.max(Ecriture.numero))) or 0) + 1
        ecritures = [
            _ecriture(unite, premier + rang, facture=facture, moyen=moyen, recu_le=recu_le)
            for rang, (facture, recu_le, moyen) in enumerate(reglees)
        ]
        unite.ajouter(*ecritures)
        unite.ajouter(
            *(
                Reglement(
                    facture_id=facture.id, ecriture_id=ecriture.id, moyen=moyen, montant=facture.part_patient,
                    recu_le=recu_le,
                )
                for ecriture, (facture, recu_le, moyen) in zip(ecritures, reglees, strict=True)
            )
        )  # fmt: skip


def parcours(visite: VisiteAFacturer) -> Parcours:
    """La place de la visite dans le parcours de soins ; les règles en dispensent elles-mêmes les plus jeunes."""
    traitant = visite.habitant.rang_traitant
    if visite.rang == traitant:
        return Parcours.MEDECIN_TRAITANT
    return Parcours.ORIENTE if visite.rang == PEDIATRE or traitant is not None else Parcours.HORS_PARCOURS


def _depart(visite: VisiteAFacturer) -> datetime:
    if visite.instants.depart is None:
        raise ValueError(f"la visite {visite.visite_id} n’est pas finie")
    return visite.instants.depart


def _facture(unite: UniteDeTravail, numero: str, visite: VisiteAFacturer, cotation: Cotation) -> Facture:
    if cotation.anomalies:
        raise ValueError(f"facture {numero} : {cotation.anomalies[0].message}")
    return Facture(
        numero=numero,
        patient_id=visite.patient_id,
        praticien_id=visite.praticien_id,
        visite_id=visite.visite_id,
        jour=_depart(visite).date(),
        etat=EtatFacture.VALIDEE,
        parcours=cotation.parcours,
        tiers_payant=cotation.tiers_payant,
        total=cotation.total,
        part_amo=cotation.part_amo,
        part_amc=cotation.part_amc,
        part_patient=cotation.part_patient,
        motifs=motifs.ecrire(cotation.motifs),
        auteur=unite.identite.acteur,
        cree_le=_depart(visite),
    )


def _ecriture(
    unite: UniteDeTravail, numero: int, *, facture: Facture, moyen: MoyenPaiement, recu_le: datetime
) -> Ecriture:
    return Ecriture(
        numero=numero,
        jour=facture.jour,
        sens=Sens.RECETTE,
        libelle=f"Honoraires, facture {facture.numero}",
        tiers=f"Patient n°\u00a0{facture.patient_id}",
        piece=facture.numero,
        origine=Origine.PATIENT,
        moyen=moyen,
        montant=facture.part_patient,
        praticien_id=facture.praticien_id,
        auteur=unite.identite.acteur,
        saisie_le=recu_le,
    )
