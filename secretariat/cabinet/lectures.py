"""Ce que les écrans lisent du cabinet."""

from __future__ import annotations

import json

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from secretariat.cabinet.deplacement import deplacement
from secretariat.cabinet.modele import FicheCabinet, Praticien, Utilisateur
from secretariat.cabinet.valeurs import Etablissement, FichePraticien, FicheUtilisateur
from secretariat.socle.conflits import Changement
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import Lecture


def etablissement(lecture: Lecture) -> Etablissement:
    """La fiche du cabinet.

    Raises:
        ErreurMetier: La base n’a pas encore été décrite.
    """
    fiche = lecture.premier(select(FicheCabinet))
    if fiche is None:
        raise ErreurMetier(
            "Cette base n’a pas de fiche de cabinet : sa création n’est pas allée au bout.",
            conseil="Recommencer la création du cabinet dans un autre dossier.",
        )
    return Etablissement(
        fiche.nom,
        fiche.adresse,
        fiche.code_postal,
        fiche.ville,
        fiche.telephone,
        fiche.demonstration,
        deplacement(lecture),
    )


def praticiens(lecture: Lecture) -> tuple[FichePraticien, ...]:
    """Les praticiens en activité, dans l’ordre de l’agenda."""
    return praticiens_tels_que(lecture, Praticien.actif)


def praticiens_tels_que(
    lecture: Lecture, voulus: ColumnElement[bool] | InstrumentedAttribute[bool]
) -> tuple[FichePraticien, ...]:
    """Les praticiens que la condition retient, dans l’ordre de l’agenda."""
    colonnes = (
        Praticien.id,
        Praticien.civilite,
        Praticien.nom,
        Praticien.prenom,
        Praticien.specialite,
        Praticien.rpps,
        Praticien.numero_am,
        Praticien.secteur,
    )
    requete = select(*colonnes).where(voulus).order_by(Praticien.ordre, Praticien.id)
    return lecture.lignes(requete, FichePraticien)


def utilisateurs(lecture: Lecture) -> tuple[FicheUtilisateur, ...]:
    """Tous les comptes, par identifiant."""
    colonnes = (
        Utilisateur.id,
        Utilisateur.identifiant,
        Utilisateur.nom,
        Utilisateur.prenom,
        Utilisateur.role,
        Utilisateur.actif,
        Utilisateur.praticien_id,
    )
    return lecture.lignes(select(*colonnes).order_by(Utilisateur.identifiant), FicheUtilisateur)


def derniers_changements(lecture: Lecture, *objets: str) -> dict[str, Changement]:
    """Qui a écrit le dernier chaque colonne de ces objets (`patients:12`), de la plus récente à la plus ancienne.

    L’ordre est celui du journal, non des horloges des postes. Un compte que la base ne connaît plus est nommé par son
    identifiant.
    """
    changements: dict[str, Changement] = {}
    noms = {fiche.identifiant: fiche.prenom or fiche.nom for fiche in utilisateurs(lecture)}
    for ecriture in lecture.ecritures_de(*objets):
        par = Changement(noms.get(ecriture.acteur, ecriture.acteur), ecriture.poste, ecriture.instant)
        for colonne in json.loads(ecriture.details):
            changements.setdefault(colonne, par)
    return changements
