import json
from dataclasses import replace

import pytest

from secretariat.cartes.reglages import NOM, ReglagesDuPoste, ecrire_reglages, lire_reglages
from secretariat.socle.erreurs import ErreurMetier

DEFAUTS = ReglagesDuPoste()


@pytest.fixture
def bibliotheque(tmp_path):
    chemin = tmp_path / "libcps3.so"
    chemin.touch()
    return str(chemin)


def gardes(dossier, **contenu):
    (dossier / NOM).write_text(json.dumps(contenu), encoding="utf-8")
    return lire_reglages(dossier)


def test_sans_dossier_ni_fichier_ce_sont_les_defauts(tmp_path):
    assert lire_reglages(None) == lire_reglages(tmp_path) == DEFAUTS


def test_ce_qui_s_ecrit_se_relit(tmp_path, bibliotheque):
    choisis = ReglagesDuPoste("Lecteur é\u00a0A", "Lecteur B", bibliotheque, "/x.xml", bibliotheque, "lire", 2.5)
    ecrire_reglages(tmp_path, choisis)
    assert lire_reglages(tmp_path) == choisis


@pytest.mark.parametrize(
    "octets", [b"", b"{", b"[]", b"null", b"12", b'"texte"', b"\xff\xfe", b"\0\0", b'{"patience_s": }', b"{} {}"]
)
def test_un_fichier_abime_vaut_les_defauts(tmp_path, octets):
    (tmp_path / NOM).write_bytes(octets)
    assert lire_reglages(tmp_path) == DEFAUTS


def test_un_dossier_a_la_place_du_fichier_vaut_les_defauts(tmp_path):
    (tmp_path / NOM).mkdir()
    assert lire_reglages(tmp_path) == DEFAUTS


@pytest.mark.parametrize(
    "folle", ["dix", "10", "", None, True, False, [], {}, 0, -1, 0.99, 60.1, 1e308, 10**400, float("nan"), float("inf")]
)
def test_une_patience_folle_vaut_son_defaut(tmp_path, folle):
    assert gardes(tmp_path, patience_s=folle) == DEFAUTS


@pytest.mark.parametrize("juste", [1, 60, 2.5])
def test_une_patience_dans_ses_bornes_se_garde(tmp_path, juste):
    lue = gardes(tmp_path, patience_s=juste).patience_s
    assert (lue, type(lue)) == (juste, float)


@pytest.mark.parametrize("folle", [None, 3, True, ["x"], {"x": 1}])
def test_un_texte_fou_vaut_son_defaut_et_laisse_les_autres(tmp_path, folle):
    assert gardes(tmp_path, lecteur_vitale=folle, lecteur_cps="B") == replace(DEFAUTS, lecteur_cps="B")


def test_une_cle_inconnue_ne_gene_pas(tmp_path):
    assert gardes(tmp_path, couleur="bleu", lecteur_cps="B").lecteur_cps == "B"


@pytest.mark.parametrize(
    ("fautifs", "faute"),
    [
        ({"bibliotheque_pkcs11": "/nulle/part.so"}, "Aucun fichier"),
        ({"api_bibliotheque": "/nulle/part.so", "api_fonction": "lire"}, "Aucun fichier"),
        ({"bibliotheque_pkcs11": "\0"}, "Aucun fichier"),
        ({"patience_s": 0.5}, r"0\.5"),
        ({"patience_s": 61.0}, "61"),
        ({"patience_s": float("nan")}, "nan"),
    ],
)
def test_des_reglages_qui_ne_peuvent_pas_servir_ne_s_ecrivent_pas(tmp_path, fautifs, faute):
    with pytest.raises(ErreurMetier, match=faute) as refus:
        ecrire_reglages(tmp_path, ReglagesDuPoste(**fautifs))
    assert refus.value.conseil
    assert not (tmp_path / NOM).exists()


def test_une_bibliotheque_sous_licence_sans_fonction_est_refusee(tmp_path, bibliotheque):
    with pytest.raises(ErreurMetier, match="fonction"):
        ecrire_reglages(tmp_path, ReglagesDuPoste(api_bibliotheque=bibliotheque))
