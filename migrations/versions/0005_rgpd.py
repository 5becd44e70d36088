"""conformite

Revision ID: 0005
Revises: 0004


"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '0005'
down_revision: Union[str, Sequence[str], None] = '0004'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

TEXTE = sa.String().with_variant(sa.String(collation="C"), "postgresql")
SANS_CORRECTION = {
    "autorisations_de_purge": "une autorisation de purge ne se corrige pas",
    "certificats_destruction": "un certificat de destruction ne se corrige pas",
}
PURGEABLES = {
    "lignes_facture": "une ligne de facture ne se corrige que par une facture contraire",
    "reglements": "un règlement ne se corrige que par un règlement contraire",
}
PURGE_AUTORISEE = (
    "EXISTS (SELECT 1 FROM autorisations_de_purge AS a JOIN factures AS f ON f.id = a.facture_id "
    "AND coalesce(f.numero, '') = a.numero AND f.jour = a.jour WHERE f.id = OLD.facture_id)"
)


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('autorisations_de_purge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('facture_id', sa.Integer(), nullable=False),
    sa.Column('numero', TEXTE, nullable=False),
    sa.Column('jour', sa.Date(), nullable=False),
    sa.Column('raison', TEXTE, nullable=False),
    sa.Column('auteur', TEXTE, nullable=False),
    sa.Column('autorisee_le', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_autorisations_de_purge'))
    )
    with op.batch_alter_table('autorisations_de_purge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_autorisations_de_purge_facture_id'), ['facture_id'], unique=False)

    op.create_table('certificats_destruction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('numero', TEXTE, nullable=False),
    sa.Column('signataire', TEXTE, nullable=False),
    sa.Column('dossiers', sa.Integer(), nullable=False),
    sa.Column('contenu', sa.LargeBinary(), nullable=False),
    sa.Column('empreinte', TEXTE, nullable=False),
    sa.Column('etabli_le', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificats_destruction')),
    sa.UniqueConstraint('numero', name=op.f('uq_certificats_destruction_numero'))
    )
    op.create_table('registre_traitements',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cle', TEXTE, nullable=False),
    sa.Column('nom', TEXTE, nullable=False),
    sa.Column('finalites', TEXTE, nullable=False),
    sa.Column('base_legale', TEXTE, nullable=False),
    sa.Column('personnes', TEXTE, nullable=False),
    sa.Column('donnees', TEXTE, nullable=False),
    sa.Column('destinataires', TEXTE, nullable=False),
    sa.Column('transferts', TEXTE, nullable=False),
    sa.Column('effacement', TEXTE, nullable=False),
    sa.Column('securite', TEXTE, nullable=False),
    sa.Column('confirmee_par', TEXTE, nullable=False),
    sa.Column('confirmee_le', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registre_traitements'))
    )
    op.create_table('violations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('constatee_le', sa.DateTime(), nullable=False),
    sa.Column('nature', TEXTE, nullable=False),
    sa.Column('personnes', TEXTE, nullable=False),
    sa.Column('consequences', TEXTE, nullable=False),
    sa.Column('mesures', TEXTE, nullable=False),
    sa.Column('notifiee_le', sa.DateTime(), nullable=True),
    sa.Column('sans_notification', TEXTE, nullable=False),
    sa.Column('auteur', TEXTE, nullable=False),
    sa.Column('cree_le', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_violations'))
    )
    op.create_table('conservation_patients',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('patient_id', sa.Integer(), nullable=False),
    sa.Column('deces_le', sa.Date(), nullable=True),
    sa.Column('transfusion_le', sa.Date(), nullable=True),
    sa.Column('suspendu_motif', TEXTE, nullable=False),
    sa.Column('opposition_ayants_droit', sa.Boolean(), nullable=False),
    sa.Column('archive_le', sa.Date(), nullable=True),
    sa.Column('decision', sa.Enum('detruire', 'garder', 'suspendre', name='decision', native_enum=False, length=32), nullable=True),
    sa.Column('decision_raison', TEXTE, nullable=False),
    sa.Column('decide_par', TEXTE, nullable=False),
    sa.Column('decide_le', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['patient_id'], ['patients.id'], name=op.f('fk_conservation_patients_patient_id_patients')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conservation_patients')),
    sa.UniqueConstraint('patient_id', name=op.f('uq_conservation_patients_patient_id'))
    )
    op.create_table('demandes_acces',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('patient_id', sa.Integer(), nullable=False),
    sa.Column('demandeur', TEXTE, nullable=False),
    sa.Column('adresse', TEXTE, nullable=False),
    sa.Column('qualite', sa.Enum('patient', 'tuteur', 'mandataire', 'medecin_designe', 'autorite_parentale', 'heritier', 'conjoint', 'partenaire', 'concubin', name='qualite', native_enum=False, length=32), nullable=False),
    sa.Column('motif_deces', sa.Enum('causes', 'memoire', 'droits', name='motifdeces', native_enum=False, length=32), nullable=True),
    sa.Column('perimetre', TEXTE, nullable=False),
    sa.Column('mode', sa.Enum('sur_place', 'copie', 'envoi', name='modecommunication', native_enum=False, length=32), nullable=False),
    sa.Column('ancienne', sa.Boolean(), nullable=False),
    sa.Column('recue_le', sa.Date(), nullable=False),
    sa.Column('complete_le', sa.Date(), nullable=True),
    sa.Column('etat', sa.Enum('recue', 'incomplete', 'complete', 'prete', 'transmise', 'refusee', 'close', name='etatdemande', native_enum=False, length=32), nullable=False),
    sa.Column('transmise_le', sa.Date(), nullable=True),
    sa.Column('refus', TEXTE, nullable=False),
    sa.Column('auteur', TEXTE, nullable=False),
    sa.Column('cree_le', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['patient_id'], ['patients.id'], name=op.f('fk_demandes_acces_patient_id_patients')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_demandes_acces'))
    )
    with op.batch_alter_table('demandes_acces', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_demandes_acces_etat'), ['etat'], unique=False)
        batch_op.create_index(batch_op.f('ix_demandes_acces_patient_id'), ['patient_id'], unique=False)

    op.create_table('exclusions_acces',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('demande_id', sa.Integer(), nullable=False),
    sa.Column('element', TEXTE, nullable=False),
    sa.Column('raison', sa.Enum('tiers', 'notes', 'hors_motif', name='raisonexclusion', native_enum=False, length=32), nullable=False),
    sa.Column('precision', TEXTE, nullable=False),
    sa.Column('auteur', TEXTE, nullable=False),
    sa.ForeignKeyConstraint(['demande_id'], ['demandes_acces.id'], name=op.f('fk_exclusions_acces_demande_id_demandes_acces')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exclusions_acces'))
    )
    with op.batch_alter_table('exclusions_acces', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_exclusions_acces_demande_id'), ['demande_id'], unique=False)

    op.create_table('pieces_acces',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('demande_id', sa.Integer(), nullable=False),
    sa.Column('cle', TEXTE, nullable=False),
    sa.Column('libelle', TEXTE, nullable=False),
    sa.Column('recue_le', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['demande_id'], ['demandes_acces.id'], name=op.f('fk_pieces_acces_demande_id_demandes_acces')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pieces_acces'))
    )
    with op.batch_alter_table('pieces_acces', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pieces_acces_demande_id'), ['demande_id'], unique=False)

    for table, message in SANS_CORRECTION.items():
        _interdire(table, message)
    for table, message in PURGEABLES.items():
        _interdire_la_suppression(table, message, PURGE_AUTORISEE)


def _interdire(table: str, message: str) -> None:
    """Refuse toute correction de cette table neuve."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_fonction(table, message, ""))
        for verbe, portee in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            op.execute(
                f"CREATE TRIGGER {table}_sans_{verbe.lower()} BEFORE {verbe} ON {table} "
                f"FOR EACH {portee} EXECUTE FUNCTION {table}_sans_correction()"
            )
        return
    for verbe in ("UPDATE", "DELETE"):
        _declencheur(table, verbe, message, "")


