"""Les réglages du cabinet : chacun a une sorte, des bornes, une valeur par défaut et, s’il vient d’un texte, sa source.

On lit et on change par la déclaration, jamais par la clé :

    from secretariat.cabinet.reglages import lire, registre
    delai = lire(lecture, registre.VERROUILLAGE)
"""

from secretariat.cabinet.reglages.acces import (
    Anomalie,
    Etat,
    anomalies,
    changer,
    changer_depuis_texte,
    etats,
    lire,
    revenir_au_defaut,
)
from secretariat.cabinet.reglages.definition import Reglage, Section, Source
from secretariat.cabinet.reglages.registre import REGISTRE, par_cle
from secretariat.cabinet.reglages.sortes import Choix, Duree, Entier, Instant, Jour, OuiNon, Sorte, Texte, ValeurRefusee

__all__ = [
    "REGISTRE",
    "Anomalie",
    "Choix",
    "Duree",
    "Entier",
    "Etat",
    "Instant",
    "Jour",
    "OuiNon",
    "Reglage",
    "Section",
    "Sorte",
    "Source",
    "Texte",
    "ValeurRefusee",
    "anomalies",
    "changer",
    "changer_depuis_texte",
    "etats",
    "lire",
    "par_cle",
    "revenir_au_defaut",
]
