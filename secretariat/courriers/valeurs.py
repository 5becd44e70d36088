"""Les mots des courriers : champs, modèles, aperçus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secretariat.socle.erreurs import ErreurMetier


class OrigineChamp(StrEnum):
    """D’où vient la valeur d’un champ."""

    BASE = "base"
    COMPLEMENT = "complement"


@dataclass(frozen=True, slots=True)
class Champ:
    """Un champ que les modèles peuvent employer.

    Attributes:
        nom: Tel qu’il s’écrit dans le modèle, entre doubles accolades : `patient.nom`.
        origine: Lu dans la base, ou donné au moment d’écrire (le texte de la lettre, le rendez-vous).
        facultatif: Vide, il ne manque pas.
    """

    nom: str
    description: str
    origine: OrigineChamp = OrigineChamp.BASE
    facultatif: bool = False


@dataclass(frozen=True, slots=True)
class ChampsDuModele:
    """Les champs qu’un modèle emploie.

    Attributes:
        conditionnels: Ceux dont le modèle teste la présence ; vides, ils ne manquent pas.
    """

    employes: frozenset[str]
    conditionnels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BilanDesChamps:
    """Ce qui empêche un modèle d’être rempli comme il le demande, à dire avant d’imprimer.

    Attributes:
        manquants: Les champs sans valeur pour ce patient.
        inconnus: Les noms que le programme ne connaît pas.
    """

    manquants: tuple[Champ, ...]
    inconnus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModeleDeCourrier:
    """Un modèle proposé ; `a_saisir` sont les champs qu’il faut donner au moment d’écrire."""

    nom: str
    titre: str
    a_saisir: tuple[Champ, ...]

    @property
    def d_une_demarche(self) -> bool:
        """Vrai pour la lettre d’une démarche suivie, qui seule connaît ses champs `demande.*`."""
        return any(champ.nom.startswith("demande.") for champ in self.a_saisir)


@dataclass(frozen=True, slots=True)
class Apercu:
    """Une lettre faite, mais ni enregistrée ni rangée ; un champ manquant y est remplacé par des points."""

    docx: bytes
    pdf: bytes
    bilan: BilanDesChamps


@dataclass(frozen=True, slots=True)
class CourrierRange:
    """Une lettre du dossier.

    Attributes:
        patient: « LEFÈVRE Clémence ».
        praticien: « Dr MARCHAND », vide si la lettre est du secrétariat.
        docx_id: Le document du dossier, sous forme modifiable.
        pdf_id: Le même, tel qu’il s’imprime.
        ouvrable: Faux si la personne qui lit sait qu’elle existe, mais n’a pas à l’ouvrir.
    """

    id: int
    patient_id: int
    patient: str
    praticien: str
    modele: str
    titre: str
    docx_id: int
    pdf_id: int
    auteur: str
    cree_le: datetime
    ouvrable: bool = True


@dataclass(frozen=True, slots=True)
class DocumentASigner:
    """Un document que l’on peut ouvrir et dont le contenu est celui qui a été rangé : il peut se signer.

    Attributes:
        empreinte: SHA-256 du contenu, en hexadécimal.
        octets: Ce que la carte signe.
        deja: L’identifiant national de ceux qui l’ont signé.
        praticiens: Le nom de ceux qui peuvent le signer, par identifiant national.
    """

    id: int
    titre: str
    empreinte: str
    octets: bytes
    deja: frozenset[str]
    praticiens: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SignaturePosee:
    """Une signature gardée au dossier.

    Attributes:
        nom: « Dr Hélène MARCHAND », tel que le cabinet le nommait ce jour-là.
        signee_le: En heure universelle.
        simulee: Faite par une carte fictive ; elle ne vaut rien.
        tient: Le contenu et le titre du document sont toujours ceux qui ont été signés.
    """

    nom: str
    signee_le: datetime
    simulee: bool
    tient: bool


class ModeleInutilisable(ErreurMetier):
    """Le modèle manque, n’est pas un .docx, ou contient ce que le programme n’exécute ou ne montre pas."""


class ChampsManquants(ErreurMetier):
    """Le modèle demande des valeurs que ce patient n’a pas ; `champs` dit lesquelles."""

    def __init__(self, message: str, *, conseil: str, champs: tuple[Champ, ...]) -> None:
        super().__init__(message, conseil=conseil)
        self.champs = champs
