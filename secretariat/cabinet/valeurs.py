"""Les mots du cabinet : rôles, secteurs, et ce que l’on montre d’un praticien ou d’un utilisateur."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from secretariat.socle.dates import date_dite
from secretariat.socle.droits import Droit
from secretariat.socle.horloge import a_paris

SANS_CARTE = "aucune:"
"""Le début de ce qui tient lieu de carte pour un compte qu’aucune n’ouvre plus."""


class Role(StrEnum):
    """Le rôle d’un utilisateur ; ses droits sont dans la matrice du socle."""

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
    a_changer: bool = False
    verrouille: bool = False
    carte: str | None = None

    @property
    def a_une_carte(self) -> bool:
        """Vrai si une carte de professionnel peut ouvrir ce compte : la sienne, ou celle de son RPPS."""
        if self.carte is None:
            return self.role is Role.PRATICIEN
        return not self.carte.startswith(SANS_CARTE)


@dataclass(frozen=True, slots=True)
class PraticienDuCabinet:
    """Un praticien, en activité ou non."""

    fiche: FichePraticien
    actif: bool


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


class CasMotDePasse(StrEnum):
    """Ce qui protège un compte en plus du mot de passe : les trois cas de la CNIL (délibération 2022-100)."""

    SEUL = "seul"
    AVEC_BLOCAGE = "avec_blocage"
    AVEC_OBJET = "avec_objet"


@dataclass(frozen=True, slots=True)
class Alphabets:
    """La taille de chaque sorte de caractères."""

    minuscules: int
    majuscules: int
    chiffres: int
    signes: int


@dataclass(frozen=True, slots=True)
class Force:
    """Ce que vaut un mot de passe, en bits, et ce qui le fait refuser, en phrases."""

    bits: int
    seuil: int
    manques: tuple[str, ...]

    @property
    def suffisante(self) -> bool:
        """Vrai si le mot de passe convient."""
        return not self.manques


@dataclass(frozen=True, slots=True)
class Securite:
    """Les réglages de sécurité du cabinet.

    Attributes:
        renouvellement_administrateur_jours: Zéro, jamais ; la CNIL n’en fixe pas la durée, et n’en veut pas pour les
            autres utilisateurs.
    """

    cas: CasMotDePasse = CasMotDePasse.AVEC_BLOCAGE
    echecs_avant_verrou: int = 10
    inactivite_minutes: int = 10
    acces_exceptionnel_minutes: int = 15
    renouvellement_administrateur_jours: int = 365
    essais_libres: int = 4
    carte_retiree_verrouille: bool = True


@dataclass(frozen=True, slots=True)
class CaseDeDroit:
    """Une case de la matrice : ce rôle a-t-il ce droit, et l’avait-il par défaut ?"""

    role: Role
    permis: bool
    par_defaut: bool

    @property
    def changee(self) -> bool:
        """Vrai si le cabinet s’écarte du défaut."""
        return self.permis != self.par_defaut


@dataclass(frozen=True, slots=True)
class LigneDeDroit:
    """Un droit, et la case de chaque rôle."""

    droit: Droit
    groupe: str
    libelle: str
    note: str
    cases: tuple[CaseDeDroit, ...]


@dataclass(frozen=True, slots=True)
class MatriceDuCabinet:
    """La matrice telle que le cabinet l’a réglée, et d’où vient son défaut."""

    lignes: tuple[LigneDeDroit, ...]
    source: str = ""
    notes: str = field(default="")
    verifie_le: str = ""

    @property
    def changees(self) -> int:
        """Le nombre de cases que le cabinet a changées."""
        return sum(case.changee for ligne in self.lignes for case in ligne.cases)
