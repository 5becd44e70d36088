"""Créer un dossier dans une transaction : les doublons s’y cherchent une dernière fois."""

from __future__ import annotations

from dataclasses import dataclass

from secretariat.dossiers.lectures import candidats
from secretariat.dossiers.services import creer_homonyme, creer_patient
from secretariat.dossiers.valeurs import Coordonnees, DroitsPatient, NouveauPatient, Traits
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail


@dataclass(frozen=True, slots=True)
class NouveauDossier:
    """Un dossier à créer ; `ecartes` sont les ressemblants dont on a dit qu’ils sont d’autres personnes."""

    traits: Traits
    coordonnees: Coordonnees
    droits: DroitsPatient | None
    medecin_traitant_id: int | None
    simule: bool
    ecartes: frozenset[int]


def creer_dossier(unite: UniteDeTravail, nouveau: NouveauDossier) -> int:
    """Crée le dossier et signale les homonymes écartés ; rend le numéro du patient.

    Raises:
        ErreurMetier: Un doublon probable est apparu, que personne n’a écarté.
        SaisieRefusee: La saisie n’est pas recevable.
    """
    nir = nouveau.droits.nir if nouveau.droits else ""
    probables = [c for c in candidats(unite, nouveau.traits, nir=nir) if c.probable]
    apparus = [c for c in probables if c.patient.id not in nouveau.ecartes]
    if apparus:
        raise ErreurMetier(
            f"Un dossier très ressemblant vient d’être trouvé : {apparus[0].patient.nom}.",
            conseil="L’ouvrir, ou dire que c’est une autre personne.",
        )
    patient = NouveauPatient(
        nouveau.traits, nouveau.coordonnees, nouveau.droits, nouveau.simule, nouveau.medecin_traitant_id
    )
    if probables:
        return creer_homonyme(unite, patient, *(candidat.patient.id for candidat in probables))
    return creer_patient(
        unite,
        patient.traits,
        patient.coordonnees,
        droits=patient.droits,
        simule=patient.simule,
        medecin_traitant_id=patient.medecin_traitant_id,
    )
