"""Le thème et la taille du texte se retrouvent d’une fois à l’autre."""

from __future__ import annotations

import pytest

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction

from secretariat.ui.fenetre.fenetre import Espace
from secretariat.ui.theme import preference
from secretariat.ui.theme.jetons import Apparence
from secretariat.ui.theme.theme import theme


@pytest.fixture(autouse=True)
def compte(apparence, tmp_path):
    """Un compte tout neuf, dont les réglages s’écrivent dans `tmp_path`."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    return tmp_path


def relancer():
    theme().choisir(Apparence.SYSTEME)
    theme().grossir(1.0)
    preference.reprendre()


def test_le_theme_et_la_taille_choisis_reviennent_au_lancement():
    preference.garder_l_apparence(Apparence.SOMBRE)
    preference.garder_la_taille(1.3)
    relancer()
    assert (theme().apparence, theme().grossissement) == (Apparence.SOMBRE, 1.3)


def test_un_compte_neuf_suit_le_bureau():
    relancer()
    assert (theme().apparence, theme().grossissement) == (Apparence.SYSTEME, 1.0)


def test_des_reglages_abimes_ne_genent_pas(compte):
    fichier = compte / "Secretariat" / "fenetre.ini"
    fichier.parent.mkdir()
    fichier.write_bytes(b"apparence=fluo\ntaille-du-texte=\xff9\n[\n")
    relancer()
    assert (theme().apparence, theme().grossissement) == (Apparence.SYSTEME, 1.0)


def test_le_menu_de_session_retient_ce_que_l_on_y_choisit(poste, qtbot):
    espace = Espace(poste)
    qtbot.addWidget(espace)
    for libelle in ("Sombre", "115\u00a0%"):
        next(a for a in espace.findChildren(QAction) if a.text() == libelle).trigger()
    relancer()
    assert (theme().apparence, theme().grossissement) == (Apparence.SOMBRE, 1.15)
    qtbot.waitUntil(lambda: poste.taches.au_repos)
