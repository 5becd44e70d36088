"""Créer le cabinet de démonstration : à côté d’abord, puis à sa place d’un seul geste.

La base se prépare sous un nom provisoire. Tant qu’elle n’est pas finie, rien n’est à sa place ; un programme tué en
chemin ne laisse qu’un brouillon, que la création suivante efface.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select

import secretariat.conformite.modele  # noqa: F401  (les tables se déclarent à l’import)
import secretariat.facturation.modele  # noqa: F401
from secretariat.accueil.modele import Visite
from secretariat.agenda.modele import RendezVous
from secretariat.cabinet import reglages
from secretariat.cabinet.reglages import registre
from secretariat.comptabilite.modele import Ecriture
from secretariat.demonstration.conformite import ANCIENS, mettre_en_scene
from secretariat.demonstration.periode import JOURS_PASSES, HorlogeDuRecit, Periode
from secretariat.demonstration.population import population
from secretariat.demonstration.recit import NADIA, Recit
from secretariat.dossiers.modele import Patient
from secretariat.facturation.modele import Facture
from secretariat.socle import cles, fichier_base
from secretariat.socle.base import Base
from secretariat.socle.cles import Enveloppes, Moyen
from secretariat.socle.fichier_base import VerrouDeBase
from secretariat.socle.horloge import Horloge, a_paris
from secretariat.socle.unite_de_travail import Cabinet, Identite, Lecture

PATIENTS = 2000
PROGRAMME = Identite("demonstration", "Démonstration", "programme", "demonstration")
Progression = Callable[[str, float], None]
"""Reçoit ce que l’on est en train de faire, et la part faite, de 0 à 1."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Ce que contient une base de démonstration qui vient de naître."""

    base: Path
    instant: datetime
    premier_jour: date
    dernier_jour: date
    patients: int
    rendez_vous: int
    visites: int
    factures: int
    ecritures: int
    lignes_du_journal: int


def creer(
    base: Path,
    *,
    graine: int = 2026,
    horloge: Horloge,
    progression: Progression | None = None,
    patients: int = PATIENTS,
    jours_passes: int = JOURS_PASSES,
) -> Resume:
    """Crée ou refait la base de démonstration, telle qu’elle serait à l’instant que dit l’horloge.

    Raises:
        fichier_base.DejaOuverte: Une fenêtre tient la base que l’on voudrait refaire.
    """
    base.parent.mkdir(parents=True, exist_ok=True)
    verrou = VerrouDeBase(base)
    verrou.prendre()
    try:
        brouillon = base.with_name(f"{base.name}.brouillon")
        _effacer(brouillon)
        resume = _ecrire(
            brouillon,
            base,
            graine=graine,
            periode=Periode(horloge(), jours_passes),
            patients=patients,
            progression=progression or _sans_rien_dire,
        )
        _mettre_en_place(brouillon, base)
    finally:
        verrou.rendre()
    return resume


def _ecrire(
    brouillon: Path, base: Path, *, graine: int, periode: Periode, patients: int, progression: Progression
) -> Resume:
    horloge = HorlogeDuRecit(periode.maintenant)
    cle = cles.nouvelle_cle()
    phrase = cles.envelopper(
        cle, cles.PHRASE_DE_DEMONSTRATION, moyen=Moyen.PHRASE, le=f"{periode.aujourd_hui:%Y-%m-%d}"
    )
    moteur = fichier_base.creer(brouillon, cle, Enveloppes(cles.BASE_DE_DEMONSTRATION, (phrase,)))
    cabinet = Cabinet(moteur, PROGRAMME, horloge)
    try:
        _raconter(Recit(cabinet, horloge, graine=graine, periode=periode), graine, patients - len(ANCIENS), progression)
        horloge.instant = periode.maintenant
        mettre_en_scene(cabinet, NADIA)
        with cabinet.unite("mise en place du cabinet de démonstration") as unite:
            reglages.changer(unite, registre.DEMONSTRATION_DEPART, periode.maintenant)
            unite.valider()
        with cabinet.lecture() as lecture:
            resume = _resumer(lecture, base, periode)
        with cabinet.connexion_nue() as connexion:
            connexion.exec_driver_sql("ANALYZE")
            connexion.commit()
        with cabinet.connexion_nue() as connexion:
            connexion.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        cabinet.fermer()
    return resume


def _raconter(recit: Recit, graine: int, patients: int, progression: Progression) -> None:
    progression("patientèle", 0.0)
    recit.ouvrir(population(graine, recit.periode.aujourd_hui, patients))
    jours = recit.periode.vecus
    for rang, jour in enumerate(jours):
        progression(f"journée du {jour:%d/%m/%Y}", (rang + 1) / (len(jours) + 1))
        recit.vivre(jour)
    progression("fini", 1.0)


def _resumer(lecture: Lecture, base: Path, periode: Periode) -> Resume:
    def nombre(table: type[Base]) -> int:
        return lecture.premier(select(func.count()).select_from(table)) or 0

    return Resume(
        base=base,
        instant=a_paris(periode.maintenant),
        premier_jour=periode.premier,
        dernier_jour=periode.dernier,
        patients=nombre(Patient),
        rendez_vous=nombre(RendezVous),
        visites=nombre(Visite),
        factures=nombre(Facture),
        ecritures=nombre(Ecriture),
        lignes_du_journal=lecture.etat_du_journal().lignes,
    )


def _mettre_en_place(brouillon: Path, base: Path) -> None:
    """Remplace l’ancienne base : la base elle-même en dernier, car c’est elle qui dit qu’il y en a une."""
    _effacer(base)
    cles.fichier_de(brouillon).replace(cles.fichier_de(base))
    brouillon.replace(base)


def _effacer(base: Path) -> None:
    base.unlink(missing_ok=True)
    for suffixe in ("-wal", "-shm", "-journal"):
        base.with_name(base.name + suffixe).unlink(missing_ok=True)
    cles.fichier_de(base).unlink(missing_ok=True)


def _sans_rien_dire(_quoi: str, _part: float) -> None:
    """Sans personne à qui le dire."""
