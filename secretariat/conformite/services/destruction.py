"""Détruire des dossiers échus, pour de bon, et en établir le certificat.

Tout ce qu’une clé relie au patient disparaît, dans une seule transaction. Restent, parce que la loi ou la chaîne du
journal l’imposent : les écritures comptables (elles ne désignent le patient que par son numéro), les lignes du journal
d’audit, et les sauvegardes déjà faites ; le certificat le dit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import func, select

from secretariat.cabinet.lectures import etablissement
from secretariat.conformite.documents.certificat import certificat_de_destruction
from secretariat.conformite.lectures.parcours import classes_du_dossier, cles_vers, lignes_du_dossier
from secretariat.conformite.lectures.reglages import durees
from secretariat.conformite.modele import CertificatDestruction
from secretariat.conformite.regles.conservation import fin_des_pieces_comptables
from secretariat.conformite.services.acteurs import exiger_un_praticien, signataire
from secretariat.conformite.services.conservation import note_de, verifier_destructible
from secretariat.conformite.valeurs.conservation import Decision, DossierDetruit
from secretariat.dossiers.modele import Patient
from secretariat.facturation.modele import Facture
from secretariat.facturation.services import autoriser_la_purge
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail


def phrase_de_confirmation(nombre: int) -> str:
    """Ce que le praticien tape pour confirmer une seconde fois.

    >>> phrase_de_confirmation(3)
    'DÉTRUIRE 3'
    """
    return f"DÉTRUIRE {nombre}"


def detruire(unite: UniteDeTravail, patients: Sequence[int], *, confirmation: str) -> int:
    """Détruit ces dossiers et rend le numéro du certificat ; l’un d’eux refusé, aucun n’est détruit.

    Raises:
        ErreurMetier: Ce n’est pas un praticien, la confirmation n’est pas la phrase attendue, un dossier n’a pas été
            décidé « à détruire », ou quelque chose s’y oppose désormais.
    """
    exiger_un_praticien(unite, "Détruire des dossiers")
    if not patients:
        raise ErreurMetier("Aucun dossier n’est à détruire.", conseil="Décider d’abord, ligne par ligne.")
    if confirmation.strip().upper() != (attendue := phrase_de_confirmation(len(patients))):
        raise ErreurMetier(
            "La destruction n’a pas été confirmée.", conseil=f"Taper «\u00a0{attendue}\u00a0» pour confirmer."
        )
    numero = _numero(unite)
    detruits = tuple(_detruire_un(unite, patient_id, numero) for patient_id in patients)
    pdf = certificat_de_destruction(
        etablissement(unite), numero, detruits, signataire=signataire(unite), le=unite.horloge()
    )
    certificat = CertificatDestruction(
        numero=numero,
        signataire=signataire(unite),
        dossiers=len(detruits),
        contenu=pdf,
        empreinte=hashlib.sha256(pdf).hexdigest(),
        etabli_le=unite.horloge(),
    )
    unite.ajouter(certificat)
    return certificat.id


def _detruire_un(unite: UniteDeTravail, patient_id: int, certificat: str) -> DossierDetruit:
    if note_de(unite, patient_id).decision is not Decision.DETRUIRE:
        raise ErreurMetier(
            f"Personne n’a décidé de détruire le dossier n°\u00a0{patient_id}.",
            conseil="Décider d’abord, ligne par ligne.",
        )
    fin = verifier_destructible(unite, patient_id)
    patient = unite.un(Patient, patient_id)
    detruit = DossierDetruit(patient_id, f"{patient.nom_naissance[:1]}. {patient.premier_prenom[:1]}.", fin.raison)
    unite.noter("destruction", f"patients:{patient_id}", certificat=certificat, raison=fin.raison)
    _autoriser_les_factures(unite, patient_id, certificat)
    dossier = lignes_du_dossier(unite, patient_id)
    for classe in reversed(classes_du_dossier()):
        lignes = sorted(dossier[classe], key=lambda ligne: getattr(ligne, "id", 0), reverse=True)
        if cles_vers(classe, classe):
            for ligne in lignes:
                unite.detruire(ligne)  # une à une : une ligne peut en désigner une autre, plus ancienne
        else:
            unite.detruire(*lignes)
    return detruit


def _autoriser_les_factures(unite: UniteDeTravail, patient_id: int, certificat: str) -> None:
    regles = durees(unite)
    for facture in unite.tous(select(Facture).where(Facture.patient_id == patient_id)):
        autoriser_la_purge(
            unite,
            facture.id,
            gardee_jusqu_au=fin_des_pieces_comptables(facture.jour, regles),
            raison=f"destruction du dossier n° {patient_id}, certificat {certificat}",
        )


def _numero(unite: UniteDeTravail) -> str:
    rang = unite.premier(select(func.count()).select_from(CertificatDestruction)) or 0
    return f"D-{unite.aujourd_hui.year}-{rang + 1:04d}"
