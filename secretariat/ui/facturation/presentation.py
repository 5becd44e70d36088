"""Ce que les cartes montrent d’une facture, qu’elle soit en train de se coter ou déjà établie. Pur : ni Qt, ni base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from secretariat.facturation.valeurs import Cotation, FicheFacture, LigneCotee, LigneDeFacture, Part
from secretariat.socle.montant import ZERO, Montant
from secretariat.socle.motif import Motif
from secretariat.ui.typographie import montant

TARIFS = "ngap."


@dataclass(frozen=True, slots=True)
class Raison:
    """Une réponse à « Pourquoi ? » ; `reference` est le texte de loi, vide s’il n’y en a pas."""

    valeur: str
    texte: str
    reference: str = ""


SANS_TICKET = Raison(str(ZERO), "L’assurance maladie prend tout en charge\u00a0: il ne reste rien à la complémentaire")
SANS_AMC = Raison(str(ZERO), "Pas de tiers payant complémentaire\u00a0: sa part se règle au cabinet")


@dataclass(frozen=True, slots=True)
class LigneMontree:
    """Un acte, ou la ligne du total, telle que le tableau l’écrit."""

    code: str
    acte: str
    detail: str
    tarif: str
    taux: str
    amo: str
    amc: str
    patient: str
    est_total: bool = False


@dataclass(frozen=True, slots=True)
class Presentation:
    """Une facture à montrer.

    Attributes:
        lignes: Les actes, puis le total s’il y en a un.
        annulee: Les montants sont négatifs : c’est une contre-passation.
    """

    lignes: tuple[LigneMontree, ...]
    parts: Mapping[Part, Montant]
    raisons: Mapping[Part, tuple[Raison, ...]]
    total: Montant


def presenter_cotation(cotation: Cotation) -> Presentation:
    """Ce que donnerait la facture."""
    parts = {Part.AMO: cotation.part_amo, Part.AMC: cotation.part_amc, Part.PATIENT: cotation.part_patient}
    return _presenter(cotation.lignes, parts, cotation.total, cotation.motifs)


def presenter_facture(fiche: FicheFacture) -> Presentation:
    """Ce que la facture a retenu le jour où elle a été établie."""
    parts = {Part.AMO: fiche.part_amo, Part.AMC: fiche.part_amc, Part.PATIENT: fiche.part_patient}
    return _presenter(fiche.lignes, parts, fiche.total, fiche.motifs)


def part_de(motif: Motif) -> Part | None:
    """La part que ce motif explique, celle du patient s’il vaut pour tous ; None pour un tarif, dit avec son acte."""
    if motif.parametre.startswith(TARIFS):
        return None
    return Part(motif.part or Part.PATIENT)


def _presenter(
    lignes: Sequence[LigneCotee | LigneDeFacture],
    parts: Mapping[Part, Montant],
    total: Montant,
    motifs: Sequence[Motif],
) -> Presentation:
    references = {motif.parametre: motif.reference for motif in motifs if motif.parametre.startswith(TARIFS)}
    montrees = tuple(_ligne(ligne, references) for ligne in lignes)
    if montrees:
        montrees = (*montrees, _total(parts, total))
    return Presentation(montrees, parts, _raisons(lignes, motifs), total)


def _ligne(ligne: LigneCotee | LigneDeFacture, references: Mapping[str, str]) -> LigneMontree:
    quantite = f"{ligne.quantite}\u00a0× " if ligne.quantite > 1 else ""
    return LigneMontree(
        code=ligne.code,
        acte=f"{quantite}{ligne.libelle}",
        detail=references.get(f"{TARIFS}{ligne.code.lower()}", ""),
        tarif=montant(ligne.honoraire),
        taux=_pour_cent(ligne.taux),
        amo=montant(ligne.part_amo),
        amc=montant(ligne.part_amc),
        patient=montant(ligne.part_patient),
    )


def _total(parts: Mapping[Part, Montant], total: Montant) -> LigneMontree:
    amo, amc, patient = (montant(parts[part]) for part in Part)
    return LigneMontree("", "Total", "", montant(total), "", amo, amc, patient, est_total=True)


def _raisons(
    lignes: Sequence[LigneCotee | LigneDeFacture], motifs: Sequence[Motif]
) -> Mapping[Part, tuple[Raison, ...]]:
    raisons: dict[Part, list[Raison]] = {part: [] for part in Part}
    for motif in motifs:
        if (part := part_de(motif)) is not None:
            raisons[part].append(Raison(motif.valeur, motif.texte, motif.reference))
    for ligne in lignes:
        if _ticket_moderateur(ligne) > ZERO:
            raisons[Part.AMC if ligne.part_amc > ZERO else Part.PATIENT].insert(1, _ticket(ligne))
    if not raisons[Part.AMC] and lignes:
        entiere = all(_ticket_moderateur(ligne) == ZERO for ligne in lignes)
        raisons[Part.AMC].append(SANS_TICKET if entiere else SANS_AMC)
    return {part: tuple(dict.fromkeys(liste)) for part, liste in raisons.items()}


def _ticket(ligne: LigneCotee | LigneDeFacture) -> Raison:
    reste = _pour_cent(1 - ligne.taux)
    return Raison(montant(_ticket_moderateur(ligne)), f"Ticket modérateur\u00a0: {reste} de {ligne.code}")


def _ticket_moderateur(ligne: LigneCotee | LigneDeFacture) -> Montant:
    return ligne.base - ligne.base.part(ligne.taux)


def _pour_cent(taux: Decimal) -> str:
    return f"{(taux * 100).normalize():f}".replace(".", ",") + "\u00a0%"
