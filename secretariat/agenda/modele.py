"""Tables de l’agenda."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import ClassVar

from sqlalchemy import Connection, ForeignKey, Index, Table, event
from sqlalchemy.orm import Mapped, mapped_column

from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.cabinet.modele import Praticien
from secretariat.dossiers.modele import Patient
from secretariat.socle.base import Base, Versionnee
from secretariat.socle.droits import Droit


class MotifRdv(Base):
    """Un motif de rendez-vous, sa durée et sa couleur (nom d’un jeton de dessin)."""

    __tablename__ = "motifs_rdv"

    id: Mapped[int] = mapped_column(primary_key=True)
    nom: Mapped[str]
    duree_minutes: Mapped[int]
    couleur: Mapped[str]
    ordre: Mapped[int] = mapped_column(default=0)
    actif: Mapped[bool] = mapped_column(default=True)


class Ouverture(Base):
    """Une plage de consultation de la semaine type ; `jour_semaine` va de 0 (lundi) à 6, heures de Paris."""

    __tablename__ = "ouvertures"

    id: Mapped[int] = mapped_column(primary_key=True)
    praticien_id: Mapped[int] = mapped_column(ForeignKey(Praticien.id), index=True)
    jour_semaine: Mapped[int]
    debut: Mapped[time]
    fin: Mapped[time]


class Fermeture(Base):
    """Un temps où l’on ne prend pas de rendez-vous : visites à domicile, réunion, congé."""

    __tablename__ = "fermetures"
    __table_args__ = (Index("ix_fermetures_praticien_debut", "praticien_id", "debut"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    praticien_id: Mapped[int] = mapped_column(ForeignKey(Praticien.id))
    debut: Mapped[datetime]
    fin: Mapped[datetime]
    libelle: Mapped[str]


class RendezVous(Versionnee, Base):
    """Un rendez-vous ; `surbooking` dit qu’on a voulu doubler le créneau, et `surbooking_raison` pourquoi."""

    __tablename__ = "rendez_vous"
    reserves: ClassVar[Mapping[str, Droit]] = {
        "note": Droit.LIRE_MOTIF,
        "motif_id": Droit.LIRE_MOTIF,
        "surbooking_raison": Droit.LIRE_MOTIF,
        "raison": Droit.LIRE_MOTIF,
    }
    __table_args__ = (Index("ix_rendez_vous_praticien_debut", "praticien_id", "debut"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    praticien_id: Mapped[int] = mapped_column(ForeignKey(Praticien.id))
    patient_id: Mapped[int] = mapped_column(ForeignKey(Patient.id), index=True)
    motif_id: Mapped[int] = mapped_column(ForeignKey("motifs_rdv.id"))
    debut: Mapped[datetime] = mapped_column(index=True)
    fin: Mapped[datetime]
    etat: Mapped[EtatRendezVous] = mapped_column(default=EtatRendezVous.PREVU)
    surbooking: Mapped[bool] = mapped_column(default=False)
    surbooking_raison: Mapped[str] = mapped_column(default="")
    urgence: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    cree_le: Mapped[datetime]


REFUSER_LE_CHEVAUCHEMENT = """
CREATE TRIGGER rendez_vous_sans_chevauchement_{nom} BEFORE {verbe} ON rendez_vous
WHEN NEW.etat IN ('prevu', 'confirme') AND NOT NEW.surbooking
BEGIN
SELECT RAISE(ABORT, 'chevauchement de rendez-vous') FROM rendez_vous AS autre
WHERE autre.praticien_id = NEW.praticien_id AND autre.id <> coalesce(NEW.id, 0)
AND autre.etat IN ('prevu', 'confirme') AND NOT autre.surbooking
AND autre.debut < NEW.fin AND autre.fin > NEW.debut AND autre.debut > datetime(NEW.debut, '-12 hours');
END
"""
EXCLURE_LE_CHEVAUCHEMENT = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    "ALTER TABLE rendez_vous ADD CONSTRAINT ex_rendez_vous_chevauchement EXCLUDE USING gist "
    "(praticien_id WITH =, tsrange(debut, fin) WITH &&) WHERE (etat IN ('prevu', 'confirme') AND NOT surbooking)",
)


def _refuser_les_chevauchements(_table: Table, connexion: Connection, **_options: object) -> None:
    """La base elle-même refuse deux rendez-vous au même moment chez le même praticien, hors surbooking voulu."""
    if connexion.dialect.name == "postgresql":
        for ordre in EXCLURE_LE_CHEVAUCHEMENT:
            connexion.exec_driver_sql(ordre)
        return
    for nom, verbe in (("insert", "INSERT"), ("update", "UPDATE OF praticien_id, debut, fin, etat, surbooking")):
        connexion.exec_driver_sql(REFUSER_LE_CHEVAUCHEMENT.format(nom=nom, verbe=verbe))


event.listen(RendezVous.__table__, "after_create", _refuser_les_chevauchements)
