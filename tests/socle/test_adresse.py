"""L’adresse d’une base : ce que l’on comprend, et ce que l’on refuse avec la raison."""

from pathlib import Path

import pytest

from secretariat.socle.adresse import Serveur, est_une_adresse_de_serveur, lire_serveur
from secretariat.socle.base_du_poste import NOM, base_du_poste, retenir
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        (
            "postgresql+psycopg://accueil@serveur.cabinet/cabinet",
            Serveur("serveur.cabinet", "cabinet", "accueil", 5432, "verify-full"),
        ),
        ("postgresql://poste%201@127.0.0.1:5433/c", Serveur("127.0.0.1", "c", "poste 1", 5433, "disable")),
        ("postgres://a@[::1]/c", Serveur("::1", "c", "a", 5432, "disable")),
        (
            "postgresql://a@localhost/c?sslmode=verify-full&sslrootcert=/etc/ca.pem",
            Serveur("localhost", "c", "a", 5432, "verify-full", Path("/etc/ca.pem")),
        ),
    ],
)
def test_une_adresse_se_comprend_et_se_relit_de_ce_qu_elle_dit(texte, attendu):
    assert lire_serveur(texte) == attendu
    assert lire_serveur(str(attendu).replace("poste 1", "poste%201")) == attendu


@pytest.mark.parametrize(
    ("texte", "raison"),
    [
        ("mysql://a@serveur/c", "n’ouvre pas les bases de mysql"),
        ("postgresql://a:secret@serveur/c", "mot de passe"),
        ("postgresql://a:@serveur/c", "mot de passe"),
        ("postgresql://serveur/c", "incomplète"),
        ("postgresql://a@serveur", "incomplète"),
        ("postgresql://a@/c", "incomplète"),
        ("postgresql://a@serveur:99999/c", "port"),
        ("postgresql://a@serveur:x/c", "port"),
        ("postgresql://a@serveur/c?sslmode=disable", "ne vérifie pas"),
        ("postgresql://a@192.168.1.4/c?sslmode=require", "ne vérifie pas"),
        ("postgresql://a@serveur/c?sslmode=peut-etre", "n’existe pas"),
        ("postgresql://a@serveur/c?password=secret", "option inconnue"),
    ],
)
def test_une_adresse_refusee_dit_pourquoi_sans_repeter_de_secret(texte, raison):
    with pytest.raises(ErreurMetier, match=raison) as refus:
        lire_serveur(texte)
    assert "secret" not in str(refus.value)
    assert refus.value.conseil


@pytest.mark.parametrize("chemin", ["cabinet.sqlite", "sqlite:////tmp/c.sqlite", "/srv/c.sqlite"])
def test_un_chemin_n_est_pas_un_serveur(chemin):
    assert not est_une_adresse_de_serveur(chemin)


def test_le_poste_retient_la_base_de_son_serveur(tmp_path):
    assert base_du_poste(tmp_path) == tmp_path / "cabinet.sqlite"
    adresse = lire_serveur("postgresql://accueil@serveur.cabinet/cabinet")
    retenir(tmp_path, adresse)
    assert base_du_poste(tmp_path) == adresse
    retenir(tmp_path, tmp_path / "autre.sqlite")
    assert base_du_poste(tmp_path) == tmp_path / "autre.sqlite"


@pytest.mark.parametrize("contenu", ["", "{}", "[1]", "{", "\x00"])
def test_un_choix_illisible_se_dit(tmp_path, contenu):
    (tmp_path / NOM).write_text(contenu, encoding="utf-8")
    with pytest.raises(ErreurEnvironnement, match="ne se lit pas"):
        base_du_poste(tmp_path)
