"""Les personnes que la matinée montre toujours : ceux du tableau du jour, et les porteurs de cartes fictives.

Les porteurs de cartes sont en partie connus du cabinet, en partie inconnus : une carte trouve son dossier, ou mène à
en créer un. De deux jumelles, une seule a un dossier.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from secretariat.dossiers.valeurs import DroitsPatient, Sexe

F, M = Sexe.FEMININ, Sexe.MASCULIN
JOURS_PAR_AN = 365.25


@dataclass(frozen=True, slots=True)
class Figurant:
    """Une personne du tableau du jour ; son âge, en années, fait sa date de naissance."""

    nom: str
    prenom: str
    sexe: Sexe
    age: float

    def naissance(self, aujourd_hui: date) -> date:
        """Une date qui lui donne cet âge aujourd’hui."""
        return aujourd_hui - timedelta(days=round(self.age * JOURS_PAR_AN) + 3)


@dataclass(frozen=True, slots=True)
class Porteur:
    """Le porteur d’une carte fictive qui a déjà un dossier ; mêmes traits que sur la carte."""

    nom: str
    prenom: str
    sexe: Sexe
    naissance: date
    droits: DroitsPatient
    nom_utilise: str = ""


FIGURANTS = (
    Figurant("Moreau", "Jeanne", F, 71), Figurant("Garnier", "Paul", M, 44), Figurant("Perrin", "Odile", F, 66),
    Figurant("Chevalier", "Marc", M, 52), Figurant("Robin", "Nathalie", F, 49), Figurant("Fournier", "Lucie", F, 31),
    Figurant("Blanchard", "Yves", M, 68), Figurant("Lefèvre", "Clémence", F, 38), Figurant("Caron", "Michel", M, 59),
    Figurant("Dupuis", "Léa", F, 27), Figurant("Simon", "Tom", M, 19), Figurant("Hubert", "Alice", F, 35),
    Figurant("Lambert", "Éric", M, 55), Figurant("Noël", "Agathe", F, 33), Figurant("Guérin", "Louis", M, 22),
    Figurant("Barbier", "Simone", F, 79), Figurant("Royer", "Camille", F, 41), Figurant("Meunier", "Hugo", M, 29),
    Figurant("Lemoine", "Gérard", M, 74), Figurant("Picard", "Elsa", F, 36), Figurant("Olivier", "Jean", M, 63),
    Figurant("Brunet", "Noé", M, 0.76), Figurant("Marty", "Zoé", F, 4.2), Figurant("Leroy", "Sacha", M, 6.5),
    Figurant("Colin", "Jade", F, 2.01), Figurant("Vidal", "Marius", M, 3.4), Figurant("Henry", "Louise", F, 1.1),
    Figurant("Klein", "Gaspard", M, 8.7), Figurant("Roux", "Adèle", F, 0.34), Figurant("Boyer", "Timéo", M, 5.2),
    Figurant("Adam", "Rose", F, 0.05), Figurant("Pons", "Eliott", M, 10.3),
)  # fmt: skip

OUVERTS = date(2039, 12, 31)
RIVES = "Mutuelle des Rives (fictive)"


def _droits(
    nir: str, *, jusqu_au: date = OUVERTS, ald: bool = False, c2s: bool = False, adherent: str = ""
) -> DroitsPatient:
    droits = DroitsPatient(nir, "01", "441", "0000", jusqu_au, ald, c2s)
    if not adherent:
        return droits
    return replace(droits, amc_nom=RIVES, amc_numero="99990001", amc_adherent=adherent, amc_jusqu_au=OUVERTS)


PORTEURS = (
    Porteur("Garnier", "Philippe", M, date(1971, 3, 14), _droits("171034499001155", adherent="A0001171")),
    Porteur("Leroux", "Camille", F, date(1984, 6, 19), _droits("284064499000108", adherent="A0001284"), "Moreau"),
    Porteur("Moreau", "Lucas", M, date(2008, 4, 2), _droits("108044499000263", adherent="A0001284")),
    Porteur("Da Silva", "Inès", F, date(1993, 5, 16), _droits("293054499003007", c2s=True)),
    Porteur("Roussel", "Maurice", M, date(1949, 8, 3), _droits("149084499001743", ald=True, adherent="A0000149")),
    Porteur("Colin", "Manon", F, date(1997, 1, 22), _droits("297014499000860", jusqu_au=date(2021, 1, 31))),
    Porteur("Perrin", "Élodie", F, date(1990, 11, 5), _droits("290114499002165")),
    Porteur("Perrin", "Jade", F, date(2020, 7, 8), _droits("290114499002165")),
)
