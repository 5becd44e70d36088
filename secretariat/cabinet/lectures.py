"""Ce que les écrans lisent du cabinet."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from secretariat.cabinet.deplacement import deplacement
from secretariat.cabinet.modele import FicheCabinet, Praticien, Utilisateur
from secretariat.cabinet.reglages import etats, registre
from secretariat.cabinet.valeurs import (
    CaseDeDroit,
    Etablissement,
    FichePraticien,
    FicheUtilisateur,
    LigneDeDroit,
    MatriceDuCabinet,
    PraticienDuCabinet,
    Role,
    Securite,
)
from secretariat.socle.conflits import Changement
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.matrice import defaut
from secretariat.socle.unite_de_travail import Lecture

MINUTE = timedelta(minutes=1)
DE_SECURITE = (
    registre.CAS_MOT_DE_PASSE,
    registre.ECHECS_AVANT_VERROU,
    registre.VERROUILLAGE,
    registre.BRIS_DE_GLACE,
    registre.RENOUVELLEMENT_ADMINISTRATEUR,
    registre.ECHECS_AVANT_BLOCAGE,
    registre.CARTE_RETIREE_VERROUILLE,
)


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


def est_decrit(lecture: Lecture) -> bool:
    """Vrai si un cabinet a déjà été créé dans cette base."""
    return lecture.premier(select(FicheCabinet.id)) is not None


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


@geste(Droit.GERER_COMPTES)
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
        Utilisateur.a_changer,
        Utilisateur.verrouille_le.is_not(None),
        Utilisateur.carte,
    )
    return lecture.lignes(select(*colonnes).order_by(Utilisateur.identifiant), FicheUtilisateur)


def derniers_changements(lecture: Lecture, *objets: str) -> dict[str, Changement]:
    """Qui a écrit le dernier chaque colonne de ces objets (`patients:12`), de la plus récente à la plus ancienne.

    L’ordre est celui du journal, non des horloges des postes. Un compte que la base ne connaît plus est nommé par son
    identifiant.
    """
    changements: dict[str, Changement] = {}
    comptes = select(Utilisateur.identifiant, Utilisateur.prenom, Utilisateur.nom)
    noms = {identifiant: prenom or nom for identifiant, prenom, nom in lecture.lignes(comptes, _telles_quelles)}
    for ecriture in lecture.ecritures_de(*objets):
        par = Changement(noms.get(ecriture.acteur, ecriture.acteur), ecriture.poste, ecriture.instant)
        for colonne in json.loads(ecriture.details):
            changements.setdefault(colonne, par)
    return changements


def tous_les_praticiens(lecture: Lecture) -> tuple[PraticienDuCabinet, ...]:
    """Les praticiens en activité, puis les autres."""
    actifs, autres = praticiens_tels_que(lecture, Praticien.actif), praticiens_tels_que(lecture, ~Praticien.actif)
    return (
        *(PraticienDuCabinet(p, actif=True) for p in actifs),
        *(PraticienDuCabinet(p, actif=False) for p in autres),
    )


def matrice_des_droits(lecture: Lecture) -> MatriceDuCabinet:
    """Ce que chaque rôle peut faire, case par case, et ce qui y diffère du défaut ; chacun peut la lire."""
    livre, actuels = defaut(), lecture.droits_des_roles()
    lignes = tuple(
        LigneDeDroit(
            d.droit,
            groupe.nom,
            d.libelle,
            d.note,
            tuple(CaseDeDroit(role, d.droit in actuels[role.value], role.value in d.permis) for role in Role),
        )
        for groupe in livre.groupes
        for d in groupe.droits
    )
    return MatriceDuCabinet(lignes, livre.source, livre.notes, f"{livre.verifie_le:%d/%m/%Y}")


def mes_droits(lecture: Lecture) -> frozenset[Droit]:
    """Ce que peut la personne connectée, pour ne pas lui proposer ce que les services refuseraient."""
    return frozenset(droit for droit in Droit if lecture.peut(droit))


def securite(lecture: Lecture) -> Securite:
    """Les réglages de sécurité ; ceux du programme pour ce que le cabinet n’a pas dit, ou a mal dit."""
    cas, verrou, inactivite, acces, renouvellement, libres, carte = (e.valeur for e in etats(lecture, DE_SECURITE))
    return Securite(cas, verrou, inactivite // MINUTE, acces // MINUTE, renouvellement.days, libres, carte)


def _telles_quelles(*colonnes: str) -> tuple[str, ...]:
    return colonnes
