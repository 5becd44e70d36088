"""Ce que disent les cartes, une fois lues : valeurs gelées, sans base, sans fichiers, sans horloge.

La date de naissance reste telle que la carte la porte. Elle peut être lunaire (mois ou jour hors du calendrier, pour
une personne née à l’étranger) ou sans siècle ; c’est la forme brute qui se transmet aux caisses, jamais une date
corrigée.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secretariat.socle.identifiants import sexe_du_nir

LONGUEUR_AAAAMMJJ = 8
PREFIXE_NATIONAL = "8"
"""L’identifiant national d’un professionnel est « 8 » suivi de son RPPS."""
CODE_PORTEUR = "1234"
"""Le code de toutes les cartes de professionnel fictives ; il n’est pas secret, et se montre."""
FORME_NAISSANCE = re.compile(r"[0-9]{8}|[0-9]{6}", re.ASCII)


class TypeCarte(StrEnum):
    """Les deux fentes d’un lecteur de cabinet."""

    VITALE = "vitale"
    CPS = "cps"


class SourceLecture(StrEnum):
    """Par quel chemin une carte Vitale a été lue."""

    SIMPLE = "lecture_simple"
    API = "api_vitale"


class SorteCpx(StrEnum):
    """Les cartes de la fente du professionnel : la sienne, ou celle de son employé."""

    CPS = "cps"
    CPF = "cpf"
    CPE = "cpe"
    CPA = "cpa"


class QualiteBeneficiaire(StrEnum):
    """Le lien du bénéficiaire avec l’assuré."""

    ASSURE = "assure"
    CONJOINT = "conjoint"
    ENFANT = "enfant"
    AUTRE = "autre"


class GestionC2s(StrEnum):
    """Qui gère la complémentaire santé solidaire d’un bénéficiaire."""

    CAISSE = "caisse"
    ORGANISME = "organisme"


@dataclass(frozen=True, slots=True)
class PeriodeDroits:
    """Une période de droits de base ; une borne absente n’est pas inscrite sur la carte."""

    debut: date | None
    fin: date | None


@dataclass(frozen=True, slots=True)
class AccidentTravail:
    """Un accident du travail inscrit sur la carte : son identifiant, et l’organisme qui le gère."""

    organisme: str
    identifiant: str = ""


@dataclass(frozen=True, slots=True)
class Amc:
    """L’organisme complémentaire inscrit sur la carte ; le nom manque à une carte qui ne porte que son numéro.

    `routage` et `traitement` sont le code de routage des flux et l’indicateur de traitement, tels que la carte les dit.
    """

    nom: str
    numero: str
    adherent: str
    fin: date | None = None
    debut: date | None = None
    routage: str = ""
    traitement: str = ""


@dataclass(frozen=True, slots=True)
class Beneficiaire:
    """Une personne inscrite sur une carte Vitale.

    `naissance_brute` a huit chiffres (AAAAMMJJ), ou six quand la carte ignore le siècle (AAMMJJ). `nir` est le numéro
    propre de la personne, clé comprise ; il est absent pour qui n’est connu que par le NIR de l’assuré. `qualite` est
    absente quand la lecture ne l’atteint pas, comme tout ce qui suit le NIR dans une lecture simple.

    Attributes:
        nom_ambigu: La carte ne dit pas si `nom_naissance` est le nom de naissance ou le nom d’usage.
        pays: Code de pays ou de nationalité, tel que la carte le porte (les sources ne s’accordent pas sur son sens).
        nir_certifie_le: Le jour où le NIR propre a été certifié.
        adresse: Les lignes de l’adresse, dans l’ordre, sans ligne vide.
        periodes: Les périodes de droits, trois au plus.
        exonerations: Les libellés d’exonération, tels que la carte les porte.
        medecin_traitant: Vrai si la carte dit qu’il y en a un ; None si elle ne le dit pas.
    """

    nom_naissance: str
    prenom: str
    naissance_brute: str
    qualite: QualiteBeneficiaire | None = None
    nom_usage: str = ""
    rang_gemellaire: int = 1
    nir: str | None = None
    nom_ambigu: bool = False
    pays: str = ""
    nir_certifie_le: date | None = None
    adresse: tuple[str, ...] = ()
    periodes: tuple[PeriodeDroits, ...] = ()
    exonerations: tuple[str, ...] = ()
    ald: bool = False
    c2s: bool = False
    c2s_gestion: GestionC2s | None = None
    c2s_fin: date | None = None
    medecin_traitant: bool | None = None
    amc: Amc | None = None
    accidents: tuple[AccidentTravail, ...] = ()

    @property
    def droits_debut(self) -> date | None:
        """Le premier jour de la dernière période de droits."""
        return self._derniere.debut

    @property
    def droits_fin(self) -> date | None:
        """Le dernier jour de la dernière période de droits ; None si la carte n’en porte pas."""
        return self._derniere.fin

    @property
    def _derniere(self) -> PeriodeDroits:
        return max(self.periodes, key=lambda p: p.fin or date.max, default=PeriodeDroits(None, None))

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
        return self.naissance_est_une_date and len(self.naissance_brute) == LONGUEUR_AAAAMMJJ and not self.naissance

    @property
    def naissance_est_une_date(self) -> bool:
        """Vrai si elle a la forme d’une date, même lunaire ou sans siècle : huit ou six chiffres."""
        return FORME_NAISSANCE.fullmatch(self.naissance_brute) is not None

    @property
    def naissance_affichee(self) -> str:
        """La date de naissance telle qu’on la montre : `19/12/1984`, ou `00/00/1955 (date lunaire)`."""
        brute = self.naissance_brute
        if not self.naissance_est_une_date:
            return f"{brute} (illisible)" if brute else "date absente"
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
        return any(p.fin is not None and (p.debut or date.min) <= jour <= p.fin for p in self.periodes)


MENTIONS = {
    SourceLecture.SIMPLE: "Lecture simple\u00a0— identité\u202f; ne vaut pas attestation de droits",
    SourceLecture.API: "Identité et droits inscrits sur la carte, par l’API de lecture Vitale",
}
"""Ce que vaut chaque lecture, à montrer partout où l’on montre ce qu’elle a lu."""


@dataclass(frozen=True, slots=True)
class AnomalieCarte:
    """Ce qu’une carte bien lue a d’inattendu, et ce que la secrétaire peut en faire."""

    message: str
    conseil: str


@dataclass(frozen=True, slots=True)
class CarteVitale:
    """Une carte Vitale, d’une seule insertion.

    L’organisme (régime 2 chiffres, caisse 3, centre 4), le code de gestion et le numéro de série sont vides quand la
    lecture ne les atteint pas. `nir_assure` a quinze caractères, clé comprise, juste ou non : la carte est rendue telle
    qu’elle est ; il est vide quand rien ne dit lequel des NIR lus est celui de l’assuré. `simulee` suit la donnée
    jusqu’à l’écran, au dossier et au journal. `generation` est le rang de l’insertion au poste : deux lectures de même
    génération parlent de la même carte, restée en place.

    Attributes:
        source: Par quel chemin elle a été lue ; une lecture simple ne dit rien des droits.
        nirs_lus: Combien de NIR la carte portait ; leur nombre peut différer de celui des porteurs.
        remarques: Ce que la lecture elle-même a à dire, comme des droits qui n’ont pas pu être lus.
    """

    numero_serie: str
    nir_assure: str
    regime: str
    caisse: str
    centre: str
    code_gestion: str
    beneficiaires: tuple[Beneficiaire, ...]
    simulee: bool
    generation: int
    source: SourceLecture = SourceLecture.SIMPLE
    nirs_lus: int = 0
    remarques: tuple[AnomalieCarte, ...] = ()

    @property
    def assure(self) -> Beneficiaire | None:
        """L’assuré, s’il figure parmi les bénéficiaires."""
        return next((b for b in self.beneficiaires if b.qualite is QualiteBeneficiaire.ASSURE), None)

    @property
    def organisme(self) -> str:
        """Régime, caisse et centre, tels que les feuilles de soins les accolent (neuf chiffres)."""
        return self.regime + self.caisse + self.centre


@dataclass(frozen=True, slots=True)
class CarteCps:
    """La carte d’un professionnel de santé (CPS) ou d’un employé de cabinet (CPE), d’une seule insertion.

    `identifiant_national` a douze chiffres pour un professionnel : « 8 » et son RPPS. Un employé n’a pas de RPPS.
    `profession` est un libellé ; `code_specialite` est celui de la nomenclature des PS (SM26…).
    `certificat` est celui d’authentification, en DER ; vide si la carte ne l’a pas donné.
    """

    sorte: SorteCpx
    numero_serie: str
    nom: str
    prenom: str
    identifiant_national: str
    rpps: str | None
    profession: str
    code_specialite: str
    valable_jusqu_au: date
    simulee: bool
    generation: int
    certificat: bytes = b""

    @property
    def porteur(self) -> str:
        """La personne à qui elle est : « Hélène MARCHAND »."""
        return f"{self.prenom} {self.nom.upper()}"

    def est_valable(self, jour: date) -> bool:
        """Vrai jusqu’au dernier jour de validité, compris."""
        return jour <= self.valable_jusqu_au


class EssaisRestants(StrEnum):
    """Où en est le compteur d’essais du code porteur, sans que la carte en dise le nombre."""

    NORMAL = "normal"
    PEU = "peu"
    DERNIER = "dernier"
    BLOQUE = "bloque"


class UsageCle(StrEnum):
    """À quoi sert une signature : prouver sa présence, ou s’engager sur un texte. Une carte a une clé pour chaque."""

    AUTHENTIFICATION = "authentification"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Situation:
    """Une situation d’exercice inscrite sur la carte.

    `structure` est l’identifiant national de la structure (Struct_IdNat) ; `secteur`, le code du secteur d’activité
    (SA07…). Une seule source décrit cette forme : chaque champ peut manquer.
    """

    raison_sociale: str
    structure: str = ""
    secteur: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Ce qu’une CPS rend quand on lui fait signer des données.

    `certificat` est celui du signataire, en DER ; une signature simulée n’a de valeur nulle part.
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
    if len(brute) != LONGUEUR_AAAAMMJJ or not FORME_NAISSANCE.fullmatch(brute):
        return None
    try:
        return date(int(brute[:4]), int(brute[4:6]), int(brute[6:]))
    except ValueError:
        return None
