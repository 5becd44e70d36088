"""Exporter un patient à la ligne de commande."""

import json

import pytest

from tests.commandes.conftest import lancer
from tests.dossiers.fabrique import creer


@pytest.fixture
def ordre(capsys, cabinet, request):
    creer(cabinet)
    base, phrase = request.getfixturevalue("base"), request.getfixturevalue("phrase")
    return lambda *arguments: lancer(capsys, "--json", "--base", base, "--phrase-depuis", phrase, *arguments)


def test_exporter_ecrit_tout_et_le_dit(ordre, tmp_path):
    code, sortie, erreur = ordre("exporter-patient", "1", tmp_path / "export")
    assert (code, erreur) == (0, "")
    assert "dossier.json" in json.loads(sortie)["fichiers"]
    lu = json.loads((tmp_path / "export" / "dossier.json").read_text("utf-8"))
    assert lu["tables"]["patients"][0]["nom_naissance"] == "LEFEVRE"


@pytest.mark.parametrize(("numero", "attendu"), [("99", "pas de dossier"), ("1", "déjà quelque chose")])
def test_un_refus_est_dit_et_n_ecrit_rien(ordre, tmp_path, numero, attendu):
    (tmp_path / "pris").mkdir()
    code, sortie, _ = ordre("exporter-patient", numero, tmp_path / "pris")
    assert (code, attendu in json.loads(sortie)["refus"]) == (1, True)
    assert list((tmp_path / "pris").iterdir()) == []


def test_un_numero_qui_n_en_est_pas_un_est_un_mauvais_usage(ordre, tmp_path):
    with pytest.raises(SystemExit):
        ordre("exporter-patient", "adele", tmp_path / "export")
