"""L’ordre « demo », jusqu’à la porte de la fenêtre."""

import pytest

from secretariat.commandes import demo
from secretariat.commandes.execution import executer
from secretariat.demonstration import creation, etat
from secretariat.socle.horloge import horloge_du_poste


@pytest.fixture(autouse=True)
def petit_cabinet(monkeypatch, tmp_path):
    """Soixante patients et deux jours passés, dans un dossier à soi."""
    monkeypatch.setattr(
        creation.creer, "__kwdefaults__", {**(creation.creer.__kwdefaults__ or {}), "patients": 60, "jours_passes": 2}
    )
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def preparer(*, neuve=False):
    return demo.preparer(demo.base_demandee(None), graine=2026, neuve=neuve)


def test_la_base_se_cree_la_premiere_fois_et_se_reprend_ensuite(capsys):
    base = preparer()
    assert "Création du cabinet de démonstration" in capsys.readouterr().err
    faite = base.stat().st_mtime_ns, base.stat().st_ino
    preparer()
    assert "repris où on l’avait laissé" in capsys.readouterr().err
    assert (base.stat().st_mtime_ns, base.stat().st_ino) == faite


def test_neuve_refait_la_base(capsys):
    base = preparer()
    ancienne = base.stat().st_ino
    preparer(neuve=True)
    assert "est refait" in capsys.readouterr().err
    assert base.stat().st_ino != ancienne


def test_un_agenda_passe_se_refait_de_lui_meme(capsys):
    base = demo.base_demandee(None)
    il_y_a_longtemps = horloge_du_poste().replace(year=horloge_du_poste().year - 1, day=1)
    creation.creer(base, horloge=lambda: il_y_a_longtemps)
    preparer()
    assert "L’agenda de démonstration finissait" in capsys.readouterr().err
    refait = etat.lire_etat(base)
    assert refait is not None
    assert refait.dernier_jour >= horloge_du_poste().date()


def test_demo_ne_touche_pas_a_une_vraie_base(capsys, cabinet, chemin_base):
    cabinet.fermer()
    avant = chemin_base.read_bytes()
    assert executer(["--base", str(chemin_base), "demo", "--neuve"]) == 1
    assert "n’est pas une démonstration" in capsys.readouterr().err
    assert chemin_base.read_bytes() == avant


def test_un_dossier_de_sortie_impossible_se_dit_en_francais(capsys, tmp_path):
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    assert executer(["demo", "--scenario", "--sortie", str(tmp_path / "fichier" / "s")]) == 1
    assert "ne se crée pas" in capsys.readouterr().err
