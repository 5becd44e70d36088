"""Ce qu’un autre poste a changé à un dossier depuis qu’on l’a lu, et qui."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from secretariat.cabinet.lectures import derniers_changements
from secretariat.dossiers.lectures.fiche import fiche_patient
from secretariat.dossiers.modele import Couverture
from secretariat.dossiers.regles.rubriques import auteurs_des_rubriques, dossier_de, fusionner_dossier
from secretariat.dossiers.valeurs import FichePatient
from secretariat.socle.conflits import Divergence, attribuer
from secretariat.socle.unite_de_travail import Lecture


@dataclass(frozen=True, slots=True)
class ChangementsVus:
    """Un dossier relu, et les rubriques qui ne sont plus celles que l’on avait lues."""

    fiche: FichePatient
    divergences: tuple[Divergence, ...]


def changements_du_dossier(lecture: Lecture, lue: FichePatient) -> ChangementsVus:
    """Relit le dossier et le compare à la fiche que l’on a sous les yeux."""
    actuelle = fiche_patient(lecture, lue.id)
    changees = fusionner_dossier(lue, dossier_de(lue), actuelle).reprises
    return ChangementsVus(actuelle, attribuer_au_dossier(lecture, lue.id, changees))


def attribuer_au_dossier(
    lecture: Lecture, patient_id: int, divergences: Sequence[Divergence]
) -> tuple[Divergence, ...]:
    """Les mêmes divergences, avec qui a changé chaque rubrique de ce dossier."""
    if not divergences:
        return ()
    droits = lecture.tous(select(Couverture.id).where(Couverture.patient_id == patient_id))
    objets = (f"patients:{patient_id}", *(f"couvertures:{numero}" for numero in droits))
    return attribuer(divergences, auteurs_des_rubriques(derniers_changements(lecture, *objets)))
