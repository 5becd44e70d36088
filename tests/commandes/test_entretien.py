"""Les ordres d’entretien, lancés comme à la ligne de commande."""

import json

import pytest

from secretariat.commandes.execution import executer
from secretariat.socle import chiffrement, cles, fichier_base
from secretariat.socle.cles import BASE_DE_DEMONSTRATION, PHRASE_DE_DEMONSTRATION, Enveloppes, Moyen
from tests.conftest import CLE

PHRASE = "quatre mots au hasard"


@pytest.fixture
def base(cabinet, chemin_base):
    """Une base qui s’ouvre par une phrase de passe."""
    cabinet.fermer()
    cles.ecrire(chemin_base, Enveloppes("essai", (cles.envelopper(CLE, PHRASE, moyen=Moyen.PHRASE, le="2026-03-12"),)))
    return chemin_base


@pytest.fixture
def phrase(tmp_path):
    fichier = tmp_path / "phrase.txt"
    fichier.write_text(f"{PHRASE}\n", encoding="utf-8")
    return fichier


def lancer(capsys, *arguments):
    code = executer([str(a) for a in arguments])
    sortie = capsys.readouterr()
    return code, sortie.out, sortie.err


def test_verifier_une_base_saine(capsys, base, phrase):
    code, sortie, _ = lancer(capsys, "--base", base, "--phrase-depuis", phrase, "--json", "verifier")
    compte_rendu = json.loads(sortie)
    assert (code, compte_rendu["reussi"]) == (0, True)
    assert [c["nom"] for c in compte_rendu["controles"]] == ["Schéma", "Fichier", "Journal"]


def test_verifier_dit_ou_le_journal_est_rompu(capsys, base, phrase):
    connexion = chiffrement.connecter(base, CLE)
    connexion.execute("DROP TRIGGER journal_sans_update")
    connexion.execute("UPDATE journal SET acteur = 'autre' WHERE id = 3")
    connexion.close()
    code, sortie, erreur = lancer(capsys, "--base", base, "--phrase-depuis", phrase, "verifier")
    assert code == 1
    assert "rompue à la ligne 3" in sortie
    assert "Conseil : Ne plus rien saisir" in erreur


def test_sauvegarder_puis_restaurer(capsys, base, phrase, tmp_path):
    copie = tmp_path / "copie.sqlite"
    assert lancer(capsys, "--base", base, "--phrase-depuis", phrase, "sauvegarder", copie)[0] == 0
    code, sortie, _ = lancer(
        capsys, "--base", tmp_path / "ailleurs" / "c.sqlite", "--phrase-depuis", phrase, "restaurer", copie
    )
    assert (code, "est celle de la sauvegarde" in sortie) == (0, True)
    fichier_base.ouvrir(tmp_path / "ailleurs" / "c.sqlite", CLE).dispose()


def test_une_mauvaise_phrase_est_refusee(capsys, base, tmp_path):
    fausse = tmp_path / "fausse.txt"
    fausse.write_text("pas la bonne", encoding="utf-8")
    code, _, erreur = lancer(capsys, "--base", base, "--phrase-depuis", fausse, "verifier")
    assert (code, "n’ouvre pas la base" in erreur) == (1, True)


def test_une_base_de_demonstration_s_ouvre_sans_question(capsys, base):
    enveloppe = cles.envelopper(CLE, PHRASE_DE_DEMONSTRATION, moyen=Moyen.PHRASE, le="2026-03-12")
    cles.ecrire(base, Enveloppes(BASE_DE_DEMONSTRATION, (enveloppe,)))
    assert lancer(capsys, "--base", base, "verifier")[0] == 0


def test_sans_terminal_ni_phrase_on_ne_demande_rien(capsys, base, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    code, _, erreur = lancer(capsys, "--base", base, "verifier")
    assert (code, "--phrase-depuis" in erreur) == (1, True)


def test_une_base_absente_se_dit(capsys, tmp_path):
    code, _, erreur = lancer(capsys, "--base", tmp_path / "rien.sqlite", "verifier")
    assert (code, "pas de base à cet endroit" in erreur) == (1, True)


def test_un_serveur_n_est_pas_encore_pris_en_charge(capsys):
    code, _, erreur = lancer(capsys, "--base", "postgresql+psycopg://localhost/cabinet", "verifier")
    assert (code, "n’ouvre pas encore" in erreur) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "plainte"),
    [
        (["sauvegarder"], "Il manque : DEST"),
        (["danser"], "n’est pas un ordre"),
        (["verifier", "--vite"], "n’est pas compris : --vite"),
        (["--base"], "--base attend une valeur"),
    ],
)
def test_un_mauvais_usage_rend_2_et_parle_francais(capsys, arguments, plainte):
    with pytest.raises(SystemExit) as sortie:
        executer(arguments)
    assert sortie.value.code == 2
    assert plainte in capsys.readouterr().err
