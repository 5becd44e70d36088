"""Le Cabinet des Tilleuls : ses praticiens, ses comptes, ses motifs, sa semaine type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from secretariat.agenda.modele import MotifRdv, Ouverture
from secretariat.cabinet import services as cabinet
from secretariat.cabinet.valeurs import Etablissement, FichePraticien, NouveauCompte, Role, Secteur
from secretariat.socle.unite_de_travail import UniteDeTravail

MOT_DE_PASSE = "Tilleul-2026"
"""Le même pour tous les comptes de la démonstration, qui l’affiche."""

IDENTIFIANT_MONTRE = "nadia"

CABINET = Etablissement("Cabinet des Tilleuls", "12 allée des Tilleuls", "44000", "Nantes", "+33261910100", True)  # noqa: FBT003

GENERALISTE_1, GENERALISTE_2, PEDIATRE = range(3)
PRATICIENS = (
    FichePraticien(0, "Dr", "Marchand", "Hélène", "Médecine générale", "10000000009", "440000017", Secteur.SECTEUR_1),
    FichePraticien(0, "Dr", "Benali", "Karim", "Médecine générale", "10000000017", "440000025", Secteur.SECTEUR_1),
    FichePraticien(0, "Dr", "Tessier", "Anne", "Pédiatrie", "10000000025", "440000033", Secteur.SECTEUR_1),
)

COMPTES = (
    (NouveauCompte("nadia", "Ferrand", "Nadia", Role.SECRETAIRE), None),
    (NouveauCompte("marchand", "Marchand", "Hélène", Role.PRATICIEN), GENERALISTE_1),
    (NouveauCompte("remplacant", "Roche", "Julien", Role.REMPLACANT), GENERALISTE_1),
    (NouveauCompte("admin", "Cabinet", "Administration", Role.ADMINISTRATEUR), None),
)
"""Chaque compte, et le rang du praticien dont c’est l’agenda."""


@dataclass(frozen=True, slots=True)
class Motif:
    """Un motif de rendez-vous ; `couleur` est un jeton de dessin."""

    nom: str
    duree_minutes: int
    couleur: str


CONSULTATION = Motif("Consultation", 15, "m_consultation")
SUIVI = Motif("Suivi de maladie chronique", 30, "m_suivi")
ENFANT = Motif("Enfant et vaccin", 30, "m_enfant")
ACTE = Motif("Acte technique", 30, "m_acte")
VIDEO = Motif("Téléconsultation", 15, "m_tele")
CERTIFICAT = Motif("Certificat", 15, "m_certificat")
URGENT = Motif("Urgent", 15, "m_urgence")
MOTIFS = (CONSULTATION, SUIVI, ENFANT, ACTE, VIDEO, CERTIFICAT, URGENT)


@dataclass(frozen=True, slots=True)
class Horaire:
    """Une plage de la journée, à l’heure de Paris ; `libelle` dit ce qu’on y fait si l’on n’y consulte pas."""

    debut: time
    fin: time
    libelle: str = ""


MATINS = (Horaire(time(8), time(12, 15)), Horaire(time(8, 30), time(12, 30)), Horaire(time(8), time(12, 15)))
APRES_MIDIS = (Horaire(time(14), time(18)), Horaire(time(14), time(18, 30)), Horaire(time(13, 30), time(17, 30)))
APRES_MIDIS_LIBRES = (2, 3, 4)
"""Le jour de la semaine (0 pour lundi) où chacun ne consulte pas l’après-midi."""

COUPURES = (
    Horaire(time(12, 15), time(14), "Visites à domicile"),
    Horaire(time(12, 30), time(14), "Pause"),
    Horaire(time(12, 15), time(13, 30), "Réunion d’équipe"),
)


@dataclass(frozen=True, slots=True)
class Installation:
    """Les numéros que la base a donnés."""

    praticiens: tuple[int, ...]
    motifs: dict[Motif, int]


def installer(unite: UniteDeTravail) -> Installation:
    """Décrit le cabinet dans une base vide."""
    cabinet.decrire_le_cabinet(unite, CABINET)
    praticiens = tuple(cabinet.ajouter_praticien(unite, fiche) for fiche in PRATICIENS)
    for compte, rang in COMPTES:
        lie = None if rang is None else praticiens[rang]
        cabinet.creer_utilisateur(
            unite, NouveauCompte(compte.identifiant, compte.nom, compte.prenom, compte.role, lie), MOT_DE_PASSE
        )
    motifs = [
        MotifRdv(nom=m.nom, duree_minutes=m.duree_minutes, couleur=m.couleur, ordre=rang)
        for rang, m in enumerate(MOTIFS)
    ]
    unite.ajouter(*motifs)
    unite.ajouter(
        *(
            Ouverture(praticien_id=praticiens[rang], jour_semaine=jour, debut=plage.debut, fin=plage.fin)
            for rang in range(len(praticiens))
            for jour in range(5)
            for plage in plages(rang, jour)
        )
    )
    return Installation(praticiens, {m: ligne.id for m, ligne in zip(MOTIFS, motifs, strict=True)})


def plages(rang: int, jour_semaine: int) -> tuple[Horaire, ...]:
    """Les plages de consultation d’un praticien ce jour de la semaine."""
    if jour_semaine == APRES_MIDIS_LIBRES[rang]:
        return (MATINS[rang],)
    return (MATINS[rang], APRES_MIDIS[rang])
