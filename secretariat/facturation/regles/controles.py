"""Ce qui empêche de coter : les fautes sont rendues toutes ensemble, jamais la première seulement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secretariat.cabinet.valeurs import LIBELLES_SECTEURS, Secteur
from secretariat.facturation.regles.nomenclature import acte_de
from secretariat.facturation.valeurs import ActeDemande, Anomalie, Contexte, Parcours
from secretariat.socle.bareme import Bareme
from secretariat.socle.montant import ZERO, Montant

PARCOURS_AGE = "assurance_maladie.hors_parcours_age"
MEG_AGE = "ngap.age_maximal_meg"
CODES_AVEC_DEPASSEMENT = {"G": "C", "VG": "V", "COD": "COV", "COB": "COA"}
"""En secteur 2 hors OPTAM, le code, de base plus faible, qui prend la place de celui du tarif opposable."""


def controler(actes: Sequence[ActeDemande], contexte: Contexte, bareme: Bareme) -> tuple[Anomalie, ...]:
    """Toutes les fautes de la demande ; vide si elle se cote."""
    return (
        *_fautes_de_la_venue(actes, contexte, bareme),
        *(faute for acte in actes for faute in _fautes_de_l_acte(acte, contexte)),
        *(faute for acte in actes for faute in _fautes_d_age(acte.code.upper(), contexte, bareme)),
        *(faute for acte in actes for faute in _depassement(acte, contexte, bareme)),
        *_cumuls(actes),
        *_accompagnements(actes),
        *_opposables(actes, contexte, bareme),
    )


def _fautes_de_la_venue(actes: Sequence[ActeDemande], contexte: Contexte, bareme: Bareme) -> Iterator[Anomalie]:
    if contexte.jour < contexte.naissance:
        yield Anomalie(
            f"L’acte du {contexte.jour:%d/%m/%Y} est antérieur à la naissance du patient, "
            f"le {contexte.naissance:%d/%m/%Y}.",
            "Vérifier la date de l’acte et le dossier.",
        )
    if not actes:
        yield Anomalie("Il n’y a aucun acte à coter.", "Choisir au moins un acte.")
    elif all(acte_de(acte.code).majoration for acte in actes):
        yield Anomalie("Une majoration ne se cote pas seule.", "Ajouter la consultation ou la visite.")
    age_parcours = bareme.nombre(PARCOURS_AGE, contexte.jour)
    if contexte.parcours is Parcours.NON_CONCERNE and contexte.age >= age_parcours:
        yield Anomalie(
            f"Le parcours de soins concerne ce patient\u202f: il a {contexte.age} ans.",
            f"Choisir sa place dans le parcours\u202f; seuls les moins de {age_parcours} ans en sont dispensés.",
        )


def _fautes_de_l_acte(acte: ActeDemande, contexte: Contexte) -> Iterator[Anomalie]:
    if acte.quantite < 1:
        yield Anomalie(f"La quantité de {acte.code} est de {acte.quantite}.", "Saisir une quantité d’au moins 1.")
    if acte.honoraire is not None and acte.honoraire < ZERO:
        yield Anomalie(f"L’honoraire de {acte.code} est négatif\u202f: {acte.honoraire}.", "Le saisir sans signe.")
    if acte.code.upper() == "C" and contexte.secteur is not Secteur.SECTEUR_2:
        yield Anomalie(
            f"C est la consultation avec dépassement du secteur 2\u202f; le praticien est en "
            f"{LIBELLES_SECTEURS[contexte.secteur]}.",
            "Coter G.",
        )
    if acte.ald and not contexte.ald:
        yield Anomalie(
            f"{acte.code} est demandé à 100\u00a0% au titre d’une ALD, mais le dossier n’en porte aucune.",
            "Mettre à jour les droits du patient avec sa carte, ou coter hors ALD.",
        )


def _fautes_d_age(code: str, contexte: Contexte, bareme: Bareme) -> Iterator[Anomalie]:
    acte = acte_de(code)
    age_max = int(bareme.nombre(MEG_AGE, contexte.jour)) if code == "MEG" else acte.age_max
    if contexte.age < acte.age_min:
        yield Anomalie(
            f"{code} se cote à partir de {acte.age_min} ans\u202f; le patient a {_ans(contexte.age)}.",
            "Choisir l’acte de son âge.",
        )
    if age_max and contexte.age >= age_max:
        yield Anomalie(
            f"{code} se cote avant {age_max} ans\u202f; le patient a {_ans(contexte.age)}.",
            "Choisir l’acte de son âge.",
        )


def _depassement(acte: ActeDemande, contexte: Contexte, bareme: Bareme) -> Iterator[Anomalie]:
    tarif, code = bareme.montant(acte_de(acte.code).parametre, contexte.jour), acte.code.upper()
    if acte.honoraire is None or acte.honoraire <= tarif:
        return
    trop = f"{acte.honoraire} demandés pour {acte.code}, au tarif de {tarif}\u202f: "
    match contexte.secteur:
        case _ if contexte.c2s_ouverte:
            yield Anomalie(f"{trop}la complémentaire santé solidaire interdit le dépassement.", _au_tarif(tarif))
        case Secteur.SECTEUR_1:
            yield Anomalie(f"{trop}le {LIBELLES_SECTEURS[contexte.secteur]} n’a pas de dépassement.", _au_tarif(tarif))
        case Secteur.SECTEUR_2 if autre := CODES_AVEC_DEPASSEMENT.get(code):
            yield Anomalie(
                f"{trop}en secteur 2 hors OPTAM, {code} avec dépassement se cote {autre}.",
                f"Coter {autre} avec l’honoraire demandé, ou {code} au tarif.",
            )


def _cumuls(actes: Sequence[ActeDemande]) -> Iterator[Anomalie]:
    codes = [acte.code.upper() for acte in actes]
    for rang, code in enumerate(codes):
        if code in codes[:rang]:
            yield Anomalie(f"{code} figure deux fois.", "Garder une ligne et changer sa quantité.")
        for autre in codes[:rang]:
            if autre in acte_de(code).exclut or code in acte_de(autre).exclut:
                yield Anomalie(f"{code} ne se cumule pas avec {autre}.", "Retirer l’un des deux.")


def _accompagnements(actes: Sequence[ActeDemande]) -> Iterator[Anomalie]:
    codes = {acte.code.upper() for acte in actes}
    for code in sorted(codes):
        if (avec := acte_de(code).avec) and not avec & codes:
            yield Anomalie(
                f"{code} ne se cote qu’avec {' ou '.join(sorted(avec))}.",
                f"Retirer {code}, ou choisir l’acte qu’il suit.",
            )


def _opposables(actes: Sequence[ActeDemande], contexte: Contexte, bareme: Bareme) -> Iterator[Anomalie]:
    """Les majorations de coordination sont réservées aux tarifs opposables (décision UNCAM du 29/10/2024, art. 7)."""
    if contexte.secteur is not Secteur.SECTEUR_2:
        return
    tarifs = ((acte, bareme.montant(acte_de(acte.code).parametre, contexte.jour)) for acte in actes)
    if any(acte.honoraire is not None and acte.honoraire > tarif for acte, tarif in tarifs):
        for code in sorted({acte.code.upper() for acte in actes if acte_de(acte.code).opposable}):
            yield Anomalie(f"{code} ne se cumule pas avec un dépassement.", f"Retirer {code}, ou coter au tarif.")


def _au_tarif(tarif: Montant) -> str:
    return f"Demander {tarif}."


def _ans(age: int) -> str:
    return f"{age} an" if age in {0, 1} else f"{age} ans"
