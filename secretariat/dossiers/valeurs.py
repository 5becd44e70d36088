"""Les mots du dossier : traits d’identité, statuts du RNIV, et ce que les écrans en montrent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sexe(StrEnum):
    """Le sexe de l’état civil ; I (indéterminé) ne vaut qu’au cabinet, jamais dans l’INS."""

    FEMININ = "F"
    MASCULIN = "M"
    INDETERMINE = "I"


LIBELLES_SEXES = {Sexe.FEMININ: "Féminin", Sexe.MASCULIN: "Masculin", Sexe.INDETERMINE: "Indéterminé"}


class StatutIdentite(StrEnum):
    """Les quatre statuts du RNIV, exclusifs (EXI SI 07)."""

    PROVISOIRE = "PROV"
    RECUPEREE = "RECUP"
    VALIDEE = "VALI"
    QUALIFIEE = "QUAL"


LIBELLES_STATUTS = {
    StatutIdentite.PROVISOIRE: "Identité provisoire",
    StatutIdentite.RECUPEREE: "Identité récupérée",
    StatutIdentite.VALIDEE: "Identité validée",
    StatutIdentite.QUALIFIEE: "Identité qualifiée",
}


class SourceDroits(StrEnum):
    """D’où viennent les droits du patient ; `carte_simulee` le reste pour toujours."""

    SAISIE = "saisie"
    CARTE = "carte"
    CARTE_SIMULEE = "carte_simulee"


class NatureDocument(StrEnum):
    """Ce qu’est un document du dossier."""

    COURRIER = "courrier"
    FEUILLE_DE_SOINS = "feuille_de_soins"


@dataclass(frozen=True, slots=True)
class Traits:
    """Les traits d’une personne, tels qu’on les saisit ou qu’une carte les donne.

    Attributes:
        lieu_naissance: Code officiel géographique à cinq caractères, `99999` si inconnu.
        naissance_incertaine: La date suit la convention du RNIV pour une date incomplète.
    """

    nom_naissance: str
    premier_prenom: str
    naissance: date
    sexe: Sexe
    lieu_naissance: str
    prenoms: str = ""
    nom_utilise: str = ""
    prenom_utilise: str = ""
    naissance_incertaine: bool = False


@dataclass(frozen=True, slots=True)
class Coordonnees:
    """Comment joindre le patient ; le téléphone est au format E.164 (`+33639981247`), vide si inconnu."""

    telephone: str = ""
    courriel: str = ""
    adresse: str = ""
    code_postal: str = ""
    commune: str = ""


@dataclass(frozen=True, slots=True)
class DroitsPatient:
    """La couverture du patient : assurance maladie (AMO) et complémentaire (AMC).

    Attributes:
        nir: Les 15 caractères de l’assuré (numéro et clé), vide si inconnu.
    """

    nir: str = ""
    regime: str = ""
    caisse: str = ""
    centre: str = ""
    droits_jusqu_au: date | None = None
    ald: bool = False
    c2s: bool = False
    amc_nom: str = ""
    amc_numero: str = ""
    amc_adherent: str = ""
    amc_jusqu_au: date | None = None
    source: SourceDroits = SourceDroits.SAISIE


@dataclass(frozen=True, slots=True)
class PatientTrouve:
    """Un patient dans une liste de recherche.

    Attributes:
        raison: Pourquoi il est là (« nom de naissance », « téléphone », « proche de LEFEBVRE »…).
        proche: Vrai quand ce n’est qu’un nom voisin de celui qui est cherché.
    """

    id: int
    nom_naissance: str
    nom_utilise: str
    prenom: str
    naissance: date
    sexe: Sexe
    statut: StatutIdentite
    homonyme: bool
    telephone: str
    commune: str
    raison: str
    proche: bool = False

    @property
    def nom(self) -> str:
        """« LEFÈVRE Clémence » : le nom utilisé, à défaut le nom de naissance, puis le prénom."""
        return f"{(self.nom_utilise or self.nom_naissance).upper()} {self.prenom}"
