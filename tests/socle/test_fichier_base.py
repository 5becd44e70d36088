"""Ouvrir une base : fichiers absents, abîmés, trop récents, déjà pris ; et ce qu’il en reste sur le disque."""

import os
import subprocess
import sys
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from secretariat.socle import chiffrement, cles, fichier_base, schema
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


def test_un_dossier_en_lecture_seule_se_dit(tmp_path):
    fichier = tmp_path / "fichier"
    fichier.write_text("")
    with pytest.raises(ErreurEnvironnement, match="ne se laisse pas écrire"):
        VerrouDeBase(fichier / "cabinet.sqlite").prendre()


def test_un_verrou_pris_dans_un_fil_se_rend_dans_un_autre(chemin_base):
    verrou = VerrouDeBase(chemin_base)
    fil = threading.Thread(target=verrou.prendre)
    fil.start()
    fil.join()
    verrou.rendre()
    suivant = VerrouDeBase(chemin_base)
    suivant.prendre()
    suivant.rendre()


def test_creer_n_efface_pas_les_cles_d_une_base_deplacee(chemin_base, tmp_path):
    emplacements = (cles.envelopper(CLE, "phrase", moyen=Moyen.PHRASE, le="2026-03-12"),)
    cles.ecrire(chemin_base, Enveloppes("b", emplacements))
    ailleurs = chemin_base.rename(tmp_path / "ailleurs.sqlite")
    fichier_base.creer(chemin_base, cles.nouvelle_cle(), Enveloppes("neuve", ())).dispose()
    (tmp_path / "cabinet.sqlite.ancienne-1.cles.json").rename(cles.fichier_de(ailleurs))
    fichier_base.ouvrir(ailleurs, cles.ouvrir(cles.lire(ailleurs), "phrase", Moyen.PHRASE)).dispose()


def test_creer_sur_un_disque_plein_se_dit(disque_plein):
    (disque_plein / "gros").write_bytes(b"x" * 60_000)
    with pytest.raises(ErreurEnvironnement, match="disque est plein"):
        fichier_base.creer(disque_plein / "cabinet.sqlite", CLE, Enveloppes("b", ()))


@pytest.fixture
def en_lecture_seule(chemin_base):
    """Le dossier de la base, remonté en lecture seule (demande d’être root)."""
    dossier = str(chemin_base.parent)
    for ordre in (["mount", "--bind", dossier, dossier], ["mount", "-o", "remount,ro,bind", dossier]):
        if subprocess.run(ordre, capture_output=True, check=False).returncode:
            pytest.skip("remonter un dossier en lecture seule demande d’être root")
    yield chemin_base
    subprocess.run(["umount", "-l", dossier], check=True)


def test_une_base_en_lecture_seule_se_dit_en_francais(en_lecture_seule):
    with pytest.raises(ErreurEnvironnement, match="lecture seule"):
        VerrouDeBase(en_lecture_seule).prendre()
    with pytest.raises(ErreurEnvironnement, match=r"lecture seule|refuse l’écriture"):
        fichier_base.ouvrir(en_lecture_seule, CLE)


def test_une_erreur_de_la_base_ne_recopie_ni_noms_ni_mots_de_passe(cabinet):
    with cabinet.connexion_nue() as connexion, pytest.raises(DatabaseError) as erreur:
        connexion.execute(text("INSERT INTO absente VALUES (:secret)"), {"secret": "MARCHAND"})
    assert "MARCHAND" not in str(erreur.value)
