"""De quelle carte il s’agit, d’après sa réponse à la mise sous tension (ATR).

Un ATR n’est qu’un indice : d’autres cartes en portent de semblables, et celui d’une carte récente peut manquer ici. Une
carte inconnue se tente donc comme une Vitale, puis comme une carte de professionnel : c’est son application qui
tranche.

Sources : pcsc-tools, `smartcard_list.txt` (relevé du 2026-06-03) pour les cartes Vitale ; ANS, sources de la Cryptolib
CPS (`card-cps.c`, version 5.2) pour les cartes de professionnel. Aucun de ces ATR n’a été relu ici sur une vraie carte.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secretariat.cartes.valeurs import TypeCarte


class Modele(StrEnum):
    """Les modèles de cartes que leur ATR distingue."""

    VITALE_1 = "vitale_1"
    VITALE_2 = "vitale_2"
    CPS_3 = "cps_3"
    CPS_4 = "cps_4"
    CPS = "cps"
    INCONNUE = "inconnue"

    @property
    def nom(self) -> str:
        """Le nom à montrer."""
        return NOMS[self]

    @property
    def type_carte(self) -> TypeCarte:
        """À qui elle est ; une carte inconnue se tente comme celle d’un patient."""
        return TypeCarte.CPS if self in {Modele.CPS_3, Modele.CPS_4, Modele.CPS} else TypeCarte.VITALE


NOMS = {
    Modele.VITALE_1: "Carte Vitale 1",
    Modele.VITALE_2: "Carte Vitale 2",
    Modele.CPS_3: "Carte CPS de 3e génération",
    Modele.CPS_4: "Carte CPS de 4e génération",
    Modele.CPS: "Carte CPS d’un ATR nouveau",
    Modele.INCONNUE: "Carte inconnue",
}


@dataclass(frozen=True, slots=True)
class _Motif:
    modele: Modele
    valeur: bytes
    masque: bytes


def _motif(modele: Modele, ecrit: str) -> _Motif:
    """Un ATR en hexadécimal, où « . » tient lieu de n’importe quel chiffre."""
    compact = ecrit.replace(" ", "")
    return _Motif(
        modele,
        bytes.fromhex(compact.replace(".", "0")),
        bytes.fromhex("".join("0" if chiffre == "." else "F" for chiffre in compact)),
    )


MOTIFS = (
    _motif(Modele.VITALE_2, "3B 75 13 00 00 4. 09 .A 90 00"),
    _motif(Modele.VITALE_1, "3F 65 25 00 .. 09 .. 90 00"),
    _motif(Modele.CPS_4, "3B 9B 18 80 01 00 12 25 00 64 80 04 01 00 00 90 44"),
    _motif(Modele.CPS_4, "3B 9B 18 80 01 00 12 25 00 64 80 00 04 01 00 90 44"),
    _motif(Modele.CPS_4, "3B DC 18 FF 00 00 12 25 00 64 80 00 04 01 00 90 00"),
    _motif(Modele.CPS_3, "3B .. .. .. .. 00 12 25 00 64 80 .. .. .. 00 90 00"),
    _motif(Modele.CPS_3, "3B 8F 80 01 00 31 B8 64 .. .. EC .. 73 94 01 80 82 90 00 0E"),
)
"""Du plus précis au moins précis ; le premier qui convient l’emporte."""


def reconnaitre(atr: bytes) -> Modele:
    """Le modèle que cet ATR annonce.

    >>> reconnaitre(bytes.fromhex("3B751300004409EA9000")).nom, reconnaitre(b"").nom
    ('Carte Vitale 2', 'Carte inconnue')
    """
    return next((motif.modele for motif in MOTIFS if _convient(motif, atr)), Modele.INCONNUE)


def _convient(motif: _Motif, atr: bytes) -> bool:
    return len(atr) == len(motif.valeur) and all(
        lu & garde == attendu for lu, garde, attendu in zip(atr, motif.masque, motif.valeur, strict=True)
    )
