"""Une patiente à qui l’on écrit."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat.dossiers.services import creer_patient
from secretariat.dossiers.valeurs import Coordonnees, Sexe, Traits


@pytest.fixture
def patient(cabinet):
    with cabinet.unite("mise en place") as unite:
        numero = creer_patient(
            unite,
            Traits("LEFEVRE", "CLEMENCE", date(1984, 6, 14), Sexe.FEMININ, "44109"),
            Coordonnees(adresse="18 rue des Tanneurs", code_postal="44000", commune="Nantes"),
        )
        unite.valider()
    return numero
