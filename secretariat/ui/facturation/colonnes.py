"""Les colonnes des listes de la facturation."""

from __future__ import annotations

from secretariat.accueil.valeurs import VisiteDuJour
from secretariat.facturation.valeurs import (
    LIBELLES_ETATS_LOT,
    LIBELLES_TIERS_PAYANT,
    EtatLot,
    FactureListee,
    FicheLot,
)
from secretariat.socle.horloge import a_paris
from secretariat.ui.facturation.etats import aspect, reglement_dit
from secretariat.ui.modele_table import Colonne
from secretariat.ui.typographie import date_courte, heure, montant

SIMULATION = "SIMULATION"


def _simulation(facture: FactureListee) -> str:
    return SIMULATION if facture.simulee else ""


A_ENCAISSER: tuple[Colonne[VisiteDuJour], ...] = (
    Colonne("Sorti à", lambda v: heure(v.instants.sortie) if v.instants.sortie else "", encre=lambda _: "texte2"),
    Colonne("Patient", lambda v: v.patient, graisse=600, detail=lambda v: v.motif or "Sans rendez-vous", etiree=True),
    Colonne("Praticien", lambda v: v.praticien),
    Colonne(
        "Passage",
        lambda v: "Urgence" if v.urgence else "",
        icone=lambda v: "urgent" if v.urgence else "",
        encre=lambda v: "danger" if v.urgence else "",
    ),
)
FEUILLES: tuple[Colonne[FactureListee], ...] = (
    Colonne("N°", lambda f: f.numero or "—", encre=lambda _: "texte2", detail=lambda f: date_courte(f.jour)),
    Colonne("Patient", lambda f: f.patient, graisse=600, detail=lambda f: f.praticien, etiree=True),
    Colonne("Actes", lambda f: f.actes, graisse=500, detail=lambda f: LIBELLES_TIERS_PAYANT[f.tiers_payant]),
    Colonne("Total", lambda f: montant(f.total), droite=True),
    Colonne("Caisses", lambda f: montant(f.total - f.part_patient), droite=True),
    Colonne("Patient", lambda f: montant(f.part_patient), droite=True, graisse=600),
    Colonne(
        "Règlement",
        lambda f: reglement_dit(f)[0],
        icone=lambda f: reglement_dit(f)[1],
        encre=lambda f: reglement_dit(f)[2].encre,
    ),
    Colonne(
        "État",
        lambda f: aspect(f)[0],
        icone=lambda f: aspect(f)[1],
        encre=lambda f: aspect(f)[2].encre,
        detail=_simulation,
    ),
)
A_REGLER: tuple[Colonne[FactureListee], ...] = (
    Colonne("N°", lambda f: f.numero, encre=lambda _: "texte2"),
    Colonne("Date", lambda f: date_courte(f.jour)),
    Colonne("Patient", lambda f: f.patient, graisse=600, detail=lambda f: f.praticien, etiree=True),
    Colonne("Actes", lambda f: f.actes, graisse=500),
    Colonne("Total", lambda f: montant(f.total), droite=True),
    Colonne("Déjà réglé", lambda f: montant(f.regle), droite=True),
    Colonne("Reste dû", lambda f: montant(f.reste), droite=True, graisse=600, encre=lambda _: "attention"),
)
LOTS: tuple[Colonne[FicheLot], ...] = (
    Colonne("Lot", lambda lot: str(lot.numero), droite=True, graisse=600),
    Colonne("Praticien", lambda lot: f"Dr\u00a0{lot.praticien.upper()}", graisse=500, etiree=True),
    Colonne("Ouvert le", lambda lot: date_courte(a_paris(lot.cree_le).date())),
    Colonne("Feuilles", lambda lot: str(lot.factures), droite=True),
    Colonne("AMO", lambda lot: montant(lot.part_amo), droite=True),
    Colonne("AMC", lambda lot: montant(lot.part_amc), droite=True),
    Colonne(
        "État",
        lambda lot: LIBELLES_ETATS_LOT[lot.etat],
        icone=lambda lot: "dossier_ouvert" if lot.etat is EtatLot.OUVERT else "verrou",
        encre=lambda lot: "info" if lot.etat is EtatLot.OUVERT else "texte2",
        detail=lambda lot: SIMULATION if lot.simule else "",
    ),
)
