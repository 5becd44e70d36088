from pathlib import Path

import pytest

from secretariat.cartes.api_vitale.qualites import charger_qualites, designer, qualites_livrees
from secretariat.cartes.fiche_yaml import FicheInvalide
from secretariat.cartes.valeurs import QualiteBeneficiaire
from secretariat.socle.ressources import dossier

LIVREE = dossier() / "codes" / "qualites_beneficiaire.yaml"
ASSURE, ENFANT = QualiteBeneficiaire.ASSURE, QualiteBeneficiaire.ENFANT


def qualites(*codes: str) -> list[QualiteBeneficiaire | None]:
    return [c.qualite if c else None for c in designer(codes, qualites_livrees())]


def test_zero_et_un_designent_tous_deux_l_assure():
    assert qualites("0") == qualites("00") == qualites("1") == qualites("A") == [ASSURE]


def test_un_code_inconnu_ou_vide_ne_dit_rien():
    assert qualites("", "6", "zorglub") == [None, None, None]


def test_un_code_incertain_ne_fait_pas_un_second_assure():
    assert qualites("1", "0", "E") == [None, ASSURE, ENFANT]
    assert qualites("1", "1") == [None, None]


def test_toute_qualite_a_un_code_a_ecrire():
    assert {c.qualite for c in qualites_livrees()} == set(QualiteBeneficiaire)


def test_seul_ce_qui_se_dit_de_la_carte_est_sur():
    assert [c.code for c in qualites_livrees() if c.sure] == ["0"]


@pytest.mark.parametrize(
    ("avant", "apres", "faute"),
    [
        ("    qualite: conjoint", "    qualite: cousin", "l’un de assure, conjoint"),
        ('code: "C"', "code: 3", "un texte entre guillemets est attendu"),
        ('code: "C"', 'code: "E"', "deux fois"),
        ("    sure: true", "    sure: oui", "true ou false est attendu"),
        ("    sure: true\n", "", "«\u00a0sure\u00a0» manque"),
        ("verifie_le: 2026-11-22\n", "", "«\u00a0verifie_le\u00a0» manque"),
        ("codes:", "autre: 1\ncodes:", "clé inconnue «\u00a0autre\u00a0»"),
    ],
)
def test_une_table_mal_formee_est_refusee(tmp_path: Path, avant, apres, faute):
    texte = LIVREE.read_text(encoding="utf-8")
    assert avant in texte
    copie = tmp_path / LIVREE.name
    copie.write_text(texte.replace(avant, apres, 1), encoding="utf-8")
    with pytest.raises(FicheInvalide, match=faute):
        charger_qualites(copie)
