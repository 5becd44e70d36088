"""Un patient à qui l’on écrit, et de quoi remplir chaque modèle livré."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from secretariat.dossiers.modele import Couverture, Patient
from secretariat.dossiers.valeurs import Sexe
from secretariat.socle.unite_de_travail import Cabinet

COMPLEMENTS = {
    "adressage": {
        "destinataire.nom": "Docteur Paul RIVIÈRE",
        "destinataire.adresse": "Cardiologie\n12 quai des Brumes\n44000 Nantes",
        "courrier.objet": "avis cardiologique",
        "courrier.texte": "Elle présente depuis trois mois des palpitations d’effort, sans douleur ni malaise. "
        "L’électrocardiogramme de repos de ce jour est normal ; la tension est à 13/8.\n"
        "Traitement en cours : aucun. Antécédents : asthme de l’enfance & rhinite < saisonnière >.",
    },
    "certificat_de_presence": {
        "presence.date": "jeudi 12 mars 2026",
        "presence.arrivee": "9\u00a0h\u00a040",
        "presence.depart": "10\u00a0h\u00a015",
    },
    "rappel_de_rendez_vous": {
        "rendez_vous.date": "mardi 17 mars 2026",
        "rendez_vous.heure": "9\u00a0h\u00a015",
        "rendez_vous.motif": "Suivi de tension",
        "rendez_vous.praticien": "Dr\u00a0Hélène MARCHAND",
    },
}


@pytest.fixture
def courriers(cabinet: Cabinet, horloge: Callable[[], datetime]) -> Cabinet:
    with cabinet.unite("mise en place de l’essai") as unite:
        for nom, adresse in (("Lefèvre", "3 rue des Œillets"), ("Dupuis", "")):
            patient = Patient(
                nom_naissance=nom,
                premier_prenom="Clémence",
                naissance=date(1984, 6, 12),
                sexe=Sexe.FEMININ,
                lieu_naissance="44109",
                telephone="+33639981247",
                adresse=adresse,
                code_postal="44000" if adresse else "",
                commune="Nantes" if adresse else "",
                simule=not adresse,
                cree_le=horloge(),
            )
            unite.ajouter(patient)
        unite.ajouter(Couverture(patient_id=1, nir="284064499000108", maj_le=horloge()))
        unite.valider()
    return cabinet
