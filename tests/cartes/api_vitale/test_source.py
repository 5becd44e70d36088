import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secretariat.cartes.api_vitale.arbre import TAILLE_MAX
from secretariat.cartes.api_vitale.source import ApiAbsente, ApiFichier
from secretariat.cartes.erreurs import DonneesInvalides, ErreurCarte, LicenceRequise, ReponseInattendue
from tests.cartes.api_vitale.documents import FAMILLE

INSERTION = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
LECTEUR = "Lecteur 00 00"


def apres(secondes: float) -> datetime:
    return INSERTION + timedelta(seconds=secondes)


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    chemin = tmp_path / "vitale.xml"
    chemin.write_bytes(FAMILLE)
    ecrire_a(chemin, 3)
    return chemin


def ecrire_a(chemin: Path, secondes: float) -> None:
    os.utime(chemin, (0, apres(secondes).timestamp()))


def lire_a(chemin: Path, secondes: float, *, depuis: datetime = INSERTION) -> bytes:
    return ApiFichier(chemin, horloge=lambda: apres(secondes), age_max_s=30).lire(LECTEUR, depuis=depuis)


def detail(chemin: Path, secondes: float) -> str:
    with pytest.raises(ReponseInattendue) as capture:
        lire_a(chemin, secondes)
    return capture.value.detail


def test_sans_composant_les_droits_demandent_une_licence():
    with pytest.raises(LicenceRequise, match="API de lecture Vitale"):
        ApiAbsente().lire(LECTEUR, depuis=INSERTION)


def test_un_fichier_ecrit_depuis_l_insertion_se_lit(depot):
    assert lire_a(depot, 4) == lire_a(depot, 33) == FAMILLE


@pytest.mark.parametrize("secondes", [-1.7e9, -3600, -0.001, 0])
def test_le_fichier_du_patient_d_avant_ne_se_lit_pas(depot, secondes):
    ecrire_a(depot, secondes)
    assert "avant l’insertion" in detail(depot, 4)


def test_un_fichier_trop_vieux_ne_se_lit_pas(depot):
    assert "il y a 31 s" in detail(depot, 34)


def test_un_fichier_de_l_avenir_ne_se_lit_pas(depot):
    for secondes in (10, 3600, 1e11):
        ecrire_a(depot, secondes)
        assert "dans l’avenir" in detail(depot, 4)


def test_une_horloge_reculee_ne_rajeunit_pas_un_fichier(depot):
    with pytest.raises(ReponseInattendue):
        lire_a(depot, -600, depuis=apres(-605))


def test_une_insertion_sans_fuseau_est_un_defaut(depot):
    with pytest.raises(ValueError, match="fuseau"):
        lire_a(depot, 4, depuis=INSERTION.replace(tzinfo=None))


def test_un_fichier_absent_dit_de_relancer_l_outil(tmp_path):
    with pytest.raises(ReponseInattendue, match="n’a pas déposé") as capture:
        lire_a(tmp_path / "rien.xml", 4)
    assert "outil sous licence" in capture.value.conseil


def test_un_dossier_n_est_pas_un_fichier(tmp_path):
    assert detail(tmp_path, 4)


def test_un_tube_nomme_ne_fait_pas_attendre(tmp_path):
    tube = tmp_path / "vitale.xml"
    os.mkfifo(tube)
    assert "pas un fichier" in detail(tube, 4)


def test_un_fichier_illisible_est_refuse(depot):
    boucle = depot.with_name("boucle.xml")
    boucle.symlink_to(boucle)
    assert detail(boucle, 4)


def test_un_fichier_trop_gros_est_refuse(depot):
    depot.write_bytes(b" " * (TAILLE_MAX + 1))
    ecrire_a(depot, 3)
    with pytest.raises(DonneesInvalides):
        lire_a(depot, 4)


def test_un_fichier_recrit_pendant_la_lecture_est_refuse(depot):
    def horloge() -> datetime:
        depot.write_bytes(FAMILLE + b" ")
        return apres(4)

    with pytest.raises(ReponseInattendue) as capture:
        ApiFichier(depot, horloge=horloge).lire(LECTEUR, depuis=INSERTION)
    assert "change pendant la lecture" in capture.value.detail


def test_aucun_refus_ne_dit_le_chemin_ni_le_contenu(depot):
    ecrire_a(depot, -5)
    with pytest.raises(ErreurCarte) as capture:
        lire_a(depot, 4)
    dit = f"{capture.value}{capture.value.detail}{capture.value.conseil}"
    assert str(depot) not in dit
    assert "MOREAU" not in dit
