"""Une semaine de six praticiens, mille sept cents rendez-vous : de quoi remplir une base pour la mesurer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import insert

from outils.mesurer_recherche import peupler
from secretariat.agenda.modele import MotifRdv, Ouverture, RendezVous
from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.cabinet.modele import FicheCabinet, Praticien
from secretariat.cabinet.valeurs import Secteur
from secretariat.socle.horloge import PARIS, instant
from secretariat.socle.unite_de_travail import Cabinet

LUNDI = date(2026, 3, 9)
JOURS, PRATICIENS, RENDEZ_VOUS, PATIENTS = 5, 6, 1700, 2000
DUREE = timedelta(minutes=10)
MATIN = datetime(2026, 3, 12, 10, 20, tzinfo=PARIS)
COULEURS = ("m_consultation", "m_suivi", "m_enfant", "m_acte", "m_tele", "m_certificat")
SPECIALITES = ("Médecine générale", "Médecine générale", "Pédiatrie")


def remplir(cabinet: Cabinet, *, patients: int = PATIENTS) -> None:
    """Six praticiens, une semaine dense, et autant de patients qu’on le demande."""
    with cabinet.unite("mesure") as unite:
        unite.ajouter(
            FicheCabinet(nom="Mesure", adresse="", code_postal="", ville="Nantes", telephone="", demonstration=True)
        )
        unite.ajouter(*(MotifRdv(nom=c[2:].capitalize(), duree_minutes=10, couleur=c) for c in COULEURS))
        praticiens = [
            Praticien(
                civilite="Dr", nom=f"Mesure{rang}", prenom="Alix", specialite=SPECIALITES[rang % 3], rpps="10000000009",
                numero_am="440000017", secteur=Secteur.SECTEUR_1, ordre=rang,
            )
            for rang in range(PRATICIENS)
        ]  # fmt: skip
        unite.ajouter(*praticiens)
        unite.ajouter(
            *(
                Ouverture(praticien_id=p.id, jour_semaine=jour, debut=time(8), fin=time(18))
                for p in praticiens
                for jour in range(JOURS)
            )
        )
        unite.valider()
    peupler(cabinet, patients)
    with cabinet.connexion_nue() as connexion:
        connexion.execute(insert(RendezVous), [_rendez_vous(rang) for rang in range(RENDEZ_VOUS)])
        connexion.commit()


def _rendez_vous(rang: int) -> dict[str, object]:
    praticien, jour, place = rang % PRATICIENS, rang // PRATICIENS % JOURS, rang // (PRATICIENS * JOURS)
    debut = instant(LUNDI + timedelta(days=jour), time(8)) + place * DUREE
    return {
        "version": 1, "praticien_id": praticien + 1, "patient_id": rang % PATIENTS + 1,
        "motif_id": rang % len(COULEURS) + 1, "debut": debut, "fin": debut + DUREE,
        "etat": EtatRendezVous.CONFIRME, "cree_le": debut,
    }  # fmt: skip
