"""Le vrai programme, lancé à part : Ctrl+C, tuyau fermé, terminal sans accents, défaut du programme."""

import json
import os
import signal
import subprocess
import sys

import pytest

from secretariat.commandes import imprevus
from secretariat.commandes.rapports import GARDES
from secretariat.socle import schema

PROGRAMME = [sys.executable, "-m", "secretariat"]
SECRETS = ("MARCHAND", "Hélène", "2 69 05 49 588 157 80", "269054958815780", "06 12 34 56 78", "marchand@exemple.fr")
AVEC_DEFAUT = """
import logging, sys
from secretariat import __main__ as programme

SECRETS = sys.argv[1:]

def chercher(nir, *, nom):
    prenom, lettre = SECRETS[1], "lettre de " + nom
    from sqlalchemy import create_engine, text
    try:
        raise KeyError(nom, nir)
    except KeyError as erreur:
        erreur.add_note(f"en lisant {nom}")
        with create_engine("sqlite://").connect() as connexion:
            connexion.execute(text("SELECT :nir, nulle_part FROM patients WHERE nom = 'MARCHAND'"), {"nir": nir})

def defectueux(_arguments):
    logging.getLogger("secretariat.ui.taches").info("Geste", extra={"geste": "faire secretariat.essai.chercher"})
    nom = SECRETS[0]
    try:
        chercher(SECRETS[2], nom=nom)
    except Exception as erreur:
        raise ExceptionGroup(f"patient {nom}", [ValueError(*SECRETS)]) from erreur

programme.executer = defectueux
sys.exit(programme.main())
"""
EN_BOUCLE = """
import sys
from secretariat import __main__ as programme
from secretariat.commandes import imprevus, bases

def rate(rang):
    raise ValueError(f"patient {rang}")

def boucle(_arguments):
    for rang in range(50):
        try:
            rate(rang)
        except ValueError as erreur:
            imprevus.trace.error("Défaut", exc_info=erreur)
    return 0

programme.executer = boucle
sys.exit(programme.main())
"""
LONG = """
import signal, sys, time
from secretariat import __main__ as programme

signal.signal(signal.SIGINT, signal.default_int_handler)  # lancé en arrière-plan, un shell le fait ignorer

def long(_arguments):
    print("commence", flush=True)
    time.sleep(60)
    return 0

programme.executer = long
sys.exit(programme.main())
"""
BAVARD = """
import sys
from secretariat import __main__ as programme

def bavard(_arguments):
    for _ in range(100_000):
        sys.stdout.write("beaucoup de lignes\\n")
    return 0

programme.executer = bavard
sys.exit(programme.main())
"""


@pytest.fixture
def milieu(tmp_path):
    """L’environnement d’un compte neuf."""
    return os.environ | {"XDG_DATA_HOME": str(tmp_path / "donnees"), "PYTHONPATH": os.getcwd()}  # noqa: PTH109


def lancer(arguments, milieu):
    return subprocess.run(arguments, capture_output=True, env=milieu, check=False, timeout=60)


def test_sur_un_terminal_ascii_les_mots_restent_sans_leurs_accents(base, phrase, milieu):
    ordre = [*PROGRAMME, "--base", str(base), "--phrase-depuis", str(phrase), "verifier"]
    fini = lancer(ordre, milieu | {"PYTHONIOENCODING": "ascii"})
    assert fini.returncode == 0, fini.stderr
    assert fini.stdout.startswith(b"[ok] Schema : revision")


def test_en_ascii_le_json_garde_ses_accents(base, phrase, milieu):
    ordre = [*PROGRAMME, "--json", "--base", str(base), "--phrase-depuis", str(phrase), "verifier"]
    fini = lancer(ordre, milieu | {"PYTHONIOENCODING": "ascii"})
    assert json.loads(fini.stdout)["controles"][0]["nom"] == "Schéma"


def rapports(tmp_path):
    return sorted((tmp_path / "donnees" / "secretariat" / "rapports").glob("*.txt"))


def test_un_defaut_se_dit_sans_detail_et_son_rapport_ne_contient_aucune_donnee(milieu, tmp_path):
    fini = lancer([sys.executable, "-c", AVEC_DEFAUT, *SECRETS], milieu)
    (rapport,) = rapports(tmp_path)
    ecrit = rapport.read_text(encoding="utf-8")
    dit = fini.stderr.decode() + fini.stdout.decode()
    assert fini.returncode == 1
    assert "a rencontré un défaut" in dit
    assert str(rapport.parent) in dit
    assert "Traceback" not in dit
    for secret in SECRETS:
        assert secret not in ecrit + dit, secret
    for present in (
        f"schéma {schema.REVISION}",
        "Python : 3.",
        "builtins.KeyError",
        "sqlalchemy.exc.OperationalError",
        "builtins.ExceptionGroup",
        "defectueux",
        "faire secretariat.essai.chercher",
        "secretariat/commandes/imprevus.py:",
        "sqlalchemy/engine/",
    ):
        assert present in ecrit, present
    assert str(tmp_path.home()) not in ecrit


def test_un_defaut_qui_se_repete_ne_laisse_qu_un_rapport(milieu, tmp_path):
    assert lancer([sys.executable, "-c", EN_BOUCLE], milieu).returncode == 0
    assert len(rapports(tmp_path)) == 1


def test_on_ne_garde_que_les_derniers_rapports(milieu, tmp_path):
    dossier = tmp_path / "donnees" / "secretariat" / "rapports"
    dossier.mkdir(parents=True)
    for rang in range(30):
        (dossier / f"defaut-2020-01-01-00h00m{rang:02}-1.txt").write_text("ancien")
    (dossier / "lettre.txt").write_text("à moi")
    lancer([sys.executable, "-c", AVEC_DEFAUT, *SECRETS], milieu)
    gardes = sorted(dossier.glob("defaut-*.txt"))
    assert len(gardes) == GARDES
    assert "Rapport de défaut" in gardes[-1].read_text(encoding="utf-8")
    assert (dossier / "lettre.txt").exists()


def test_un_dossier_de_rapports_impossible_n_empeche_pas_de_travailler(milieu, tmp_path):
    (tmp_path / "donnees").write_text("un fichier à la place du dossier")
    fini = lancer([sys.executable, "-c", AVEC_DEFAUT, *SECRETS], milieu)
    assert fini.returncode == 1
    assert b"Traceback" not in fini.stderr


def test_ctrl_c_se_dit_en_une_phrase(milieu):
    programme = subprocess.Popen(
        [sys.executable, "-c", LONG], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=milieu
    )
    assert programme.stdout is not None
    programme.stdout.readline()
    programme.send_signal(signal.SIGINT)
    _, erreur = programme.communicate(timeout=30)
    assert programme.returncode == imprevus.INTERROMPU
    assert erreur.strip() == "Interrompu : ce qui n’était pas fini n’a pas été enregistré."


def test_un_tuyau_ferme_se_tait(milieu):
    programme = subprocess.Popen(
        [sys.executable, "-c", BAVARD], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=milieu
    )
    assert programme.stdout is not None
    assert programme.stderr is not None
    programme.stdout.readline()
    programme.stdout.close()
    erreur = programme.stderr.read()
    programme.stderr.close()
    assert programme.wait(30) == imprevus.TUYAU_FERME
    assert erreur == b""
