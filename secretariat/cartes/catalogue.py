"""Les cartes fictives livrées avec le programme, une par fichier de `resources/cartes`.

Le chargement n’admet que du fictif : un NIR attribuable à quelqu’un est refusé, comme un numéro de série qui ne
commence pas par `SIMU`. Aucun fichier ne peut retirer la marque de simulation : elle ne s’y écrit pas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from secretariat.cartes.fiche_yaml import Fiche, FicheInvalide
from secretariat.cartes.valeurs import (
    FORME_NAISSANCE,
    PREFIXE_NATIONAL,
    Amc,
    Beneficiaire,
    CarteCps,
    CarteVitale,
    GestionC2s,
    PeriodeDroits,
    QualiteBeneficiaire,
    SorteCpx,
    SourceLecture,
    TypeCarte,
)
from secretariat.socle.identifiants import LONGUEUR_NIR, est_nir_fictif, rpps_valide

PREFIXE_SERIE = "SIMU"
EXONERATION_ALD = "AFFECTION DE LONGUE DUREE (ALD)"
E = TypeVar("E", bound=StrEnum)


class ModeleCarte(StrEnum):
    """Les modèles de cartes que le catalogue connaît."""

    VITALE_1 = "vitale_1"
    VITALE = "vitale"
    CPS = "cps"
    CPE = "cpe"


@dataclass(frozen=True, slots=True)
class CarteFictive:
    """Une carte à insérer ; `contenu` est absent d’un modèle que le programme ne lit pas."""

    code: str
    libelle: str
    modele: ModeleCarte
    contenu: CarteVitale | CarteCps | None

    @property
    def type_carte(self) -> TypeCarte:
        """La fente où elle entre."""
        vitale = self.modele in {ModeleCarte.VITALE, ModeleCarte.VITALE_1}
        return TypeCarte.VITALE if vitale else TypeCarte.CPS


def charger_cartes(dossier: Path) -> dict[str, CarteFictive]:
    """Les cartes du dossier par leur code, qui est le nom du fichier.

    Raises:
        FicheInvalide: Le dossier est vide, ou un fichier manque à la forme.
    """
    cartes = {chemin.stem: charger_carte(chemin) for chemin in sorted(dossier.glob("*.yaml"))}
    if not cartes:
        raise FicheInvalide(dossier.name, "aucune carte fictive dans ce dossier.")
    return cartes


def charger_carte(chemin: Path) -> CarteFictive:
    """La carte que décrit ce fichier.

    Raises:
        FicheInvalide: Le fichier manque à la forme.
    """
    fiche = Fiche.du_fichier(chemin)
    modele = _choix(fiche, "modele", ModeleCarte)
    libelle = fiche.prendre("libelle", str)
    contenu = _contenu(fiche, modele)
    fiche.finir()
    return CarteFictive(chemin.stem, libelle, modele, contenu)


def _contenu(fiche: Fiche, modele: ModeleCarte) -> CarteVitale | CarteCps | None:
    match modele:
        case ModeleCarte.VITALE_1:
            return None
        case ModeleCarte.VITALE:
            return _vitale(fiche)
        case ModeleCarte.CPS:
            return _cps(fiche, SorteCpx.CPS)
        case ModeleCarte.CPE:
            return _cps(fiche, SorteCpx.CPE)


def _vitale(fiche: Fiche) -> CarteVitale:
    return CarteVitale(
        numero_serie=_numero_serie(fiche),
        nir_assure=_nir(fiche, fiche.prendre("nir_assure", str)),
        regime=_chiffres(fiche, "regime", 2),
        caisse=_chiffres(fiche, "caisse", 3),
        centre=_chiffres(fiche, "centre", 4),
        code_gestion=_chiffres(fiche, "code_gestion", 2),
        beneficiaires=_beneficiaires(fiche, _amc(fiche)),
        simulee=True,
        generation=0,
        source=SourceLecture.API,
    )


def _beneficiaires(fiche: Fiche, amc: Amc | None) -> tuple[Beneficiaire, ...]:
    """Les bénéficiaires ; la complémentaire de la fiche les couvre tous."""
    bruts = fiche.prendre("beneficiaires", list)
    if not bruts:
        raise fiche.faute("une carte Vitale a au moins un bénéficiaire.")
    return tuple(
        _beneficiaire(Fiche(f"{fiche.source}, bénéficiaire {rang}", brut), amc)
        for rang, brut in enumerate(bruts, start=1)
    )


def _beneficiaire(fiche: Fiche, amc: Amc | None) -> Beneficiaire:
    naissance = fiche.prendre("naissance", str)
    if not FORME_NAISSANCE.fullmatch(naissance):
        raise fiche.faute(f"«\u00a0naissance\u00a0» vaut {naissance!r}, et AAAAMMJJ est attendu.")
    nir = fiche.prendre_si("nir", str)
    ald, c2s = (fiche.prendre_ou(cle, False) for cle in ("ald", "c2s"))  # noqa: FBT003  (la valeur par défaut d’une clé)
    beneficiaire = Beneficiaire(
        nom_naissance=fiche.prendre("nom_naissance", str),
        prenom=fiche.prendre("prenom", str),
        naissance_brute=naissance,
        qualite=_choix(fiche, "qualite", QualiteBeneficiaire) if "qualite" in fiche else None,
        nom_usage=fiche.prendre_ou("nom_usage", ""),
        rang_gemellaire=fiche.prendre_ou("rang_gemellaire", 1),
        nir=None if nir is None else _nir(fiche, nir),
        periodes=_periodes(fiche),
        ald=ald,
        exonerations=(EXONERATION_ALD,) if ald else (),
        c2s=c2s,
        c2s_gestion=GestionC2s.CAISSE if c2s else None,
        amc=amc,
    )
    fiche.finir()
    return beneficiaire


def _periodes(fiche: Fiche) -> tuple[PeriodeDroits, ...]:
    debut, fin = (fiche.prendre_si(cle, date) for cle in ("droits_debut", "droits_fin"))
    return (PeriodeDroits(debut, fin),) if debut or fin else ()


def _amc(fiche: Fiche) -> Amc | None:
    brut = fiche.prendre_si("amc", dict)
    if brut is None:
        return None
    detail = Fiche(f"{fiche.source}, amc", brut)
    amc = Amc(
        nom="",
        numero=_chiffres(detail, "numero", 8),
        adherent=detail.prendre("adherent", str),
        fin=detail.prendre_si("fin", date),
    )
    detail.finir()
    return amc


def _cps(fiche: Fiche, sorte: SorteCpx) -> CarteCps:
    rpps = fiche.prendre("rpps", str) if sorte is SorteCpx.CPS else None
    if rpps is not None and not rpps_valide(rpps):
        raise fiche.faute(f"le RPPS {rpps} n’a pas onze chiffres et une clé juste.")
    return CarteCps(
        sorte=sorte,
        numero_serie=_numero_serie(fiche),
        nom=fiche.prendre("nom", str),
        prenom=fiche.prendre("prenom", str),
        identifiant_national=PREFIXE_NATIONAL + rpps if rpps else fiche.prendre("identifiant_national", str),
        rpps=rpps,
        profession=fiche.prendre("profession", str),
        code_specialite=fiche.prendre_ou("code_specialite", ""),
        valable_jusqu_au=fiche.prendre("valable_jusqu_au", date),
        simulee=True,
        generation=0,
    )


def _choix(fiche: Fiche, cle: str, liste: type[E]) -> E:
    brut = fiche.prendre(cle, str)
    if brut not in set(liste):
        raise fiche.faute(f"«\u00a0{cle}\u00a0» vaut {brut!r}, et l’un de {', '.join(liste)} est attendu.")
    return liste(brut)


def _chiffres(fiche: Fiche, cle: str, longueur: int) -> str:
    brut = fiche.prendre(cle, str)
    if not re.fullmatch(rf"[0-9]{{{longueur}}}", brut):
        raise fiche.faute(f"«\u00a0{cle}\u00a0» vaut {brut!r}, et {longueur} chiffres sont attendus.")
    return brut


def _numero_serie(fiche: Fiche) -> str:
    numero = fiche.prendre("numero_serie", str)
    if not numero.startswith(PREFIXE_SERIE):
        raise fiche.faute(f"le numéro de série d’une carte fictive commence par {PREFIXE_SERIE}.")
    return numero


def _nir(fiche: Fiche, nir: str) -> str:
    if len(nir) != LONGUEUR_NIR or not est_nir_fictif(nir):
        raise fiche.faute("un NIR de carte fictive a quinze caractères, et la commune 990 ou l’ordre 000.")
    return nir
