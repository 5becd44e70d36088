"""Table des courriers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from secretariat.cabinet.modele import Praticien
from secretariat.dossiers.modele import Document, Patient
from secretariat.socle.base import Base
from secretariat.socle.droits import Droit


class Courrier(Base):
    """Une lettre faite d’un modèle ; le .docx et le PDF sont deux documents du dossier."""

    __tablename__ = "courriers"
    reserves: ClassVar[Mapping[str, Droit]] = {"titre": Droit.LIRE_MEDICAL}

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey(Patient.id), index=True)
    praticien_id: Mapped[int | None] = mapped_column(ForeignKey(Praticien.id))
    modele: Mapped[str]
    titre: Mapped[str]
    docx_id: Mapped[int] = mapped_column(ForeignKey(Document.id))
    pdf_id: Mapped[int] = mapped_column(ForeignKey(Document.id))
    auteur: Mapped[str]
    cree_le: Mapped[datetime]
