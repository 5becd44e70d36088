"""Les ennuis du poste, faits pour de bon au vrai programme : chacun se dit en français et rien ne s’écrit."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from secretariat.socle import chiffrement, cles
from secretariat.socle.cles import Enveloppes, Moyen
from tests.commandes.conftest import PHRASE
from tests.conftest import CLE

PROGRAMME = [sys.executable, "-m", "secretariat"]


@pytest.fixture
def milieu(tmp_path):
    return os.environ | {
        "XDG_DATA_HOME": str(tmp_path / "donnees"), "PYTHONPATH": str(Path.cwd()), "QT_QPA_PLATFORM": "offscreen",
    }  # fmt: skip


@pytest.fixture
def ordre(base, phrase, milieu):
    """Lance un ordre sur la base et rend ce qu’il a dit."""

    def lancer(*arguments, sur=None):
        commande = [*PROGRAMME, "--base", str(sur or base), "--phrase-depuis", str(phrase), *map(str, arguments)]
        return subprocess.run(commande, capture_output=True, text=True, env=milieu, timeout=120, check=False)

    return lancer


def empreinte(fichier):
    return hashlib.sha256(fichier.read_bytes()).hexdigest()


def refus_en_francais(fini, *mots):
    assert fini.returncode == 1, fini
    assert "Conseil" in fini.stderr
    assert "Traceback" not in fini.stderr
    assert "a rencontré un défaut" not in fini.stderr
    for mot in mots:
        assert mot in fini.stderr, fini.stderr
    return True


def fermer_proprement(base):
    """Range l’écriture anticipée dans le fichier, pour le couper où l’on veut."""
    connexion = chiffrement.connecter(base, CLE)
    connexion.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connexion.close()
    for annexe in (base.with_name(base.name + s) for s in ("-wal", "-shm")):
        annexe.unlink(missing_ok=True)
    return base.stat().st_size


@pytest.mark.parametrize("reste", [0, 1, 15, 16, 100, 4095, 4096, 4097, 0.25, 0.5, 0.9])
def test_une_base_coupee_ou_que_ce_soit_se_dit_et_ne_s_ecrit_pas(base, ordre, reste):
    taille = fermer_proprement(base)
    coupe = reste if isinstance(reste, int) else int(taille * reste)
    os.truncate(base, coupe)
    avant = empreinte(base)
    fini = ordre("verifier")
    assert fini.returncode == 1, fini
    assert "Conseil" in fini.stderr
    assert "défaut du programme" not in fini.stderr
    assert "a rencontré un défaut" not in fini.stderr
    assert empreinte(base) == avant


@pytest.mark.parametrize("manque", [1, 100, 4096, 8192])
def test_une_fin_de_fichier_perdue_se_dit(base, ordre, manque):
    taille = fermer_proprement(base)
    os.truncate(base, taille - manque)
    fini = ordre("verifier")
    assert fini.returncode == 1, fini.stdout
    assert "Conseil" in fini.stderr
    assert "a rencontré un défaut" not in fini.stderr


def test_une_mauvaise_cle_se_dit(base, ordre):
    fermer_proprement(base)
    fausse = bytes(31) + b"\x01"
    cles.ecrire(base, Enveloppes("essai", (cles.envelopper(fausse, PHRASE, moyen=Moyen.PHRASE, le="2026-03-12"),)))
    avant = empreinte(base)
    assert refus_en_francais(ordre("verifier"), "ne s’ouvre pas avec cette clé")
    assert empreinte(base) == avant


def test_une_base_plus_recente_se_dit_et_ne_change_pas(base, ordre):
    connexion = chiffrement.connecter(base, CLE)
    connexion.execute("UPDATE alembic_version SET version_num = '9999'")
    connexion.close()
    fermer_proprement(base)
    avant = empreinte(base)
    assert refus_en_francais(ordre("verifier"), "9999", "plus récente")
    assert empreinte(base) == avant


def test_un_fichier_qui_n_est_pas_une_base_se_dit(base, ordre):
    base.write_bytes(b"%PDF-1.7 pas une base" * 1000)
    assert refus_en_francais(ordre("verifier"), "ne s’ouvre pas")


@pytest.fixture
def monte_en_lecture_seule(base, tmp_path):
    """Le dossier de la base, sur un vrai système de fichiers monté en lecture seule (demande d’être root)."""
    fermer_proprement(base)
    montage = tmp_path / "montage"
    montage.mkdir()
    monte = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(montage)], capture_output=True, check=False
    )
    if monte.returncode:
        pytest.skip("monter un système de fichiers demande d’être root")
    copie = montage / base.name
    copie.write_bytes(base.read_bytes())
    cles.fichier_de(copie).write_bytes(cles.fichier_de(base).read_bytes())
    subprocess.run(["mount", "-o", "remount,ro", str(montage)], check=True)
    yield copie
    subprocess.run(["umount", "-l", str(montage)], check=True)


@pytest.mark.parametrize("geste", ["rechercher", "importer"])
def test_un_dossier_monte_en_lecture_seule_se_dit(monte_en_lecture_seule, ordre, tmp_path, geste):
    fichier = tmp_path / "p.csv"
    fichier.write_text(
        "sexe;nom_naissance;prenom;naissance;insee\nF;Lefevre;Adele;1984-06-12;44109\n", encoding="utf-8"
    )
    arguments = ("rechercher", "adele") if geste == "rechercher" else ("importer-patients", fichier)
    avant = empreinte(monte_en_lecture_seule)
    assert refus_en_francais(ordre(*arguments, sur=monte_en_lecture_seule))
    assert empreinte(monte_en_lecture_seule) == avant


def test_sauvegarder_dans_un_dossier_en_lecture_seule_se_dit(monte_en_lecture_seule, ordre):
    cible = monte_en_lecture_seule.with_name("copie.sqlite")
    assert refus_en_francais(ordre("sauvegarder", cible))
    assert not cible.exists()


FENETRE = """
import sys, pathlib
from PySide6.QtCore import QTimer
from secretariat.ui import lancement
from secretariat.ui.lancement import Lancement, Options, application

