"""Le journal d’un patient, sorti du programme : à lui sur papier (qui, quand, pourquoi), au praticien en tableau.

Chaque sortie laisse elle-même sa ligne au journal de ce patient.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from secretariat.cabinet import lectures
from secretariat.cabinet.audit.libelles import en_clair, objet_dit, operation_dite, role_dit
from secretariat.cabinet.audit.scellement import empreinte_dite
from secretariat.cabinet.valeurs import Etablissement
from secretariat.socle import fichiers
from secretariat.socle.audit import Criteres
from secretariat.socle.dates import moment_dit
from secretariat.socle.horloge import a_paris
from secretariat.socle.rapport_pdf import Rapport, TableauImprime, composer
from secretariat.socle.tableaux import Forme, ecrire_csv, ecrire_xlsx
from secretariat.socle.unite_de_travail import Lecture, LigneDuJournal, UniteDeTravail

FORME = Forme(
    "Journal du dossier",
    ("N°", "Instant", "Identifiant", "Nom", "Rôle", "Poste", "Geste", "Objet", "Raison", "Détail"),
    (8, 20, 16, 22, 16, 16, 16, 22, 34, 60),
)
MENTIONS = (
    "Ce relevé dit qui a ouvert ou modifié ce dossier, quand et pourquoi. Le contenu du dossier n’y est pas repris.",
    "Il est tiré du journal d’audit du cabinet, qui ne se corrige pas.",
)


@dataclass(frozen=True, slots=True)
class JournalDuPatient:
    """Tout ce que le journal dit d’un patient, de la ligne la plus ancienne à la plus récente.

    Attributes:
        nom: Le patient, tel que l’écran le montre.
        noms: Par identifiant de connexion, le prénom et le nom de la personne.
    """

    patient_id: int
    nom: str
    lignes: tuple[LigneDuJournal, ...]
    noms: dict[str, str]
    cabinet: Etablissement
    tire_le: datetime
    dernier_sceau: str


def journal_du_patient(lecture: Lecture, patient_id: int, nom: str) -> JournalDuPatient:
    """Relit toutes les lignes de ce patient."""
    lignes = lecture.lignes_du_journal(Criteres(patient_id=patient_id), limite=None)[::-1]
    noms = {compte.identifiant: f"{compte.prenom} {compte.nom}".strip() for compte in lectures.utilisateurs(lecture)}
    sceau = next((sceau.empreinte for sceau in lecture.audit.sceaux(1)), "")
    return JournalDuPatient(patient_id, nom, lignes, noms, lectures.etablissement(lecture), lecture.horloge(), sceau)


def noter_la_sortie(unite: UniteDeTravail, patient_id: int, nom: str, forme: str) -> JournalDuPatient:
    """Note que l’on sort le journal de ce patient, et rend ce qu’il contient, cette sortie comprise."""
    unite.noter("export du journal", f"patients:{patient_id}", forme=forme)
    return journal_du_patient(unite, patient_id, nom)


def pdf_du_patient(journal: JournalDuPatient) -> bytes:
    """Le relevé à remettre au patient."""
    releve = TableauImprime(
        "Qui a ouvert ou modifié ce dossier",
        ("Quand", "Qui", "Rôle", "Ce qui a été fait", "Raison"),
        (2.1, 2.4, 1.7, 3, 3),
        tuple(_ligne_imprimee(journal, ligne) for ligne in journal.lignes),
    )
    cabinet = journal.cabinet
    sceau = ("Empreinte de la dernière ancre du journal\u00a0:", empreinte_dite(journal.dernier_sceau))
    return composer(
        Rapport(
            f"Accès au dossier de {journal.nom}",
            (
                f"{cabinet.nom}, {cabinet.adresse}, {cabinet.code_postal} {cabinet.ville}",
                f"Relevé fait le {moment_dit(journal.tire_le)}.",
                *MENTIONS,
            ),
            (releve,),
            sceau if journal.dernier_sceau else (),
            pied=f"{journal.nom} — accès au dossier",
        )
    )


def ecrire_pdf(journal: JournalDuPatient, chemin: Path) -> None:
    """Écrit le relevé du patient.

    Raises:
        ErreurEnvironnement: Le dossier manque, ne s’écrit pas, ou le disque est plein.
    """
    fichiers.enregistrer(chemin, pdf_du_patient(journal))


def ecrire_tableau(
    journal: JournalDuPatient, chemin: Path, ecrire: Callable[[Forme, list[tuple[str | int, ...]], Path], None]
) -> None:
    """Écrit toutes les colonnes, pour le praticien, au format que `ecrire` donne."""
    ecrire(FORME, [_cellules(journal, ligne) for ligne in journal.lignes], chemin)


def ecrire_le_csv(journal: JournalDuPatient, chemin: Path) -> None:
    """Écrit le tableau en CSV."""
    ecrire_tableau(journal, chemin, ecrire_csv)


def ecrire_le_xlsx(journal: JournalDuPatient, chemin: Path) -> None:
    """Écrit le tableau en classeur."""
    ecrire_tableau(journal, chemin, ecrire_xlsx)


def _ligne_imprimee(journal: JournalDuPatient, ligne: LigneDuJournal) -> tuple[str, ...]:
    return (
        f"{a_paris(ligne.instant):%d/%m/%Y %H:%M}",
        journal.noms.get(ligne.acteur, ligne.acteur),
        role_dit(ligne.role),
        f"{operation_dite(ligne.operation)} ({objet_dit(ligne.objet)})",
        ligne.motif,
    )


def _cellules(journal: JournalDuPatient, ligne: LigneDuJournal) -> tuple[str | int, ...]:
    return (
        ligne.numero,
        f"{a_paris(ligne.instant):%d/%m/%Y %H:%M:%S}",
        ligne.acteur,
        journal.noms.get(ligne.acteur, ""),
        role_dit(ligne.role),
        ligne.poste,
        operation_dite(ligne.operation),
        objet_dit(ligne.objet),
        ligne.motif,
        en_clair(ligne.details),
    )
