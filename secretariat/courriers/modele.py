"""Tables des courriers et des signatures que portent les documents du dossier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Table, UniqueConstraint, inspect
from sqlalchemy.orm import Mapped, mapped_column, object_session

from secretariat.cabinet.modele import Praticien
from secretariat.dossiers.modele import Document, Patient
from secretariat.socle.base import Base, interdire_corrections
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


class SignatureDocument(Base):
    """La signature d’un document par la carte d’un praticien, à part de son fichier ; elle ne se corrige pas.

    Attributes:
        empreinte: SHA-256 du contenu signé, en hexadécimal.
        valeur: Les octets de la signature, en hexadécimal.
        certificat: Celui du signataire (DER), en base 64.
        signataire: Son identifiant national, douze chiffres.
        nom: « Dr Hélène MARCHAND », tel que le cabinet le nommait ce jour-là.
    """

    __tablename__ = "signatures_documents"
    __table_args__ = (UniqueConstraint("document_id", "signataire"),)
    discrets = frozenset({"valeur", "certificat"})

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey(Document.id), index=True)
    empreinte: Mapped[str]
    algorithme: Mapped[str]
    valeur: Mapped[str]
    certificat: Mapped[str]
    signataire: Mapped[str]
    nom: Mapped[str]
    signee_le: Mapped[datetime]
    simulee: Mapped[bool]

    @property
    def patient_concerne(self) -> int | None:
        """Celui du document, que la session a d’ordinaire déjà sous la main."""
        session = object_session(self)
        document = session.get(Document, inspect(self).dict["document_id"]) if session else None
        return document.patient_id if document else None


DESTRUCTION_DECIDEE = (
    "EXISTS (SELECT 1 FROM documents AS d JOIN conservation_patients AS c ON c.patient_id = d.patient_id "
    "WHERE d.id = OLD.document_id AND c.decision = 'detruire')"
)
"""La condition sous laquelle une signature s’efface : un praticien a décidé la destruction du dossier entier."""

if isinstance(SignatureDocument.__table__, Table):
    interdire_corrections(
        SignatureDocument.__table__, "une signature de document ne se corrige pas", sauf=DESTRUCTION_DECIDEE
    )
