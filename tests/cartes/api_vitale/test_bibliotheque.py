import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from secretariat.cartes.api_vitale.arbre import TAILLE_MAX
from secretariat.cartes.api_vitale.bibliotheque import ApiBibliotheque
from secretariat.cartes.erreurs import CarteMuette, DonneesInvalides, LicenceRequise, ReponseInattendue

SOURCE = Path(__file__).with_name("bibliotheque.c")
INSERTION = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def bibliotheque(tmp_path_factory: pytest.TempPathFactory) -> Path:
    gcc = shutil.which("gcc")
    assert gcc, "gcc manque : la bibliothèque d’essai ne se compile pas (« make test » l’installe)"
    produit = tmp_path_factory.mktemp("api") / "libvitale.so"
    subprocess.run([gcc, "-shared", "-fPIC", "-o", produit, SOURCE], check=True)
    return produit


def lire(chemin: Path, fonction: str, delai_s: float = 20) -> bytes:
    return ApiBibliotheque(chemin, fonction, delai_s=delai_s).lire("Lecteur 00 00", depuis=INSERTION)


def test_le_xml_arrive_sans_le_bruit_de_la_bibliotheque(bibliotheque):
    assert lire(bibliotheque, "bonne") == b"<vitale><listeBenef/></vitale>"


def test_la_bibliotheque_recoit_la_place_offerte(bibliotheque):
    assert int(lire(bibliotheque, "place_offerte")) == TAILLE_MAX


def test_le_code_d_un_refus_se_montre(bibliotheque):
    with pytest.raises(ReponseInattendue, match=r"code -17"):
        lire(bibliotheque, "refuse")


@pytest.mark.parametrize("fonction", ["plante", "deborde_beaucoup", "s_arrete"])
def test_un_plantage_n_emporte_que_son_processus(bibliotheque, fonction):
    with pytest.raises(ReponseInattendue, match="arrêtée brutalement"):
        lire(bibliotheque, fonction)


def test_un_plantage_ne_laisserait_pas_d_image_de_la_memoire(bibliotheque):
    assert lire(bibliotheque, "image_de_la_memoire_max") == b"0/0"


def test_une_boucle_s_arrete_au_delai(bibliotheque):
    with pytest.raises(CarteMuette, match=r"répondu en 1,5\u00a0s") as capture:
        lire(bibliotheque, "boucle", delai_s=1.5)
    assert capture.value.__context__ is None


@pytest.mark.parametrize("fonction", ["deborde_un_peu", "annonce_trop"])
def test_une_reponse_trop_longue_est_refusee(bibliotheque, fonction):
    with pytest.raises(DonneesInvalides) as capture:
        lire(bibliotheque, fonction)
    assert "trop-long" in capture.value.detail


def test_une_reponse_vide_reste_vide(bibliotheque):
    assert lire(bibliotheque, "ne_rend_rien") == b""


@pytest.mark.parametrize("fonction", ["zorglub", "", "system; true"])
def test_une_fonction_absente_renvoie_au_reglage(bibliotheque, fonction):
    with pytest.raises(ReponseInattendue, match="n’a pas la fonction réglée") as capture:
        lire(bibliotheque, fonction)
    assert "vue Cartes" in capture.value.conseil


def test_une_bibliotheque_absente_demande_la_licence(tmp_path):
    with pytest.raises(LicenceRequise):
        lire(tmp_path / "libvitale.so", "bonne")


def test_un_fichier_qui_n_est_pas_une_bibliotheque_ne_se_charge_pas():
    with pytest.raises(LicenceRequise, match="ne se charge pas"):
        lire(SOURCE, "bonne")
