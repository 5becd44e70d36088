"""Tables du cabinet."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from secretariat.cabinet.valeurs import Role, Secteur
from secretariat.socle.base import Base


class FicheCabinet(Base):
    """L’unique ligne qui décrit le cabinet ; `demonstration` ne se change pas une fois la base créée."""

    __tablename__ = "cabinets"

    id: Mapped[int] = mapped_column(primary_key=True)
    nom: Mapped[str]
    adresse: Mapped[str]
    code_postal: Mapped[str]
    ville: Mapped[str]
    telephone: Mapped[str]
    demonstration: Mapped[bool] = mapped_column(default=False)


class Praticien(Base):
    """Un médecin, ou un autre professionnel, qui a un agenda au cabinet."""

    __tablename__ = "praticiens"

    id: Mapped[int] = mapped_column(primary_key=True)
    civilite: Mapped[str]
    nom: Mapped[str]
    prenom: Mapped[str]
    specialite: Mapped[str]
    rpps: Mapped[str]
    numero_am: Mapped[str]
    secteur: Mapped[Secteur] = mapped_column(default=Secteur.SECTEUR_1)
    ordre: Mapped[int] = mapped_column(default=0)
    actif: Mapped[bool] = mapped_column(default=True)


class Utilisateur(Base):
    """Une personne qui ouvre une session ; le mot de passe n’existe que dérivé par Argon2id.

    Attributes:
        a_changer: Le mot de passe a été donné par un autre : il se change à la connexion.
        mot_de_passe_le: Quand il a été choisi ; None pour un compte d’avant cette colonne.
        verrouille_le: Quand trop d’échecs ont verrouillé le compte ; un administrateur lève le verrou.
        carte: L’identifiant national de la carte de professionnel qui ouvre ce compte ; None tant que personne n’en a
            décidé (celle d’un praticien se reconnaît alors à son RPPS), « aucune: » et le compte si aucune ne l’ouvre.
    """

    __tablename__ = "utilisateurs"
    discrets: ClassVar[frozenset[str]] = frozenset({"mot_de_passe"})

    id: Mapped[int] = mapped_column(primary_key=True)
    identifiant: Mapped[str] = mapped_column(unique=True)
    nom: Mapped[str]
    prenom: Mapped[str]
    role: Mapped[Role]
    mot_de_passe: Mapped[str]
    praticien_id: Mapped[int | None] = mapped_column(ForeignKey("praticiens.id"))
    actif: Mapped[bool] = mapped_column(default=True)
    echecs: Mapped[int] = mapped_column(default=0)
    attendre_jusqu_a: Mapped[datetime | None]
    derniere_connexion: Mapped[datetime | None]
    a_changer: Mapped[bool] = mapped_column(default=False, server_default=false())
    mot_de_passe_le: Mapped[datetime | None]
    verrouille_le: Mapped[datetime | None]
    carte: Mapped[str | None] = mapped_column(index=True, unique=True)


class ReglageEnregistre(Base):
    """La valeur choisie d’un réglage, en JSON ; elle se lit et se change par `secretariat.cabinet.reglages`."""

    __tablename__ = "reglages"

    cle: Mapped[str] = mapped_column(primary_key=True)
    valeur: Mapped[str]
