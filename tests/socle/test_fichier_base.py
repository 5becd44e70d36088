"""Ouvrir une base : fichiers absents, abîmés, trop récents, déjà pris ; et ce qu’il en reste sur le disque."""

import os
import subprocess
import sys

import pytest
from sqlalchemy import text

from secretariat.socle import chiffrement, cles, fichier_base, ressources, schema
from secretariat.socle.base import Base
from secretariat.socle.chiffrement import BaseIllisible
from secretariat.socle.cles import Enveloppes, Moyen
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.fichier_base import DejaOuverte, VerrouDeBase
from tests.conftest import CLE


def test_une_base_neuve_s_ouvre_avec_sa_phrase(tmp_path):
    base, cle = tmp_path / "neuf" / "cabinet.sqlite", cles.nouvelle_cle()
    enveloppes = fichier_base.nouvelles_enveloppes(cle, phrase="phrase", le="2026-03-12")
    fichier_base.creer(base, cle, enveloppes).dispose()
    fichier_base.ouvrir(base, cles.ouvrir(cles.lire(base), "phrase", Moyen.PHRASE)).dispose()


def test_une_base_ne_s_ecrase_pas(chemin_base):
    with pytest.raises(ErreurMetier, match="déjà une base"):
        fichier_base.creer(chemin_base, CLE, Enveloppes("b", ()))


def test_rien_n_est_en_clair_sur_le_disque(cabinet, chemin_base):
    for fichier in chemin_base.parent.glob("cabinet.sqlite*"):
        contenu = fichier.read_bytes()
        assert b"Marchand" not in contenu, fichier
        assert not contenu.startswith(b"SQLite format 3"), fichier


def test_une_mauvaise_cle_est_refusee(chemin_base):
    with pytest.raises(BaseIllisible, match="ne s’ouvre pas avec cette clé"):
        fichier_base.ouvrir(chemin_base, bytes(32))


def test_un_fichier_tronque_est_refuse(chemin_base):
    os.truncate(chemin_base, 1500)
    with pytest.raises(BaseIllisible):
        fichier_base.ouvrir(chemin_base, CLE)


def test_une_base_absente_se_dit(tmp_path):
    with pytest.raises(ErreurMetier, match="pas de base"):
        fichier_base.ouvrir(tmp_path / "rien.sqlite", CLE)


def test_une_base_plus_recente_est_refusee_sans_y_toucher(chemin_base):
    connexion = chiffrement.connecter(chemin_base, CLE)
    connexion.execute("UPDATE alembic_version SET version_num = '9999'")
    connexion.close()
    with pytest.raises(schema.BasePlusRecente, match="9999"):
        fichier_base.ouvrir(chemin_base, CLE)


def test_la_revision_attendue_est_la_derniere_migration():
    numeros = [f.name[:4] for f in (ressources.migrations() / "versions").glob("[0-9]*.py")]
    assert max(numeros) == schema.REVISION


def test_une_seconde_copie_est_refusee_avec_le_nom_de_la_premiere(chemin_base):
    code = (
        "import sys, time, pathlib; from secretariat.socle.fichier_base import VerrouDeBase;"
        "verrou = VerrouDeBase(pathlib.Path(sys.argv[1])); verrou.prendre(); print('pris', flush=True); time.sleep(30)"
    )
    autre = subprocess.Popen([sys.executable, "-c", code, str(chemin_base)], stdout=subprocess.PIPE, text=True)
    try:
        assert autre.stdout is not None
        assert autre.stdout.readline() == "pris\n"
        with pytest.raises(DejaOuverte, match=f"programme {autre.pid}"):
            VerrouDeBase(chemin_base).prendre()
    finally:
        autre.kill()
        autre.communicate()
    verrou = VerrouDeBase(chemin_base)
    verrou.prendre()
    verrou.rendre()


def test_une_base_verrouillee_par_un_autre_ecrivain_le_dit(cabinet, chemin_base, monkeypatch):
    monkeypatch.setattr(chiffrement, "ATTENTE_VERROU_SECONDES", 0.1)
    occupant = chiffrement.connecter(chemin_base, CLE)
    occupant.execute("BEGIN IMMEDIATE")
    cabinet.fermer()
    with pytest.raises(ErreurEnvironnement, match="Un autre programme occupe la base"), cabinet.unite("x"):
        pass
    occupant.close()


def test_une_migration_se_joue_et_le_schema_est_celui_des_modeles(chemin_base, tmp_path):
    voulu = chiffrement.moteur(lambda: chiffrement.connecter(tmp_path / "voulu.sqlite", None))
    obtenu = chiffrement.moteur(lambda: chiffrement.connecter(chemin_base, CLE))
    Base.metadata.create_all(voulu)
    assert _schema(obtenu) == _schema(voulu)


def _schema(moteur):
    with moteur.connect() as connexion:
        lignes = connexion.execute(text("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
    moteur.dispose()
    return {
        (sorte, nom): sorted(sql.replace('"', "").replace(",", " ").split())
        for sorte, nom, sql in lignes
        if "alembic" not in nom
    }


def test_un_dossier_en_lecture_seule_se_dit(tmp_path):
    fichier = tmp_path / "fichier"
    fichier.write_text("")
    with pytest.raises(ErreurEnvironnement, match="ne se laisse pas écrire"):
        VerrouDeBase(fichier / "cabinet.sqlite").prendre()
