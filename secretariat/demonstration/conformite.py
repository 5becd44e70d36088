"""Ce que la démonstration montre des données personnelles : vieux dossiers repris, demandes d’accès, registre.

Les vieux dossiers viennent d’un ancien logiciel : ce sont les seuls que la conservation propose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from secretariat.accueil.modele import Visite
from secretariat.conformite.lectures.acces import demande
from secretariat.conformite.services import acces, conservation, registre
from secretariat.conformite.valeurs.acces import ModeCommunication, MotifDeces, NouvelleDemande, Qualite
from secretariat.conformite.valeurs.conservation import Decision, FaitsDeConservation
from secretariat.conformite.valeurs.registre import NouvelleViolation
from secretariat.dossiers.modele import Patient
from secretariat.dossiers.services import creer_patient
from secretariat.dossiers.valeurs import Coordonnees, Sexe, Traits
from secretariat.socle.horloge import instant
from secretariat.socle.unite_de_travail import Cabinet, Identite, UniteDeTravail

HELENE = Identite("marchand", "Hélène", "praticien", "cabinet 1")
MATIN = time(9, 30)
CONFIRMES = (1, 2, 5)
"""Les entrées du registre qu’un médecin a déjà relues."""


@dataclass(frozen=True, slots=True)
class Ancien:
    """Une personne que l’on n’a plus vue depuis longtemps ; `tel` finit un numéro réservé à la fiction."""

    nom: str
    prenom: str
    naissance: date
    sexe: Sexe
    dernier_passage: date
    tel: str
    deces: date | None = None


ANCIENS = (
    Ancien("Kermarrec", "Yvonne", date(1931, 4, 18), Sexe.FEMININ, date(2004, 6, 14), "12 01"),
    Ancien("Delaunay", "Marcel", date(1938, 11, 2), Sexe.MASCULIN, date(2005, 2, 2), "12 02"),
    Ancien("Guilloux", "Raymond", date(1944, 7, 9), Sexe.MASCULIN, date(2010, 2, 2), "12 03", date(2015, 3, 3)),
    Ancien("Thébaud", "Solène", date(2000, 3, 10), Sexe.FEMININ, date(2004, 5, 1), "12 04"),
)
EXPERTISE, DECEDE = 1, 2


def mettre_en_scene(cabinet: Cabinet, secretaire: Identite) -> None:
    """Écrit les vieux dossiers, puis ce que la secrétaire et le médecin en ont fait ces derniers jours."""
    accueil, medecin = cabinet.en_tant_que(secretaire), cabinet.en_tant_que(HELENE)
    with medecin.unite("reprise des dossiers de l’ancien logiciel") as unite:
        anciens = [_reprendre(unite, ancien) for ancien in ANCIENS]
        unite.valider()
    with accueil.unite("demandes d’accès de la quinzaine") as unite:
        _demander(unite, anciens[DECEDE])
        unite.valider()
    with medecin.unite("relecture du registre et des dossiers échus") as unite:
        registre.preremplir_registre(unite)
        for entree in CONFIRMES:
            registre.confirmer_traitement(unite, entree)
        conservation.decider(unite, anciens[EXPERTISE], Decision.SUSPENDRE, "expertise judiciaire en cours")
        _violation(unite)
        unite.valider()


def _reprendre(unite: UniteDeTravail, ancien: Ancien) -> int:
    identite = Traits(ancien.nom, ancien.prenom, ancien.naissance, ancien.sexe, "44109", prenom_utilise=ancien.prenom)
    joindre = Coordonnees(f"06 39 98 {ancien.tel}", "", "4 rue des Lilas", "44000", "Nantes")
    numero = creer_patient(unite, identite, joindre)
    venue = instant(ancien.dernier_passage, MATIN)
    unite.ajouter(Visite(patient_id=numero, praticien_id=1, arrivee=venue, appel=venue, sortie=venue, depart=venue))
    if ancien.deces is not None:
        conservation.noter_faits(unite, numero, FaitsDeConservation(deces_le=ancien.deces))
    return numero


def _demander(unite: UniteDeTravail, decede: int) -> None:
    """Une demande à deux jours de son terme, une autre en retard, une troisième à qui il manque une pièce."""
    connus = unite.tous(select(Patient).order_by(Patient.id).limit(3))
    for patient, jours, mode in ((connus[0], 6, ModeCommunication.COPIE), (connus[1], 10, ModeCommunication.ENVOI)):
        _completer(unite, _enregistrer(unite, patient, jours, mode), jours)
    heritiere = NouvelleDemande(
        demandeur="Nicole GUILLOUX",
        qualite=Qualite.HERITIER,
        recue_le=unite.aujourd_hui - timedelta(days=3),
        adresse="4 rue des Lilas\n44000 Nantes",
        motif_deces=MotifDeces.DROITS,
        perimetre="Les comptes rendus de 2009 et 2010",
        ancienne=True,
    )
    numero = acces.enregistrer_demande(unite, decede, heritiere)
    acces.recevoir_piece(unite, demande(unite, numero).pieces[0].id, heritiere.recue_le)


def _enregistrer(unite: UniteDeTravail, patient: Patient, jours: int, mode: ModeCommunication) -> int:
    nom = f"{patient.prenom_utilise or patient.premier_prenom} {(patient.nom_utilise or patient.nom_naissance).upper()}"
    adresse = f"{patient.adresse}\n{patient.code_postal} {patient.commune}".strip()
    recue_le = unite.aujourd_hui - timedelta(days=jours)
    return acces.enregistrer_demande(
        unite, patient.id, NouvelleDemande(nom, Qualite.PATIENT, recue_le, adresse, mode=mode)
    )


def _completer(unite: UniteDeTravail, numero: int, jours: int) -> None:
    for piece in demande(unite, numero).manquantes:
        acces.recevoir_piece(unite, piece.id, unite.aujourd_hui - timedelta(days=jours))


def _violation(unite: UniteDeTravail) -> None:
    constat = instant(unite.aujourd_hui - timedelta(days=20), MATIN)
    numero = registre.declarer_violation(
        unite,
        NouvelleViolation(
            constat,
            "Courrier remis au mauvais patient",
            "2 patients",
            "Un compte rendu lu par une autre personne",
            "Courrier repris, patients prévenus, enveloppes désormais vérifiées à deux",
        ),
    )
    registre.noter_notification(unite, numero, constat + timedelta(hours=26))
