"""Les migrations : elles mènent au schéma des modèles, en reviennent, et gardent les lignes et les déclencheurs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from secretariat.cabinet.modele import Praticien
from secretariat.socle import chiffrement, fichier_base, ressources, schema, serveur
from secretariat.socle.base import Base
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.socle.verification import verifier
from tests.conftest import CLAIRE, CLE, FICHIER

ACTUELLE = schema.REVISION
SUIVANTE = '''
"""Refait la table des praticiens, que d’autres désignent."""
from alembic import op
import sqlalchemy as sa

revision, down_revision = "suivante", "{actuelle}"


def upgrade():
    with op.batch_alter_table("praticiens", recreate="always") as table:
        table.add_column(sa.Column("surnom", sa.String()))
    {suite}


def downgrade():
    with op.batch_alter_table("praticiens") as table:
        table.drop_column("surnom")
'''


@pytest.fixture
def moteur(moteur_vide):
    yield moteur_vide
    moteur_vide.dispose()


@pytest.fixture
def moteur_neuf(sorte_de_base, request, tmp_path):
    """Une base sans aucune table, où créer ce que disent les modèles."""
    if sorte_de_base == FICHIER:
        neuf = chiffrement.moteur(lambda: chiffrement.connecter(tmp_path / "voulu.sqlite", None))
        yield neuf
        neuf.dispose()
        return
    essai = request.getfixturevalue("serveur_postgresql")
    essai.creer_base("voulue")
    neuf = serveur.moteur(essai.adresse("voulue"))
    with neuf.begin() as connexion:
        connexion.execute(text("CREATE EXTENSION pg_trgm"))
    yield neuf
    neuf.dispose()
    essai.effacer_base("voulue")


@pytest.fixture
def suivante(tmp_path, monkeypatch):
    """Le programme d’après : une migration de plus, dont on donne la fin."""

    def installer(suite: str) -> None:
        dossier = tmp_path / "migrations"
        shutil.copytree(ressources.migrations(), dossier, ignore=shutil.ignore_patterns("__pycache__"))
        texte = SUIVANTE.format(suite=suite, actuelle=schema.REVISION)
        (dossier / "versions" / "suivante_refaire.py").write_text(texte, encoding="utf-8")
        monkeypatch.setattr(ressources, "migrations", lambda: dossier)
        monkeypatch.setattr(schema, "REVISION", "suivante")

    return installer


def configuration() -> Config:
    resultat = Config()
    resultat.set_main_option("script_location", str(ressources.migrations()))
    return resultat


CATALOGUES = {
    "colonne": "SELECT table_name || '.' || column_name, "
    "concat_ws(' ', data_type, character_maximum_length, is_nullable, collation_name, "
    "regexp_replace(column_default, '::regclass', '')) FROM information_schema.columns "
    "WHERE table_schema = 'public'",
    "index": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "contrainte": "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "trigger": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "fonction": "SELECT p.proname, p.prosrc FROM pg_proc p "
    "LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e' "
    "WHERE p.pronamespace = 'public'::regnamespace AND d.objid IS NULL",
}


def objets(moteur: Engine) -> dict[tuple[str, str], list[str]]:
    """Tables, index et déclencheurs, leur texte ramené à ses mots."""
    with moteur.connect() as connexion:
        if moteur.dialect.name == "postgresql":
            lignes = [(sorte, *ligne) for sorte, sql in CATALOGUES.items() for ligne in connexion.execute(text(sql))]
        else:
            sql = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            lignes = [tuple(ligne) for ligne in connexion.execute(text(sql))]
    return {
        (sorte, nom): sorted(re.sub(r'["\s,]+', " ", sql).split()) for sorte, nom, sql in lignes if "alembic" not in nom
    }


def test_la_revision_attendue_est_la_derniere_et_la_seule():
    assert ScriptDirectory.from_config(configuration()).get_heads() == [schema.REVISION]


def test_tout_jouer_donne_le_schema_des_modeles(moteur, moteur_neuf):
    Base.metadata.create_all(moteur_neuf)
    obtenus, voulus = objets(moteur), objets(moteur_neuf)
    assert obtenus == voulus
    assert ("trigger", "journal_sans_delete") in obtenus


def test_tout_defaire_rend_une_base_vide(moteur):
    demande = configuration()
    with moteur.connect() as connexion:
        demande.attributes["connexion"] = connexion
        command.downgrade(demande, "base")
        connexion.commit()
    assert objets(moteur) == {}


def test_une_base_a_niveau_ne_se_migre_pas(moteur):
    with moteur.connect() as connexion:
        assert not schema.mettre_a_niveau(connexion)


def test_une_mise_a_niveau_garde_les_lignes_les_declencheurs_et_le_journal(cabinet, chemin_base, horloge, suivante):
    lier_un_compte(cabinet)
    cabinet.fermer()
    suivante("")
    cabinet = Cabinet(fichier_base.ouvrir(chemin_base, CLE), CLAIRE, horloge)
    with cabinet.connexion_nue() as connexion:
        assert connexion.scalar(text("SELECT praticien_id FROM utilisateurs")) == 1
        assert connexion.scalar(text("SELECT count(*) FROM praticiens")) == 3
        assert connexion.scalar(text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")) >= 4
        assert connexion.scalar(text("PRAGMA foreign_keys")) == 1
    assert [c.nom for c in verifier(cabinet) if not c.reussi] == []
    cabinet.fermer()


@pytest.mark.parametrize("suite", ['op.execute("DELETE FROM praticiens WHERE id = 1")', "raise ZeroDivisionError"])
def test_une_mise_a_niveau_manquee_ne_change_rien(cabinet, chemin_base, horloge, suivante, suite):
    lier_un_compte(cabinet)
    cabinet.fermer()
    suivante(suite)
    with pytest.raises((ErreurEnvironnement, ZeroDivisionError)):
        fichier_base.ouvrir(chemin_base, CLE)
    restee = Cabinet(chiffrement.moteur(lambda: chiffrement.connecter(chemin_base, CLE)), CLAIRE, horloge)
    with restee.lecture() as lecture:
        assert lecture.un(Praticien, 1).nom == "Marchand"
    with restee.connexion_nue() as connexion:
        assert schema.revision_de(connexion) == ACTUELLE
    restee.fermer()


def lier_un_compte(cabinet: Cabinet) -> None:
    with cabinet.connexion_nue() as connexion:
        connexion.execute(
            text(
                "INSERT INTO utilisateurs (identifiant, nom, prenom, role, mot_de_passe, praticien_id, actif, echecs) "
                "VALUES ('helene', '', 'Hélène', 'praticien', '', 1, 1, 0)"
            )
        )
        connexion.commit()


def test_chaque_migration_a_son_retour():
    for chemin in Path(ressources.migrations() / "versions").glob("[0-9]*.py"):
        assert "def downgrade() -> None:" in chemin.read_text(encoding="utf-8"), chemin.name
