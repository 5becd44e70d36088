"""Ce que disent les cartes, une fois lues : valeurs gelées, sans base, sans fichiers, sans horloge.

La date de naissance reste telle que la carte la porte. Elle peut être lunaire (mois ou jour hors du calendrier, pour
une personne née à l’étranger) ou sans siècle ; c’est la forme brute qui se transmet aux caisses, jamais une date
corrigée.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secretariat.socle.identifiants import sexe_du_nir

MENTION_LECTURE_SIMPLE = "Lecture simple\u00a0— identité\u202f; ne vaut pas attestation de droits"
LONGUEUR_AAAAMMJJ = 8


class TypeCarte(StrEnum):
    """Les deux fentes d’un lecteur de cabinet."""

    VITALE = "vitale"
    CPS = "cps"


class SorteCpx(StrEnum):
    """Les cartes de la fente du professionnel : la sienne, ou celle de son employé."""

    CPS = "cps"
    CPE = "cpe"


class QualiteBeneficiaire(StrEnum):
    """Le lien du bénéficiaire avec l’assuré."""

    ASSURE = "assure"
    CONJOINT = "conjoint"
    ENFANT = "enfant"
    AUTRE = "autre"


@dataclass(frozen=True, slots=True)
class Beneficiaire:
    """Une personne inscrite sur une carte Vitale.

    `naissance_brute` a huit chiffres (AAAAMMJJ), ou six quand la carte ignore le siècle (AAMMJJ). `nir` est le numéro
    propre de la personne, clé comprise ; il est absent pour qui n’est connu que par le NIR de l’assuré. `qualite` est
    absente quand la lecture ne l’atteint pas.
    """

    nom_naissance: str
    prenom: str
    naissance_brute: str
    qualite: QualiteBeneficiaire | None = None
    nom_usage: str = ""
    rang_gemellaire: int = 1
    nir: str | None = None
    droits_debut: date | None = None
    droits_fin: date | None = None
    ald: bool = False
    c2s: bool = False

    @property
    def nom(self) -> str:
        """Le nom sous lequel la personne est connue : d’usage, sinon de naissance."""
        return self.nom_usage or self.nom_naissance

    @property
    def naissance(self) -> date | None:
        """La date de naissance, si celle de la carte est une date du calendrier."""
        return date_de_carte(self.naissance_brute)

    @property
    def naissance_lunaire(self) -> bool:
        """Vrai si le siècle est connu, mais que le mois ou le jour n’existe pas."""
        return len(self.naissance_brute) == LONGUEUR_AAAAMMJJ and self.naissance is None

    @property
    def naissance_affichee(self) -> str:
        """La date de naissance telle qu’on la montre : `19/12/1984`, ou `00/00/1955 (date lunaire)`."""
        brute = self.naissance_brute
        montree = f"{brute[-2:]}/{brute[-4:-2]}/{brute[:-4]}"
        if self.naissance_lunaire:
            return f"{montree} (date lunaire)"
        return montree if self.naissance else f"{montree} (siècle inconnu)"

    @property
    def sexe(self) -> str | None:
        """« M » ou « F » d’après le NIR propre ; la carte ne le dit pas autrement."""
        return sexe_du_nir(self.nir or "")

    def droits_ouverts(self, jour: date) -> bool:
        """Vrai si la période de droits inscrite couvre ce jour ; sans date de fin, rien n’est promis."""
        return self.droits_fin is not None and (self.droits_debut or date.min) <= jour <= self.droits_fin


@dataclass(frozen=True, slots=True)
class Amc:
    """L’organisme complémentaire inscrit sur la carte."""

    nom: str
    numero: str
    adherent: str
    fin: date | None = None


@dataclass(frozen=True, slots=True)
class CarteVitale:
    """Une carte Vitale, d’une seule insertion.

    L’organisme (régime 2 chiffres, caisse 3, centre 4) et le code de gestion sont vides quand la lecture ne les atteint
    pas. `nir_assure` a quinze caractères, clé comprise, juste ou non : la carte est rendue telle qu’elle est. `simulee`
    suit la donnée jusqu’à l’écran, au dossier et au journal. `generation` est le rang de l’insertion dans son lecteur :
    deux lectures de même génération parlent de la même carte, restée en place.
    """

    numero_serie: str
    nir_assure: str
    regime: str
    caisse: str
    centre: str
    code_gestion: str
    beneficiaires: tuple[Beneficiaire, ...]
    amc: Amc | None
    simulee: bool
    generation: int

    @property
    def assure(self) -> Beneficiaire | None:
        """L’assuré, s’il figure parmi les bénéficiaires."""
        return next((b for b in self.beneficiaires if b.qualite is QualiteBeneficiaire.ASSURE), None)

    @property
    def organisme(self) -> str:
        """Régime, caisse et centre, tels que les feuilles de soins les accolent (neuf chiffres)."""
        return self.regime + self.caisse + self.centre


@dataclass(frozen=True, slots=True)
class AnomalieCarte:
    """Ce qu’une carte bien lue a d’inattendu, et ce que la secrétaire peut en faire."""

    message: str
    conseil: str


@dataclass(frozen=True, slots=True)
class CarteCps:
    """La carte d’un professionnel de santé (CPS) ou d’un employé de cabinet (CPE), d’une seule insertion.

    `identifiant_national` a douze chiffres pour un professionnel : « 8 » et son RPPS. Un employé n’a pas de RPPS.
    `profession` et `specialite` sont des libellés ; `code_specialite` est celui de la nomenclature des PS (SM26…).
    """

    sorte: SorteCpx
    numero_serie: str
    nom: str
    prenom: str
    identifiant_national: str
    rpps: str | None
    profession: str
    specialite: str
    code_specialite: str
    valable_jusqu_au: date
    simulee: bool
    generation: int

    def est_valable(self, jour: date) -> bool:
        """Vrai jusqu’au dernier jour de validité, compris."""
        return jour <= self.valable_jusqu_au


@dataclass(frozen=True, slots=True)
class Signature:
    """Ce qu’une CPS rend quand on lui fait signer des données.

    `certificat` est la clé publique du signataire ; une signature simulée n’a de valeur nulle part.
    """

    algorithme: str
    valeur: bytes
    certificat: bytes
    signataire: str
    simulee: bool


def date_de_carte(brute: str) -> date | None:
    """La date du calendrier que porte la carte (AAAAMMJJ), None si elle est lunaire ou sans siècle.

    >>> date_de_carte("19841219"), date_de_carte("19421901"), date_de_carte("841219")
    (datetime.date(1984, 12, 19), None, None)
    """
    if len(brute) != LONGUEUR_AAAAMMJJ:
        return None
    try:
        return date(int(brute[:4]), int(brute[4:6]), int(brute[6:]))
    except ValueError:
        return None
