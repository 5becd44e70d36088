"""Les ordres d’entretien, lancés comme à la ligne de commande."""

import json

import pytest

from secretariat.cabinet.audit.scellement import empreinte_dite
from secretariat.commandes.bases import chemin_demande
from secretariat.commandes.execution import executer
from secretariat.socle import chiffrement, cles, fichier_base
from secretariat.socle.cles import BASE_DE_DEMONSTRATION, PHRASE_DE_DEMONSTRATION, Enveloppes, Moyen
from tests.commandes.conftest import lancer
from tests.conftest import CLE


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


def empreinte_de_la_ligne(base, numero):
    connexion = chiffrement.connecter(base, CLE)
    (empreinte,) = connexion.execute("SELECT empreinte FROM journal WHERE id = ?", (numero,)).fetchone()
    connexion.close()
    return empreinte


def test_une_empreinte_imprimee_se_retrouve_au_journal(capsys, base, phrase):
    imprimee = empreinte_dite(empreinte_de_la_ligne(base, 3)).upper()
    ordre = ("--base", base, "--phrase-depuis", phrase, "verifier", "--ancre")
    for donnee in (imprimee, imprimee[:18]):
        code, sortie, _ = lancer(capsys, *ordre, donnee)
        assert (code, "celle de la ligne 3" in sortie) == (0, True)


def test_une_empreinte_qui_n_est_plus_au_journal_se_dit(capsys, base, phrase):
    gardee = empreinte_de_la_ligne(base, 4)
    connexion = chiffrement.connecter(base, CLE)
    connexion.execute("DROP TRIGGER journal_sans_delete")
    connexion.execute("DELETE FROM journal WHERE id = 4")
    connexion.close()
    code, sortie, _ = lancer(capsys, "--base", base, "--phrase-depuis", phrase, "verifier", "--ancre", gardee)
    assert (code, "3 lignes, chaîne entière" in sortie, "n’est plus au journal" in sortie) == (1, True, True)


@pytest.mark.parametrize("mauvaise", ["12", "pas une empreinte du tout", "g" * 64, "0" * 65])
def test_ce_qui_n_est_pas_une_empreinte_est_refuse(capsys, base, phrase, mauvaise):
    code, _, erreur = lancer(capsys, "--base", base, "--phrase-depuis", phrase, "verifier", "--ancre", mauvaise)
    assert (code, "pas l’empreinte d’un journal" in erreur, "16 premiers" in erreur) == (1, True, True)


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
    assert (code, "n’ouvre la base" in erreur) == (1, True)


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


def test_verifier_une_base_sur_serveur(capsys, adresse):
    code, sortie, _ = lancer(capsys, "--base", adresse, "--json", "verifier")
    assert (code, [c["reussi"] for c in json.loads(sortie)["controles"]]) == (0, [True, True, True])


def test_une_autre_sorte_de_base_se_refuse(capsys):
    code, _, erreur = lancer(capsys, "--base", "mysql://serveur/cabinet", "verifier")
    assert (code, "n’ouvre pas les bases de mysql" in erreur) == (1, True)


@pytest.mark.parametrize("adresse", ["", "sqlite:///", "."])
def test_un_dossier_n_est_pas_une_base(capsys, adresse):
    code, _, erreur = lancer(capsys, "--base", adresse, "verifier")
    assert (code, "est un dossier" in erreur) == (1, True)


def test_une_adresse_sqlite_designe_un_fichier(capsys, base, phrase):
    assert lancer(capsys, "--base", f"sqlite:///{base}", "--phrase-depuis", phrase, "verifier")[0] == 0


def test_les_options_communes_s_ecrivent_aussi_apres_l_ordre(capsys, base, phrase):
    code, sortie, _ = lancer(capsys, "verifier", "--base", base, "--phrase-depuis", phrase, "--json")
    assert (code, json.loads(sortie)["ordre"]) == (0, "verifier")
    code, sortie, _ = lancer(capsys, "--json", "--base", base, "--phrase-depuis", phrase, "verifier")
    assert (code, json.loads(sortie)["ordre"]) == (0, "verifier")


def test_un_lien_et_son_fichier_ont_le_meme_verrou(base, tmp_path):
    lien = tmp_path / "lien.sqlite"
    lien.symlink_to(base)
    assert chemin_demande(str(lien)) == chemin_demande(str(base)) == base.resolve()


def test_un_refus_se_dit_aussi_en_json(capsys, tmp_path):
    code, sortie, erreur = lancer(capsys, "--json", "--base", tmp_path / "rien.sqlite", "verifier")
    compte_rendu = json.loads(sortie)
    assert (code, compte_rendu["reussi"], compte_rendu["ordre"]) == (1, False, "verifier")
    assert compte_rendu["refus"] in erreur
    assert compte_rendu["conseil"]


@pytest.mark.parametrize(
    ("arguments", "plainte"),
    [
        (["restaurer"], "Il manque : SOURCE"),
        (["cles"], "Il manque : ACTION"),
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
