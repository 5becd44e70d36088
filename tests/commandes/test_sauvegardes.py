"""Les ordres sur les sauvegardes et sur les clés, lancés comme à la ligne de commande."""

import json

import pytest

from secretariat.socle import chiffrement, cles, recuperation
from secretariat.socle.cles import CleRefusee, Moyen
from tests.commandes.conftest import PHRASE, lancer

NOUVELLE = "une toute autre phrase"


@pytest.fixture
def ordre(capsys, base, phrase, monkeypatch):
    """Lance un ordre sur la base d’essai ; rend son code, ses données et sa sortie d’erreur."""
    monkeypatch.setattr("secretariat.commandes.bases.trousseau_du_bureau", lambda: None)

    def executer(*arguments):
        code, sortie, erreur = lancer(capsys, "--base", base, "--phrase-depuis", phrase, "--json", *arguments)
        return code, json.loads(sortie), erreur

    return executer


@pytest.fixture
def nouvelle(tmp_path):
    fichier = tmp_path / "nouvelle.txt"
    fichier.write_text(NOUVELLE, encoding="utf-8")
    return fichier


def test_sauvegarder_sans_destination_va_au_dossier_et_se_note_au_journal(ordre, base):
    code, faite, _ = ordre("sauvegarder")
    assert (code, faite["verifiee"], faite["lignes_du_journal"]) == (0, True, 4)
    assert (base.parent / "sauvegardes" / "cabinet" / faite["nom"]).exists()
    connexion = chiffrement.connecter(base, bytes(range(32)))
    lignes = connexion.execute("SELECT operation, details FROM journal WHERE id = 5").fetchall()
    connexion.close()
    assert lignes[0][0] == "sauvegarde"
    assert faite["derniere_empreinte"] in lignes[0][1]


def test_sauvegardes_les_montre_et_dit_le_meme_disque(ordre, capsys, base):
    ordre("sauvegarder")
    _, donnees, _ = ordre("sauvegardes")
    assert [s["raison"] for s in donnees["sauvegardes"]] == ["demandee"]
    assert donnees["meme_disque"] is True
    _, sortie, _ = lancer(capsys, "--base", base, "sauvegardes")
    assert "demandée" in sortie
    assert "même disque" in sortie


def test_les_reglages_se_changent_et_se_gardent(ordre, tmp_path):
    (tmp_path / "disque").mkdir()
    ordre("sauvegardes", "--dossier", tmp_path / "disque", "--jours", "3", "--alerte-heures", "48")
    _, donnees, _ = ordre("sauvegardes")
    assert donnees["reglages"] == {
        "dossier": str(tmp_path / "disque"),
        "politique": {"jours": 3, "semaines": 5, "mois": 12},
        "alerte_heures": 48,
    }
    code, refus, _ = ordre("sauvegardes", "--mois", "-1")
    assert (code, "ne peut pas valoir -1" in refus["refus"]) == (1, True)


def test_sans_sauvegarde_la_liste_previent(ordre):
    assert ordre("sauvegardes")[1]["alerte"]["titre"] == "Aucune sauvegarde"


def test_l_exercice_dit_ce_qu_il_trouve_et_echoue_sans_sauvegarde(ordre):
    assert ordre("exercice-restauration")[0] == 1
    ordre("sauvegarder")
    code, donnees, _ = ordre("exercice-restauration")
    assert code == 0
    assert any("chaîne entière" in constat for constat in donnees["constats"])


def test_une_sauvegarde_du_dossier_se_restaure(ordre, base):
    _, faite, _ = ordre("sauvegarder")
    code, donnees, _ = ordre("restaurer", base.parent / "sauvegardes" / "cabinet" / faite["nom"])
    assert (code, donnees["ancienne"] is not None) == (0, True)


