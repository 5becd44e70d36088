"""Comprendre ce qu’une carte Vitale 2 a laissé lire : ses porteurs, et à qui sont les NIR.

Le danger est d’attribuer à l’un le NIR de l’autre. Les identités et les NIR sont deux listes de la carte : elles ne se
rapprochent, rang par rang, que si elles ont le même nombre d’éléments, et que le numéro dit l’année et le mois où le
porteur est né. Un NIR que plusieurs partagent est celui de l’assuré, qui couvre les autres : il n’est à l’un d’eux que
si lui seul a pu le recevoir. Mieux vaut un NIR absent que celui d’un autre.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from secretariat.cartes.erreurs import DonneesInvalides
from secretariat.cartes.regles import nir_s_accorde, nir_suit_la_naissance
from secretariat.cartes.tlv import Objet, trouver
from secretariat.cartes.valeurs import Beneficiaire, CarteVitale, SourceLecture
from secretariat.cartes.vitale2 import CHAMP_NIR, CHAMP_NOM, Lu

CHAMP_PRENOM, CHAMP_NAISSANCE, CHAMP_PAYS = 0x81, 0x82, 0x90
PORTEURS_MAX = 19
TEXTE_MAX = 100
BORDS = " \0"


def comprendre(lu: Lu, *, simulee: bool, generation: int) -> CarteVitale:
    """La carte que disent ces objets, en lecture simple.

    Raises:
        DonneesInvalides: Un porteur n’a pas de nom, un champ n’est pas du texte, ou il y a plus de dix-neuf porteurs.
    """
    if len(lu.identites) > PORTEURS_MAX:
        raise DonneesInvalides(detail=f"{len(lu.identites)} porteurs, dix-neuf au plus")
    porteurs = tuple(_porteur(identite) for identite in lu.identites)
    par_rang = tuple(_champ(objet, CHAMP_NIR) for objet in lu.nirs)
    nirs = tuple(nir for nir in par_rang if nir)
    return CarteVitale(
        numero_serie="",
        nir_assure=_nir_de_l_assure(nirs),
        regime="",
        caisse="",
        centre="",
        code_gestion="",
        beneficiaires=_apparier(porteurs, par_rang),
        simulee=simulee,
        generation=generation,
        source=SourceLecture.SIMPLE,
        nirs_lus=len(nirs),
    )


def _porteur(identite: Objet) -> Beneficiaire:
    nom = _champ(identite, CHAMP_NOM)
    if not nom:
        raise DonneesInvalides(detail="porteur sans nom")
    return Beneficiaire(
        nom_naissance=nom,
        prenom=_champ(identite, CHAMP_PRENOM),
        naissance_brute=_champ(identite, CHAMP_NAISSANCE),
        nom_ambigu=True,
        pays=_champ(identite, CHAMP_PAYS),
    )


def _apparier(porteurs: tuple[Beneficiaire, ...], nirs: tuple[str, ...]) -> tuple[Beneficiaire, ...]:
    if len(porteurs) != len(nirs):
        return porteurs
    partages = {nir for nir, nombre in Counter(nirs).items() if nombre > 1}

    def est_le_sien(porteur: Beneficiaire, nir: str) -> bool:
        return _est_le_seul(porteur, nir, porteurs) if nir in partages else nir_s_accorde(nir, porteur.naissance_brute)

    return tuple(
        replace(porteur, nir=nir) if nir and est_le_sien(porteur, nir) else porteur
        for porteur, nir in zip(porteurs, nirs, strict=True)
    )


def _est_le_seul(porteur: Beneficiaire, nir: str, porteurs: tuple[Beneficiaire, ...]) -> bool:
    """Vrai si ce porteur seul a pu recevoir ce NIR ; une naissance qui n’est pas une date n’exclut personne."""
    possibles = [p for p in porteurs if nir_suit_la_naissance(nir, p.naissance)]
    return porteur.naissance is not None and possibles == [porteur]


def _nir_de_l_assure(nirs: tuple[str, ...]) -> str:
    """Le NIR unique de la carte, ou le seul que plusieurs porteurs partagent ; vide si rien ne le désigne."""
    distincts = set(nirs)
    if len(distincts) == 1:
        return nirs[0]
    partages = [nir for nir, nombre in Counter(nirs).items() if nombre > 1]
    return partages[0] if len(partages) == 1 else ""


def _champ(objet: Objet, etiquette: int) -> str:
    """Le texte d’un champ, sans ses bords ; vide s’il manque."""
    champ = trouver(objet.enfants(), etiquette)
    texte = "" if champ is None else _texte(champ.valeur).strip(BORDS)
    if len(texte) > TEXTE_MAX or not texte.isprintable():
        raise DonneesInvalides(detail=f"champ {etiquette:02X} illisible")
    return texte


def _texte(valeur: bytes) -> str:
    """En Latin-1, ce que Rufus suppose ; aucune source n’en décide, et ce qui est de l’UTF-8 juste en est."""
    try:
        return valeur.decode()
    except UnicodeDecodeError:
        return valeur.decode("latin-1")
