"""plusieurs_postes : le patient dans le journal, les chevauchements refusés par la base, les textes rangés octet par octet

Revision ID: 0002
Revises: 0001


"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


revision: str = '0002'
down_revision: Union[str, Sequence[str], None] = '0001'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

ACTIF = "etat IN ('prevu', 'confirme') AND NOT surbooking"
RELEVE = "Chevauchement relevé à la mise à niveau de la base"

REFUS = """
CREATE TRIGGER rendez_vous_sans_chevauchement_{nom} BEFORE {verbe} ON rendez_vous
WHEN NEW.etat IN ('prevu', 'confirme') AND NOT NEW.surbooking
BEGIN
SELECT RAISE(ABORT, 'chevauchement de rendez-vous') FROM rendez_vous AS autre
WHERE autre.praticien_id = NEW.praticien_id AND autre.id <> coalesce(NEW.id, 0)
AND autre.etat IN ('prevu', 'confirme') AND NOT autre.surbooking
AND autre.debut < NEW.fin AND autre.fin > NEW.debut AND autre.debut > datetime(NEW.debut, '-12 hours');
END
"""
COLONNES_DU_CRENEAU = "praticien_id, debut, fin, etat, surbooking"


def upgrade() -> None:
    """Ajoute ce que plusieurs postes demandent."""
    op.add_column('journal', sa.Column('patient_id', sa.Integer(), nullable=True))
    op.create_index('ix_journal_patient_id', 'journal', ['patient_id'])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE journal ALTER COLUMN id DROP DEFAULT")  # l’unité de travail donne les numéros
        op.execute("DROP SEQUENCE journal_id_seq")
        _ranger_octet_par_octet()
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        op.execute(
            "ALTER TABLE rendez_vous ADD CONSTRAINT ex_rendez_vous_chevauchement EXCLUDE USING gist "
            f"(praticien_id WITH =, tsrange(debut, fin) WITH &&) WHERE ({ACTIF})"
        )
        op.execute("CREATE INDEX ix_patients_recherche_trgm ON patients USING gin (recherche gin_trgm_ops)")
    else:
        op.execute(
            f"UPDATE rendez_vous SET surbooking = 1, surbooking_raison = '{RELEVE}' WHERE {ACTIF} AND EXISTS ("
            "SELECT 1 FROM rendez_vous AS autre WHERE autre.praticien_id = rendez_vous.praticien_id "
            "AND autre.id < rendez_vous.id AND autre.etat IN ('prevu', 'confirme') AND NOT autre.surbooking "
            "AND autre.debut < rendez_vous.fin AND autre.fin > rendez_vous.debut)"
        )
        op.execute(REFUS.format(nom="insert", verbe="INSERT"))
        op.execute(REFUS.format(nom="update", verbe=f"UPDATE OF {COLONNES_DU_CRENEAU}"))


def downgrade() -> None:
    """Retire ce que `upgrade` a ajouté ; l’ordre des textes reste, il ne gêne pas."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_patients_recherche_trgm")
        op.execute("ALTER TABLE rendez_vous DROP CONSTRAINT ex_rendez_vous_chevauchement")
        op.execute("CREATE SEQUENCE journal_id_seq OWNED BY journal.id")
        op.execute("ALTER TABLE journal ALTER COLUMN id SET DEFAULT nextval('journal_id_seq')")
    else:
        op.execute("DROP TRIGGER rendez_vous_sans_chevauchement_insert")
        op.execute("DROP TRIGGER rendez_vous_sans_chevauchement_update")
    op.drop_index('ix_journal_patient_id', 'journal')
    op.drop_column('journal', 'patient_id')


def _ranger_octet_par_octet() -> None:
    """Le même ordre des textes que dans la base embarquée, quelle que soit la langue du serveur."""
    inspecteur = sa.inspect(op.get_bind())
    for table in inspecteur.get_table_names():
        for colonne in inspecteur.get_columns(table):
            libre = isinstance(colonne["type"], sa.String) and colonne["type"].length is None
            if libre and table != "alembic_version":
                op.execute(f'ALTER TABLE {table} ALTER COLUMN {colonne["name"]} TYPE varchar COLLATE "C"')
