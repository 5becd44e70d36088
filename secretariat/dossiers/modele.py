"""Tables du dossier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from secretariat.cabinet.modele import Praticien
from secretariat.dossiers.valeurs import Confidentialite, NatureDocument, Sexe, SourceDroits, StatutIdentite
from secretariat.socle.base import Base, Versionnee
from secretariat.socle.droits import Droit


class Patient(Versionnee, Base):
    """Une personne suivie au cabinet ; les cinq traits stricts y sont obligatoires.

    `recherche` est le texte comparable (sans accents, mots entourés d’espaces) que parcourt la recherche par fragment.
    """

    __tablename__ = "patients"
    reserves: ClassVar[Mapping[str, Droit]] = {"raison": Droit.LIRE_MEDICAL}
    __table_args__ = (
        Index(
            "ix_patients_recherche_trgm",
            "recherche",
            postgresql_using="gin",
            postgresql_ops={"recherche": "gin_trgm_ops"},
        ).ddl_if(dialect="postgresql"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nom_naissance: Mapped[str] = mapped_column(index=True)
    premier_prenom: Mapped[str]
    prenoms: Mapped[str] = mapped_column(default="")
    naissance: Mapped[date] = mapped_column(index=True)
    naissance_incertaine: Mapped[bool] = mapped_column(default=False)
    sexe: Mapped[Sexe]
    lieu_naissance: Mapped[str]
    nom_utilise: Mapped[str] = mapped_column(default="")
    prenom_utilise: Mapped[str] = mapped_column(default="")
    statut: Mapped[StatutIdentite] = mapped_column(default=StatutIdentite.PROVISOIRE)
    homonyme: Mapped[bool] = mapped_column(default=False)
    telephone: Mapped[str] = mapped_column(default="")
    courriel: Mapped[str] = mapped_column(default="")
    adresse: Mapped[str] = mapped_column(default="")
    code_postal: Mapped[str] = mapped_column(default="")
    commune: Mapped[str] = mapped_column(default="")
    medecin_traitant_id: Mapped[int | None] = mapped_column(ForeignKey(Praticien.id))
    a_savoir: Mapped[str] = mapped_column(default="")
    simule: Mapped[bool] = mapped_column(default=False)
    recherche: Mapped[str] = mapped_column(default="")
    cree_le: Mapped[datetime]

    @property
    def patient_concerne(self) -> int | None:
        """Lui-même."""
        return self.id


class Couverture(Base):
    """Les droits d’un patient, avec leur source et leur date."""

    __tablename__ = "couvertures"

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), unique=True)
    nir: Mapped[str] = mapped_column(default="", index=True)
    regime: Mapped[str] = mapped_column(default="")
    caisse: Mapped[str] = mapped_column(default="")
    centre: Mapped[str] = mapped_column(default="")
    droits_jusqu_au: Mapped[date | None]
    ald: Mapped[bool] = mapped_column(default=False)
    c2s: Mapped[bool] = mapped_column(default=False)
    amc_nom: Mapped[str] = mapped_column(default="")
    amc_numero: Mapped[str] = mapped_column(default="")
    amc_adherent: Mapped[str] = mapped_column(default="")
    amc_jusqu_au: Mapped[date | None]
    source: Mapped[SourceDroits] = mapped_column(default=SourceDroits.SAISIE)
    maj_le: Mapped[datetime]


class MotRecherche(Base):
    """Un mot par lequel on retrouve un patient ; table dérivée, recalculée avec lui."""

    __tablename__ = "mots_recherche"
    __table_args__ = (Index("ix_mots_recherche_patient", "patient_id"), {"sqlite_with_rowid": False})
    journalisee = False

    mot: Mapped[str] = mapped_column(primary_key=True)
    champ: Mapped[str] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), primary_key=True)


class Document(Base):
    """Un document rangé au dossier, entier et avec son empreinte."""

    __tablename__ = "documents"
    reserves: ClassVar[Mapping[str, Droit]] = {"titre": Droit.LIRE_MEDICAL, "nom_fichier": Droit.LIRE_MEDICAL}

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    titre: Mapped[str]
    nature: Mapped[NatureDocument]
    type_mime: Mapped[str]
    nom_fichier: Mapped[str]
    contenu: Mapped[bytes]
    empreinte: Mapped[str]
    simule: Mapped[bool] = mapped_column(default=False)
    auteur: Mapped[str]
    cree_le: Mapped[datetime]
    confidentialite: Mapped[Confidentialite] = mapped_column(server_default=Confidentialite.MEDICAL.value)


class AccesExceptionnel(Base):
    """Quelqu’un a ouvert, pour un temps et en disant pourquoi, la partie médicale d’un patient."""

    __tablename__ = "acces_exceptionnels"
    reserves: ClassVar[Mapping[str, Droit]] = {"raison": Droit.LIRE_MEDICAL}

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    acteur: Mapped[str]
    nom: Mapped[str]
    role: Mapped[str]
    poste: Mapped[str]
    raison: Mapped[str]
    ouvert_le: Mapped[datetime]
    jusqu_a: Mapped[datetime]


class AvisAcces(Base):
    """Un praticien à prévenir d’un accès exceptionnel ; `vu_le` est vide tant qu’il ne l’a pas vu."""

    __tablename__ = "avis_acces"

    acces_id: Mapped[int] = mapped_column(ForeignKey("acces_exceptionnels.id"), primary_key=True)
    praticien_id: Mapped[int] = mapped_column(ForeignKey(Praticien.id), primary_key=True)
    vu_le: Mapped[datetime | None]
