"""Importer des patients puis les chercher, comme à la ligne de commande."""

import json

import pytest

from tests.commandes.conftest import lancer

ENTETE = "sexe,nom_naissance,prenom,naissance,insee,tel\n"
JUSTES = "F,Valmouiac,Clémence,1960-05-16,29232,0780908131\nM,Leroy,Agnan,1955-05-03,44109,0742757412\n"


@pytest.fixture
def ordre(capsys, base, phrase):
    return lambda *arguments: lancer(capsys, "--json", "--base", base, "--phrase-depuis", phrase, *arguments)


@pytest.fixture
def csv(tmp_path):
    def ecrire(lignes, codage="utf-8"):
        fichier = tmp_path / "patients.csv"
        fichier.write_text(ENTETE + lignes, encoding=codage)
        return fichier

    return ecrire


def nombre(ordre, texte):
    return len(json.loads(ordre("rechercher", texte)[1])["patients"])


def test_importer_puis_rechercher_sans_accents(ordre, csv):
    code, sortie, _ = ordre("importer-patients", csv(JUSTES))
    assert (code, json.loads(sortie)["importes"]) == (0, 2)
    code, sortie, erreur = ordre("rechercher", "clemence", "valm")
    (trouvee,) = json.loads(sortie)["patients"]
    assert (code, trouvee["naissance"], erreur) == (0, "1960-05-16", "")
    assert trouvee["raison"]


def test_un_fichier_fautif_n_importe_rien_et_dit_chaque_ligne(ordre, csv):
    code, sortie, erreur = ordre("importer-patients", csv(JUSTES + "F,Morel,Zoé,1960-02-31,29232,\n"))
    compte_rendu = json.loads(sortie)
    assert (code, compte_rendu["importes"], [f["ligne"] for f in compte_rendu["fautes"]]) == (1, 0, [4])
    assert "Rien n’a été importé" in erreur
    assert nombre(ordre, "Valmouiac") == 0


def test_on_peut_ignorer_les_lignes_fautives(ordre, csv):
    fichier = csv(JUSTES + "F,Morel,Zoé,1960-02-31,29232,\n")
    assert ordre("importer-patients", fichier, "--ignorer-fautives")[0] == 0
    assert (nombre(ordre, "Valmouiac"), nombre(ordre, "Morel")) == (1, 0)


def test_la_meme_personne_deux_fois_dans_le_fichier_se_dit(ordre, csv, capsys, base, phrase):
    double = csv(JUSTES + "F,VALMOUIAC,Clemence,1960-05-16,29232,\n")
    (alerte,) = json.loads(ordre("importer-patients", double, "--essai")[1])["alertes"]
    assert (alerte["ligne"], alerte["message"]) == (4, "La même personne est déjà à la ligne 2.")
    _, sortie, _ = lancer(capsys, "--base", base, "--phrase-depuis", phrase, "importer-patients", double, "--essai")
    assert "À regarder, ligne 4" in sortie


def test_un_essai_n_ecrit_rien(ordre, csv):
    assert ordre("importer-patients", csv(JUSTES), "--essai")[0] == 0
    assert nombre(ordre, "Valmouiac") == 0


def test_importer_deux_fois_ne_double_pas_les_dossiers(ordre, csv):
    ordre("importer-patients", csv(JUSTES))
    ordre("importer-patients", csv(JUSTES), "--ignorer-fautives")
    assert nombre(ordre, "Valmouiac") == 1


@pytest.mark.parametrize("contenu", [b"", b"\x00\x01\x02", b"a,b\n1,2\n", b"\xff\xfe\x00"])
def test_un_fichier_qui_n_est_pas_un_csv_de_patients_se_dit(ordre, tmp_path, contenu):
    fichier = tmp_path / "autre.csv"
    fichier.write_bytes(contenu)
    code, sortie, erreur = ordre("importer-patients", fichier)
    assert (code, json.loads(sortie)["reussi"]) == (1, False)
    assert erreur


@pytest.mark.parametrize("fichier", ["absent.csv", "."])
def test_un_chemin_qui_ne_mene_a_rien_se_dit(ordre, fichier):
    code, _, erreur = ordre("importer-patients", fichier)
    assert (code, "pas de fichier" in erreur) == (1, True)


def test_une_recherche_sans_reponse_reussit(ordre):
    assert (ordre("rechercher", "personne")[0], nombre(ordre, "personne")) == (0, 0)
