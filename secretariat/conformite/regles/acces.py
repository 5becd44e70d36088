"""Une demande d’accès : ses dates, son alerte, ses états (CSP art. L1111-7 et R1111-1)."""

from __future__ import annotations

from datetime import date, timedelta

from secretariat.conformite.regles.durees import plus_mois
from secretariat.conformite.valeurs.acces import (
    AYANTS_DROIT,
    LIBELLES_ETATS,
    Alerte,
    Bornes,
    Delais,
    EtatDemande,
    NouvelleDemande,
)
from secretariat.conformite.valeurs.parametres import Parametres
from secretariat.socle.erreurs import ErreurMetier

TRANSITIONS: frozenset[tuple[EtatDemande, EtatDemande]] = frozenset({
    (EtatDemande.RECUE, EtatDemande.INCOMPLETE),
    (EtatDemande.RECUE, EtatDemande.COMPLETE),
    (EtatDemande.RECUE, EtatDemande.REFUSEE),
    (EtatDemande.INCOMPLETE, EtatDemande.COMPLETE),
    (EtatDemande.INCOMPLETE, EtatDemande.REFUSEE),
    (EtatDemande.INCOMPLETE, EtatDemande.CLOSE),
    (EtatDemande.COMPLETE, EtatDemande.PRETE),
    (EtatDemande.COMPLETE, EtatDemande.REFUSEE),
    (EtatDemande.PRETE, EtatDemande.COMPLETE),
    (EtatDemande.PRETE, EtatDemande.TRANSMISE),
    (EtatDemande.PRETE, EtatDemande.REFUSEE),
    (EtatDemande.TRANSMISE, EtatDemande.CLOSE),
    (EtatDemande.REFUSEE, EtatDemande.CLOSE),
})
OUVERTS = frozenset({EtatDemande.RECUE, EtatDemande.INCOMPLETE, EtatDemande.COMPLETE, EtatDemande.PRETE})
"""Les états où l’on doit encore une réponse."""


def delais(parametres: Parametres) -> Delais:
    """Les délais que disent les paramètres."""
    return Delais(
        parametres["reflexion_jours"].valeur,
        parametres["communication_jours"].valeur,
        parametres["communication_ancienne_mois"].valeur,
        parametres["alerte_jours"].valeur,
        bool(parametres["depart_demande_complete"].valeur),
    )


def bornes(depart: date, regle: Delais, *, ancienne: bool) -> Bornes:
    """Quand communiquer au plus tôt et au plus tard ; `ancienne` : des informations de plus de cinq ans."""
    plus_tard = (
        plus_mois(depart, regle.ancienne_mois) if ancienne else depart + timedelta(days=regle.communication_jours)
    )
    return Bornes(depart + timedelta(days=regle.reflexion_jours), plus_tard)


def alerte(etat: EtatDemande, echeance: Bornes | None, regle: Delais, aujourd_hui: date) -> Alerte:
    """Ce que l’échéance a d’urgent ; une demande répondue n’alerte plus."""
    if etat not in OUVERTS or echeance is None:
        return Alerte.AUCUNE
    if aujourd_hui > echeance.au_plus_tard:
        return Alerte.DEPASSEE
    proche = echeance.au_plus_tard - aujourd_hui <= timedelta(days=regle.alerte_jours)
    return Alerte.PROCHE if proche else Alerte.AUCUNE


def passer(etat: EtatDemande, vers: EtatDemande) -> EtatDemande:
    """Le nouvel état, si le passage est permis.

    Raises:
        ErreurMetier: Le passage n’est pas dans la table.
    """
    if (etat, vers) not in TRANSITIONS:
        raise ErreurMetier(
            f"Cette demande est «\u00a0{LIBELLES_ETATS[etat].lower()}\u00a0»\u202f: elle ne peut pas devenir "
            f"«\u00a0{LIBELLES_ETATS[vers].lower()}\u00a0».",
            conseil="Suivre les étapes\u00a0: complète, prête, transmise, puis close.",
        )
    return vers


def defauts(demande: NouvelleDemande, aujourd_hui: date, *, decede: bool) -> tuple[str, ...]:
    """Ce qui fait refuser l’enregistrement d’une demande."""
    fautes = []
    ayant_droit = demande.qualite in AYANTS_DROIT
    if not demande.demandeur.strip():
        fautes.append("Le nom du demandeur manque.")
    if demande.recue_le > aujourd_hui:
        fautes.append(f"La demande serait reçue le {demande.recue_le:%d/%m/%Y}, qui n’est pas encore venu.")
    if ayant_droit and demande.motif_deces is None:
        fautes.append("Un ayant droit doit dire lequel des trois motifs de la loi il invoque.")
    if ayant_droit and not decede:
        fautes.append("Un ayant droit ne demande que le dossier d’une personne décédée, et aucun décès n’est noté.")
    if not ayant_droit and demande.motif_deces is not None:
        fautes.append("Le motif d’un ayant droit ne vaut pas pour cette qualité.")
    return tuple(fautes)