appli = application()
fenetre = Lancement(Options(pathlib.Path(sys.argv[1])))
fenetre.fenetre.show()
fenetre.commencer()

def donner():
    page = fenetre.fenetre.page
    if hasattr(page, "phrase"):
        page.phrase.saisie.setText(sys.argv[2])
        page.ouvrir.click()

def dire():
    page = fenetre.fenetre.page
    if page is fenetre.connexion and fenetre.connexion.entrer.isEnabled():
        print("ouvert", flush=True)
        horloge.stop()
    elif page.message.isVisible():
        print(page.message.accessibleName(), flush=True)
        fenetre.terminer()
        appli.quit()

QTimer.singleShot(500, donner)
horloge = QTimer(interval=100)
horloge.timeout.connect(dire)
horloge.start()
appli.exec()
"""


def test_deux_fenetres_lancees_ensemble_une_seule_ouvre_l_autre_dit_par_qui(base, milieu):
    ordre = [sys.executable, "-c", FENETRE, str(base), PHRASE]
    programmes = [
        subprocess.Popen(ordre, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=milieu) for _ in range(2)
    ]
    try:
        lignes = {}
        for programme in programmes:
            assert programme.stdout is not None
            lignes[programme.pid] = programme.stdout.readline().strip()
    finally:
        for programme in programmes:
            programme.kill()
            programme.communicate()
    gagnants = [pid for pid, ligne in lignes.items() if ligne == "ouvert"]
    (refus,) = [ligne for ligne in lignes.values() if ligne != "ouvert"]
    assert len(gagnants) == 1
    assert f"déjà ouvert par le programme {gagnants[0]}" in refus


def test_deux_ecritures_lancees_ensemble_passent_toutes_les_deux(base, ordre, milieu, phrase):
    commande = [*PROGRAMME, "--base", str(base), "--phrase-depuis", str(phrase), "rechercher", "adele"]
    programmes = [
        subprocess.Popen(commande, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=milieu)
        for _ in range(4)
    ]
    for programme in programmes:
        _, erreur = programme.communicate(timeout=120)
        assert programme.returncode == 0, erreur
    fini = ordre("verifier")
    assert fini.returncode == 0, fini.stdout
    assert "chaîne entière" in fini.stdout
