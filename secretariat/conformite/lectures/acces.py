"""Les demandes d’accès, avec leurs dates et leur alerte, et l’inventaire de ce que l’on communiquerait."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import select

from secretariat.conformite.lectures.parcours import lignes_du_dossier
from secretariat.conformite.lectures.reglages import delais_d_acces
from secretariat.conformite.modele import (
    ConservationPatient,
    DemandeAcces,
    ExclusionAcces,
    PieceAcces,
)
from secretariat.conformite.regles.acces import OUVERTS, alerte, bornes
from secretariat.conformite.regles.inventaire import LIBELLES_DES_TABLES, NOTES, notes_ecrites, objets_dits
from secretariat.conformite.valeurs.acces import Alerte, Bornes, Delais, DemandeListee, ElementDuDossier, Piece
from secretariat.dossiers.modele import Document, MotRecherche, Patient
from secretariat.socle.dates import date_courte
from secretariat.socle.horloge import a_paris
from secretariat.socle.unite_de_travail import Lecture

SUIVI = (ConservationPatient, DemandeAcces, PieceAcces, ExclusionAcces, MotRecherche)
"""Ce qui suit le dossier sans en faire partie : l’inventaire ne le montre pas."""


def demandes(lecture: Lecture) -> tuple[DemandeListee, ...]:
    """Toutes les demandes : celles dont le délai court, la plus pressée d’abord, celles qui l’attendent, les autres."""
    requete = select(DemandeAcces, Patient).join(Patient, Patient.id == DemandeAcces.patient_id)
    pieces = defaultdict[int, list[Piece]](list)
    for piece in lecture.tous(select(PieceAcces).order_by(PieceAcces.id)):
        pieces[piece.demande_id].append(Piece(piece.id, piece.libelle, piece.recue_le))
    regle, jour = delais_d_acces(lecture), lecture.aujourd_hui
    listees = lecture.lignes(requete, lambda d, p: _listee(d, p, tuple(pieces[d.id]), regle=regle, jour=jour))
    return tuple(
        sorted(
            listees,
            key=lambda d: (
                d.etat not in OUVERTS,
                d.bornes is None,
                d.bornes.au_plus_tard if d.bornes else d.recue_le,
                d.id,
            ),
        )
    )


def demande(lecture: Lecture, demande_id: int) -> DemandeListee:
    """Une demande.

    Raises:
        LookupError: Elle n’existe pas.
    """
    trouvee = lecture.un(DemandeAcces, demande_id)
    requete = select(PieceAcces).where(PieceAcces.demande_id == demande_id).order_by(PieceAcces.id)
    pieces = tuple(Piece(p.id, p.libelle, p.recue_le) for p in lecture.tous(requete))
    patient = lecture.un(Patient, trouvee.patient_id)
    return _listee(trouvee, patient, pieces, regle=delais_d_acces(lecture), jour=lecture.aujourd_hui)


def bornes_de(demande: DemandeAcces, regle: Delais) -> Bornes | None:
    """Les dates d’une demande ; aucune tant que son délai ne court pas."""
    depart = demande.complete_le if regle.depart_complet else demande.recue_le
    return None if depart is None else bornes(depart, regle, ancienne=demande.ancienne)


def alertes(lecture: Lecture) -> tuple[DemandeListee, ...]:
    """Les demandes dont l’échéance est proche ou passée."""
    return tuple(d for d in demandes(lecture) if d.alerte is not Alerte.AUCUNE)


def elements(lecture: Lecture, demande_id: int) -> tuple[ElementDuDossier, ...]:
    """L’inventaire : chaque document, chaque sorte d’objet, et ce qui en est exclu pour cette demande."""
    demande_lue = lecture.un(DemandeAcces, demande_id)
    exclus = {e.element: e for e in lecture.tous(select(ExclusionAcces).where(ExclusionAcces.demande_id == demande_id))}
    dossier = lignes_du_dossier(lecture, demande_lue.patient_id)
    lignes: list[ElementDuDossier] = []
    for classe, objets in dossier.items():
        if classe is Document or classe in SUIVI or not objets:
            continue
        nom = classe.__tablename__
        lignes.append(ElementDuDossier(nom, LIBELLES_DES_TABLES.get(nom, nom), objets_dits(len(objets))))
    if ecrites := notes_ecrites(dossier):
        lignes.append(ElementDuDossier(NOTES, "Remarques de l’accueil", objets_dits(ecrites)))
    for document in dossier[Document]:
        if isinstance(document, Document):
            jour = date_courte(a_paris(document.cree_le).date())
            lignes.append(
                ElementDuDossier(f"documents:{document.id}", document.titre, f"{document.nom_fichier}, {jour}")
            )
    return tuple(_avec_exclusion(ligne, exclus.get(ligne.cle)) for ligne in lignes)


def _avec_exclusion(ligne: ElementDuDossier, exclusion: ExclusionAcces | None) -> ElementDuDossier:
    if exclusion is None:
        return ligne
    return ElementDuDossier(ligne.cle, ligne.libelle, ligne.detail, exclusion.raison, exclusion.precision)


def _listee(
    demande: DemandeAcces, patient: Patient, pieces: tuple[Piece, ...], *, regle: Delais, jour: date
) -> DemandeListee:
    echeance = bornes_de(demande, regle)
    nom, prenom = patient.nom_utilise or patient.nom_naissance, patient.prenom_utilise or patient.premier_prenom
    return DemandeListee(
        id=demande.id,
        version=demande.version,
        patient_id=patient.id,
        patient=f"{nom.upper()} {prenom}",
        demandeur=demande.demandeur,
        qualite=demande.qualite,
        etat=demande.etat,
        recue_le=demande.recue_le,
        complete_le=demande.complete_le,
        bornes=echeance,
        alerte=alerte(demande.etat, echeance, regle, jour),
        pieces=pieces,
        motif_deces=demande.motif_deces,
        perimetre=demande.perimetre,
        mode=demande.mode,
        ancienne=demande.ancienne,
        adresse=demande.adresse,
        transmise_le=demande.transmise_le,
        refus=demande.refus,
    )
