"""La signature des documents du dossier par la carte d’un praticien.

Revision ID: 0008
Revises: 0007
"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


revision: str = '0008'
down_revision: Union[str, Sequence[str], None] = '0007'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


TEXTE = sa.String().with_variant(sa.String(collation="C"), "postgresql")
TABLE = "signatures_documents"
MESSAGE = "une signature de document ne se corrige pas"
DESTRUCTION_DECIDEE = (
    "EXISTS (SELECT 1 FROM documents AS d JOIN conservation_patients AS c ON c.patient_id = d.patient_id "
    "WHERE d.id = OLD.document_id AND c.decision = 'detruire')"
)


def upgrade() -> None:
    op.create_table(TABLE,
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('empreinte', TEXTE, nullable=False),
    sa.Column('algorithme', TEXTE, nullable=False),
    sa.Column('valeur', TEXTE, nullable=False),
    sa.Column('certificat', TEXTE, nullable=False),
    sa.Column('signataire', TEXTE, nullable=False),
    sa.Column('nom', TEXTE, nullable=False),
    sa.Column('signee_le', sa.DateTime(), nullable=False),
    sa.Column('simulee', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_signatures_documents_document_id_documents')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signatures_documents')),
    sa.UniqueConstraint('document_id', 'signataire', name=op.f('uq_signatures_documents_document_id'))
    )
    op.create_index(op.f('ix_signatures_documents_document_id'), TABLE, ['document_id'], unique=False)
    _interdire_les_corrections()


def downgrade() -> None:
    """Revient au schéma d’avant ; les signatures sont perdues, le journal garde qu’elles ont été faites."""
    op.drop_index(op.f('ix_signatures_documents_document_id'), table_name=TABLE)
    op.drop_table(TABLE)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {TABLE}_sans_correction()")


def _interdire_les_corrections() -> None:
    """Refuse de changer ou d’ôter une signature, sauf quand la destruction du dossier entier a été décidée."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {TABLE}_sans_correction() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF TG_OP = 'DELETE' THEN IF {DESTRUCTION_DECIDEE} THEN RETURN OLD; END IF; END IF; "
            f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        for verbe, portee in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            op.execute(
                f"CREATE TRIGGER {TABLE}_sans_{verbe.lower()} BEFORE {verbe} ON {TABLE} "
                f"FOR EACH {portee} EXECUTE FUNCTION {TABLE}_sans_correction()"
            )
        return
    for verbe, condition in (("UPDATE", ""), ("DELETE", f"WHEN NOT ({DESTRUCTION_DECIDEE}) ")):
        op.execute(
            f"CREATE TRIGGER {TABLE}_sans_{verbe.lower()} BEFORE {verbe} ON {TABLE} "
            f"{condition}BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