def _interdire_la_suppression(table: str, message: str, sauf: str) -> None:
    """Remplace le refus de supprimer une ligne de cette table ; `sauf` dit quand il se lève."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_fonction(table, message, sauf))
        return
    op.execute(f"DROP TRIGGER {table}_sans_delete")
    _declencheur(table, "DELETE", message, f"WHEN NOT ({sauf}) " if sauf else "")


def _fonction(table: str, message: str, sauf: str) -> str:
    permis = f"IF TG_OP = 'DELETE' THEN IF {sauf} THEN RETURN OLD; END IF; END IF; " if sauf else ""
    return (
        f"CREATE OR REPLACE FUNCTION {table}_sans_correction() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {permis}RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )


def _declencheur(table: str, verbe: str, message: str, condition: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_sans_{verbe.lower()} BEFORE {verbe} ON {table} "
        f"{condition}BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def downgrade() -> None:
    """Downgrade schema."""
    for table, message in PURGEABLES.items():
        _interdire_la_suppression(table, message, "")
    with op.batch_alter_table('pieces_acces', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pieces_acces_demande_id'))

    op.drop_table('pieces_acces')
    with op.batch_alter_table('exclusions_acces', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_exclusions_acces_demande_id'))

    op.drop_table('exclusions_acces')
    with op.batch_alter_table('demandes_acces', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_demandes_acces_patient_id'))
        batch_op.drop_index(batch_op.f('ix_demandes_acces_etat'))

    op.drop_table('demandes_acces')
    op.drop_table('conservation_patients')
    op.drop_table('violations')
    op.drop_table('registre_traitements')
    op.drop_table('certificats_destruction')
    with op.batch_alter_table('autorisations_de_purge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_autorisations_de_purge_facture_id'))

    op.drop_table('autorisations_de_purge')
    if op.get_bind().dialect.name == "postgresql":
        for table in SANS_CORRECTION:
            op.execute(f"DROP FUNCTION {table}_sans_correction()")
