"""ancres : l’état du journal, scellé chaque jour ; de quoi chercher vite dans un million de lignes

Revision ID: 0004
Revises: 0002


"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

from secretariat.socle.base import TEXTE, ordres_sans_correction

revision: str = '0004'
down_revision: Union[str, Sequence[str], None] = '0002'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

CHERCHEES = ('acteur', 'instant', 'operation')


def upgrade() -> None:
    """Crée les ancres et les index du journal."""
    op.create_table(
        'ancres',
        sa.Column('numero', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('jour', sa.Date(), nullable=False),
        sa.Column('occasion', sa.Enum('ouverture', 'cloture', name='occasion', native_enum=False, length=32), nullable=False),
        sa.Column('derniere_ligne', sa.Integer(), nullable=False),
        sa.Column('empreinte_journal', TEXTE, nullable=False),
        sa.Column('scelle_le', TEXTE, nullable=False),
        sa.Column('precedente', TEXTE, nullable=False),
        sa.Column('empreinte', TEXTE, nullable=False),
        sa.PrimaryKeyConstraint('numero', name=op.f('pk_ancres')),
    )
    for ordre in ordres_sans_correction(op.get_bind().dialect.name, 'ancres', 'une ancre du journal ne se corrige pas'):
        op.execute(ordre)
    for colonne in CHERCHEES:
        op.create_index(f'ix_journal_{colonne}', 'journal', [colonne])


def downgrade() -> None:
    """Retire les ancres et les index."""
    for colonne in CHERCHEES:
        op.drop_index(f'ix_journal_{colonne}', 'journal')
    op.drop_table('ancres')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION ancres_sans_correction()')
