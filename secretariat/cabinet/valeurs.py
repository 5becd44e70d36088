"""Les mots du cabinet : rôles, secteurs, et ce que l’on montre d’un praticien ou d’un utilisateur."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from secretariat.socle.dates import date_dite
from secretariat.socle.horloge import a_paris


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
class Deplacement:
    """Le cabinet a été transféré dans une autre base : celle-ci n’en garde que le passé."""

    vers: str
    le: datetime

    @property
    def message(self) -> str:
        """Ce qui s’est passé."""
        return f"Ce cabinet a été déplacé le {date_dite(a_paris(self.le).date())} vers {self.vers}."

    @property
    def conseil(self) -> str:
        """Que faire de la base que l’on a ouverte."""
        return (
            "Ouvrir la base nouvelle\u00a0: ce qui serait saisi ici n’y arriverait pas. Pour relire celle-ci, ajouter "
            "--lecture-seule\u202f; pour y revenir pour de bon, «\u00a0secretariat reprendre-ici\u00a0»."
        )


@dataclass(frozen=True, slots=True)
class Etablissement:
    """Le cabinet tel que l’en-tête des écrans et des documents le montre."""

    nom: str
    adresse: str
    code_postal: str
    ville: str
    telephone: str
    demonstration: bool
    deplace: Deplacement | None = None


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
