"""Ce que l’on inscrit au journal : une recette, une dépense, une contre-passation ; rien ne s’y corrige autrement."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from secretariat.comptabilite.lectures import journal
from secretariat.comptabilite.modele import Ecriture
from secretariat.comptabilite.regles import verifier_mouvement
from secretariat.comptabilite.valeurs import LigneEcriture, Mouvement, Origine, Sens
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail


@geste(Droit.ECRIRE_COMPTABILITE)
def enregistrer_recette(unite: UniteDeTravail, mouvement: Mouvement) -> int:
    """Inscrit une somme reçue ; rend l’identifiant de l’écriture.

    Raises:
        ErreurMetier: Montant nul ou négatif, libellé vide, date à venir.
    """
    return _enregistrer(unite, mouvement, Sens.RECETTE)


@geste(Droit.ECRIRE_COMPTABILITE)
def enregistrer_depense(unite: UniteDeTravail, mouvement: Mouvement) -> int:
    """Inscrit une somme versée ; mêmes refus que `enregistrer_recette`."""
    return _enregistrer(unite, mouvement, Sens.DEPENSE)


@geste(Droit.ECRIRE_COMPTABILITE)
def contrepasser(unite: UniteDeTravail, ecriture_id: int, raison: str, *, avec_sa_facture: bool = False) -> int:
    """Annule une écriture par son contraire, daté d’aujourd’hui ; rend l’identifiant de celui-ci.

    `avec_sa_facture` est l’affaire de la facturation, qui contre-passe en même temps le règlement du patient.

    Raises:
        ErreurMetier: L’écriture est déjà contre-passée, en est une elle-même, ou aucune raison n’est donnée ; elle est
            la recette d’une facture, qui resterait réglée.
    """
    annulee = unite.un(Ecriture, ecriture_id)
    if annulee.origine is Origine.PATIENT and not avec_sa_facture:
        raise ErreurMetier(
            f"L’écriture {annulee.numero} est la recette de la facture {annulee.piece}\u202f: seule, elle ne se "
            "contre-passe pas.",
            conseil="Contre-passer la facture\u202f: son règlement et sa recette suivent.",
        )
    _verifier_contrepassation(unite, annulee, raison)
    contraire = Ecriture(
        numero=_numero_suivant(unite),
        jour=unite.aujourd_hui,
        sens=annulee.sens,
        libelle=f"Contre-passation de l’écriture {annulee.numero}\u00a0: {raison.strip()}",
        tiers=annulee.tiers,
        piece=annulee.piece,
        origine=annulee.origine,
        moyen=annulee.moyen,
        montant=-annulee.montant,
        praticien_id=annulee.praticien_id,
        contrepasse_id=annulee.id,
        auteur=unite.identite.acteur,
        saisie_le=unite.horloge(),
    )
    unite.ajouter(contraire)
    return contraire.id


@geste(Droit.EXPORTER)
def sortir_le_journal(unite: UniteDeTravail, debut: date, fin: date) -> tuple[LigneEcriture, ...]:
    """Rend les écritures de la période pour en faire un fichier, et note au journal d’audit qu’elles sortent."""
    lignes = journal(unite, debut, fin)
    unite.noter("export", "ecritures", debut=debut, fin=fin, lignes=len(lignes))
    return lignes


def _verifier_contrepassation(unite: UniteDeTravail, annulee: Ecriture, raison: str) -> None:
    if not raison.strip():
        raise ErreurMetier(
            f"L’écriture {annulee.numero} ne se contre-passe pas sans raison.",
            conseil="Dire en quelques mots ce qui était faux.",
        )
    if annulee.contrepasse_id is not None:
        raise ErreurMetier(
            f"L’écriture {annulee.numero} est elle-même une contre-passation.",
            conseil="Inscrire de nouveau le mouvement, s’il a bien eu lieu.",
        )
    contraire = unite.premier(select(Ecriture).where(Ecriture.contrepasse_id == annulee.id))
    if contraire is not None:
        raise ErreurMetier(
            f"L’écriture {annulee.numero} est déjà contre-passée par l’écriture {contraire.numero}.",
            conseil="Il n’y a rien à refaire\u202f; si besoin, inscrire une nouvelle écriture.",
        )


def _enregistrer(unite: UniteDeTravail, mouvement: Mouvement, sens: Sens) -> int:
    verifier_mouvement(mouvement, aujourd_hui=unite.aujourd_hui)
    ecriture = Ecriture(
        numero=_numero_suivant(unite),
        jour=mouvement.jour,
        sens=sens,
        libelle=mouvement.libelle.strip(),
        tiers=mouvement.tiers,
        piece=mouvement.piece,
        origine=mouvement.origine,
        moyen=mouvement.moyen,
        montant=mouvement.montant,
        praticien_id=mouvement.praticien_id,
        auteur=unite.identite.acteur,
        saisie_le=unite.horloge(),
    )
    unite.ajouter(ecriture)
    return ecriture.id


def _numero_suivant(unite: UniteDeTravail) -> int:
    # L’unité de travail est seule à écrire : personne ne prend ce numéro entre la lecture et l’ajout.
    return (unite.premier(select(func.max(Ecriture.numero))) or 0) + 1
