"""Les contrastes : chaque texte se lit sur chaque fond où on le pose, dans les deux thèmes."""

from __future__ import annotations

import pytest

from PySide6.QtGui import QColor

from secretariat.ui.theme.jetons import COULEURS, ESPACE, MOTIFS, TEINTE_MOTIF, TEXTE, Ton
from secretariat.ui.theme.theme import melange

THEMES = tuple(COULEURS)
SENS = [ton for ton in Ton if ton is not Ton.NEUTRE]
PAIRES = [
    *((encre, fond) for encre in ("texte", "texte2", "texte3") for fond in ("fond", "surface", "creux")),
    *((encre, fond) for encre in ("texte", "texte2") for fond in ("survol", "appui")),
    *((ton.encre, fond) for ton in SENS for fond in ("fond", "surface", ton.fond)),
    *((encre, ton.fond) for ton in SENS for encre in ("texte", "texte2")),
    *(("sur_accent", fond) for fond in ("accent", "accent_survol", "accent_appui")),
    *((encre, fond) for encre in ("sur_toast", "accent_toast") for fond in ("toast", "toast_survol")),
    ("sur_demo", "demo"),
    ("danger", "danger_appui"),
    ("succes", "accent_fond"),
    ("danger", "accent_fond"),
    ("attention", "accent_fond"),
]


def _luminance(couleur: QColor) -> float:
    def lineaire(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * lineaire(couleur.redF()) + 0.7152 * lineaire(couleur.greenF()) + 0.0722 * lineaire(couleur.blueF())


def contraste(une: QColor, autre: QColor) -> float:
    sombre, claire = sorted((_luminance(une), _luminance(autre)))
    return (claire + 0.05) / (sombre + 0.05)


@pytest.mark.parametrize("nom", THEMES)
@pytest.mark.parametrize(("encre", "fond"), PAIRES)
def test_un_texte_se_lit_sur_son_fond(nom: str, encre: str, fond: str):
    assert contraste(QColor(COULEURS[nom][encre]), QColor(COULEURS[nom][fond])) >= 4.5


@pytest.mark.parametrize("nom", THEMES)
@pytest.mark.parametrize("motif", MOTIFS)
def test_un_texte_se_lit_sur_la_teinte_de_chaque_motif(nom: str, motif: str):
    couleurs = COULEURS[nom]
    fond = melange(QColor(couleurs["surface"]), QColor(couleurs[motif]), TEINTE_MOTIF[nom])
    for encre in ("texte", "texte2", "succes", "attention", "info", "danger"):
        assert contraste(QColor(couleurs[encre]), fond) >= 4.5, encre


@pytest.mark.parametrize("nom", THEMES)
def test_le_bord_d_un_champ_se_voit(nom: str):
    for fond in ("fond", "surface", "creux"):
        assert contraste(QColor(COULEURS[nom]["bord_champ"]), QColor(COULEURS[nom][fond])) >= 3


@pytest.mark.parametrize("nom", THEMES)
def test_l_anneau_de_focus_et_la_bande_d_un_motif_se_voient(nom: str):
    for jeton in ("accent", *MOTIFS):
        assert contraste(QColor(COULEURS[nom][jeton]), QColor(COULEURS[nom]["surface"])) >= 3, jeton


def test_les_deux_themes_ont_les_memes_jetons():
    assert COULEURS["clair"].keys() == COULEURS["sombre"].keys()


def test_chaque_ton_a_ses_couleurs():
    for ton in Ton:
        assert {ton.encre, ton.fond} <= COULEURS["clair"].keys()


def test_rien_ne_se_lit_sous_douze_pixels_et_tout_tombe_sur_la_grille_de_quatre():
    assert min(TEXTE.values()) >= 12
    assert all(pas % 4 == 0 for pas in (ESPACE.infime, ESPACE.petit, ESPACE.moyen, ESPACE.grand, ESPACE.ample))
