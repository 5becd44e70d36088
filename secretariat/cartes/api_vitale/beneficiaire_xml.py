"""Un bénéficiaire du XML : son identité, ses droits, sa complémentaire.

Sources : les noms d’éléments sont ceux des SFG « BS – Acquérir les informations du Bénéficiaire des Soins » du GIE
SESAM-Vitale (« Données API Lecture Vitale 6.xx ») ; `amc`, `cmu`, le « Oui » de `medecinTraitant` et le retour à la
ligne écrit en toutes lettres, ceux de Mediboard ; « Déclaré », celui d’une interface publique d’accès au DMP. « Non »
et « Non déclaré » n’ont été vus nulle part, et se comprennent ; tout autre mot ne dit rien.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date

from secretariat.cartes.api_vitale import champs
from secretariat.cartes.api_vitale.arbre import Noeud
from secretariat.cartes.api_vitale.qualites import CodeQualite
from secretariat.cartes.valeurs import (
    AccidentTravail,
    Amc,
    Beneficiaire,
    GestionC2s,
    PeriodeDroits,
    QualiteBeneficiaire,
    date_de_carte,
)

LIGNES_ADRESSE = ("ligne1", "ligne2", "ligne3", "ligne4", "ligne5")
DECLARES = ("at2", "at3")
PERIODES_MAX = 3
LIBELLES_MAX = 20
RETOURS = re.compile(r"\\r\\n|[\r\n]+")
NOMME_L_ALD = re.compile(r"\bald\b|affections? (?:de )?longue duree")
DEUX_DATES = re.compile(r"\D*(\d{2})/?(\d{2})/?(\d{4})\D+(\d{2})/?(\d{2})/?(\d{4})\D*", re.ASCII)
MEDECIN_TRAITANT = {"oui": True, "declare": True, "non": False, "non declare": False}
SANS_C2S = {"", "non"}


def beneficiaire(noeud: Noeud, code: CodeQualite | None) -> Beneficiaire:
    """La personne que décrit cet élément ; `code` est sa qualité.

    Raises:
        DonneesInvalides: Elle n’a ni nom ni date de naissance, ou l’un de ses champs est mal formé.
    """
    amo = noeud.vers("amo")
    exonerations = _exonerations(amo)
    personne = replace(
        _identite(noeud.vers("ident"), code),
        periodes=_periodes(amo.vers("listePeriodesDroits")),
        exonerations=exonerations,
        ald=any(nomme_l_ald(libelle) for libelle in exonerations),
        medecin_traitant=MEDECIN_TRAITANT.get(simple(champs.texte(amo, "medecinTraitant"))),
        amc=_amc(noeud.vers("amc")),
        accidents=_accidents(_ici_ou_sous_amo(noeud, "listeat")),
    )
    return _avec_c2s(personne, _ici_ou_sous_amo(noeud, "cmu"))


def nomme_l_ald(libelle: str) -> bool:
    """Vrai si ce libellé d’exonération nomme une affection de longue durée."""
    return NOMME_L_ALD.search(simple(libelle)) is not None


def _identite(ident: Noeud, code: CodeQualite | None) -> Beneficiaire:
    usuel = champs.texte(ident, "nomUsuel")
    naissance = champs.texte(ident, "nomPatronymique") or usuel
    if not naissance:
        raise champs.refus("ident", "ni nomUsuel ni nomPatronymique")
    return Beneficiaire(
        nom_naissance=naissance,
        prenom=champs.texte(ident, "prenomUsuel"),
        naissance_brute=champs.naissance(ident),
        qualite=code.qualite if code else None,
        nom_usage="" if usuel == naissance else usuel,
        rang_gemellaire=champs.rang(ident, "rangDeNaissance"),
        nir=_nir_propre(ident, code),
        nir_certifie_le=champs.date_jjmmaaaa(ident, "dateCertification"),
        adresse=tuple(ligne for nom in LIGNES_ADRESSE if (ligne := champs.texte(ident, f"adresse/{nom}"))),
    )


def _nir_propre(ident: Noeud, code: CodeQualite | None) -> str | None:
    """Le NIR certifié ; à défaut celui de l’assuré, pour lui seul et si sa qualité est sûre (comme Mediboard)."""
    certifie = champs.nir(ident, "nirCertifie")
    if certifie:
        return certifie
    est_l_assure = code is not None and code.sure and code.qualite is QualiteBeneficiaire.ASSURE
    return (champs.nir(ident, "nir") or None) if est_l_assure else None


def _periodes(liste: Noeud) -> tuple[PeriodeDroits, ...]:
    periodes = tuple(
        PeriodeDroits(champs.date_jjmmaaaa(e, "debut"), champs.date_jjmmaaaa(e, "fin")) for e in liste.enfants
    )
    if len(periodes) > PERIODES_MAX:
        raise champs.refus("amo/listePeriodesDroits", f"{len(periodes)} périodes, {PERIODES_MAX} au plus")
    return tuple(p for p in periodes if p != PeriodeDroits(None, None))


def _exonerations(amo: Noeud) -> tuple[str, ...]:
    lignes = RETOURS.split(amo.vers("libelleExo").brut)
    libelles = tuple(libelle for ligne in lignes if (libelle := champs.une_ligne(ligne, "amo/libelleExo")))
    if len(libelles) > LIBELLES_MAX:
        raise champs.refus("amo/libelleExo", f"{len(libelles)} libellés, {LIBELLES_MAX} au plus")
    return libelles


def _amc(noeud: Noeud) -> Amc | None:
    amc = Amc(
        nom="",
        numero=champs.texte(noeud, "numComplB2"),
        adherent=champs.texte(noeud, "numAdherent"),
        fin=champs.date_jjmmaaaa(noeud, "validiteDonnees/fin"),
        debut=champs.date_jjmmaaaa(noeud, "validiteDonnees/debut"),
        routage=champs.texte(noeud, "codeRoutageFlux"),
        traitement=champs.texte(noeud, "indicTraitement"),
    )
    return None if amc == Amc("", "", "") else amc


def _avec_c2s(personne: Beneficiaire, cmu: Noeud) -> Beneficiaire:
    """Une personne dont `typeCMU` n’est pas vide a la C2S (Mediboard) ; sans elle, une période ne dit rien."""
    libelle = simple(champs.texte(cmu, "typeCMU"))
    if libelle.strip("0") in SANS_C2S:
        return personne
    return replace(personne, c2s=True, c2s_gestion=_gestion(libelle), c2s_fin=_fin_de_c2s(cmu))


def _gestion(libelle: str) -> GestionC2s | None:
    if "organisme complementaire" in libelle:
        return GestionC2s.ORGANISME
    return GestionC2s.CAISSE if "caisse" in libelle else None


def _fin_de_c2s(cmu: Noeud) -> date | None:
    """La fin, dite par un élément ou par la seconde de deux dates écrites ; inconnue sous une autre forme."""
    periode = cmu.vers("periode")
    if periode.enfants:
        return champs.date_jjmmaaaa(cmu, "periode/fin")
    ecrites = DEUX_DATES.fullmatch(champs.une_ligne(periode.brut, "cmu/periode"))
    return date_de_carte(ecrites[6] + ecrites[5] + ecrites[4]) if ecrites else None


def _accidents(liste: Noeud) -> tuple[AccidentTravail, ...]:
    """`at1` ne porte que l’organisme par défaut ; `at2` et `at3` sont des accidents, qui ont un identifiant."""
    defaut = AccidentTravail(champs.texte(liste, "at1/orgGestion"))
    declares = (
        AccidentTravail(champs.texte(liste, f"{at}/orgGestion"), champs.texte(liste, f"{at}/identifiant"))
        for at in DECLARES
    )
    return (*((defaut,) if defaut.organisme else ()), *(accident for accident in declares if accident.identifiant))


def _ici_ou_sous_amo(noeud: Noeud, nom: str) -> Noeud:
    """Les sources placent `cmu` et `listeat` à côté de `amo`, ou dedans."""
    ici = noeud.vers(nom)
    return ici if ici.enfants else noeud.vers(f"amo/{nom}")


def simple(texte: str) -> str:
    """Le texte en minuscules, sans accents."""
    sans_accents = (c for c in unicodedata.normalize("NFKD", texte) if not unicodedata.combining(c))
    return "".join(sans_accents).casefold()
