"""Les colonnes du journal ; une contre-passation se reconnaît à son icône et à ses mots."""

from __future__ import annotations

from secretariat.comptabilite.valeurs import LIBELLES_MOYENS, LigneEcriture
from secretariat.ui.modele_table import Colonne
from secretariat.ui.typographie import date_courte, montant


def lien(ecriture: LigneEcriture) -> str:
    """« Annule l’écriture 3 », « Contre-passée par l’écriture 4 », ou rien."""
    if ecriture.contrepasse is not None:
        return f"Annule l’écriture {ecriture.contrepasse}"
    if ecriture.contrepassee_par is not None:
        return f"Contre-passée par l’écriture {ecriture.contrepassee_par}"
    return ""


def _detail(ecriture: LigneEcriture) -> str:
    return lien(ecriture) or ecriture.praticien


def _icone(ecriture: LigneEcriture) -> str:
    if ecriture.contrepasse is not None:
        return "annuler"
    return "croix" if ecriture.contrepassee_par is not None else ""


def _encre(ecriture: LigneEcriture) -> str:
    return "attention" if lien(ecriture) else ""


COLONNES: tuple[Colonne[LigneEcriture], ...] = (
    Colonne("N°", lambda e: str(e.numero), droite=True, encre=lambda _: "texte2"),
    Colonne("Date", lambda e: date_courte(e.jour)),
    Colonne("Libellé", lambda e: e.libelle, graisse=500, icone=_icone, encre=_encre, detail=_detail, etiree=True),
    Colonne("Tiers", lambda e: e.tiers, encre=lambda _: "texte2", accessoire=True),
    Colonne("Pièce", lambda e: e.piece, encre=lambda _: "texte2", accessoire=True),
    Colonne("Moyen", lambda e: LIBELLES_MOYENS[e.moyen]),
    Colonne("Recette", lambda e: montant(e.recette) if e.recette is not None else "", droite=True, graisse=500),
    Colonne("Dépense", lambda e: montant(e.depense) if e.depense is not None else "", droite=True, graisse=500),
    Colonne("Solde", lambda e: montant(e.solde), droite=True, encre=lambda _: "texte2"),
)
