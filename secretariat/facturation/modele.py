"""Tables de la facturation ; une facture garde ce qui a été calculé ce jour-là et ne se recalcule jamais."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, Table, event, inspect
from sqlalchemy.orm import Mapped, mapped_column, object_session

from secretariat.cabinet.modele import Praticien
from secretariat.comptabilite.modele import Ecriture
from secretariat.comptabilite.valeurs import MoyenPaiement
from secretariat.dossiers.modele import Patient
from secretariat.facturation.valeurs import EtatFacture, EtatLot, Parcours, TiersPayant
from secretariat.socle.base import Base, Versionnee, interdire_corrections
from secretariat.socle.montant import Montant


class Lot(Base):
    """Des factures signées d’un praticien, à transmettre ensemble ; numéro de 1 à 999, cyclique."""

    __tablename__ = "lots"

    id: Mapped[int] = mapped_column(primary_key=True)
    numero: Mapped[int]
    praticien_id: Mapped[int] = mapped_column(ForeignKey(Praticien.id), index=True)
    etat: Mapped[EtatLot] = mapped_column(default=EtatLot.OUVERT)
    simule: Mapped[bool]
    cree_le: Mapped[datetime]


class Facture(Versionnee, Base):
    """Une feuille de soins : ses parts, ses raisons, sa signature ; `annule_id` désigne celle qu’elle contre-passe.

    `motifs` est une suite JSON de raisons (texte, valeur, paramètre, référence) ; `part_patient` est ce que le patient
    règle au cabinet, `ticket_moderateur` ce qui reste à sa charge ou à celle de sa complémentaire.
    """

    __tablename__ = "factures"

    id: Mapped[int] = mapped_column(primary_key=True)
    numero: Mapped[str | None] = mapped_column(unique=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey(Patient.id), index=True)
    praticien_id: Mapped[int] = mapped_column(ForeignKey(Praticien.id))
    visite_id: Mapped[int | None] = mapped_column(index=True)
    jour: Mapped[date] = mapped_column(index=True)
    etat: Mapped[EtatFacture] = mapped_column(default=EtatFacture.BROUILLON)
    parcours: Mapped[Parcours]
    tiers_payant: Mapped[TiersPayant]
    total: Mapped[Montant]
    part_amo: Mapped[Montant]
    part_amc: Mapped[Montant]
    part_patient: Mapped[Montant]
    motifs: Mapped[str]
    signature: Mapped[str] = mapped_column(default="")
    signataire: Mapped[str] = mapped_column(default="")
    signee_le: Mapped[datetime | None]
    simulee: Mapped[bool] = mapped_column(default=False)
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lots.id"), index=True)
    annule_id: Mapped[int | None] = mapped_column(ForeignKey("factures.id"), unique=True)
    auteur: Mapped[str]
    cree_le: Mapped[datetime]


class _DUneFacture:
    """Ce qui appartient à une facture concerne le patient de celle-ci."""

    @property
    def patient_concerne(self) -> int | None:
        """Le patient de la facture, que la session a d’ordinaire déjà sous la main."""
        session = object_session(self)
        facture = session.get(Facture, inspect(self).dict["facture_id"]) if session else None
        return facture.patient_id if facture else None


class LigneFacture(_DUneFacture, Base):
    """Un acte d’une facture, avec le tarif et le taux retenus ce jour-là."""

    __tablename__ = "lignes_facture"

    id: Mapped[int] = mapped_column(primary_key=True)
    facture_id: Mapped[int] = mapped_column(ForeignKey("factures.id"), index=True)
    rang: Mapped[int]
    code: Mapped[str]
    libelle: Mapped[str]
    quantite: Mapped[int] = mapped_column(default=1)
    honoraire: Mapped[Montant]
    base: Mapped[Montant]
    taux: Mapped[Decimal] = mapped_column(Numeric(5, 4))
    part_amo: Mapped[Montant]
    part_amc: Mapped[Montant]
    part_patient: Mapped[Montant]


class Reglement(_DUneFacture, Base):
    """Un paiement reçu du patient, lié à l’écriture du journal ; une erreur se corrige par un règlement contraire."""

    __tablename__ = "reglements"

    id: Mapped[int] = mapped_column(primary_key=True)
    facture_id: Mapped[int] = mapped_column(ForeignKey("factures.id"), index=True)
    ecriture_id: Mapped[int] = mapped_column(ForeignKey(Ecriture.id), unique=True)
    moyen: Mapped[MoyenPaiement]
    montant: Mapped[Montant]
    contrepasse_id: Mapped[int | None] = mapped_column(ForeignKey("reglements.id"), unique=True)
    recu_le: Mapped[datetime]


class AutorisationDePurge(Base):
    """La seule clé qui laisse effacer une facture et ce qui en dépend, une fois son délai de garde passé.

    Elle désigne la facture par trois traits, pour ne jamais valoir pour une autre qui reprendrait son numéro de ligne ;
    elle ne se corrige ni ne s’efface, et reste quand la facture n’est plus.
    """

    __tablename__ = "autorisations_de_purge"

    id: Mapped[int] = mapped_column(primary_key=True)
    facture_id: Mapped[int] = mapped_column(index=True)
    numero: Mapped[str]
    jour: Mapped[date]
    raison: Mapped[str]
    auteur: Mapped[str]
    autorisee_le: Mapped[datetime]


CHANGEANTS = frozenset({"etat", "lot_id", "signature", "signataire", "signee_le", "simulee", "version"})
"""Ce qui bouge encore après la validation ; tout le reste se corrige par une facture contraire."""


@event.listens_for(Facture, "before_update")
def _figer_la_facture(_mapper: object, _connexion: object, facture: Facture) -> None:
    historiques = {a.key: a.history for a in inspect(facture).attrs if a.history.has_changes()}
    if "simulee" in historiques and not facture.simulee:
        raise RuntimeError(f"La facture {facture.id} est simulée : elle le reste pour toujours.")
    numerotee = None not in (historiques["numero"].deleted if "numero" in historiques else (facture.numero,))
    if numerotee and (interdits := historiques.keys() - CHANGEANTS):
        raise RuntimeError(f"La facture {facture.numero} est validée : {sorted(interdits)} ne changent plus.")


@event.listens_for(LigneFacture, "before_update")
@event.listens_for(Reglement, "before_update")
def _figer(_mapper: object, _connexion: object, ligne: Base) -> None:
    if any(a.history.has_changes() for a in inspect(ligne).attrs):
        raise RuntimeError(f"Une ligne de {ligne.__tablename__} ne se modifie pas : elle se contre-passe.")


PURGE_AUTORISEE = (
    "EXISTS (SELECT 1 FROM autorisations_de_purge AS a JOIN factures AS f ON f.id = a.facture_id "
    "AND coalesce(f.numero, '') = a.numero AND f.jour = a.jour WHERE f.id = OLD.facture_id)"
)
"""La condition sous laquelle une ligne ou un règlement s’efface."""

for _classe, _message, _sauf in (
    (LigneFacture, "une ligne de facture ne se corrige que par une facture contraire", PURGE_AUTORISEE),
    (Reglement, "un règlement ne se corrige que par un règlement contraire", PURGE_AUTORISEE),
    (AutorisationDePurge, "une autorisation de purge ne se corrige pas", ""),
):
    if isinstance(_classe.__table__, Table):
        interdire_corrections(_classe.__table__, _message, sauf=_sauf)
