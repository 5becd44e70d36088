"""Droits du cabinet, comptes verrouillés, confidentialité des documents, accès exceptionnels.

Revision ID: 0006
Revises: 0005
"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


revision: str = '0006'
down_revision: Union[str, Sequence[str], None] = '0005'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


TEXTE = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Les feuilles de soins déjà rangées restent administratives ; les courriers deviennent médicaux."""
    op.create_table('droits',
    sa.Column('role', TEXTE, nullable=False),
    sa.Column('droit', TEXTE, nullable=False),
    sa.Column('permis', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('role', 'droit', name=op.f('pk_droits'))
    )
    op.add_column('utilisateurs', sa.Column('a_changer', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('utilisateurs', sa.Column('mot_de_passe_le', sa.DateTime(), nullable=True))
    op.add_column('utilisateurs', sa.Column('verrouille_le', sa.DateTime(), nullable=True))
    op.add_column('documents', sa.Column(
        'confidentialite',
        sa.Enum('administratif', 'medical', name='confidentialite', native_enum=False, length=32),
        server_default='medical', nullable=False,
    ))
    documents = sa.table('documents', sa.column('nature', sa.String()), sa.column('confidentialite', sa.String()))
    op.execute(
        documents.update().where(documents.c.nature == 'feuille_de_soins').values(confidentialite='administratif')
    )
    op.create_table('acces_exceptionnels',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('patient_id', sa.Integer(), nullable=False),
    sa.Column('acteur', TEXTE, nullable=False),
    sa.Column('nom', TEXTE, nullable=False),
    sa.Column('role', TEXTE, nullable=False),
    sa.Column('poste', TEXTE, nullable=False),
    sa.Column('raison', TEXTE, nullable=False),
    sa.Column('ouvert_le', sa.DateTime(), nullable=False),
    sa.Column('jusqu_a', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['patient_id'], ['patients.id'], name=op.f('fk_acces_exceptionnels_patient_id_patients')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_acces_exceptionnels'))
    )
    op.create_index(op.f('ix_acces_exceptionnels_patient_id'), 'acces_exceptionnels', ['patient_id'], unique=False)
    op.create_table('avis_acces',
    sa.Column('acces_id', sa.Integer(), nullable=False),
    sa.Column('praticien_id', sa.Integer(), nullable=False),
    sa.Column('vu_le', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['acces_id'], ['acces_exceptionnels.id'], name=op.f('fk_avis_acces_acces_id_acces_exceptionnels')),
    sa.ForeignKeyConstraint(['praticien_id'], ['praticiens.id'], name=op.f('fk_avis_acces_praticien_id_praticiens')),
    sa.PrimaryKeyConstraint('acces_id', 'praticien_id', name=op.f('pk_avis_acces'))
    )


def downgrade() -> None:
    """Revient au schéma d’avant ; les droits changés et les accès notés sont perdus, le journal les garde."""
    op.drop_table('avis_acces')
    op.drop_index(op.f('ix_acces_exceptionnels_patient_id'), table_name='acces_exceptionnels')
    op.drop_table('acces_exceptionnels')
    with op.batch_alter_table('documents', schema=None) as batch_op:
        batch_op.drop_column('confidentialite')
    with op.batch_alter_table('utilisateurs', schema=None) as batch_op:
        batch_op.drop_column('verrouille_le')
        batch_op.drop_column('mot_de_passe_le')
        batch_op.drop_column('a_changer')
    op.drop_table('droits')
