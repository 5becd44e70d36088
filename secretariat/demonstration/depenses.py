"""Les dépenses ordinaires d’un cabinet, à leurs échéances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from secretariat.comptabilite.valeurs import Mouvement, MoyenPaiement
from secretariat.demonstration.calendrier import dernier_jour_ouvert
from secretariat.socle.montant import Montant


@dataclass(frozen=True, slots=True)
class Charge:
    """Une dépense du mois."""

    quantieme: int
    libelle: str
    fournisseur: str
    montant: Montant
    moyen: MoyenPaiement


CHARGES = (
    Charge(2, "Loyer du local", "SCI des Tilleuls", Montant.euros("1850"), MoyenPaiement.VIREMENT),
    Charge(5, "Maintenance du logiciel", "Éditeur du logiciel", Montant.euros("142.80"), MoyenPaiement.VIREMENT),
    Charge(6, "Gants, draps d’examen, seringues", "Matériel médical", Montant.euros("236.45"), MoyenPaiement.CARTE),
    Charge(9, "Électricité", "Fournisseur d’énergie", Montant.euros("187.32"), MoyenPaiement.VIREMENT),
    Charge(11, "Ménage des locaux", "Entreprise de ménage", Montant.euros("410"), MoyenPaiement.CHEQUE),
    Charge(13, "Timbres et recommandés", "Bureau de poste", Montant.euros("38.64"), MoyenPaiement.CARTE),
    Charge(15, "Téléphone et internet", "Opérateur", Montant.euros("64.90"), MoyenPaiement.VIREMENT),
    Charge(18, "Papier et cartouches", "Papeterie", Montant.euros("92.18"), MoyenPaiement.CARTE),
    Charge(20, "Assurance du local", "Assureur", Montant.euros("118.25"), MoyenPaiement.VIREMENT),
    Charge(24, "Enlèvement des déchets de soins", "Collecteur", Montant.euros("54"), MoyenPaiement.VIREMENT),
    Charge(26, "Salaire de la secrétaire", "Nadia FERRAND", Montant.euros("1742.36"), MoyenPaiement.VIREMENT),
    Charge(27, "Café, eau, produits d’entretien", "Supérette", Montant.euros("31.07"), MoyenPaiement.ESPECES),
)


def echeances(jours: Iterable[date]) -> dict[date, list[Mouvement]]:
    """Ce qui se paie pendant ces jours, avancé au dernier jour ouvert si l’échéance tombe un jour fermé."""
    presents = frozenset(jours)
    resultat: dict[date, list[Mouvement]] = defaultdict(list)
    for annee, mois in sorted({(jour.year, jour.month) for jour in presents}):
        for charge in CHARGES:
            jour = dernier_jour_ouvert(date(annee, mois, charge.quantieme))
            if jour in presents:
                resultat[jour].append(_mouvement(charge, jour))
    return resultat


def _mouvement(charge: Charge, jour: date) -> Mouvement:
    piece = f"{jour:%Y%m}-{charge.quantieme:02}"
    return Mouvement(jour, charge.montant, charge.libelle, charge.fournisseur, piece, charge.moyen)
