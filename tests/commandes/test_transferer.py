"""L’ordre « transferer », comme on le taperait."""

import json
import os
import subprocess
import sys

import pytest

from secretariat.socle import cles, fichier_base, serveur
from secretariat.socle.cles import Moyen
from secretariat.socle.fichier_base import VerrouDeBase
from tests.commandes.conftest import lancer


@pytest.fixture
def phrase_neuve(tmp_path):
    fichier = tmp_path / "neuve.txt"
    fichier.write_text("une tout autre phrase\n", encoding="utf-8")
    return fichier


@pytest.fixture
def neuve(tmp_path):
    return tmp_path / "ailleurs" / "neuve.sqlite"


def test_du_fichier_au_serveur_et_retour(capsys, base, phrase, adresse, neuve, phrase_neuve):
    code, sortie, _ = lancer(
        capsys, "transferer", "--depuis", base, "--vers", adresse, "--phrase-depuis", phrase, "--json"
    )
    aller = json.loads(sortie)
    assert (code, aller["reussi"], aller["reprise"]) == (0, True, False)
    assert {t["nom"]: t["lignes"] for t in aller["tables"]}["praticiens"] == 3
    assert len(aller["journal"]["derniere_empreinte"]) == 64
    assert lancer(capsys, "--base", adresse, "verifier")[0] == 0
    code, sortie, _ = lancer(
        capsys, "transferer", "--depuis", adresse, "--vers", neuve, "--phrase-vers-depuis", phrase_neuve
    )
    assert (code, "Le cabinet travaille désormais dans" in sortie) == (0, True)
    assert lancer(capsys, "--base", neuve, "--phrase-depuis", phrase_neuve, "verifier")[0] == 0


def test_le_code_de_recuperation_montre_une_fois_ouvre_la_base_neuve(capsys, base, phrase, neuve, phrase_neuve):
    _, sortie, erreur = lancer(
        capsys, "transferer", "--depuis", base, "--vers", neuve, "--phrase-depuis", phrase, "--phrase-vers-depuis",
        phrase_neuve,
    )  # fmt: skip
    [ligne] = [ligne for ligne in erreur.splitlines() if ligne.startswith("Code de récupération")]
    code = ligne.rpartition(" : ")[2]
    assert code not in sortie
    cle = cles.ouvrir(cles.lire(neuve), code, Moyen.RECUPERATION)
    fichier_base.ouvrir(neuve, cle).dispose()


def test_l_ancienne_ne_se_modifie_plus_jusqu_a_ce_qu_on_y_revienne(capsys, base, phrase, adresse, tmp_path):
    lancer(capsys, "transferer", "--depuis", base, "--vers", adresse, "--phrase-depuis", phrase)
    patients = tmp_path / "p.csv"
    patients.write_text(
        "sexe,nom_naissance,prenom,naissance,insee,tel\nF,Neuf,Léa,1980-02-01,44109,\n", encoding="utf-8"
    )
    importer = ("--base", base, "--phrase-depuis", phrase, "importer-patients", patients)
    code, _, erreur = lancer(capsys, *importer)
    assert (code, "a été déplacé" in erreur, "lecture seule" in erreur) == (1, True, True)
    assert lancer(capsys, "--base", base, "--phrase-depuis", phrase, "reprendre-ici")[0] == 0
    assert lancer(capsys, *importer)[0] == 0


def test_refuse_sans_rien_creer_une_base_deja_quittee(capsys, base, phrase, adresse, neuve, phrase_neuve):
    lancer(capsys, "transferer", "--depuis", base, "--vers", adresse, "--phrase-depuis", phrase)
    code, _, erreur = lancer(
        capsys, "transferer", "--depuis", base, "--vers", neuve, "--phrase-depuis", phrase, "--phrase-vers-depuis",
        phrase_neuve,
    )  # fmt: skip
    assert (code, "a été déplacé" in erreur, neuve.exists()) == (1, True, False)


def test_un_autre_poste_ouvert_sur_le_serveur_empeche_le_transfert(capsys, adresse, neuve, phrase_neuve):
    moteur = serveur.moteur(adresse)
    with moteur.connect():
        code, _, erreur = lancer(
            capsys, "transferer", "--depuis", adresse, "--vers", neuve, "--phrase-vers-depuis", phrase_neuve
        )
    moteur.dispose()
    assert (code, "D’autres postes" in erreur, neuve.exists()) == (1, True, False)


def test_une_fenetre_ouverte_sur_le_depart_empeche_le_transfert(capsys, base, phrase, adresse):
    verrou = VerrouDeBase(base)
    verrou.prendre()
    code, _, erreur = lancer(capsys, "transferer", "--depuis", base, "--vers", adresse, "--phrase-depuis", phrase)
    verrou.rendre()
    assert (code, "déjà ouvert" in erreur) == (1, True)


@pytest.mark.parametrize(
    ("contenu", "plainte"), [("court\n", "trop courte"), ("", "ne donne pas de phrase"), (None, "--phrase-vers-depuis")]
)
def test_un_fichier_neuf_demande_une_vraie_phrase(capsys, base, phrase, neuve, tmp_path, monkeypatch, contenu, plainte):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    options = []
    if contenu is not None:
        (tmp_path / "p.txt").write_text(contenu, encoding="utf-8")
        options = ["--phrase-vers-depuis", tmp_path / "p.txt"]
    code, _, erreur = lancer(
        capsys, "transferer", "--depuis", base, "--vers", neuve, "--phrase-depuis", phrase, *options
    )
    assert (code, plainte in erreur, neuve.exists()) == (1, True, False)


def test_tue_net_a_repetition_l_ordre_finit_par_aboutir(base, phrase, neuve, phrase_neuve):
    ordre = [
        sys.executable, "-c", TRANSFERT_EN_PETITS_LOTS, "transferer", "--depuis", base, "--vers", neuve,
        "--phrase-depuis", phrase, "--phrase-vers-depuis", phrase_neuve, "--json",
    ]  # fmt: skip
    for lignes in (2, 7, 15):
        tue = subprocess.run(ordre, env={**os.environ, "MOURIR_APRES": str(lignes)}, capture_output=True, check=False)
        assert tue.returncode == -9, tue.stderr
    fait = subprocess.run(ordre, env={**os.environ, "MOURIR_APRES": "-1"}, capture_output=True, check=False, text=True)
    assert fait.returncode == 0, fait.stderr
    assert json.loads(fait.stdout)["reprise"]
    assert "Code de récupération" not in fait.stderr


TRANSFERT_EN_PETITS_LOTS = """
import os, signal, sys
from secretariat.socle import tables, suivi_transfert
from secretariat.commandes.execution import executer
tables.LOT = 1
reste = int(os.environ["MOURIR_APRES"])
noter = suivi_transfert.noter
def noter_puis_mourir(*arguments):
    global reste
    noter(*arguments)
    reste -= 1
    if reste == 0:
        os.kill(os.getpid(), signal.SIGKILL)
suivi_transfert.noter = noter_puis_mourir
sys.exit(executer(sys.argv[1:]))
"""
