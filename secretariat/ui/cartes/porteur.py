"""Le porteur d’une carte, dit avec les mots du dossier : là seulement les cartes rencontrent les dossiers. Pur."""

from __future__ import annotations

from secretariat.cartes.valeurs import Beneficiaire, CarteVitale, QualiteBeneficiaire, SourceLecture
from secretariat.dossiers.valeurs import DroitsPatient, IdentiteLue, SourceDroits
from secretariat.socle.identifiants import nir_valide

QUALITES = {
    QualiteBeneficiaire.ASSURE: "Assuré",
    QualiteBeneficiaire.CONJOINT: "Conjoint",
    QualiteBeneficiaire.ENFANT: "Enfant",
    QualiteBeneficiaire.AUTRE: "Ayant droit",
}


def nom_du_porteur(porteur: Beneficiaire) -> str:
    """« MOREAU Camille »."""
    return f"{porteur.nom.upper()} {porteur.prenom}"


def nom_de_la_carte(carte: CarteVitale) -> str:
    """Le nom à montrer pour la carte : l’assuré, à défaut la première personne inscrite, et combien d’autres."""
    premier = carte.assure or carte.beneficiaires[0]
    autres = len(carte.beneficiaires) - 1
    return f"{nom_du_porteur(premier)} + {autres}" if autres else nom_du_porteur(premier)


def identite_lue(carte: CarteVitale, porteur: Beneficiaire) -> IdentiteLue:
    """Ce que la carte dit de l’un de ses porteurs ; un NIR dont la clé est fausse n’est pas repris."""
    return IdentiteLue(
        nom_naissance=porteur.nom_naissance,
        nom_utilise=porteur.nom_usage,
        prenom=porteur.prenom,
        naissance=porteur.naissance,
        naissance_brute=porteur.naissance_brute,
        nir=_juste(porteur.nir or carte.nir_assure),
        nir_est_le_sien=porteur.nir is not None,
        rang=porteur.rang_gemellaire,
        droits=_droits(carte, porteur),
        simulee=carte.simulee,
        lecture_simple=carte.source is SourceLecture.SIMPLE,
    )


def aussi_inscrit(porteur: Beneficiaire) -> str:
    """Ce que la carte dit d’autre, et que le dossier ne garde pas : à lire, pas à reporter."""
    exonerations = ", ".join(porteur.exonerations)
    accidents = ", ".join(f"{a.identifiant or 'sans numéro'} ({a.organisme})" for a in porteur.accidents)
    dits = (
        ("exonération", exonerations),
        ("accident du travail", accidents),
        ("adresse", " ".join(porteur.adresse)),
        ("médecin traitant", {True: "déclaré", False: "non déclaré", None: ""}[porteur.medecin_traitant]),
        ("NIR certifié le", f"{porteur.nir_certifie_le:%d/%m/%Y}" if porteur.nir_certifie_le else ""),
    )
    texte = " ; ".join(f"{quoi}\u00a0: {dit}" for quoi, dit in dits if dit)
    return f"Aussi inscrit sur la carte — {texte}." if texte else ""


def source_des_droits(carte: CarteVitale) -> SourceDroits:
    """D’où diront venir les droits repris de cette carte."""
    if carte.simulee:
        return SourceDroits.CARTE_SIMULEE
    return SourceDroits.CARTE if carte.source is SourceLecture.API else SourceDroits.CARTE_SIMPLE


def _droits(carte: CarteVitale, porteur: Beneficiaire) -> DroitsPatient:
    amc = porteur.amc
    return DroitsPatient(
        nir=_juste(carte.nir_assure),
        regime=carte.regime,
        caisse=carte.caisse,
        centre=carte.centre,
        droits_jusqu_au=porteur.droits_fin,
        ald=porteur.ald,
        c2s=porteur.c2s,
        amc_nom=amc.nom if amc else "",
        amc_numero=amc.numero if amc else "",
        amc_adherent=amc.adherent if amc else "",
        amc_jusqu_au=amc.fin if amc else None,
        source=source_des_droits(carte),
    )


def _juste(nir: str) -> str:
    return nir if nir_valide(nir) else ""
