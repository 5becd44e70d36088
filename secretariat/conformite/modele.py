"""Tables de la conformité ; un certificat de destruction ne désigne plus personne : aucune clé vers un patient."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column

from secretariat.conformite.valeurs.acces import EtatDemande, ModeCommunication, MotifDeces, Qualite, RaisonExclusion
from secretariat.conformite.valeurs.conservation import Decision
from secretariat.dossiers.modele import Patient
from secretariat.socle.base import Base, Versionnee, interdire_corrections


class EntreeRegistre(Versionnee, Base):
    """Un traitement du registre (RGPD art. 30) ; `cle` est celle de l’entrée livrée, vide s’il est du cabinet."""

    __tablename__ = "registre_traitements"

    id: Mapped[int] = mapped_column(primary_key=True)
    cle: Mapped[str] = mapped_column(default="")
    nom: Mapped[str]
    finalites: Mapped[str]
    base_legale: Mapped[str]
    personnes: Mapped[str]
    donnees: Mapped[str]
    destinataires: Mapped[str]
    transferts: Mapped[str]
    effacement: Mapped[str]
    securite: Mapped[str]
    confirmee_par: Mapped[str] = mapped_column(default="")
    confirmee_le: Mapped[datetime | None]


class Violation(Base):
    """Une violation de données (RGPD art. 33)."""

    __tablename__ = "violations"

    id: Mapped[int] = mapped_column(primary_key=True)
    constatee_le: Mapped[datetime]
    nature: Mapped[str]
    personnes: Mapped[str]
    consequences: Mapped[str]
    mesures: Mapped[str]
    notifiee_le: Mapped[datetime | None]
    sans_notification: Mapped[str] = mapped_column(default="")
    auteur: Mapped[str]
    cree_le: Mapped[datetime]


class ConservationPatient(Base):
    """Ce que l’on sait et ce que l’on décide de la conservation d’un dossier."""

    __tablename__ = "conservation_patients"

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey(Patient.id), unique=True)
    deces_le: Mapped[date | None]
    transfusion_le: Mapped[date | None]
    suspendu_motif: Mapped[str] = mapped_column(default="")
    opposition_ayants_droit: Mapped[bool] = mapped_column(default=False)
    archive_le: Mapped[date | None]
    decision: Mapped[Decision | None]
    decision_raison: Mapped[str] = mapped_column(default="")
    decide_par: Mapped[str] = mapped_column(default="")
    decide_le: Mapped[datetime | None]


class CertificatDestruction(Base):
    """Le certificat d’une destruction : des numéros et des initiales, sans rien du contenu ; il ne change plus."""

    __tablename__ = "certificats_destruction"

    id: Mapped[int] = mapped_column(primary_key=True)
    numero: Mapped[str] = mapped_column(unique=True)
    signataire: Mapped[str]
    dossiers: Mapped[int]
    contenu: Mapped[bytes]
    empreinte: Mapped[str]
    etabli_le: Mapped[datetime]


class DemandeAcces(Versionnee, Base):
    """Une demande d’accès à un dossier (CSP art. L1111-7)."""

    __tablename__ = "demandes_acces"

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey(Patient.id), index=True)
    demandeur: Mapped[str]
    adresse: Mapped[str] = mapped_column(default="")
    qualite: Mapped[Qualite]
    motif_deces: Mapped[MotifDeces | None]
    perimetre: Mapped[str] = mapped_column(default="")
    mode: Mapped[ModeCommunication]
    ancienne: Mapped[bool] = mapped_column(default=False)
    recue_le: Mapped[date]
    complete_le: Mapped[date | None]
    etat: Mapped[EtatDemande] = mapped_column(default=EtatDemande.RECUE, index=True)
    transmise_le: Mapped[date | None]
    refus: Mapped[str] = mapped_column(default="")
    auteur: Mapped[str]
    cree_le: Mapped[datetime]


class PieceAcces(Base):
    """Une pièce que le demandeur doit fournir."""

    __tablename__ = "pieces_acces"

    id: Mapped[int] = mapped_column(primary_key=True)
    demande_id: Mapped[int] = mapped_column(ForeignKey("demandes_acces.id"), index=True)
    cle: Mapped[str]
    libelle: Mapped[str]
    recue_le: Mapped[date | None]


class ExclusionAcces(Base):
    """Un élément du dossier qui ne se communique pas pour cette demande, et pourquoi."""

    __tablename__ = "exclusions_acces"

    id: Mapped[int] = mapped_column(primary_key=True)
    demande_id: Mapped[int] = mapped_column(ForeignKey("demandes_acces.id"), index=True)
    element: Mapped[str]
    raison: Mapped[RaisonExclusion]
    precision: Mapped[str] = mapped_column(default="")
    auteur: Mapped[str]


if isinstance(CertificatDestruction.__table__, Table):
    interdire_corrections(CertificatDestruction.__table__, "un certificat de destruction ne se corrige pas")
