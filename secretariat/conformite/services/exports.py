"""Annoncer un export avant de l’écrire : le journal dit qui emporte quel dossier, et pourquoi."""

from __future__ import annotations

from secretariat.conformite.modele import DemandeAcces
from secretariat.dossiers.modele import Patient
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail


def annoncer_export(unite: UniteDeTravail, patient_id: int, *, raison: str, vers: str) -> None:
    """Note au journal que toutes les données d’un patient sont exportées.

    Raises:
        ErreurMetier: Ce dossier n’existe pas, ou aucune raison n’est donnée.
    """
    if not raison.strip():
        raise ErreurMetier("Exporter un dossier demande une raison.", conseil="Dire qui l’a demandé, et pourquoi.")
    _exiger(unite, patient_id)
    unite.noter("export", f"patients:{patient_id}", raison=raison.strip(), vers=vers)


def annoncer_export_de_la_demande(unite: UniteDeTravail, demande_id: int, *, vers: str) -> int:
    """Note au journal l’export qui répond à une demande d’accès ; rend le numéro du patient."""
    demande = unite.un(DemandeAcces, demande_id)
    annoncer_export(
        unite, demande.patient_id, raison=f"demande d’accès n° {demande.id} de {demande.demandeur}", vers=vers
    )
    return demande.patient_id


def _exiger(unite: UniteDeTravail, patient_id: int) -> None:
    try:
        unite.un(Patient, patient_id)
    except LookupError as absent:
        raise ErreurMetier(
            f"Il n’y a pas de dossier n°\u00a0{patient_id}.", conseil="Chercher le patient pour connaître son numéro."
        ) from absent
