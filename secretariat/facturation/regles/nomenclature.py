"""Ce que la NGAP dit des actes livrés, hors leur tarif : qui les fait, pour quel âge, avec quoi ils ne vont pas."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Metier(StrEnum):
    """À qui un acte est réservé."""

    GENERALISTE = "médecine générale"
    PEDIATRE = "pédiatrie"
    AUTRE_SPECIALISTE = "autre spécialité"


@dataclass(frozen=True, slots=True)
class Acte:
    """Les conditions d’un acte.

    Attributes:
        metiers: Ceux à qui l’on propose l’acte.
        age_min: Âge, en années révolues, à partir duquel l’acte se cote.
        age_max: Âge, en années révolues, à partir duquel il ne se cote plus ; 0 sans limite.
        exonere: Pris en charge à 100 % par nature.
        majoration: S’ajoute à un autre acte, et ne porte pas de participation forfaitaire.
        exclut: Codes avec lesquels il ne se cumule pas.
        avec: Codes dont l’un au moins l’accompagne ; vide si n’importe quel acte convient.
        opposable: Ne va qu’avec des actes au tarif opposable, sans dépassement.
    """

    code: str
    metiers: frozenset[Metier] = frozenset({Metier.GENERALISTE})
    age_min: int = 0
    age_max: int = 0
    exonere: bool = False
    majoration: bool = False
    exclut: frozenset[str] = frozenset()
    avec: frozenset[str] = frozenset()
    opposable: bool = False

    @property
    def parametre(self) -> str:
        """Le nom du barème qui porte le tarif."""
        return f"ngap.{self.code.lower()}"


TOUS = frozenset(Metier)
PEDIATRE = frozenset({Metier.PEDIATRE})
SPECIALISTES = frozenset({Metier.PEDIATRE, Metier.AUTRE_SPECIALISTE})
EXAMENS_ENFANT = frozenset({"COE", "COD", "COB"})

ACTES = {
    acte.code: acte
    for acte in (
        Acte("G"),
        Acte("VG"),
        Acte("C"),
        Acte("TCG"),
        Acte("CEH", PEDIATRE, age_max=2),
        Acte("CEK", PEDIATRE, age_min=2, age_max=6),
        Acte("CEG", PEDIATRE, age_min=6, age_max=18),
        Acte("CS", frozenset({Metier.AUTRE_SPECIALISTE})),
        Acte("COD", age_max=6, exonere=True),
        Acte("COB", age_min=6, age_max=18, exonere=True),
        Acte("COH", PEDIATRE, age_max=2, exonere=True),
        Acte("COK", PEDIATRE, age_min=2, age_max=6, exonere=True),
        Acte("COG", PEDIATRE, age_min=6, age_max=18, exonere=True),
        Acte("COE", TOUS, age_max=3, exonere=True),
        Acte("APC", TOUS),
        Acte("MEG", majoration=True, exclut=EXAMENS_ENFANT | {"APC"}, avec=frozenset({"G", "VG", "TCG"})),
        Acte("MCG", majoration=True, exclut=frozenset({"SNP", "MRT", "APC", "F"}), opposable=True),
        Acte("MCS", SPECIALISTES, majoration=True, exclut=frozenset({"APC"}), opposable=True),
        Acte("SNP", exonere=True, majoration=True, exclut=frozenset({"MCG", "MRT", "F"})),
        Acte("MRT", exonere=True, majoration=True, exclut=frozenset({"SNP", "MCG"})),
        Acte("F", TOUS, majoration=True, exclut=frozenset({"TCG", "SNP"})),
        Acte("MD", majoration=True, exclut=frozenset({"TCG"}), avec=frozenset({"VG"})),
    )
}
"""L’ordre est celui où on les propose."""


def acte_de(code: str) -> Acte:
    """Les conditions d’un acte ; sans condition aucune s’il n’est pas dans la table."""
    return ACTES.get(code.upper(), Acte(code.upper(), TOUS))


def metier_de(specialite: str) -> Metier:
    """Le métier d’après la spécialité du praticien, en toutes lettres.

    >>> metier_de("Médecine générale"), metier_de("Cardiologie")
    (<Metier.GENERALISTE: 'médecine générale'>, <Metier.AUTRE_SPECIALISTE: 'autre spécialité'>)
    """
    return next((metier for metier in Metier if metier.value == specialite.strip().lower()), Metier.AUTRE_SPECIALISTE)
