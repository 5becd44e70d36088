"""Les colonnes qu’il faut pour montrer un patient dans une liste."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from secretariat.dossiers.modele import Patient
from secretariat.dossiers.valeurs import PatientTrouve, Sexe, StatutIdentite

COLONNES = (
    Patient.id,
    Patient.nom_naissance,
    Patient.nom_utilise,
    Patient.premier_prenom,
    Patient.prenom_utilise,
    Patient.naissance,
    Patient.sexe,
    Patient.statut,
    Patient.homonyme,
    Patient.telephone,
    Patient.commune,
)


class LigneListe(NamedTuple):
    """Les mêmes colonnes, lues."""

    id: int
    nom_naissance: str
    nom_utilise: str
    premier_prenom: str
    prenom_utilise: str
    naissance: date
    sexe: Sexe
    statut: StatutIdentite
    homonyme: bool
    telephone: str
    commune: str


def en_liste(ligne: LigneListe, raison: str, *, proche: bool = False) -> PatientTrouve:
    """La ligne, avec la raison de sa présence."""
    return PatientTrouve(
        id=ligne.id,
        nom_naissance=ligne.nom_naissance,
        nom_utilise=ligne.nom_utilise,
        prenom=ligne.prenom_utilise or ligne.premier_prenom,
        naissance=ligne.naissance,
        sexe=ligne.sexe,
        statut=ligne.statut,
        homonyme=ligne.homonyme,
        telephone=ligne.telephone,
        commune=ligne.commune,
        raison=raison,
        proche=proche,
    )
