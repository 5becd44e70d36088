"""Une matinée d’essai à l’heure de l’horloge arrêtée (jeudi 12 mars 2026, 10 h 20) : tous les états à la fois."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from secretariat.accueil.modele import Visite
from secretariat.agenda.modele import Fermeture, MotifRdv, Ouverture, RendezVous
from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.dossiers import services as dossiers
from secretariat.dossiers.valeurs import Coordonnees, Sexe, Traits
from secretariat.socle.horloge import PARIS
from secretariat.socle.unite_de_travail import Cabinet

MOTIFS = (
    ("Consultation", 15, "m_consultation"),
    ("Suivi de maladie chronique", 30, "m_suivi"),
    ("Enfant et vaccin", 15, "m_enfant"),
    ("Acte technique", 30, "m_acte"),
    ("Téléconsultation", 15, "m_tele"),
    ("Certificat", 15, "m_certificat"),
    ("Urgence", 15, "m_urgence"),
)
CONSULTATION, SUIVI, ENFANT, ACTE, TELE, CERTIFICAT, URGENCE = range(1, 8)
PREVU, CONFIRME, ABSENT, ANNULE = (
    EtatRendezVous.PREVU,
    EtatRendezVous.CONFIRME,
    EtatRendezVous.ABSENT,
    EtatRendezVous.ANNULE,
)
VU, EN_COURS, SORTI, EN_SALLE = "vu", "en cours", "sorti", "en salle"
LIGNES: tuple[tuple[int, str, int, str, int, EtatRendezVous, str], ...] = (
    (1, "8:00", 15, "Moreau Jeanne", SUIVI, CONFIRME, VU),
    (1, "8:15", 15, "Garnier Paul", CONSULTATION, CONFIRME, VU),
    (1, "8:30", 30, "Perrin Odile", SUIVI, CONFIRME, VU),
    (1, "9:00", 15, "Chevalier Marc", CONSULTATION, CONFIRME, VU),
    (1, "9:15", 15, "Robin Nathalie", CONSULTATION, ABSENT, ""),
    (1, "9:30", 30, "Fournier Lucie", CONSULTATION, CONFIRME, SORTI),
    (1, "10:00", 30, "Blanchard Yves", ACTE, CONFIRME, EN_COURS),
    (1, "10:30", 30, "Lefèvre Clémence", CONSULTATION, CONFIRME, EN_SALLE),
    (1, "11:15", 15, "Caron Michel", CONSULTATION, CONFIRME, ""),
    (1, "11:30", 30, "Dupuis Léa", CONSULTATION, CONFIRME, ""),
    (1, "11:30", 30, "Simon Tom", CERTIFICAT, PREVU, ""),
    (1, "12:00", 15, "Hubert Alice", TELE, CONFIRME, ""),
    (2, "8:30", 30, "Lambert Éric", CONSULTATION, CONFIRME, VU),
    (2, "9:00", 15, "Noël Agathe", ENFANT, CONFIRME, VU),
    (2, "9:15", 15, "Guérin Louis", CERTIFICAT, CONFIRME, VU),
    (2, "9:30", 15, "Barbier Simone", SUIVI, CONFIRME, VU),
    (2, "9:45", 15, "Royer Camille", CONSULTATION, CONFIRME, VU),
    (2, "10:00", 30, "Meunier Hugo", CONSULTATION, CONFIRME, ""),
    (2, "10:30", 15, "Da Silva Inès", CONSULTATION, CONFIRME, EN_SALLE),
    (2, "11:00", 30, "Lemoine Gérard", SUIVI, CONFIRME, ""),
    (2, "11:30", 15, "Picard Elsa", TELE, CONFIRME, ""),
    (2, "11:45", 15, "Weber Manon", CONSULTATION, ANNULE, ""),
    (2, "12:00", 30, "Olivier Jean", ACTE, PREVU, ""),
    (3, "8:00", 30, "Brunet Noé", ENFANT, CONFIRME, VU),
    (3, "8:30", 15, "Marty Zoé", ENFANT, CONFIRME, VU),
    (3, "8:45", 15, "Leroy Sacha", CONSULTATION, CONFIRME, VU),
    (3, "9:00", 30, "Colin Jade", ENFANT, CONFIRME, VU),
    (3, "9:30", 15, "Vidal Marius", CONSULTATION, CONFIRME, VU),
    (3, "9:45", 15, "Henry Louise", ENFANT, CONFIRME, EN_COURS),
    (3, "10:00", 30, "Klein Gaspard", CONSULTATION, CONFIRME, EN_SALLE),
    (3, "10:30", 30, "Roux Adèle", ENFANT, CONFIRME, EN_SALLE),
    (3, "11:00", 15, "Boyer Timéo", CONSULTATION, CONFIRME, ""),
    (3, "11:15", 30, "Adam Rose", ENFANT, CONFIRME, ""),
    (3, "12:00", 15, "Pons Eliott", TELE, PREVU, ""),
)
ATTENTES = {"Klein Gaspard": 24, "Da Silva Inès": 12, "Roux Adèle": 9, "Lefèvre Clémence": 6}
URGENTS = frozenset({"Lefèvre Clémence"})
SURBOOKINGS = frozenset({"Simon Tom"})


def le(heure: int, minute: int = 0, *, jour: int = 12) -> datetime:
    """L’instant de cette heure à Paris, en mars 2026."""
    return datetime(2026, 3, jour, heure, minute, tzinfo=PARIS)


def remplir(cabinet: Cabinet) -> dict[str, int]:
    """Écrit la matinée dans un cabinet d’essai ; rend le numéro de rendez-vous de chaque « Nom Prénom »."""
    with cabinet.unite("mise en place de l’essai") as unite:
        unite.ajouter(
            *(
                MotifRdv(nom=nom, duree_minutes=duree, couleur=couleur, ordre=rang)
                for rang, (nom, duree, couleur) in enumerate(MOTIFS)
            )
        )
        _horaires(unite)
        numeros = {}
        for rang, ligne in enumerate(LIGNES):
            numeros[ligne[3]] = _rendez_vous(unite, rang, ligne)
        unite.valider()
    return numeros


def _horaires(unite) -> None:
    for praticien_id, debut in ((1, time(8)), (2, time(8, 30)), (3, time(8))):
        for jour in range(5):
            unite.ajouter(
                Ouverture(praticien_id=praticien_id, jour_semaine=jour, debut=debut, fin=time(12, 30)),
                Ouverture(praticien_id=praticien_id, jour_semaine=jour, debut=time(14), fin=time(18, 30)),
            )
    unite.ajouter(
        Fermeture(praticien_id=1, debut=le(12, 15), fin=le(13), libelle="Visites à domicile"),
        Fermeture(praticien_id=3, debut=le(12, 15), fin=le(13), libelle="Réunion d’équipe"),
    )


def _rendez_vous(unite, rang: int, ligne: tuple[int, str, int, str, int, EtatRendezVous, str]) -> int:
    praticien_id, heure, duree, nom, motif_id, etat, venue = ligne
    *famille, prenom = nom.split(" ")
    traits = Traits(
        nom_naissance=" ".join(famille),
        premier_prenom=prenom,
        nom_utilise=" ".join(famille).upper(),
        prenom_utilise=prenom,
        naissance=date(1960 + rang, 1 + rang % 12, 1 + rang % 28),
        sexe=Sexe.FEMININ,
        lieu_naissance="44109",
    )
    patient_id = dossiers.creer_patient(unite, traits, Coordonnees(telephone=f"+336399812{rang:02}"))
    heures, minutes = heure.split(":")
    debut = le(int(heures), int(minutes))
    rdv = RendezVous(
        praticien_id=praticien_id,
        patient_id=patient_id,
        motif_id=motif_id,
        debut=debut,
        fin=debut + timedelta(minutes=duree),
        etat=etat,
        urgence=nom in URGENTS,
        surbooking=nom in SURBOOKINGS,
        surbooking_raison="Demande du médecin" if nom in SURBOOKINGS else "",
        cree_le=unite.horloge(),
    )
    unite.ajouter(rdv)
    if venue:
        _visite(unite, rdv, venue, ATTENTES.get(nom, 20))
    return rdv.id


def _visite(unite, rdv: RendezVous, venue: str, attente: int) -> None:
    debut, maintenant = rdv.debut, unite.horloge()
    arrivee = maintenant - timedelta(minutes=attente) if venue == EN_SALLE else debut - timedelta(minutes=8)
    appel = None if venue == EN_SALLE else debut + timedelta(minutes=4)
    sortie = debut + timedelta(minutes=16) if venue in {VU, SORTI} else None
    depart = debut + timedelta(minutes=20) if venue == VU else None
    unite.ajouter(
        Visite(
            patient_id=rdv.patient_id,
            praticien_id=rdv.praticien_id,
            rendez_vous_id=rdv.id,
            arrivee=arrivee,
            appel=appel,
            sortie=sortie,
            depart=depart,
            urgence=rdv.urgence,
        )
    )
