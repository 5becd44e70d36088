"""Tenir le registre des traitements, et celui des violations."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select

from secretariat.conformite import parametres
from secretariat.conformite.modele import EntreeRegistre, Violation
from secretariat.conformite.valeurs.registre import NouvelleViolation, Traitement
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import ModifieAilleurs, UniteDeTravail


def preremplir_registre(unite: UniteDeTravail) -> int:
    """Ajoute les entrées livrées qui n’y sont pas encore, toutes « à vérifier » ; rend leur nombre."""
    presentes = set(unite.tous(select(EntreeRegistre.cle)))
    nouvelles = [
        EntreeRegistre(cle=cle, **asdict(traitement))
        for cle, traitement in parametres.registre_type().items()
        if cle not in presentes
    ]
    unite.ajouter(*nouvelles)
    return len(nouvelles)


def ajouter_traitement(unite: UniteDeTravail, traitement: Traitement) -> int:
    """Ajoute un traitement propre au cabinet, « à vérifier » ; rend son numéro."""
    _verifier(traitement)
    entree = EntreeRegistre(**asdict(traitement))
    unite.ajouter(entree)
    return entree.id


def modifier_traitement(
    unite: UniteDeTravail, entree_id: int, traitement: Traitement, *, version: int | None = None
) -> None:
    """Corrige une entrée ; changée, elle est de nouveau « à vérifier ».

    Raises:
        ErreurMetier: Elle n’a pas de nom ou pas de finalité.
        ModifieAilleurs: Quelqu’un l’a modifiée depuis.
    """
    _verifier(traitement)
    entree = _inchangee(unite, entree_id, version)
    changes = {nom: texte for nom, texte in asdict(traitement).items() if getattr(entree, nom) != texte}
    for nom, texte in changes.items():
        setattr(entree, nom, texte)
    if changes:
        entree.confirmee_par, entree.confirmee_le = "", None


def confirmer_traitement(unite: UniteDeTravail, entree_id: int, *, version: int | None = None) -> None:
    """Note que quelqu’un a relu cette entrée et répond de son exactitude.

    Raises:
        ModifieAilleurs: Quelqu’un l’a modifiée depuis.
    """
    entree = _inchangee(unite, entree_id, version)
    entree.confirmee_par, entree.confirmee_le = unite.identite.nom, unite.horloge()


def declarer_violation(unite: UniteDeTravail, nouvelle: NouvelleViolation) -> int:
    """Inscrit une violation au registre ; les soixante-douze heures courent de son constat.

    Raises:
        ErreurMetier: La nature manque, ou le constat est à venir.
    """
    if not nouvelle.nature.strip():
        raise ErreurMetier("Cette violation n’est pas décrite.", conseil="Dire ce qui s’est passé.")
    if nouvelle.constatee_le > unite.horloge():
        raise ErreurMetier("Le constat serait à venir.", conseil="Dater le constat du jour où l’on a su.")
    violation = Violation(**asdict(nouvelle), auteur=unite.identite.acteur, cree_le=unite.horloge())
    unite.ajouter(violation)
    return violation.id


def noter_notification(unite: UniteDeTravail, violation_id: int, le: datetime) -> None:
    """Note que la CNIL a été prévenue.

    Raises:
        ErreurMetier: La date précède le constat, ou est à venir.
    """
    violation = unite.un(Violation, violation_id)
    if not violation.constatee_le <= le <= unite.horloge():
        raise ErreurMetier(
            "La notification ne peut ni précéder le constat, ni être à venir.", conseil="Vérifier la date."
        )
    violation.notifiee_le = le


def dispenser_de_notification(unite: UniteDeTravail, violation_id: int, raison: str) -> None:
    """Note pourquoi la CNIL n’a pas à être prévenue (aucun risque pour les personnes).

    Raises:
        ErreurMetier: Aucune raison n’est donnée.
    """
    if not raison.strip():
        raise ErreurMetier(
            "Ne pas prévenir la CNIL demande une raison.", conseil="Dire pourquoi il n’y a pas de risque."
        )
    unite.un(Violation, violation_id).sans_notification = raison.strip()


def _verifier(traitement: Traitement) -> None:
    if not traitement.nom.strip() or not traitement.finalites.strip():
        raise ErreurMetier("Un traitement a un nom et une finalité.", conseil="Compléter ces deux rubriques.")


def _inchangee(unite: UniteDeTravail, entree_id: int, version: int | None) -> EntreeRegistre:
    entree = unite.un(EntreeRegistre, entree_id)
    if version is not None and entree.version != version:
        raise ModifieAilleurs(
            f"L’entrée «\u00a0{entree.nom}\u00a0» vient d’être modifiée sur un autre poste.",
            conseil="La relire, puis refaire le geste.",
        )
    return entree
