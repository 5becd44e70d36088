"""Suivre une demande d’accès : l’enregistrer, recevoir ses pièces, exclure, préparer, clore.

Les lettres, et les gestes qui en envoient une, sont dans `reponses`.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from secretariat.conformite import parametres
from secretariat.conformite.lectures.acces import elements
from secretariat.conformite.lectures.passages import faits_de_conservation
from secretariat.conformite.modele import DemandeAcces, ExclusionAcces, PieceAcces
from secretariat.conformite.regles.acces import defauts, passer
from secretariat.conformite.valeurs.acces import AYANTS_DROIT, EtatDemande, NouvelleDemande, RaisonExclusion
from secretariat.dossiers.modele import Patient
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import ModifieAilleurs, UniteDeTravail


def enregistrer_demande(unite: UniteDeTravail, patient_id: int, nouvelle: NouvelleDemande) -> int:
    """Ouvre le suivi d’une demande, avec les pièces que sa qualité appelle ; rend son numéro.

    Raises:
        ErreurMetier: Le demandeur manque, la date est à venir, ou un ayant droit ne dit pas son motif.
    """
    decede = faits_de_conservation(unite, patient_id).deces_le is not None
    if fautes := defauts(nouvelle, unite.aujourd_hui, decede=decede):
        raise ErreurMetier(" ".join(fautes), conseil="Compléter la demande\u202f; le décès se note dans Conservation.")
    demande = DemandeAcces(
        patient_id=unite.un(Patient, patient_id).id,
        demandeur=nouvelle.demandeur.strip(),
        adresse=nouvelle.adresse.strip(),
        qualite=nouvelle.qualite,
        motif_deces=nouvelle.motif_deces,
        perimetre=nouvelle.perimetre.strip(),
        mode=nouvelle.mode,
        ancienne=nouvelle.ancienne,
        recue_le=nouvelle.recue_le,
        auteur=unite.identite.acteur,
        cree_le=unite.horloge(),
    )
    unite.ajouter(demande)
    attendues = parametres.qualites()[nouvelle.qualite].pieces
    unite.ajouter(*(PieceAcces(demande_id=demande.id, cle=cle, libelle=parametres.pieces()[cle]) for cle in attendues))
    return demande.id


def recevoir_piece(unite: UniteDeTravail, piece_id: int, le: date) -> None:
    """Note une pièce reçue ; la dernière rend la demande complète, et son délai court de ce jour-là.

    Raises:
        ErreurMetier: La date est à venir ou antérieure à la demande, ou la demande n’attend plus rien.
    """
    piece = unite.un(PieceAcces, piece_id)
    demande = unite.un(DemandeAcces, piece.demande_id)
    if not demande.recue_le <= le <= unite.aujourd_hui:
        raise ErreurMetier(
            f"Une pièce de cette demande n’a pu arriver le {le:%d/%m/%Y}.",
            conseil=f"Elle arrive entre le {demande.recue_le:%d/%m/%Y} et aujourd’hui.",
        )
    _satisfaire(unite, demande, piece, le)


def dispenser_de_la_piece(unite: UniteDeTravail, piece_id: int, raison: str) -> None:
    """Se passe d’une pièce (le décès a eu lieu au cabinet, l’identité est déjà vérifiée), en disant pourquoi.

    Raises:
        ErreurMetier: Aucune raison n’est donnée, ou la demande n’attend plus rien.
    """
    if not raison.strip():
        raise ErreurMetier("On ne se passe pas d’une pièce sans raison.", conseil="La dire en quelques mots.")
    piece = unite.un(PieceAcces, piece_id)
    piece.libelle = f"{piece.libelle} (dispensé\u00a0: {raison.strip()})"
    _satisfaire(unite, unite.un(DemandeAcces, piece.demande_id), piece, unite.aujourd_hui)


def exclure(
    unite: UniteDeTravail, demande_id: int, element: str, raison: RaisonExclusion, *, precision: str = ""
) -> None:
    """Écarte un élément de ce qui se communique.

    Raises:
        ErreurMetier: Cet élément n’est pas dans l’inventaire, ou la demande est déjà répondue.
    """
    _modifiable(unite, demande_id)
    if element not in {ligne.cle for ligne in elements(unite, demande_id)}:
        raise ErreurMetier("Cet élément n’est pas dans le dossier.", conseil="Relire l’inventaire.")
    existante = _exclusion(unite, demande_id, element)
    if existante is None:
        unite.ajouter(
            ExclusionAcces(
                demande_id=demande_id,
                element=element,
                raison=raison,
                precision=precision.strip(),
                auteur=unite.identite.acteur,
            )
        )
    else:
        existante.raison, existante.precision = raison, precision.strip()


def reintegrer(unite: UniteDeTravail, demande_id: int, element: str) -> None:
    """Remet un élément écarté dans ce qui se communique."""
    _modifiable(unite, demande_id)
    if (existante := _exclusion(unite, demande_id, element)) is not None:
        unite.detruire(existante)


def preparer(unite: UniteDeTravail, demande_id: int, *, version: int | None = None) -> None:
    """Déclare le dossier prêt : l’inventaire est arrêté.

    Raises:
        ErreurMetier: Elle n’est pas complète, ou le défunt s’est opposé à l’accès de ses ayants droit.
        ModifieAilleurs: Quelqu’un a modifié la demande depuis.
    """
    demande = demande_inchangee(unite, demande_id, version)
    oppose = faits_de_conservation(unite, demande.patient_id).opposition_ayants_droit
    if oppose and demande.qualite in AYANTS_DROIT:
        raise ErreurMetier(
            "La personne décédée s’était opposée à ce que ses ayants droit voient son dossier.",
            conseil="Refuser la demande, en disant cette raison.",
        )
    demande.etat = passer(demande.etat, EtatDemande.PRETE)


def reouvrir(unite: UniteDeTravail, demande_id: int) -> None:
    """Revient sur un dossier déclaré prêt."""
    demande = unite.un(DemandeAcces, demande_id)
    demande.etat = passer(demande.etat, EtatDemande.COMPLETE)


def clore(unite: UniteDeTravail, demande_id: int) -> None:
    """Clôt une demande répondue, ou abandonnée avant d’être complète."""
    demande = unite.un(DemandeAcces, demande_id)
    demande.etat = passer(demande.etat, EtatDemande.CLOSE)


def demande_inchangee(unite: UniteDeTravail, demande_id: int, version: int | None) -> DemandeAcces:
    """La demande, si elle est encore celle que l’on a sous les yeux.

    Raises:
        ModifieAilleurs: Quelqu’un l’a modifiée depuis.
    """
    demande = unite.un(DemandeAcces, demande_id)
    if version is not None and demande.version != version:
        raise ModifieAilleurs(
            f"La demande de {demande.demandeur} vient d’être modifiée sur un autre poste.",
            conseil="Relire la demande, puis refaire le geste.",
        )
    return demande


def _satisfaire(unite: UniteDeTravail, demande: DemandeAcces, piece: PieceAcces, le: date) -> None:
    if demande.etat not in {EtatDemande.RECUE, EtatDemande.INCOMPLETE}:
        raise ErreurMetier("Cette demande n’attend plus de pièce.", conseil="Relire la demande.")
    piece.recue_le = le
    recues = [p.recue_le for p in unite.tous(select(PieceAcces).where(PieceAcces.demande_id == demande.id))]
    if None not in recues:
        demande.etat = passer(demande.etat, EtatDemande.COMPLETE)
        demande.complete_le = max(jour for jour in recues if jour is not None)


def _modifiable(unite: UniteDeTravail, demande_id: int) -> None:
    etat = unite.un(DemandeAcces, demande_id).etat
    if etat not in {EtatDemande.RECUE, EtatDemande.INCOMPLETE, EtatDemande.COMPLETE}:
        raise ErreurMetier(
            "L’inventaire de cette demande est arrêté.", conseil="La rouvrir, puis changer ce qui se communique."
        )


def _exclusion(unite: UniteDeTravail, demande_id: int, element: str) -> ExclusionAcces | None:
    return unite.premier(
        select(ExclusionAcces).where(ExclusionAcces.demande_id == demande_id, ExclusionAcces.element == element)
    )
