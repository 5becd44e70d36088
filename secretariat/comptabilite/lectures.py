"""Ce que les écrans et les fichiers lisent du journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Executable, func, select
from sqlalchemy.orm import aliased

from secretariat.cabinet.modele import Praticien
from secretariat.comptabilite.modele import Ecriture
from secretariat.comptabilite.regles import signe, soldes_progressifs
from secretariat.comptabilite.valeurs import LigneEcriture, MoyenPaiement, Sens, Totaux
from secretariat.socle.droits import Droit, geste
from secretariat.socle.montant import Montant
from secretariat.socle.unite_de_travail import Lecture


@geste(Droit.LIRE_COMPTABILITE)
def journal(lecture: Lecture, debut: date, fin: date) -> tuple[LigneEcriture, ...]:
    """Les écritures de la période, bornes comprises, jour après jour ; le solde part de zéro."""
    lignes = lecture.lignes(_requete(debut, fin), LigneEcriture)
    soldes = soldes_progressifs(signe(ligne.montant, ligne.sens) for ligne in lignes)
    return tuple(replace(ligne, solde=solde) for ligne, solde in zip(lignes, soldes, strict=True))


@geste(Droit.LIRE_TOTAUX)
def totaux(lecture: Lecture, debut: date, fin: date) -> Totaux:
    """Les sommes de la période, bornes comprises, par sens et par moyen de paiement."""
    requete = (
        select(Ecriture.sens, Ecriture.moyen, func.sum(Ecriture.montant))
        .where(Ecriture.jour.between(debut, fin))
        .group_by(Ecriture.sens, Ecriture.moyen)
        .order_by(Ecriture.moyen)
    )
    sommes: dict[Sens, dict[MoyenPaiement, Montant]] = {Sens.RECETTE: {}, Sens.DEPENSE: {}}
    for sens, moyen, montant in lecture.lignes(requete, _triplet):
        sommes[sens][moyen] = montant
    return Totaux(sommes[Sens.RECETTE], sommes[Sens.DEPENSE])


def _requete(debut: date, fin: date) -> Executable:
    annulee, contraire = aliased(Ecriture), aliased(Ecriture)
    return (
        select(
            Ecriture.id,
            Ecriture.numero,
            Ecriture.jour,
            Ecriture.sens,
            Ecriture.libelle,
            Ecriture.tiers,
            Ecriture.piece,
            Ecriture.origine,
            Ecriture.moyen,
            Ecriture.montant,
            func.coalesce(Praticien.nom, ""),
            Ecriture.auteur,
            annulee.numero,
            contraire.numero,
        )
        .outerjoin(Praticien, Praticien.id == Ecriture.praticien_id)
        .outerjoin(annulee, annulee.id == Ecriture.contrepasse_id)
        .outerjoin(contraire, contraire.contrepasse_id == Ecriture.id)
        .where(Ecriture.jour.between(debut, fin))
        .order_by(Ecriture.jour, Ecriture.numero)
    )


def _triplet(sens: Sens, moyen: MoyenPaiement, montant: Montant) -> tuple[Sens, MoyenPaiement, Montant]:
    return sens, moyen, montant
