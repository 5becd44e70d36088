"""Les mots du dossier : traits d’identité, statuts du RNIV, et ce que les écrans en montrent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from secretariat.socle.droits import Droit, DroitManquant
from secretariat.socle.erreurs import ErreurMetier


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
    """D’où viennent les droits du patient ; `carte_simulee` le reste pour toujours.

    `carte_simple` ne dit que l’identité et le NIR : ce n’est pas une attestation de droits.
    """

    SAISIE = "saisie"
    CARTE = "carte"
    CARTE_SIMPLE = "carte_simple"
    CARTE_SIMULEE = "carte_simulee"


class NatureDocument(StrEnum):
    """Ce qu’est un document du dossier."""

    COURRIER = "courrier"
    FEUILLE_DE_SOINS = "feuille_de_soins"


class Confidentialite(StrEnum):
    """Qui ouvre un document : tout le secrétariat, ou seulement qui lit la partie médicale."""

    ADMINISTRATIF = "administratif"
    MEDICAL = "medical"


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

    @property
    def sont_attestes(self) -> bool:
        """Vrai si quelque chose dit jusqu’à quand ils courent ; un NIR seul, ou une lecture simple, ne dit rien."""
        return self.droits_jusqu_au is not None and self.source is not SourceDroits.CARTE_SIMPLE

    @property
    def complementaire(self) -> str:
        """L’organisme complémentaire, tel qu’on le nomme."""
        return nommer_complementaire(self.amc_nom, self.amc_numero)


def nommer_complementaire(nom: str, numero: str) -> str:
    r"""Le nom de l’organisme, à défaut son numéro : une carte ne porte que lui. Vide s’il n’y en a pas.

    >>> nommer_complementaire("", "99990001")
    'N°\xa099990001'
    """
    return nom or (f"N°\u00a0{numero}" if numero else "")


@dataclass(frozen=True, slots=True)
class DossierSaisi:
    """Tout ce que le formulaire d’un dossier permet de changer ; la source des droits n’en est pas."""

    traits: Traits
    coordonnees: Coordonnees
    droits: DroitsPatient
    a_savoir: str
    medecin_traitant_id: int | None


@dataclass(frozen=True, slots=True)
class NouveauPatient:
    """Une personne à qui ouvrir un dossier.

    Attributes:
        simule: Ses traits viennent d’une carte simulée ; le dossier le garde pour toujours.
    """

    traits: Traits
    coordonnees: Coordonnees
    droits: DroitsPatient | None = None
    simule: bool = False
    medecin_traitant_id: int | None = None


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


class Champ(StrEnum):
    """D’où vient un mot par lequel on retrouve un patient."""

    NOM = "nom"
    NOM_UTILISE = "nom_utilise"
    PRENOM = "prenom"
    PRENOM_UTILISE = "prenom_utilise"
    AUTRE_PRENOM = "autre_prenom"
    NAISSANCE = "naissance"
    TELEPHONE = "telephone"
    NIR = "nir"
    SON = "son"


LIBELLES_CHAMPS = {
    Champ.NOM: "nom de naissance",
    Champ.NOM_UTILISE: "nom utilisé",
    Champ.PRENOM: "prénom",
    Champ.PRENOM_UTILISE: "prénom utilisé",
    Champ.AUTRE_PRENOM: "autre prénom",
    Champ.NAISSANCE: "date de naissance",
    Champ.TELEPHONE: "téléphone",
    Champ.NIR: "numéro de sécurité sociale",
    Champ.SON: "nom proche",
}


@dataclass(frozen=True, slots=True)
class Anomalie:
    """Un défaut d’une saisie : où, quoi, et que faire ; une alerte a la même forme mais n’empêche rien.

    Attributes:
        champ: Le nom du champ de `Traits`, `Coordonnees` ou `DroitsPatient` en cause.
    """

    champ: str
    message: str
    conseil: str


class SaisieRefusee(ErreurMetier):
    """La saisie a des défauts ; `anomalies` les dit tous, pour que l’écran les montre champ par champ."""

    def __init__(self, anomalies: tuple[Anomalie, ...]) -> None:
        super().__init__(
            "\n".join(anomalie.message for anomalie in anomalies),
            conseil="\n".join(dict.fromkeys(anomalie.conseil for anomalie in anomalies)),
        )
        self.anomalies = anomalies


class DejaUnDossier(ErreurMetier):
    """Un dossier porte déjà exactement ces traits ; `patients` dit lesquels, pour que l’écran les propose."""

    def __init__(self, traits: Traits, patients: tuple[int, ...]) -> None:
        qui = f"{traits.nom_naissance} {traits.premier_prenom}, {traits.naissance:%d/%m/%Y}"
        super().__init__(
            f"{qui}\u00a0: cette personne a déjà un dossier.",
            conseil="Ouvrir ce dossier ; si c’est vraiment une autre personne, confirmer l’homonyme.",
        )
        self.patients = patients


@dataclass(frozen=True, slots=True)
class IdentiteLue:
    """Une personne telle qu’une carte la donne, quelle que soit la carte.

    Attributes:
        naissance: Absente si la date de la carte n’est pas du calendrier (lunaire, ou sans siècle).
        naissance_brute: La date telle que la carte la porte ; elle seule se transmet aux caisses.
        nir: Les 15 caractères du numéro de la personne, à défaut celui de son assuré ; vide si inconnu.
        nir_est_le_sien: Faux si `nir` est celui de l’assuré qui couvre cette personne : il ne dit pas son sexe.
        rang: Le rang gémellaire.
        lecture_simple: La carte n’a donné que l’identité et le NIR : elle ne dit rien des droits, pas même qu’il n’y en
            a pas, ni si `nom_naissance` est le nom de naissance ou le nom d’usage.
    """

    nom_naissance: str
    nom_utilise: str
    prenom: str
    naissance: date | None
    naissance_brute: str = ""
    nir: str = ""
    rang: int = 1
    droits: DroitsPatient | None = None
    simulee: bool = False
    lecture_simple: bool = False
    nir_est_le_sien: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """Ce qu’une carte changerait dans un champ du dossier, à confirmer champ par champ.

    Attributes:
        champ: Le nom de la colonne du dossier.
        actuel: La valeur du dossier, telle qu’on la montre.
        propose: La valeur de la carte, telle qu’on la montre.
        valeur: La valeur de la carte, telle qu’elle s’enregistre.
        stricte: Vrai pour un trait strict : l’accepter rend l’identité provisoire.
        droits: Vrai pour un champ de la couverture, faux pour un trait.
    """

    champ: str
    libelle: str
    actuel: str
    propose: str
    valeur: str | date | bool | None
    stricte: bool = False
    droits: bool = False


SEUIL_POTENTIEL = 75
SEUIL_PROBABLE = 90


@dataclass(frozen=True, slots=True)
class Ressemblance:
    """À quel point deux identités se ressemblent, et par quoi.

    Attributes:
        score: De 0 à 100 ; à partir de 75 un doublon potentiel, de 90 un doublon probable.
    """

    score: int
    raisons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidat:
    """Un dossier qui est peut-être déjà celui de la personne que l’on saisit ou dont on lit la carte."""

    patient: PatientTrouve
    score: int
    raisons: tuple[str, ...]

    @property
    def probable(self) -> bool:
        """Vrai à partir du seuil du doublon probable."""
        return self.score >= SEUIL_PROBABLE


@dataclass(frozen=True, slots=True)
class NouveauDocument:
    """Un document à ranger au dossier.

    Attributes:
        confidentialite: None suit la règle du cabinet pour cette nature de document.
    """

    titre: str
    nature: NatureDocument
    nom_fichier: str
    type_mime: str
    contenu: bytes
    simule: bool = False
    confidentialite: Confidentialite | None = None


@dataclass(frozen=True, slots=True)
class DocumentRange:
    """Un document du dossier, sans son contenu.

    Attributes:
        taille: En octets.
        ouvrable: Faux si la personne qui lit n’a pas à l’ouvrir ; elle sait seulement qu’il existe.
    """

    id: int
    titre: str
    nature: NatureDocument
    nom_fichier: str
    type_mime: str
    taille: int
    auteur: str
    cree_le: datetime
    simule: bool
    confidentialite: Confidentialite
    ouvrable: bool = True


class DocumentReserve(DroitManquant):
    """Le document est médical, et la personne ne lit pas la partie médicale de ce patient.

    Attributes:
        peut_briser: Vrai si elle peut demander un accès exceptionnel.
    """

    def __init__(self, titre: str, patient_id: int, *, peut_briser: bool) -> None:
        recours = "\u202f; s’il y a urgence, un accès exceptionnel s’ouvre en disant pourquoi" if peut_briser else ""
        super().__init__(
            f"«\u00a0{titre}\u00a0» est un document médical\u00a0: votre rôle ne l’ouvre pas.",
            conseil=f"Le demander au praticien{recours}.",
            droit=Droit.LIRE_MEDICAL,
        )
        self.patient_id = patient_id
        self.peut_briser = peut_briser


@dataclass(frozen=True, slots=True)
class AccesAccorde:
    """Un accès exceptionnel que l’on vient d’obtenir, et jusqu’à quand."""

    id: int
    jusqu_a: datetime


@dataclass(frozen=True, slots=True)
class AccesASignaler:
    """Un accès exceptionnel qu’un praticien n’a pas encore vu."""

    id: int
    ouvert_le: datetime
    jusqu_a: datetime
    qui: str
    role: str
    poste: str
    patient_id: int
    patient: str
    raison: str


@dataclass(frozen=True, slots=True)
class ContenuDocument:
    """Un document du dossier, prêt à ouvrir ou à imprimer."""

    nom_fichier: str
    type_mime: str
    contenu: bytes


@dataclass(frozen=True, slots=True)
class FichePatient:
    """Tout ce que montre la page d’un patient.

    Attributes:
        droits: Absents tant que rien n’en est connu.
        medecin_traitant: Le nom à montrer, vide s’il n’est pas du cabinet ou pas connu.
        simule: Le dossier vient d’une carte simulée ; cela ne s’efface pas.
        a_completer: Ce qui manque au dossier, ou n’est plus à jour.
    """

    id: int
    version: int
    traits: Traits
    coordonnees: Coordonnees
    droits: DroitsPatient | None
    droits_maj_le: datetime | None
    statut: StatutIdentite
    homonyme: bool
    simule: bool
    medecin_traitant_id: int | None
    medecin_traitant: str
    a_savoir: str
    cree_le: datetime
    documents: tuple[DocumentRange, ...]
    a_completer: tuple[Anomalie, ...]

    @property
    def nom(self) -> str:
        """« LEFÈVRE Clémence » : le nom et le prénom sous lesquels la personne est connue."""
        traits = self.traits
        nom = (traits.nom_utilise or traits.nom_naissance).upper()
        return f"{nom} {traits.prenom_utilise or traits.premier_prenom}"
