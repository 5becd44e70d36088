"""Tables de la réception."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from secretariat.agenda.modele import RendezVous
from secretariat.cabinet.modele import Praticien
from secretariat.dossiers.modele import Patient
from secretariat.socle.base import Base, Versionnee
from secretariat.socle.droits import Droit


class Visite(Versionnee, Base):
    """La venue d’un patient : des instants, jamais des drapeaux.

    `arrivee` à l’accueil, `appel` par le praticien, `sortie` de consultation, `depart` du cabinet ; `annulee_le` quand
    l’arrivée avait été notée par erreur.
    """

    __tablename__ = "visites"
    reserves: ClassVar[Mapping[str, Droit]] = {"remarque": Droit.LIRE_MOTIF}

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey(Patient.id), index=True)
    praticien_id: Mapped[int] = mapped_column(ForeignKey(Praticien.id))
    rendez_vous_id: Mapped[int | None] = mapped_column(ForeignKey(RendezVous.id), index=True)
    arrivee: Mapped[datetime] = mapped_column(index=True)
    appel: Mapped[datetime | None]
    sortie: Mapped[datetime | None]
    depart: Mapped[datetime | None]
    annulee_le: Mapped[datetime | None]
    urgence: Mapped[bool] = mapped_column(default=False)
    remarque: Mapped[str] = mapped_column(default="")
