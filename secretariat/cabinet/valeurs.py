"""Les mots du cabinet : rôles, secteurs, et ce que l’on montre d’un praticien ou d’un utilisateur."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """Le rôle d’un utilisateur ; les droits fins s’y attacheront."""

    SECRETAIRE = "secretaire"
    PRATICIEN = "praticien"
    REMPLACANT = "remplacant"
    ADMINISTRATEUR = "administrateur"


LIBELLES_ROLES = {
    Role.SECRETAIRE: "secrétaire",
    Role.PRATICIEN: "praticien",
    Role.REMPLACANT: "remplaçant",
    Role.ADMINISTRATEUR: "administrateur",
}


class Secteur(StrEnum):
    """La situation conventionnelle d’un médecin."""

    SECTEUR_1 = "secteur_1"
    SECTEUR_2_OPTAM = "secteur_2_optam"
    SECTEUR_2 = "secteur_2"


LIBELLES_SECTEURS = {
    Secteur.SECTEUR_1: "secteur 1",
    Secteur.SECTEUR_2_OPTAM: "secteur 2 OPTAM",
    Secteur.SECTEUR_2: "secteur 2",
}


@dataclass(frozen=True, slots=True)
class Etablissement:
    """Le cabinet tel que l’en-tête des écrans et des documents le montre."""

    nom: str
    adresse: str
    code_postal: str
    ville: str
    telephone: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class FichePraticien:
    """Un praticien du cabinet."""

    id: int
    civilite: str
    nom: str
    prenom: str
    specialite: str
    rpps: str
    numero_am: str
    secteur: Secteur

    @property
    def titre(self) -> str:
        """« Dr MARCHAND »."""
        return f"{self.civilite}\u00a0{self.nom.upper()}"

    @property
    def nom_complet(self) -> str:
        """« Dr Hélène MARCHAND »."""
        return f"{self.civilite}\u00a0{self.prenom} {self.nom.upper()}"


@dataclass(frozen=True, slots=True)
class FicheUtilisateur:
    """Une personne qui peut ouvrir une session."""

    id: int
    identifiant: str
    nom: str
    prenom: str
    role: Role
    actif: bool
    praticien_id: int | None


@dataclass(frozen=True, slots=True)
class NouveauCompte:
    """Un compte à créer ; le mot de passe voyage à part."""

    identifiant: str
    nom: str
    prenom: str
    role: Role
    praticien_id: int | None = None


@dataclass(frozen=True, slots=True)
class FicheRecuperation:
    """Ce que la fiche de récupération imprime ; le code ne se montre pas dans une trace."""

    code: str = field(repr=False)
    cabinet: str
    base: str
    jour: date
