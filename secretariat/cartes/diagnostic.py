"""L’état des cartes d’un poste, à dicter au téléphone ou à joindre à une demande d’aide.

Il ne contient aucune donnée personnelle : ni ce que disent les cartes, ni le nom du poste ou du compte, ni un dossier
(les bibliothèques y sont par le seul nom de leur fichier). Les ATR et les noms de lecteurs y sont : ils désignent un
modèle de carte et un appareil.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

from secretariat.cartes.diagnostic_epreuve import Epreuve, ServiceDeCartes
from secretariat.cartes.erreurs import AucunLecteur, ErreurCarte, ServiceAbsent
from secretariat.cartes.lecteur import EtatDuPoste, Lecteur
from secretariat.cartes.reglages import ReglagesDuPoste
from secretariat.cartes.valeurs import TypeCarte
from secretariat.socle.horloge import Horloge, horloge_du_poste

ABSENT = ""
"""La version d’un paquet qui n’est pas installé."""


@dataclass(frozen=True, slots=True)
class Plateforme:
    """Ce qui fait tourner le programme ; une version vide dit que le paquet n’est pas installé."""

    programme: str
    systeme: str
    python: str
    pyscard: str
    pkcs11: str


@dataclass(frozen=True, slots=True)
class Composant:
    """Un composant que les réglages de ce poste désignent.

    Attributes:
        fichier: Le nom du fichier, sans son dossier ; vide si rien n’est désigné.
        en_place: Vrai si ce fichier existe à cet instant.
    """

    fichier: str = ""
    en_place: bool = False

    @property
    def dit(self) -> str:
        """« rien n’est désigné », « libopensc.so, en place » ou « libopensc.so, introuvable »."""
        if not self.fichier:
            return "rien n’est désigné"
        return f"{self.fichier}, {'en place' if self.en_place else 'introuvable'}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Tout ce que l’on sait des cartes d’un poste à un instant.

    Attributes:
        simule: Vrai si rien de ce qui suit ne vient d’un vrai lecteur.
        epreuves: Une lecture d’épreuve par sorte de carte présente.
    """

    fait_le: datetime
    plateforme: Plateforme
    simule: bool
    etat: EtatDuPoste
    service: ServiceDeCartes
    pkcs11: Composant
    api_bibliotheque: Composant
    api_fichier: Composant
    epreuves: tuple[Epreuve, ...]

    @property
    def defaut(self) -> tuple[str, str]:
        """Ce qui empêche de lire, et le remède ; deux textes vides si rien n’est en défaut."""
        sorte: type[ErreurCarte] | None = None
        if not self.etat.service:
            sorte = ServiceAbsent
        elif not self.etat.lecteurs:
            sorte = AucunLecteur
        if sorte is not None:
            return sorte.phrase, sorte.remede
        manquee = next((epreuve for epreuve in self.epreuves if epreuve.erreur), None)
        return (manquee.message, manquee.conseil) if manquee else ("", "")


def diagnostiquer(lecteur: Lecteur, reglages: ReglagesDuPoste, *, horloge: Horloge = horloge_du_poste) -> Diagnostic:
    """L’état du poste, et une lecture d’épreuve de chaque carte présente ; à appeler dans le fil des cartes."""
    return Diagnostic(
        fait_le=horloge(),
        plateforme=_plateforme(),
        simule=lecteur.simule,
        epreuves=tuple(epreuve for type_carte in TypeCarte if (epreuve := _epreuve(lecteur, type_carte)) is not None),
        etat=lecteur.etat(),
        service=lecteur.service(),
        pkcs11=_composant(reglages.bibliotheque_pkcs11),
        api_bibliotheque=_composant(reglages.api_bibliotheque),
        api_fichier=_composant(reglages.api_fichier),
    )


def _epreuve(lecteur: Lecteur, type_carte: TypeCarte) -> Epreuve | None:
    presente = lecteur.vitale_presente() if type_carte is TypeCarte.VITALE else lecteur.cps_presente()
    if not presente:
        return None
    try:
        return lecteur.eprouver(type_carte)
    except ErreurCarte:  # elle vient de sortir : l’état, relevé ensuite, le dira
        return None


def _composant(chemin: str) -> Composant:
    return Composant(Path(chemin).name, Path(chemin).is_file()) if chemin else Composant()


def _plateforme() -> Plateforme:
    return Plateforme(
        programme=_version("secretariat"),
        systeme=f"{platform.system()} {platform.release()} {platform.machine()}",
        python=platform.python_version(),
        pyscard=_version("pyscard"),
        pkcs11=_version("python-pkcs11"),
    )


def _version(paquet: str) -> str:
    try:
        return metadata.version(paquet)
    except metadata.PackageNotFoundError:
        return ABSENT
