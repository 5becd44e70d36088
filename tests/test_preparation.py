"""La préparation de la machine : verrous, commandes de make, messages quand quelque chose manque.

Sans réseau et sans rien installer : le script de préparation tourne pour de vrai, dans une copie, sur une machine
dont on a retiré une pièce.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[1]
VERROUS = ("application", "developpement", "construction", "verrouilleur")
PROJET = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))


def _normalise(nom: str) -> str:
    return re.sub(r"[-_.]+", "-", nom).lower()


def _noms(exigences: list[str]) -> set[str]:
    trouves = (re.match(r"[\w.-]+", exigence) for exigence in exigences)
    return {_normalise(trouve.group()) for trouve in trouves if trouve}


def _texte(verrou: str) -> str:
    return (RACINE / "verrou" / f"{verrou}.txt").read_text(encoding="utf-8")


def _verrouilles(verrou: str) -> dict[str, set[str]]:
    """Les versions verrouillées de chaque paquet (plusieurs quand elles dépendent de l’interpréteur)."""
    versions: dict[str, set[str]] = {}
    for nom, version in re.findall(r"^([\w.-]+)==([\w.]+)", _texte(verrou), re.MULTILINE):
        versions.setdefault(_normalise(nom), set()).add(version)
    return versions


@pytest.mark.parametrize("verrou", VERROUS)
def test_un_verrou_ne_nomme_aucun_depot_de_paquets(verrou):
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted", _texte(verrou))


@pytest.mark.parametrize("verrou", VERROUS)
def test_chaque_paquet_verrouille_porte_des_empreintes(verrou):
    blocs = re.split(r"\n(?=\S)", _texte(verrou).strip())
    assert all("--hash=sha256:" in bloc for bloc in blocs)


def test_les_dependances_declarees_sont_toutes_verrouillees():
    assert _noms(PROJET["project"]["dependencies"]) <= _verrouilles("application").keys()
    assert _noms(PROJET["dependency-groups"]["dev"]) <= _verrouilles("developpement").keys()
    for a_part in ("construction", "verrouilleur"):
        assert _noms(PROJET["dependency-groups"][a_part]) == _verrouilles(a_part).keys()


def test_les_tests_tournent_avec_les_versions_livrees():
    livrees, essayees = _verrouilles("application"), _verrouilles("developpement")
    assert {nom: essayees.get(nom) for nom in livrees} == livrees


def test_la_notice_donne_la_licence_de_chaque_paquet_livre():
    tableau = re.findall(r"^([a-z][a-z0-9-]*) {2,}\S", (RACINE / "NOTICE").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(tableau) == _verrouilles("application").keys()


def test_l_integration_continue_n_appelle_que_make_test():
    lignes = (RACINE / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commandes = [ligne for ligne in lignes if ligne and not ligne.startswith(("#", "set ", "cd "))]
    assert commandes == ["exec make test"]
    assert os.access(RACINE / ".ci" / "run", os.X_OK)


def test_les_commandes_annoncees_existent_dans_le_makefile():
    makefile = (RACINE / "Makefile").read_text(encoding="utf-8")
    cibles = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert {"demo", "test", "bench", "preparer", "format", "verrou", "propre"} <= cibles
    lisezmoi = RACINE / "README.md"
    if lisezmoi.exists():
        assert set(re.findall(r"^\s*make ([a-z]+)", lisezmoi.read_text(encoding="utf-8"), re.MULTILINE)) <= cibles


class Machine:
    """Une copie du dépôt et un PATH réduit, où l’on ajoute ou retire des commandes."""

    OUTILS = ("bash", "cat", "chmod", "cp", "cut", "dirname", "env", "flock", "mkdir", "rm", "sed", "sha256sum")
    FAUX_PYTHON = """
case "$1 $2" in
    "-m venv") mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;;
    "-m pip") echo "$*" >>pip.journal; case "$*" in *--target*) mkdir .venv/construction ;; esac ;;
    *purelib*) echo "$PWD/.venv" ;;
    *) exec {python} "$@" ;;
