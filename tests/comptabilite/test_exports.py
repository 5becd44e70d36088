"""Les fichiers du journal : comparés à un fichier gardé, relus par un tableur, écrits entiers ou pas du tout."""

import resource
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from secretariat.comptabilite.exports import ENTETES, exporter_csv, exporter_xlsx
from secretariat.comptabilite.lectures import journal
from secretariat.socle.erreurs import ErreurEnvironnement
from tests.comptabilite.conftest import JOUR

ATTENDU = Path(__file__).with_name("attendus") / "journal.csv"


@pytest.fixture
def lignes(journee):
    with journee.lecture() as lecture:
        return journal(lecture, JOUR, JOUR)


def test_le_csv_est_celui_qui_est_garde(lignes, tmp_path):
    exporter_csv(lignes, tmp_path / "journal.csv")
    assert (tmp_path / "journal.csv").read_bytes() == ATTENDU.read_bytes()


def test_le_classeur_se_relit_avec_des_nombres_et_des_dates(lignes, tmp_path):
    exporter_xlsx(lignes, tmp_path / "journal.xlsx")
    entetes, *reste = load_workbook(tmp_path / "journal.xlsx")["Journal"].iter_rows()
    assert tuple(cellule.value for cellule in entetes) == ENTETES
    assert reste[0][1].value == datetime(2026, 3, 12)  # noqa: DTZ001  (un tableur n’a pas de fuseau)
    assert [Decimal(str(ligne[9].value)) for ligne in reste] == [ligne.solde.decimal for ligne in lignes]


@pytest.mark.parametrize("debut", ["=", "+", "-", "@"])
def test_un_libelle_qui_ressemble_a_une_formule_reste_un_texte(lignes, tmp_path, debut):
    piege = f"{debut}SOMME(A1)"
    exporter_xlsx([replace(lignes[0], libelle=piege)], tmp_path / "journal.xlsx")
    exporter_csv([replace(lignes[0], libelle=piege)], tmp_path / "journal.csv")
    cellule = load_workbook(tmp_path / "journal.xlsx")["Journal"]["D2"]
    assert (cellule.value, cellule.data_type) == (piege, "s")
    assert f";'{piege};" in (tmp_path / "journal.csv").read_text(encoding="utf-8-sig")


def test_un_caractere_de_commande_dans_un_libelle_n_empeche_pas_l_export(lignes, tmp_path):
    exporter_xlsx([replace(lignes[0], libelle="Loyer\x0bde mars")], tmp_path / "journal.xlsx")
    assert load_workbook(tmp_path / "journal.xlsx")["Journal"]["D2"].value == "Loyer de mars"


@pytest.mark.parametrize("exporter", [exporter_csv, exporter_xlsx])
def test_un_dossier_absent_est_dit(lignes, tmp_path, exporter):
    with pytest.raises(ErreurEnvironnement, match=r"journal\.csv n’a pas pu s’écrire .* ce dossier n’existe pas"):
        exporter(lignes, tmp_path / "absent" / "journal.csv")


def test_un_nom_deja_pris_par_un_dossier_est_dit(lignes, tmp_path):
    (tmp_path / "journal.csv").mkdir()
    with pytest.raises(ErreurEnvironnement, match="un dossier porte déjà ce nom"):
        exporter_csv(lignes, tmp_path / "journal.csv")


def test_un_disque_plein_laisse_l_ancien_fichier_intact(lignes, tmp_path):
    chemin = tmp_path / "journal.csv"
    chemin.write_text("l’ancien", encoding="utf-8")
    limites = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limites[1]))
    try:
        with pytest.raises(ErreurEnvironnement, match="le disque n’accepte pas"):
            exporter_csv(lignes * 100, chemin)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limites)
    assert chemin.read_text(encoding="utf-8") == "l’ancien"
    assert list(tmp_path.glob(".journal*")) == []
