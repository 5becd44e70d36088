"""Un patient à qui l’on écrit, et de quoi remplir chaque modèle livré."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from secretariat.dossiers.modele import Couverture, Patient
from secretariat.dossiers.valeurs import Sexe
from secretariat.socle.unite_de_travail import Cabinet

DEMANDE = {
    "destinataire.nom": "Clémence LEFÈVRE",
    "destinataire.adresse": "3 rue des Œillets\n44000 Nantes",
    "demande.recue_le": "2 mars 2026",
    "demande.mode": "envoi de copies",
}
COMPLEMENTS = {
    "acces_accuse": {
        **DEMANDE,
        "demande.au_plus_tot": "4 mars 2026",
        "demande.au_plus_tard": "10 mars 2026",
        "demande.pieces": "",
    },
    "acces_piece": {**DEMANDE, "demande.pieces": "– Copie d’une pièce d’identité\n– Mandat écrit du patient"},
    "acces_transmission": {
        **DEMANDE,
        "demande.inventaire": "– Identité et coordonnées (1 élément)\n– Compte rendu (cr.pdf, 12/03/2026)",
        "demande.exclusions": "– Lettre de sa sœur : informations recueillies auprès de tiers",
    },
    "acces_refus": {**DEMANDE, "demande.refus": "La personne décédée s’était opposée à cet accès de son vivant."},
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
