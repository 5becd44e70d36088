"""Les mots du journal, en français : ce que l’on a fait, à quoi, et ce qui a changé."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime

from secretariat.cabinet.reglages import par_cle
from secretariat.cabinet.valeurs import LIBELLES_ROLES, Role
from secretariat.socle.dates import date_courte
from secretariat.socle.horloge import a_paris

OPERATIONS = {"creation": "création"}
OBJETS = {
    "ancres": "ancre du journal",
    "cabinets": "fiche du cabinet",
    "courriers": "courrier",
    "couvertures": "droits",
    "documents": "document",
    "ecritures": "écriture comptable",
    "factures": "facture",
    "fermetures": "fermeture",
    "lignes_facture": "ligne de facture",
    "lots": "lot",
    "motifs_rdv": "motif de rendez-vous",
    "ouvertures": "plage d’ouverture",
    "acces_exceptionnels": "accès exceptionnel",
    "autorisations_de_purge": "autorisation de purge",
    "avis_acces": "avis d’accès exceptionnel",
    "certificats_destruction": "certificat de destruction",
    "conservation_patients": "conservation du dossier",
    "demandes_acces": "demande d’accès",
    "droits": "droit",
    "exclusions_acces": "élément écarté",
    "patients": "dossier",
    "pieces_acces": "pièce de la demande",
    "praticiens": "praticien",
    "reglages": "réglage",
    "registre_traitements": "traitement du registre",
    "reglements": "règlement",
    "rendez_vous": "rendez-vous",
    "signatures_documents": "signature de document",
    "utilisateurs": "compte",
    "violations": "violation de données",
    "visites": "venue",
}
CHAMPS = {
    "a_savoir": "à savoir",
    "actif": "en activité",
    "amc_adherent": "numéro d’adhérent",
    "amc_jusqu_au": "mutuelle jusqu’au",
    "amc_nom": "mutuelle",
    "amc_numero": "numéro de mutuelle",
    "ald": "ALD",
    "annulee_le": "annulée le",
    "arrivee": "arrivée",
    "attendre_jusqu_a": "attente jusqu’à",
    "c2s": "C2S",
    "commune": "commune",
    "courriel": "adresse électronique",
    "cree_le": "créé le",
    "debut": "début",
    "depart": "départ",
    "derniere_connexion": "dernière connexion",
    "droits_jusqu_au": "droits jusqu’au",
    "echecs": "mots de passe faux",
    "etat": "état",
    "facture_id": "facture",
    "lieu_naissance": "lieu de naissance",
    "maj_le": "mis à jour le",
    "medecin_traitant_id": "médecin traitant",
    "mot_de_passe": "mot de passe",
    "motif_id": "motif",
    "naissance": "date de naissance",
    "naissance_incertaine": "date de naissance incertaine",
    "nir": "numéro de sécurité sociale",
    "nom_naissance": "nom de naissance",
    "nom_utilise": "nom utilisé",
    "numero": "numéro",
    "part_amc": "part de la mutuelle",
    "part_amo": "part de la caisse",
    "part_patient": "part du patient",
    "patient_id": "patient",
    "praticien_id": "praticien",
    "premier_prenom": "premier prénom",
    "prenom_utilise": "prénom utilisé",
    "prenoms": "prénoms de naissance",
    "regime": "régime",
    "signee_le": "signée le",
    "simule": "simulé",
    "simulee": "simulée",
    "surbooking_raison": "raison du surbooking",
    "telephone": "téléphone",
}
DERIVES = frozenset({"recherche", "version"})
"""Des colonnes que le programme recalcule : elles ne disent rien à personne."""
JOUR = re.compile(r"\d{4}-\d{2}-\d{2}")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?\+\d{2}:\d{2}")


@dataclass(frozen=True, slots=True)
class Changement:
    """Un champ d’une ligne ; `avant` est vide quand la ligne ne fait que dire."""

    champ: str
    avant: str
    apres: str
    a_change: bool


def operation_dite(operation: str) -> str:
    """« création »."""
    return OPERATIONS.get(operation, operation)


def objet_dit(objet: str) -> str:
    """« dossier 12 » ; un réglage par son libellé."""
    table, _, numero = objet.partition(":")
    if table == "reglages" and (reglage := par_cle(numero)) is not None:
        return f"réglage «\u00a0{reglage.libelle}\u00a0»"
    return f"{OBJETS.get(table, table.replace('_', ' '))} {numero}".strip()


def champ_dit(nom: str) -> str:
    """« nom de naissance » ; un champ que l’on ne connaît pas se lit sans ses soulignés."""
    return CHAMPS.get(nom, nom.removesuffix("_id").replace("_", " "))


def role_dit(role: str) -> str:
    """« secrétaire » ; « programme » et ce que l’on ne connaît pas restent tels quels."""
    return LIBELLES_ROLES[Role(role)] if role in list(Role) else role


def changements(details: str) -> tuple[Changement, ...]:
    """Ce qu’une ligne dit, champ par champ ; les champs vides et dérivés n’y sont pas."""
    champs: dict[str, object] = json.loads(details)
    return tuple(
        _changement(nom, valeur) for nom, valeur in champs.items() if valeur not in ("", None) and nom not in DERIVES
    )


def en_clair(details: str) -> str:
    """Le tout en une ligne : « nom DURAND · commune Nantes → Rezé »."""
    return " · ".join(
        f"{c.champ} {c.avant or 'vide'} → {c.apres or 'vide'}" if c.a_change else f"{c.champ} {c.apres}"
        for c in changements(details)
    )


def _changement(nom: str, valeur: object) -> Changement:
    match valeur:
        case [avant, apres]:
            return Changement(champ_dit(nom), _dire(avant), _dire(apres), a_change=True)
        case _:
            return Changement(champ_dit(nom), "", _dire(valeur), a_change=False)


def _dire(valeur: object) -> str:
    match valeur:
        case None:
            return ""
        case bool():
            return "oui" if valeur else "non"
        case str() if JOUR.fullmatch(valeur):
            return _datee(valeur)
        case str() if INSTANT.fullmatch(valeur):
            return f"{a_paris(datetime.fromisoformat(valeur)):%d/%m/%Y %H:%M}"
        case _:
            return str(valeur)


def _datee(texte: str) -> str:
    try:
        return date_courte(date.fromisoformat(texte))
    except ValueError:
        return texte
