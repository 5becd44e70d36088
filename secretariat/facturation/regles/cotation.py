"""Coter : pour chaque acte, l’honoraire, la base, le taux, qui paie quoi, et pourquoi.

L’arrondi se fait ligne par ligne, au centime le plus proche (spécifications « Valoriser les prestations » du GIE
SESAM-Vitale) ; un total n’est jamais arrondi.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from secretariat.facturation.regles.controles import PARCOURS_AGE, controler
from secretariat.facturation.regles.nomenclature import ACTES, Acte, acte_de, metier_de
from secretariat.facturation.regles.tiers_payant import decider
from secretariat.facturation.valeurs import (
    ActeDemande,
    ActePropose,
    Contexte,
    Cotation,
    LigneCotee,
    Parcours,
    Part,
    TiersPayant,
)
from secretariat.socle.bareme import Bareme
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.montant import ZERO, Montant, somme
from secretariat.socle.motif import Motif

AMO = "assurance_maladie"


@dataclass(frozen=True, slots=True)
class _Regime:
    """Ce qui vaut pour toutes les lignes d’une venue."""

    contexte: Contexte
    parcours: Parcours
    tiers_payant: TiersPayant
    bareme: Bareme


def coter(actes: Sequence[ActeDemande], contexte: Contexte, bareme: Bareme) -> Cotation:
    """Le prix des actes d’une venue, sa répartition et ses raisons ; les fautes sont dans `anomalies`.

    Raises:
        ErreurMetier: Un acte n’a pas de tarif ce jour-là.
    """
    anomalies = controler(actes, contexte, bareme)
    parcours, motifs_parcours = _parcours_retenu(contexte, bareme)
    tiers_payant = decider(contexte, en_rapport_ald=any(acte.ald and contexte.ald for acte in actes))
    regime = _Regime(contexte, parcours, tiers_payant.retenu, bareme)
    cotees = [_coter_un_acte(acte, regime) for acte in actes]
    lignes = tuple(ligne for ligne, _ in cotees)
    participation, motifs_participation = _participation(lignes, contexte, bareme)
    return Cotation(
        lignes=lignes,
        parcours=parcours,
        tiers_payant=tiers_payant.retenu,
        participation_forfaitaire=participation,
        motifs=(
            *(motif for _, motifs in cotees for motif in motifs),
            *motifs_parcours,
            *tiers_payant.motifs,
            *_repartition_dite(lignes),
            *motifs_participation,
        ),
        anomalies=anomalies,
    )


def actes_proposes(bareme: Bareme, *, jour: date, age: int, specialite: str) -> tuple[ActePropose, ...]:
    """Les actes qui ont un tarif ce jour-là et conviennent à l’âge du patient et au métier du praticien."""
    metier = metier_de(specialite)
    convenables = (
        acte
        for acte in ACTES.values()
        if metier in acte.metiers and age >= acte.age_min and not (acte.age_max and age >= acte.age_max)
    )
    return tuple(propose for acte in convenables if (propose := _propose(acte, bareme, jour)))


def _propose(acte: Acte, bareme: Bareme, jour: date) -> ActePropose | None:
    try:
        return ActePropose(acte.code, bareme.description(acte.parametre), bareme.montant(acte.parametre, jour))
    except ErreurMetier:
        return None


def _coter_un_acte(demande: ActeDemande, regime: _Regime) -> tuple[LigneCotee, tuple[Motif, ...]]:
    acte, jour, bareme = acte_de(demande.code), regime.contexte.jour, regime.bareme
    tarif = bareme.montant(acte.parametre, jour)
    honoraire = (tarif if demande.honoraire is None else demande.honoraire) * demande.quantite
    base = min(tarif * demande.quantite, honoraire)
    taux, motif_taux = _taux(acte, demande, regime)
    plein = base.part(taux)
    majoration, motifs_majoration = _majoration(acte, base, plein, regime)
    ticket = base - plein
    part_amo = plein - majoration if regime.tiers_payant is not TiersPayant.AUCUN else ZERO
    part_amc = _part_amc(ticket, majoration, regime)
    motif_tarif = Motif(
        f"{acte.code}\u202f: {bareme.description(acte.parametre)}",
        str(tarif * demande.quantite),
        acte.parametre,
        bareme.reference(acte.parametre, jour),
    )
    ligne = LigneCotee(
        code=acte.code,
        libelle=bareme.description(acte.parametre),
        quantite=demande.quantite,
        honoraire=honoraire,
        base=base,
        taux=taux,
        remboursement=plein - majoration,
        ticket_moderateur=ticket,
        majoration=majoration,
        depassement=honoraire - base,
        part_amo=part_amo,
        part_amc=part_amc,
        part_patient=honoraire - part_amo - part_amc,
    )
    return ligne, (motif_tarif, *_depassement_dit(ligne), motif_taux, *motifs_majoration)


def _taux(acte: Acte, demande: ActeDemande, regime: _Regime) -> tuple[Decimal, Motif]:
    """Le premier taux qui s’applique, dans l’ordre des spécifications du GIE SESAM-Vitale."""
    contexte = regime.contexte
    if acte.exonere:
        nom, raison = "taux_exonere", f"{acte.code} est pris en charge en entier"
    elif demande.ald and contexte.ald:
        nom, raison = "taux_ald", f"{acte.code} est en rapport avec une ALD"
    elif contexte.regime_local:
        nom, raison = "taux_regime_local", "Régime local d’Alsace-Moselle"
    else:
        nom, raison = "taux_soins", f"L’assurance maladie prend en charge {acte.code}"
    taux = regime.bareme.taux(f"{AMO}.{nom}", contexte.jour)
    reference = regime.bareme.reference(f"{AMO}.{nom}", contexte.jour)
    return taux, Motif(raison, _pour_cent(taux), f"{AMO}.{nom}", reference, Part.AMO)


def _majoration(acte: Acte, base: Montant, plein: Montant, regime: _Regime) -> tuple[Montant, tuple[Motif, ...]]:
    """Ce que l’assurance maladie retire à son remboursement hors parcours de soins (CSS art. L162-5-3)."""
    if regime.parcours is not Parcours.HORS_PARCOURS or acte.exonere:
        return ZERO, ()
    bareme, jour, nom = regime.bareme, regime.contexte.jour, f"{AMO}.hors_parcours_taux"
    retrait = base.part(bareme.taux(nom, jour))
    montant = min(retrait, bareme.montant(f"{AMO}.hors_parcours_plafond", jour), plein)
    texte = f"Hors parcours de soins\u202f: {acte.code} est remboursé de"
    return montant, (Motif(f"{texte} {montant} en moins", str(montant), nom, bareme.reference(nom, jour), Part.AMO),)


def _part_amc(ticket: Montant, majoration: Montant, regime: _Regime) -> Montant:
    """Ce que la complémentaire règle : le ticket modérateur, et la majoration pour la seule C2S."""
    if regime.tiers_payant is not TiersPayant.INTEGRAL:
        return ZERO
    return ticket + majoration if regime.contexte.c2s_ouverte else ticket


def _parcours_retenu(contexte: Contexte, bareme: Bareme) -> tuple[Parcours, tuple[Motif, ...]]:
    age = bareme.nombre(PARCOURS_AGE, contexte.jour)
    if contexte.age >= age:
        return contexte.parcours, ()
    texte = f"Moins de {age} ans\u202f: le parcours de soins ne s’applique pas"
    reference = bareme.reference(PARCOURS_AGE, contexte.jour)
    return Parcours.NON_CONCERNE, (Motif(texte, f"{age} ans", PARCOURS_AGE, reference, Part.AMO),)


def _participation(
    lignes: tuple[LigneCotee, ...], contexte: Contexte, bareme: Bareme
) -> tuple[Montant, tuple[Motif, ...]]:
    """La participation forfaitaire (CSS art. L160-13), une par acte hors majorations ; ni enfant, ni C2S."""
    nom = f"{AMO}.participation_forfaitaire"
    nombre = sum(ligne.quantite for ligne in lignes if not acte_de(ligne.code).majoration)
    if not nombre or contexte.c2s_ouverte or contexte.age < bareme.nombre(f"{AMO}.participation_age", contexte.jour):
        return ZERO, ()
    montant = bareme.montant(nom, contexte.jour) * nombre
    texte = (
        "La caisse retient la participation forfaitaire sur ses remboursements\u202f; le cabinet ne l’encaisse jamais"
    )
    return montant, (Motif(texte, str(montant), nom, bareme.reference(nom, contexte.jour), Part.PATIENT),)


def _repartition_dite(lignes: tuple[LigneCotee, ...]) -> tuple[Motif, ...]:
    amo, amc, patient = (
        somme(getattr(ligne, part) for ligne in lignes) for part in ("part_amo", "part_amc", "part_patient")
    )
    remboursement = somme(ligne.remboursement for ligne in lignes)
    return (
        *((Motif("L’assurance maladie règle le médecin", str(amo), part=Part.AMO),) if amo > ZERO else ()),
        *((Motif("La complémentaire règle le médecin", str(amc), part=Part.AMC),) if amc > ZERO else ()),
        Motif("Le patient règle au cabinet", str(patient), part=Part.PATIENT),
        *(
            (Motif("L’assurance maladie rembourse au patient", str(remboursement), part=Part.AMO),)
            if amo == ZERO and remboursement > ZERO
            else ()
        ),
    )


def _depassement_dit(ligne: LigneCotee) -> tuple[Motif, ...]:
    if ligne.depassement == ZERO:
        return ()
    return (
        Motif(f"{ligne.code}\u202f: dépassement, qui n’est pas remboursé", str(ligne.depassement), part=Part.PATIENT),
    )


def _pour_cent(taux: Decimal) -> str:
    return f"{(taux * 100).normalize():f}\u00a0%"
