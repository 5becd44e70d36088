"""Table du journal comptable."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column

from secretariat.cabinet.modele import Praticien
from secretariat.comptabilite.valeurs import MoyenPaiement, Origine, Sens
from secretariat.socle.base import Base, interdire_corrections
from secretariat.socle.montant import Montant


class Ecriture(Base):
    """Une ligne du journal, sans rature : elle ne se modifie ni ne s’efface, elle se contre-passe.

    `tiers` désigne le patient par son numéro de dossier (secret professionnel), ou le fournisseur par son nom ;
    `montant` est positif, négatif pour une contre-passation ; `contrepasse_id` désigne l’écriture annulée.
    """

    __tablename__ = "ecritures"

    id: Mapped[int] = mapped_column(primary_key=True)
    numero: Mapped[int] = mapped_column(unique=True)
    jour: Mapped[date] = mapped_column(index=True)
    sens: Mapped[Sens]
    libelle: Mapped[str]
    tiers: Mapped[str]
    piece: Mapped[str]
    origine: Mapped[Origine]
    moyen: Mapped[MoyenPaiement]
    montant: Mapped[Montant]
    praticien_id: Mapped[int | None] = mapped_column(ForeignKey(Praticien.id))
    contrepasse_id: Mapped[int | None] = mapped_column(ForeignKey("ecritures.id"), unique=True)
    auteur: Mapped[str]
    saisie_le: Mapped[datetime]


if isinstance(Ecriture.__table__, Table):
    interdire_corrections(Ecriture.__table__, "une écriture ne se corrige que par contre-passation")
