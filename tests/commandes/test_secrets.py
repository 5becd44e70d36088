"""Les secrets restent où on les donne : rien dans la liste des programmes, ni l’environnement, ni un fichier."""

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from secretariat.commandes.bases import base_demandee
from secretariat.socle.erreurs import ErreurMetier
from tests.commandes.conftest import PHRASE
from tests.conftest import CLE

PROGRAMME = [sys.executable, "-m", "secretariat"]
SECRETS = (PHRASE.encode(), CLE, CLE.hex().encode(), repr(CLE)[2:-1].encode())


@pytest.fixture
def milieu(tmp_path):
    return os.environ | {"XDG_DATA_HOME": str(tmp_path / "donnees"), "PYTHONPATH": str(Path.cwd())}


def vu_de_dehors(pid):
    """Ce qu’un autre programme du poste peut lire de celui-ci, ou rien s’il est fini."""
    lu = b""
    for nom in ("cmdline", "environ", "comm", "status"):
        try:
            lu += Path(f"/proc/{pid}/{nom}").read_bytes()
        except OSError:
            return lu
    return lu


def observer(programme, pendant=lambda: None):
    """Relit ce que le programme montre jusqu’à ce qu’il finisse."""
    lu = b""
    fin = time.monotonic() + 60
    while programme.poll() is None and time.monotonic() < fin:
        lu += vu_de_dehors(programme.pid)
        pendant()
        time.sleep(0.02)
    assert programme.poll() is not None, "le programme ne finit pas"
    return lu


def refuser_les_secrets(montre):
    assert montre
    assert [secret for secret in SECRETS if secret in montre] == []


def fichiers_ecrits(dossier, sauf):
    return b"\n".join(f.read_bytes() for f in dossier.rglob("*") if f.is_file() and f not in sauf)


def test_une_phrase_donnee_dans_un_fichier_ne_se_voit_nulle_part(base, phrase, milieu, tmp_path):
    ordre = [*PROGRAMME, "--base", str(base), "--phrase-depuis", str(phrase), "verifier"]
    programme = subprocess.Popen(ordre, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=milieu)
    montre = observer(programme)
    sortie, erreur = programme.communicate()
    assert programme.returncode == 0, erreur
    assert str(phrase).encode() in montre
    refuser_les_secrets(montre + sortie + erreur + fichiers_ecrits(tmp_path, {phrase}))


def test_une_phrase_tapee_au_terminal_ne_se_voit_nulle_part(base, milieu, tmp_path):
    maitre, esclave = pty.openpty()
    programme = subprocess.Popen(
        [*PROGRAMME, "--base", str(base), "sauvegarder", str(tmp_path / "copie.sqlite")],
        stdin=esclave,
        stdout=esclave,
        stderr=esclave,
        env=milieu,
        start_new_session=True,
    )
    os.close(esclave)
    os.set_blocking(maitre, False)
    affiche = bytearray()
    tape: list[int] = []

    def repondre():
        try:
            affiche.extend(os.read(maitre, 4096))
        except OSError:
            return
        if b"Phrase de passe" in affiche and not tape:
            tape.append(os.write(maitre, PHRASE.encode() + b"\n"))

    montre = observer(programme, repondre)
    repondre()
    os.close(maitre)
    assert programme.returncode == 0, bytes(affiche).decode()
    assert tape
    refuser_les_secrets(montre + bytes(affiche) + fichiers_ecrits(tmp_path, set()))


def test_un_defaut_en_ouvrant_la_base_ne_laisse_pas_la_cle_dans_son_rapport(base, phrase, milieu, tmp_path):
    code = """
import sys
from secretariat import __main__ as programme
from secretariat.socle import chiffrement

def rater(chemin, cle):
    texte = "PRAGMA key=" + cle.hex()
    raise RuntimeError(texte, cle)

chiffrement.connecter = rater
sys.exit(programme.main())
"""
    ordre = [sys.executable, "-c", code, "--base", str(base), "--phrase-depuis", str(phrase), "verifier"]
    programme = subprocess.Popen(ordre, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=milieu)
    montre = observer(programme)
    sortie, erreur = programme.communicate()
    assert programme.returncode == 1
    assert len(list((tmp_path / "donnees" / "secretariat" / "rapports").glob("*.txt"))) == 1
    refuser_les_secrets(montre + sortie + erreur + fichiers_ecrits(tmp_path, {phrase}))


def test_un_mot_de_passe_dans_l_adresse_est_refuse():
    with pytest.raises(ErreurMetier) as refus:
        base_demandee("postgresql+psycopg://claire:Tilleul-2026@serveur/cabinet")
    assert "Tilleul-2026" not in f"{refus.value} {refus.value.conseil}"
