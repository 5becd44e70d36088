"""Paramètres datés : tarifs, taux, plafonds, chacun avec le texte qui le fonde.

Un fichier YAML par paramètre, rangé comme on le cherche (`ngap/g.yaml` se lit `ngap.g`) ::

    description: Consultation du médecin généraliste
    unite: euro            # euro, taux ou nombre
    valeurs:
      2017-05-01: {valeur: "25.00", reference: {titre: ..., lien: ...}}
      2023-11-01: {valeur: "26.50", reference: {titre: ..., lien: ...}}
    verifie_le: 2025-01-15   # dernier jour où quelqu'un a relu la dernière valeur

La valeur à une date est celle de la dernière entrée qui ne la dépasse pas ; `null` ferme le paramètre.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.montant import Montant

UNITES = ("euro", "taux", "nombre")
CLES = {"description", "unite", "valeurs", "verifie_le", "certitude", "notes"}
OBLIGATOIRES = {"description", "unite", "valeurs", "verifie_le"}


class BaremeInvalide(Exception):
    """Un fichier de barème ne suit pas la forme ; le message commence par son chemin."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Le texte qui fixe une valeur."""

    titre: str
    lien: str


@dataclass(frozen=True, slots=True)
class ValeurDatee:
    """Une valeur à partir d'un jour, dans l'unité de son paramètre."""

    debut: date
    valeur: Decimal | None
    reference: Reference


@dataclass(frozen=True, slots=True)
class Parametre:
    """Un paramètre et son histoire, de la plus ancienne valeur à la plus récente."""

    nom: str
    description: str
    unite: str
    valeurs: tuple[ValeurDatee, ...]
    verifie_le: date

    def au(self, jour: date) -> ValeurDatee:
        """La valeur en vigueur ce jour-là.

        Raises:
            ErreurMetier: Aucune valeur n'était en vigueur.
        """
        en_vigueur = [v for v in self.valeurs if v.debut <= jour]
        if not en_vigueur or en_vigueur[-1].valeur is None:
            raise ErreurMetier(
                f"{self.description} ({self.nom}) n'a pas de valeur au {jour:%d/%m/%Y}.",
                conseil="Vérifier la date de l'acte, ou mettre à jour les barèmes.",
            )
        return en_vigueur[-1]


class Bareme:
    """Tous les paramètres d'un dossier, par leur nom pointé."""

    def __init__(self, parametres: Mapping[str, Parametre]) -> None:
        self._parametres = dict(parametres)

    @classmethod
    def charger(cls, dossier: Path) -> Bareme:
        """Lit et vérifie tous les fichiers du dossier.

        Raises:
            BaremeInvalide: Un fichier manque à la forme.
        """
        chemins = sorted(dossier.rglob("*.yaml"))
        return cls({p.nom: p for p in (_lire(chemin, dossier) for chemin in chemins)})

    def montant(self, nom: str, jour: date) -> Montant:
        """La valeur d'un paramètre en euros à cette date."""
        return Montant.euros(self._valeur(nom, jour, "euro"))

    def taux(self, nom: str, jour: date) -> Decimal:
        """La valeur d'un paramètre sans dimension (0,70 pour 70 %) à cette date."""
        return self._valeur(nom, jour, "taux")

    def nombre(self, nom: str, jour: date) -> Decimal:
        """La valeur d'un paramètre compté (un âge, une durée en jours) à cette date."""
        return self._valeur(nom, jour, "nombre")

    def reference(self, nom: str, jour: date) -> str:
        """Le titre du texte qui fixe la valeur de ce jour-là."""
        return self._parametre(nom).au(jour).reference.titre

    def description(self, nom: str) -> str:
        """Ce que le paramètre désigne, en toutes lettres."""
        return self._parametre(nom).description

    def _parametre(self, nom: str) -> Parametre:
        if nom not in self._parametres:
            raise ErreurMetier(
                f"Le barème ne connaît pas « {nom} ».",
                conseil="Vérifier le code de l'acte, ou mettre à jour les barèmes.",
            )
        return self._parametres[nom]

    def _valeur(self, nom: str, jour: date, unite: str) -> Decimal:
        parametre = self._parametre(nom)
        if parametre.unite != unite:
            raise TypeError(f"{nom} est en {parametre.unite}, pas en {unite}")
        valeur = parametre.au(jour).valeur
        assert valeur is not None  # noqa: S101  (`au` a déjà refusé None ; dit au vérificateur de types)
        return valeur


def _lire(chemin: Path, racine: Path) -> Parametre:
    nom = ".".join(chemin.relative_to(racine).with_suffix("").parts)
    import yaml  # noqa: PLC0415  (25 ms : pas avant la page de connexion)

    donnees: dict[str, Any] = yaml.safe_load(chemin.read_text(encoding="utf-8"))
    if inconnues := set(donnees) - CLES:
        raise BaremeInvalide(f"{chemin} : clés inconnues {sorted(inconnues)}")
    if manquantes := OBLIGATOIRES - set(donnees):
        raise BaremeInvalide(f"{chemin} : clés absentes {sorted(manquantes)}")
    if donnees["unite"] not in UNITES:
        raise BaremeInvalide(f"{chemin} : unite doit être l'une de {UNITES}")
    valeurs = tuple(_valeur_datee(chemin, debut, entree) for debut, entree in sorted(donnees["valeurs"].items()))
    if not isinstance(donnees["verifie_le"], date):
        raise BaremeInvalide(f"{chemin} : verifie_le doit être une date AAAA-MM-JJ")
    return Parametre(nom, donnees["description"], donnees["unite"], valeurs, donnees["verifie_le"])


def _valeur_datee(chemin: Path, debut: object, entree: Mapping[str, Any]) -> ValeurDatee:
    if not isinstance(debut, date):
        raise BaremeInvalide(f"{chemin} : {debut!r} n'est pas une date AAAA-MM-JJ")
    brute = entree["valeur"]
    if not isinstance(brute, str | None):
        raise BaremeInvalide(f"{chemin} : {brute!r} doit être entre guillemets, pour rester exact")
    if "reference" not in entree:
        raise BaremeInvalide(f"{chemin} : la valeur du {debut} n'a pas de référence")
    return ValeurDatee(debut, None if brute is None else Decimal(brute), Reference(**entree["reference"]))
