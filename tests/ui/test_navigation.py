"""La navigation : chaque nom et sa touche se lisent à toutes les tailles de texte."""

from __future__ import annotations

import pytest

from secretariat.ui.fenetre.metiers import METIERS
from secretariat.ui.fenetre.navigation import Navigation
from secretariat.ui.theme.jetons import ESPACE, GROSSISSEMENTS, ICONE, LARGEUR
from secretariat.ui.theme.peinture import largeur_texte
from secretariat.ui.theme.theme import theme


@pytest.mark.parametrize("grossissement", GROSSISSEMENTS)
def test_le_nom_et_la_touche_tiennent_cote_a_cote(qtbot, qapp, grossissement):
    theme().installer(qapp)
    navigation = Navigation()
    qtbot.addWidget(navigation)
    theme().grossir(grossissement)
    try:
        utile = navigation.width() - 2 * ESPACE.moyen - ICONE.grande - 3 * ESPACE.moyen
        for metier in METIERS:
            nom = largeur_texte(metier.libelle, theme().police("corps", 600))
            assert nom + largeur_texte(metier.touche, theme().police("petit", 500)) <= utile
        assert navigation.width() >= LARGEUR.navigation
    finally:
        theme().grossir(1.0)
