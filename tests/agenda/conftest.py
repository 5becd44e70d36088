"""Un agenda d’essai : deux motifs, trois patients, et pour le praticien 3 des horaires et une fermeture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from secretariat.agenda.modele import Fermeture, MotifRdv, Ouverture
from secretariat.dossiers.modele import Patient
from secretariat.dossiers.valeurs import Sexe
from secretariat.socle.horloge import PARIS
from secretariat.socle.unite_de_travail import Cabinet

PATIENTS = (("Lefèvre", "Clémence", ""), ("Dupuis", "Léa", ""), ("Moreau", "Jeanne", "Girard"))


def le(heure: int, minute: int = 0, *, jour: int = 12) -> datetime:
    """L’instant de cette heure à Paris, un jour de mars 2026 (le 12 est un jeudi)."""
    return datetime(2026, 3, jour, heure, minute, tzinfo=PARIS)


@pytest.fixture
def agenda(cabinet: Cabinet, horloge: Callable[[], datetime]) -> Cabinet:
    with cabinet.unite("mise en place de l’essai") as unite:
        unite.ajouter(
            MotifRdv(nom="Consultation", duree_minutes=15, couleur="m_consultation", ordre=0),
            MotifRdv(nom="Suivi", duree_minutes=30, couleur="m_suivi", ordre=1),
            MotifRdv(nom="Ancien motif", duree_minutes=20, couleur="m_suivi", actif=False),
            *(
                Patient(
                    nom_naissance=nom,
                    premier_prenom=prenom,
                    nom_utilise=utilise,
                    naissance=date(1984, 6, 12),
                    sexe=Sexe.FEMININ,
                    lieu_naissance="44109",
                    telephone="+33639981247",
                    cree_le=horloge(),
                )
                for nom, prenom, utilise in PATIENTS
            ),
        )
        unite.ajouter(
            *(Ouverture(praticien_id=3, jour_semaine=jour, debut=time(8), fin=time(12)) for jour in range(5)),
            Ouverture(praticien_id=3, jour_semaine=3, debut=time(14), fin=time(18)),
            Fermeture(praticien_id=3, debut=le(11), fin=le(12), libelle="Réunion d’équipe"),
        )
        unite.valider()
    return cabinet
