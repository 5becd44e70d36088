"""La carte de professionnel qui ouvre un compte.

Revision ID: 0007
Revises: 0006
"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


revision: str = '0007'
down_revision: Union[str, Sequence[str], None] = '0006'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


TEXTE = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column('utilisateurs', sa.Column('carte', TEXTE, nullable=True))
    op.create_index(op.f('ix_utilisateurs_carte'), 'utilisateurs', ['carte'], unique=True)


def downgrade() -> None:
    op.drop_index(op.f('ix_utilisateurs_carte'), table_name='utilisateurs')
    op.drop_column('utilisateurs', 'carte')
