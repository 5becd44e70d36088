"""Le journal d’essai, à l’écran : un patient a réglé, deux dépenses, dont une contre-passée."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat.comptabilite.services import contrepasser, enregistrer_depense, enregistrer_recette
from secretariat.comptabilite.valeurs import Mouvement, MoyenPaiement, Origine
from secretariat.socle.montant import Montant
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.ui.comptabilite.ecran import EcranComptabilite

JOUR = date(2026, 3, 12)


def mouvement(euros, libelle, *, jour=JOUR, moyen=MoyenPaiement.CARTE, **autres) -> Mouvement:
    defauts = {"tiers": "Patient n° 12", "piece": "2026-000001", "origine": Origine.PATIENT} | autres
    return Mouvement(jour, Montant.euros(euros), libelle, moyen=moyen, praticien_id=1, **defauts)


@pytest.fixture
def journal(cabinet: Cabinet) -> Cabinet:
    fournisseur = {"tiers": "Papeterie du Port", "piece": "F-88", "origine": Origine.DIVERS}
    with cabinet.unite("journal d’essai") as unite:
        enregistrer_recette(unite, mouvement("30", "Honoraires, facture 2026-000001", jour=date(2026, 3, 2)))
        enregistrer_recette(unite, mouvement("9", "Honoraires, facture 2026-000002", moyen=MoyenPaiement.ESPECES))
        enregistrer_depense(unite, mouvement("45.50", "Papier d’examen", **fournisseur))
        fausse = enregistrer_depense(unite, mouvement("12", "Encre", moyen=MoyenPaiement.CHEQUE, **fournisseur))
        contrepasser(unite, fausse, "payée deux fois")
        unite.valider()
    return cabinet


@pytest.fixture
def ecran(journal, poste, qtbot) -> EcranComptabilite:
    ecran = EcranComptabilite(poste)
    qtbot.addWidget(ecran)
    ecran.resize(1072, 664)
    with qtbot.waitExposed(ecran):
        ecran.show()
    ecran.activer()
    qtbot.waitUntil(lambda: poste.taches.au_repos and bool(ecran.modele.lignes))
    return ecran
