"""Où habitent et où sont nés les patients inventés : l’agglomération de Nantes, l’Ouest, et un peu plus loin.

Les rues sont des noms que l’on trouve partout ; le numéro est tiré au sort.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Commune:
    """Une commune où l’on habite ; `poids` est sa part des patients."""

    nom: str
    code_postal: str
    poids: int


COMMUNES = (
    Commune("Nantes", "44000", 22),
    Commune("Nantes", "44100", 14),
    Commune("Nantes", "44200", 8),
    Commune("Nantes", "44300", 14),
    Commune("Saint-Herblain", "44800", 9),
    Commune("Rezé", "44400", 8),
    Commune("Orvault", "44700", 6),
    Commune("Saint-Sébastien-sur-Loire", "44230", 5),
    Commune("Vertou", "44120", 4),
    Commune("Couëron", "44220", 3),
    Commune("Carquefou", "44470", 3),
    Commune("La Chapelle-sur-Erdre", "44240", 3),
    Commune("Bouguenais", "44340", 3),
    Commune("Sainte-Luce-sur-Loire", "44980", 2),
    Commune("Basse-Goulaine", "44115", 2),
    Commune("Haute-Goulaine", "44115", 1),
    Commune("Les Sorinières", "44840", 1),
    Commune("Thouaré-sur-Loire", "44470", 1),
    Commune("Sautron", "44880", 1),
    Commune("Treillières", "44119", 1),
)

NAISSANCES = {
    "44109": 46, "44184": 8, "44143": 2, "44162": 3, "44036": 3, "44003": 2, "44131": 1, "44043": 1, "35238": 4,
    "49007": 4, "85191": 4, "49099": 2, "56260": 2, "56121": 1, "29019": 1, "29232": 1, "72181": 2, "53130": 1,
    "33063": 1, "37261": 1, "31555": 1, "59350": 1, "22278": 1, "86194": 1, "79191": 1, "87085": 1, "76540": 1,
    "14118": 1, "75112": 2, "75114": 2, "69383": 1, "13205": 1, "93066": 1, "97411": 1, "99352": 2, "99350": 2,
    "99351": 1, "99139": 2, "99341": 1, "99326": 1, "99114": 1, "99243": 1, "99322": 1,
}  # fmt: skip
"""Les lieux de naissance, par code officiel géographique, et leur part."""

RUES = (
    "rue des Lilas", "rue de la Paix", "rue du Moulin", "rue des Écoles", "rue de l’Église", "avenue des Acacias",
    "rue du Stade", "rue des Tilleuls", "rue de la Fontaine", "allée des Chênes", "rue Victor-Hugo", "rue Pasteur",
    "rue Jean-Jaurès", "boulevard de la Liberté", "rue des Vignes", "impasse des Roses", "rue du Port", "rue du Four",
    "place du Marché", "rue des Peupliers", "rue de la Gare", "chemin des Bruyères", "rue de Bretagne", "rue du Lavoir",
    "rue des Hirondelles", "allée des Mésanges", "rue de l’Erdre", "quai de la Sèvre", "rue des Camélias",
    "avenue du Général-de-Gaulle", "rue Marie-Curie", "square des Rouges-Gorges", "rue du Clos", "rue de la Métairie",
)  # fmt: skip

DERNIER_NUMERO = 140


@dataclass(frozen=True, slots=True)
class Adresse:
    """L’adresse d’un foyer."""

    rue: str
    code_postal: str
    commune: str


def adresse(hasard: Random) -> Adresse:
    """Une adresse de l’agglomération."""
    commune = hasard.choices(COMMUNES, [c.poids for c in COMMUNES])[0]
    return Adresse(f"{hasard.randint(1, DERNIER_NUMERO)} {hasard.choice(RUES)}", commune.code_postal, commune.nom)


def lieu_de_naissance(hasard: Random) -> str:
    """Un code officiel géographique."""
    return hasard.choices(list(NAISSANCES), list(NAISSANCES.values()))[0]
