"""Répondre à une demande d’accès : quatre lettres, rangées au dossier par la machinerie des courriers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from secretariat.conformite import parametres
from secretariat.conformite.lectures.acces import bornes_de, demande, elements
from secretariat.conformite.lectures.reglages import delais_d_acces
from secretariat.conformite.modele import DemandeAcces
from secretariat.conformite.regles.acces import passer
from secretariat.conformite.services.acces import demande_inchangee
from secretariat.conformite.services.acteurs import exiger_un_praticien
from secretariat.conformite.valeurs.acces import LIBELLES_EXCLUSIONS, LIBELLES_MODES, EtatDemande
from secretariat.courriers import services as courriers
from secretariat.dossiers.modele import Patient
from secretariat.socle.dates import date_dite
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail

ACCUSE, PIECE, TRANSMISSION, REFUS = "acces_accuse", "acces_piece", "acces_transmission", "acces_refus"


def accuser_reception(unite: UniteDeTravail, demande_id: int) -> int:
    """Écrit l’accusé de réception ; rend le numéro du courrier."""
    return _ecrire(unite, demande_id, ACCUSE)


def reclamer_les_pieces(unite: UniteDeTravail, demande_id: int) -> int:
    """Demande par lettre les pièces qui manquent ; la demande devient incomplète.

    Raises:
        ErreurMetier: Il n’en manque aucune.
    """
    if not demande(unite, demande_id).manquantes:
        raise ErreurMetier("Il ne manque aucune pièce à cette demande.", conseil="Préparer le dossier.")
    enregistree = unite.un(DemandeAcces, demande_id)
    if enregistree.etat is not EtatDemande.INCOMPLETE:
        enregistree.etat = passer(enregistree.etat, EtatDemande.INCOMPLETE)
    return _ecrire(unite, demande_id, PIECE)


def transmettre(unite: UniteDeTravail, demande_id: int, *, version: int | None = None) -> int:
    """Communique le dossier préparé, avec sa lettre et son inventaire ; rend le numéro du courrier.

    Raises:
        ErreurMetier: Il n’est pas prêt, ou le délai de réflexion n’est pas passé.
        ModifieAilleurs: Quelqu’un a modifié la demande depuis.
    """
    enregistree = demande_inchangee(unite, demande_id, version)
    etat = passer(enregistree.etat, EtatDemande.TRANSMISE)
    echeance = bornes_de(enregistree, delais_d_acces(unite))
    if echeance is not None and unite.aujourd_hui < echeance.au_plus_tot:
        raise ErreurMetier(
            f"La loi laisse au demandeur un délai de réflexion\u00a0: pas avant le {date_dite(echeance.au_plus_tot)}.",
            conseil="Attendre ce jour pour communiquer le dossier.",
        )
    courrier = _ecrire(unite, demande_id, TRANSMISSION)
    enregistree.etat, enregistree.transmise_le = etat, unite.aujourd_hui
    unite.noter("dossier communiqué", f"patients:{enregistree.patient_id}", demande=demande_id)
    return courrier


def refuser(unite: UniteDeTravail, demande_id: int, raison: str) -> int:
    """Refuse la demande par une lettre qui dit la raison et les recours ; rend le numéro du courrier.

    Raises:
        ErreurMetier: Ce n’est pas un praticien, ou aucune raison n’est donnée.
    """
    exiger_un_praticien(unite, "Refuser l’accès à un dossier")
    if not raison.strip():
        raise ErreurMetier("Un refus dit sa raison.", conseil="L’écrire\u202f: elle paraît dans la lettre.")
    enregistree = unite.un(DemandeAcces, demande_id)
    enregistree.etat = passer(enregistree.etat, EtatDemande.REFUSEE)
    enregistree.refus = raison.strip()
    return _ecrire(unite, demande_id, REFUS)


def _ecrire(unite: UniteDeTravail, demande_id: int, modele: str) -> int:
    enregistree = unite.un(DemandeAcces, demande_id)
    return courriers.ecrire(
        unite,
        patient_id=enregistree.patient_id,
        praticien_id=unite.un(Patient, enregistree.patient_id).medecin_traitant_id,
        modele=modele,
        complements=_complements(unite, demande_id),
        accepter_manquants=True,
    )


def _complements(unite: UniteDeTravail, demande_id: int) -> dict[str, str]:
    lue = demande(unite, demande_id)
    inventaire = elements(unite, demande_id)
    communiques = [f"{e.libelle} ({e.detail})" for e in inventaire if e.exclusion is None]
    exclus = [f"{e.libelle}\u00a0: {LIBELLES_EXCLUSIONS[e.exclusion]}" for e in inventaire if e.exclusion is not None]
    textes = {
        "destinataire.nom": lue.demandeur,
        "destinataire.adresse": lue.adresse,
        "demande.recue_le": date_dite(lue.recue_le),
        "demande.qualite": parametres.qualites()[lue.qualite].libelle,
        "demande.mode": LIBELLES_MODES[lue.mode],
        "demande.au_plus_tot": _dit(lue.bornes.au_plus_tot if lue.bornes else None),
        "demande.au_plus_tard": _dit(lue.bornes.au_plus_tard if lue.bornes else None),
        "demande.pieces": _liste(piece.libelle for piece in lue.manquantes),
        "demande.inventaire": _liste(communiques),
        "demande.exclusions": _liste(exclus),
        "demande.refus": lue.refus,
    }
    return {nom: texte for nom, texte in textes.items() if texte}


def _dit(jour: date | None) -> str:
    return "" if jour is None else date_dite(jour)


def _liste(lignes: Iterable[str]) -> str:
    return "\n".join(f"– {ligne}" for ligne in lignes)
