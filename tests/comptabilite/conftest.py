from datetime import date

import pytest
import yaml

from secretariat.comptabilite.services import contrepasser, enregistrer_depense, enregistrer_recette
from secretariat.comptabilite.valeurs import Mouvement, MoyenPaiement
from secretariat.socle.montant import Montant
from secretariat.socle.ressources import RACINE

JOUR = date(2026, 3, 12)
EXEMPLE = yaml.safe_load((RACINE / "tests/exemples/journal.yaml").read_text(encoding="utf-8"))


def mouvement(montant="30.00", *, moyen=MoyenPaiement.CARTE, libelle="Honoraires", jour=JOUR, **autres):
    defauts = {"tiers": "Patient n° 12", "piece": "2026-000001"} | autres
    return Mouvement(jour, Montant.euros(montant), libelle, moyen=moyen, **defauts)


def inscrire(unite, ligne):
    if "annule" in ligne:
        return contrepasser(unite, ligne["annule"], ligne["raison"])
    geste = {"recette": enregistrer_recette, "depense": enregistrer_depense}[ligne["sens"]]
    return geste(
        unite,
        mouvement(ligne["montant"], moyen=MoyenPaiement(ligne["moyen"]), libelle=ligne["libelle"], praticien_id=1),
    )


@pytest.fixture
def journee(cabinet):
    """Le cabinet, une fois inscrite la journée de `tests/exemples/journal.yaml`."""
    with cabinet.unite("journée d’essai") as unite:
        for ligne in EXEMPLE:
            inscrire(unite, ligne)
        unite.valider()
    return cabinet
