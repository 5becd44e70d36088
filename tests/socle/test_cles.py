"""Les enveloppes de la clé : chaque moyen ouvre, aucun autre secret n’ouvre."""

import dataclasses

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

from secretariat.socle import cles, recuperation
from secretariat.socle.cles import CleRefusee, Enveloppes, Moyen, TrousseauMuet
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.trousseau import trousseau_du_bureau
from tests.trousseau import TrousseauDeMemoire

LE = "2026-03-12"


@pytest.fixture
def cle():
    return cles.nouvelle_cle()


def test_la_phrase_et_le_code_ouvrent_la_meme_cle(cle):
    code = recuperation.nouveau_code()
    enveloppes = Enveloppes(
        "b",
        (
            cles.envelopper(cle, "une phrase à moi", moyen=Moyen.PHRASE, le=LE),
            cles.envelopper(cle, code, moyen=Moyen.RECUPERATION, le=LE),
        ),
    )
    assert cles.ouvrir(enveloppes, "une phrase à moi", Moyen.PHRASE) == cle
    assert cles.ouvrir(enveloppes, code.lower().replace("-", " "), Moyen.RECUPERATION) == cle


@pytest.mark.parametrize("moyen", [Moyen.PHRASE, Moyen.RECUPERATION])
def test_un_autre_secret_est_refuse_avec_un_conseil(cle, moyen):
    enveloppes = Enveloppes("b", (cles.envelopper(cle, "BONBONBON", moyen=moyen, le=LE),))
    with pytest.raises(CleRefusee) as refus:
        cles.ouvrir(enveloppes, "MAUVAIS", moyen)
    assert refus.value.conseil


def test_le_trousseau_du_bureau_ouvre_sans_rien_demander(cle):
    trousseau = TrousseauDeMemoire()
    emplacement = cles.confier_au_trousseau(cle, "b", trousseau, le=LE)
    assert cles.ouvrir_par_trousseau(Enveloppes("b", (emplacement,)), trousseau) == cle
    assert cles.ouvrir_par_trousseau(Enveloppes("b", (emplacement,)), TrousseauDeMemoire()) is None


def test_la_cle_n_est_jamais_en_clair_dans_le_fichier(cle, tmp_path):
    base = tmp_path / "cabinet.sqlite"
    cles.ecrire(base, Enveloppes("b", (cles.envelopper(cle, "phrase", moyen=Moyen.PHRASE, le=LE),)))
    assert cle.hex() not in cles.fichier_de(base).read_text()
    assert cles.ouvrir(cles.lire(base), "phrase", Moyen.PHRASE) == cle


@pytest.mark.parametrize("contenu", ["", "{}", '{"base": "b", "emplacements": [{"moyen": "inconnu"}]}', "\x00"])
def test_un_fichier_de_cles_abime_se_dit(tmp_path, contenu):
    base = tmp_path / "cabinet.sqlite"
    cles.fichier_de(base).write_text(contenu)
    with pytest.raises(ErreurEnvironnement, match="illisible"):
        cles.lire(base)


def test_un_fichier_de_cles_absent_se_dit(tmp_path):
    with pytest.raises(ErreurEnvironnement, match="manque"):
        cles.lire(tmp_path / "cabinet.sqlite")


def test_un_trousseau_qui_a_un_autre_secret_laisse_demander_la_phrase(cle):
    trousseau = TrousseauDeMemoire()
    emplacement = cles.confier_au_trousseau(cle, "b", trousseau, le=LE)
    trousseau.set_password("secretariat", "b", "un secret d’avant la restauration")
    assert cles.ouvrir_par_trousseau(Enveloppes("b", (emplacement,)), trousseau) is None


class TrousseauVerrouille(KeyringBackend):
    """Un vrai trousseau de `keyring`, que personne n’a déverrouillé."""

    priority = 1

    def get_password(self, service, username):
        raise KeyringLocked

    def set_password(self, service, username, password):
        raise KeyringLocked


def test_un_trousseau_verrouille_ne_rend_rien_et_le_dit_si_on_y_range(monkeypatch):
    monkeypatch.setattr(keyring, "get_keyring", TrousseauVerrouille)
    trousseau = trousseau_du_bureau()
    assert trousseau is not None
    assert trousseau.get_password("secretariat", "b") is None
    with pytest.raises(TrousseauMuet):
        trousseau.set_password("secretariat", "b", "secret")


def test_sans_trousseau_il_n_y_en_a_pas(monkeypatch):
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    assert trousseau_du_bureau() is None


@pytest.mark.parametrize("abime", [{"sel": "A"}, {"nonce": "AAAA"}, {"chiffre": ""}, {"sel": "AAAA"}])
def test_une_enveloppe_abimee_n_ouvre_pas_mais_laisse_essayer_la_suivante(cle, abime):
    bonne = cles.envelopper(cle, "phrase", moyen=Moyen.PHRASE, le=LE)
    enveloppes = Enveloppes("b", (dataclasses.replace(bonne, **abime), bonne))
    assert cles.ouvrir(enveloppes, "phrase", Moyen.PHRASE) == cle


def test_sur_un_disque_plein_l_ancien_fichier_de_cles_reste_entier(disque_plein):
    base = disque_plein / "cabinet.sqlite"
    cles.ecrire(base, Enveloppes("b", ()))
    avant = cles.fichier_de(base).read_bytes()
    (disque_plein / "gros").write_bytes(b"x" * 60_000)
    with pytest.raises(ErreurEnvironnement, match="disque est plein"):
        cles.ecrire(base, Enveloppes("b" * 60_000, ()))
    assert cles.fichier_de(base).read_bytes() == avant
