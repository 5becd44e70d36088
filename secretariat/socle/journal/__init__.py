"""Le journal d’audit : l’écrire (`lignes`), le chercher (`recherche`), le recalculer et le comparer à ses ancres."""

from secretariat.socle.journal.ancres import Ancre, dernieres_ancres, toutes_les_ancres
from secretariat.socle.journal.lignes import (
    Auteur,
    Evenement,
    LigneJournal,
    ajouter,
    consigner,
    depuis,
    dernier_numero,
    derniere_ligne,
    empreinte_de,
)
from secretariat.socle.journal.recherche import acteurs, chercher, ecritures_de, operations, par_mois
from secretariat.socle.journal.relecture import relire

__all__ = [
    "Ancre",
    "Auteur",
    "Evenement",
    "LigneJournal",
    "acteurs",
    "ajouter",
    "chercher",
    "consigner",
    "depuis",
    "dernier_numero",
    "derniere_ligne",
    "dernieres_ancres",
    "ecritures_de",
    "empreinte_de",
    "operations",
    "par_mois",
    "relire",
    "toutes_les_ancres",
]