def test_les_cles_se_listent_sans_secret(ordre, base):
    _, donnees, _ = ordre("cles", "lister")
    assert [cle["moyen"] for cle in donnees["cles"]] == ["phrase"]
    assert cles.lire(base).emplacements[0].chiffre not in json.dumps(donnees)


def test_une_phrase_s_ajoute_se_renouvelle_et_se_revoque(ordre, base, nouvelle):
    code, ajoutee, _ = ordre("cles", "ajouter", "phrase", "--libelle", "Karim", "--nouvelle-depuis", nouvelle)
    assert (code, cles.lire(base).emplacements[1].libelle) == (0, "Karim")
    nouvelle.write_text("encore une autre phrase", encoding="utf-8")
    code, renouvelee, _ = ordre("cles", "renouveler", ajoutee["repere"], "--nouvelle-depuis", nouvelle)
    assert code == 0
    with pytest.raises(CleRefusee):
        cles.ouvrir(cles.lire(base), NOUVELLE, Moyen.PHRASE)
    assert ordre("cles", "revoquer", renouvelee["repere"])[0] == 0
    assert cles.ouvrir(cles.lire(base), PHRASE, Moyen.PHRASE)


def test_le_dernier_moyen_ne_se_revoque_pas(ordre, base):
    code, refus, _ = ordre("cles", "revoquer", cles.lire(base).emplacements[0].repere)
    assert (code, "dernier moyen" in refus["refus"]) == (1, True)


def test_une_fiche_se_refait_en_pdf_et_s_essaie(ordre, base, tmp_path, nouvelle):
    code, _, _ = ordre("cles", "renouveler", "fiche", "--pdf", tmp_path / "fiche.pdf")
    assert code == 0
    assert (tmp_path / "fiche.pdf").read_bytes().startswith(b"%PDF")
    nouvelle.write_text(recuperation.nouveau_code(), encoding="utf-8")
    code, refus, _ = ordre("cles", "essayer-fiche", "--nouvelle-depuis", nouvelle)
    assert (code, "ce n’est pas celle de cette base" in refus["refus"]) == (1, True)


def test_une_fiche_qui_ne_s_ecrit_pas_ne_remplace_pas_l_ancienne(ordre, base, tmp_path):
    avant = cles.lire(base)
    assert ordre("cles", "renouveler", "fiche", "--pdf", tmp_path / "absent" / "fiche.pdf")[0] == 1
    assert ordre("cles", "renouveler", "fiche")[0] == 1
    assert cles.lire(base) == avant


def test_changer_les_cles_sans_preuve_est_refuse(capsys, base, nouvelle, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    arguments = ("--base", base, "cles", "ajouter", "phrase", "--nouvelle-depuis", nouvelle)
    code, _, erreur = lancer(capsys, *arguments)
    assert (code, "--phrase-depuis" in erreur) == (1, True)


def test_un_secret_ne_s_ecrit_pas_sur_la_ligne_de_commande(ordre, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    code, refus, _ = ordre("cles", "ajouter", "phrase")
    assert (code, "--nouvelle-depuis" in refus["conseil"]) == (1, True)


def test_la_base_s_ouvre_par_les_mots_de_la_fiche(capsys, base, phrase):
    code = recuperation.nouveau_code()
    place = cles.envelopper(bytes(range(32)), code, moyen=Moyen.RECUPERATION, le="2026-03-12")
    cles.ecrire(base, cles.Enveloppes("essai", (place,)))
    phrase.write_text(" ".join(recuperation.en_mots(code)).upper(), encoding="utf-8")
    assert lancer(capsys, "--base", base, "--phrase-depuis", phrase, "verifier")[0] == 0
    phrase.write_text(" ".join(recuperation.en_mots(code)[::-1]), encoding="utf-8")
    code_retour, _, erreur = lancer(capsys, "--base", base, "--phrase-depuis", phrase, "verifier")
    assert code_retour == 1
    assert "faute de recopie" in erreur or "n’est pas celle" in erreur