esac"""

    def __init__(self, dossier: Path) -> None:
        self.depot = dossier / "depot"
        self.bin = dossier / "bin"
        self.bin.mkdir()
        (self.depot / "outils").mkdir(parents=True)
        shutil.copy(RACINE / "outils" / "preparer.sh", self.depot / "outils")
        shutil.copy(RACINE / "pyproject.toml", self.depot)
        shutil.copytree(RACINE / "verrou", self.depot / "verrou")
        for outil in self.OUTILS:
            (self.bin / outil).symlink_to(str(shutil.which(outil)))
        self.poser("python3", f'exec {sys.executable} "$@"')
        self.poser("gcc", "exit 0")

    def installer_sans_reseau(self) -> None:
        """Remplace pip par le seul compte de ce qu’on lui demande."""
        self.poser("python3", self.FAUX_PYTHON.format(python=sys.executable))

    def appels_de_pip(self) -> list[str]:
        journal = self.depot / "pip.journal"
        return journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []

    def poser(self, commande: str, corps: str) -> None:
        chemin = self.bin / commande
        chemin.write_text(f"#!/bin/sh\n{corps}\n", encoding="utf-8")
        chemin.chmod(0o755)

    def preparer(self, niveau: str = "application", **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.bin / "bash"), "outils/preparer.sh", niveau],
            cwd=self.depot,
            env={"PATH": str(self.bin), "LC_ALL": "C.UTF-8", "PIP_CONFIG_FILE": os.devnull, **variables},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_un_python_absent_est_nomme(machine):
    resultat = machine.preparer(PYTHON="python-introuvable")
    assert resultat.returncode == 1
    assert "« python-introuvable » est introuvable" in resultat.stderr
    assert "apt-get install python3" in resultat.stderr


def test_un_python_trop_ancien_est_refuse(machine):
    machine.poser("python3", 'if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi')
    resultat = machine.preparer()
    assert resultat.returncode == 1
    assert "Python 3.9.2 est trop ancien" in resultat.stderr


def test_sans_root_ni_sudo_la_commande_a_faire_executer_est_donnee(machine):
    machine.poser("dpkg-query", "printf 'ii libegl1\\nii libglib2.0-0t64\\nrc libgl1\\n'")
    machine.poser("apt-get", "exit 99")
    machine.poser("id", "echo 1000")
    resultat = machine.preparer()
    commande = re.search(r"apt-get install --no-install-recommends (.*)", resultat.stderr)
    assert resultat.returncode == 1
    assert "ni root ni sudo" in resultat.stderr
    assert commande
    assert {"libgl1", "libpcsclite1", "pcscd", "libccid", "gcc", "libpcsclite-dev"} <= set(commande[1].split())
    assert not {"postgresql", "vsmartcard-vpcd"} & set(commande[1].split())
    assert not {"libegl1", "libglib2.0-0"} & set(commande[1].split())


def test_un_apt_en_panne_est_explique(machine):
    machine.poser("dpkg-query", "exit 0")
    machine.poser("apt-get", "echo 'E: panne de réseau' >&2; exit 100")
    machine.poser("id", "echo 0")
    resultat = machine.preparer()
    assert resultat.returncode == 1
    assert "E: panne de réseau" in resultat.stderr
    assert "Vérifier l’accès au réseau et les sources d’apt" in resultat.stderr


def test_sans_reseau_rien_ne_passe_pour_pret(machine):
    resultat = machine.preparer(PIP_NO_INDEX="1")
    assert resultat.returncode == 1
    assert "Vérifier l’accès au réseau, ou le miroir déclaré à pip" in resultat.stderr
    assert not list((machine.depot / ".venv").glob("pret-*"))


def test_un_niveau_inconnu_rappelle_l_usage(machine):
    resultat = machine.preparer("tout")
    assert resultat.returncode == 1
    assert "application|developpement" in resultat.stderr


def test_un_compilateur_absent_est_nomme(machine):
    (machine.bin / "gcc").unlink()
    resultat = machine.preparer()
    assert resultat.returncode == 1
    assert "il manque le compilateur gcc" in resultat.stderr
    assert "apt-get install gcc" in resultat.stderr


def test_un_en_tete_absent_est_nomme(machine):
    machine.poser("gcc", "echo 'winscard.h: No such file' >&2; exit 1")
    resultat = machine.preparer()
    assert resultat.returncode == 1
    assert "winscard.h: No such file" in resultat.stderr
    assert "un en-tête de Python ou de PC/SC" in resultat.stderr


def test_rien_ne_s_installe_sans_empreinte_et_seul_pyscard_se_construit(machine):
    machine.installer_sans_reseau()
    assert machine.preparer("developpement").returncode == 0
    outils, construit, reste = machine.appels_de_pip()
    assert all("--require-hashes" in appel for appel in (outils, construit, reste))
    assert "--only-binary :all:" in outils
    assert "--no-binary pyscard --no-build-isolation --no-deps" in construit
    assert "--only-binary :all:" in reste
    assert not (machine.depot / ".venv" / "construction").exists()


def test_une_machine_prete_ne_refait_rien(machine):
    machine.installer_sans_reseau()
    machine.preparer("developpement")
    faits = machine.appels_de_pip()
    for niveau in ("developpement", "application"):
        resultat = machine.preparer(niveau)
        assert (resultat.returncode, resultat.stderr) == (0, "")
    assert machine.appels_de_pip() == faits


@pytest.mark.parametrize("verrou", ["application", "construction"])
def test_un_verrou_qui_change_fait_tout_refaire(machine, verrou):
    machine.installer_sans_reseau()
    machine.preparer()
    with (machine.depot / "verrou" / f"{verrou}.txt").open("a", encoding="utf-8") as fichier:
        fichier.write("# change\n")
    machine.preparer()
    assert len(machine.appels_de_pip()) == 6


def test_les_essais_n_ajoutent_a_l_application_que_leurs_paquets(machine):
    machine.installer_sans_reseau()
    machine.preparer()
    machine.preparer("developpement")
    assert [appel.split("/")[-1] for appel in machine.appels_de_pip()] == [
        "construction.txt", "pyscard.txt", "application.txt", "developpement.txt",
    ]  # fmt: skip
