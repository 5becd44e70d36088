"""Décrire le cabinet : sa fiche, ses praticiens."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import func, select

from secretariat.cabinet.modele import FicheCabinet, Praticien
from secretariat.cabinet.valeurs import Etablissement, FichePraticien
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.identifiants import rpps_valide
from secretariat.socle.unite_de_travail import UniteDeTravail


@geste(Droit.CHANGER_REGLAGES)
def decrire_le_cabinet(unite: UniteDeTravail, etablissement: Etablissement) -> None:
    """Écrit la fiche du cabinet ; une base n’en a qu’une, et reste de démonstration pour toujours.

    Raises:
        ErreurMetier: Le cabinet est déjà décrit.
    """
    if unite.premier(select(FicheCabinet)) is not None:
        raise ErreurMetier("Ce cabinet est déjà décrit.", conseil="Modifier sa fiche depuis l’écran Cabinet.")
    unite.ajouter(
        FicheCabinet(
            nom=etablissement.nom,
            adresse=etablissement.adresse,
            code_postal=etablissement.code_postal,
            ville=etablissement.ville,
            telephone=etablissement.telephone,
            demonstration=etablissement.demonstration,
        )
    )


@geste(Droit.GERER_COMPTES)
def ajouter_praticien(unite: UniteDeTravail, fiche: FichePraticien) -> int:
    """Ajoute un praticien à la suite des autres ; l’identifiant de la fiche reçue est ignoré.

    Raises:
        ErreurMetier: Le nom est vide, ou le RPPS n’en est pas un.
    """
    _verifier_la_fiche(fiche)
    rang = unite.premier(select(func.count()).select_from(Praticien)) or 0
    praticien = Praticien(**_colonnes(fiche), ordre=rang)
    unite.ajouter(praticien)
    return praticien.id


@geste(Droit.GERER_COMPTES)
def modifier_praticien(unite: UniteDeTravail, fiche: FichePraticien) -> None:
    """Remplace ce que l’on sait d’un praticien.

    Raises:
        ErreurMetier: Le nom est vide, ou le RPPS n’en est pas un.
    """
    _verifier_la_fiche(fiche)
    praticien = unite.un(Praticien, fiche.id)
    for champ, valeur in _colonnes(fiche).items():
        setattr(praticien, champ, valeur)


@geste(Droit.GERER_COMPTES)
def fermer_praticien(unite: UniteDeTravail, praticien_id: int) -> None:
    """Retire un praticien de l’agenda ; ses rendez-vous et ses factures restent.

    Raises:
        ErreurMetier: C’est le dernier en activité.
    """
    praticien = unite.un(Praticien, praticien_id)
    if unite.premier(select(Praticien.id).where(Praticien.actif, Praticien.id != praticien_id)) is None:
        raise ErreurMetier(
            f"{praticien.civilite}\u00a0{praticien.nom.upper()} est le dernier praticien en activité du cabinet.",
            conseil="Ajouter d’abord son successeur.",
        )
    praticien.actif = False


@geste(Droit.GERER_COMPTES)
def rouvrir_praticien(unite: UniteDeTravail, praticien_id: int) -> None:
    """Remet un praticien à l’agenda."""
    unite.un(Praticien, praticien_id).actif = True


def _verifier_la_fiche(fiche: FichePraticien) -> None:
    if not fiche.nom.strip() or not fiche.prenom.strip():
        raise ErreurMetier("Il manque le prénom ou le nom du praticien.", conseil="Les saisir tous les deux.")
    if fiche.rpps and not rpps_valide(fiche.rpps):
        raise ErreurMetier(
            f"{fiche.rpps} n’est pas un numéro RPPS\u00a0: il a onze chiffres, le dernier vérifie les autres.",
            conseil="Le recopier de la carte CPS, ou laisser le champ vide.",
        )


def _colonnes(fiche: FichePraticien) -> dict[str, object]:
    return {champ: valeur for champ, valeur in asdict(fiche).items() if champ != "id"}
