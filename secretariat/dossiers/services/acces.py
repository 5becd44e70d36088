"""L’accès exceptionnel (« bris de glace ») : ouvrir pour un temps la partie médicale d’un patient, en disant pourquoi.

Il est au journal avec sa raison, et le praticien du patient en est prévenu jusqu’à ce qu’il l’ait vu.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from secretariat.cabinet.lectures import securite
from secretariat.cabinet.modele import Praticien, Utilisateur
from secretariat.cabinet.valeurs import Role
from secretariat.dossiers.lectures.acces import mon_praticien
from secretariat.dossiers.modele import AccesExceptionnel, AvisAcces, Patient
from secretariat.dossiers.valeurs import AccesAccorde
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail

RAISON_MINIMALE = 10


@geste(Droit.BRIS_DE_GLACE)
def ouvrir_acces_exceptionnel(unite: UniteDeTravail, patient_id: int, raison: str) -> AccesAccorde:
    """Ouvre à la personne connectée la partie médicale de ce patient, et de lui seul, pour la durée réglée.

    Raises:
        ErreurMetier: La raison est trop courte, ou la personne lit déjà cette partie.
    """
    raison = " ".join(raison.split())
    if unite.peut(Droit.LIRE_MEDICAL):
        raise ErreurMetier(
            "Votre rôle lit déjà la partie médicale\u00a0: un accès exceptionnel n’y ajouterait rien.",
            conseil="Ouvrir le document.",
        )
    if len(raison) < RAISON_MINIMALE:
        raise ErreurMetier(
            f"La raison est trop courte\u00a0: il faut au moins {RAISON_MINIMALE} caractères.",
            conseil="Dire ce qui oblige à ouvrir maintenant\u202f; le praticien la lira.",
        )
    qui, maintenant = unite.identite, unite.horloge()
    acces = AccesExceptionnel(
        patient_id=unite.un(Patient, patient_id).id,
        acteur=qui.acteur,
        nom=qui.nom,
        role=qui.role,
        poste=qui.poste,
        raison=raison,
        ouvert_le=maintenant,
        jusqu_a=maintenant + timedelta(minutes=securite(unite).acces_exceptionnel_minutes),
    )
    unite.ajouter(acces)
    unite.ajouter(
        *(AvisAcces(acces_id=acces.id, praticien_id=praticien) for praticien in _a_prevenir(unite, patient_id))
    )
    unite.noter("accès exceptionnel", f"patients:{patient_id}", raison=raison, jusqu_a=acces.jusqu_a)
    return AccesAccorde(acces.id, acces.jusqu_a)


@geste(Droit.ETRE_PREVENU)
def marquer_vu(unite: UniteDeTravail, acces_id: int) -> None:
    """Le praticien connecté a vu cet accès ; ne change rien pour les autres praticiens prévenus.

    Raises:
        ErreurMetier: Cet accès ne lui a pas été signalé.
    """
    praticien_id = mon_praticien(unite)
    avis = unite.premier(
        select(AvisAcces).where(AvisAcces.acces_id == acces_id, AvisAcces.praticien_id == praticien_id)
    )
    if avis is None:
        raise ErreurMetier(
            "Cet accès exceptionnel ne vous a pas été signalé.", conseil="Relire la liste de l’écran d’accueil."
        )
    avis.vu_le = avis.vu_le or unite.horloge()


def _a_prevenir(unite: UniteDeTravail, patient_id: int) -> tuple[int, ...]:
    """Le médecin traitant s’il exerce ici et ouvre des sessions ; à défaut, tous les praticiens du cabinet."""
    traitant = unite.un(Patient, patient_id).medecin_traitant_id
    actifs = unite.tous(select(Praticien.id).where(Praticien.actif).order_by(Praticien.ordre, Praticien.id))
    avec_compte = set(
        unite.tous(select(Utilisateur.praticien_id).where(Utilisateur.actif, Utilisateur.role == Role.PRATICIEN))
    )
    return (traitant,) if traitant in actifs and traitant in avec_compte else actifs
