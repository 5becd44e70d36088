"""Le vrai programme, lancé à part : Ctrl+C, tuyau fermé, terminal sans accents, défaut du programme."""

import json
import os
import signal
import subprocess
import sys

import pytest

from secretariat.commandes import imprevus

PROGRAMME = [sys.executable, "-m", "secretariat"]
AVEC_DEFAUT = """
import sys
from secretariat import __main__ as programme

def defectueux(_arguments):
    nom = "MARCHAND"
    try:
        raise KeyError(nom)
    except KeyError as erreur:
        raise ValueError(f"patient {nom}") from erreur

programme.executer = defectueux
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


def test_un_defaut_se_dit_sans_detail_et_se_trace_sans_donnees(milieu, tmp_path):
    fini = lancer([sys.executable, "-c", AVEC_DEFAUT], milieu)
    trace = (tmp_path / "donnees" / "secretariat" / "traces" / "defauts.log").read_text(encoding="utf-8")
    assert fini.returncode == 1
    assert "a rencontré un défaut" in fini.stderr.decode()
    assert b"Traceback" not in fini.stderr
    assert b"MARCHAND" not in fini.stderr
    assert "MARCHAND" not in trace
    assert "builtins.KeyError" in trace
    assert "defectueux" in trace


def test_un_dossier_de_traces_impossible_n_empeche_pas_de_travailler(milieu, tmp_path):
    (tmp_path / "donnees").write_text("un fichier à la place du dossier")
    fini = lancer([sys.executable, "-c", AVEC_DEFAUT], milieu)
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
