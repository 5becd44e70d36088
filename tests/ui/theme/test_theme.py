"""Le thème change à chaud, grossit, et ses icônes restent nettes."""

from __future__ import annotations

from pathlib import Path

import pytest

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from secretariat.socle import ressources
from secretariat.ui.composants import Bouton, ChampTexte, Etiquette, StyleBouton, ligne
from secretariat.ui.composants.rangement import contenir
from secretariat.ui.theme.focus import AnneauFocus
from secretariat.ui.theme.icones import icone
from secretariat.ui.theme.jetons import COULEURS, Apparence
from secretariat.ui.theme.theme import Theme
from secretariat.ui.theme.traces import source


def _pixel(widget: QWidget, x: int, y: int) -> str:
    return widget.grab().toImage().pixelColor(x, y).name().upper()


def test_forcer_le_sombre_repeint_un_bouton(apparence: Theme, qtbot):
    bouton = Bouton("Valider", StyleBouton.PRINCIPAL)
    qtbot.addWidget(bouton)
    bouton.resize(bouton.sizeHint())
    assert _pixel(bouton, 5, 18) == COULEURS["clair"]["accent"]
    with qtbot.waitSignal(apparence.change):
        apparence.choisir(Apparence.SOMBRE)
    assert _pixel(bouton, 5, 18) == COULEURS["sombre"]["accent"]


def test_une_etiquette_change_d_encre_avec_le_theme(apparence: Theme, qtbot):
    etiquette = Etiquette("Terminé", encre="succes")
    qtbot.addWidget(etiquette)
    apparence.choisir(Apparence.SOMBRE)
    assert etiquette.palette().color(QPalette.ColorRole.WindowText) == QColor(COULEURS["sombre"]["succes"])


def test_la_palette_suit_le_theme(apparence: Theme, qapp):
    apparence.choisir(Apparence.SOMBRE)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(COULEURS["sombre"]["fond"])


def test_grossir_agrandit_textes_et_hauteurs(apparence: Theme, qtbot):
    bouton, champ = Bouton("Valider"), ChampTexte("Nom")
    for piece in (bouton, champ):
        qtbot.addWidget(piece)
        piece.show()
    avant = (bouton.sizeHint().height(), champ.saisie.height(), apparence.police().pixelSize())
    apparence.grossir(1.3)
    champ.adjustSize()
    assert (bouton.sizeHint().height(), champ.saisie.height(), apparence.police().pixelSize()) == (47, 47, 18)
    assert avant == (36, 36, 14)


def test_un_grossissement_imprevu_est_refuse(apparence: Theme):
    with pytest.raises(ValueError, match="grossissement"):
        apparence.grossir(3.0)


def test_la_police_livree_est_celle_qui_s_affiche(apparence: Theme):
    police = apparence.police("titre", 600)
    assert (police.families()[0], police.pixelSize(), police.weight()) == ("Inter", 20, 600)


def test_un_jeton_inconnu_est_un_defaut(apparence: Theme):
    with pytest.raises(KeyError):
        apparence.couleur("mauve")


@pytest.mark.parametrize("fichier", sorted((ressources.dossier() / "icones").glob("*.svg")), ids=lambda f: f.stem)
def test_chaque_icone_est_de_la_famille(fichier: Path, apparence: Theme):
    texte = source(fichier.stem)
    assert 'viewBox="0 0 24 24"' in texte
    assert 'fill="none" stroke="currentColor"' in texte
    assert not icone(fichier.stem).isNull()


def test_une_icone_est_nette_a_150_pour_cent(apparence: Theme):
    assert icone("agenda", "accent", 16).pixmap(QSize(16, 16), 1.5).size() == QSize(24, 24)


def test_l_anneau_entoure_le_champ_qui_a_le_focus(apparence: Theme, qtbot):
    champ = QLineEdit()
    fenetre = contenir(ligne(champ, marges=(12, 12, 12, 12)))
    qtbot.addWidget(fenetre)
    fenetre.show()
    qtbot.waitUntil(fenetre.isActiveWindow)
    champ.setFocus()
    (anneau,) = (a for a in fenetre.findChildren(AnneauFocus) if a.isVisible())
    assert anneau.geometry() == champ.geometry().adjusted(-4, -4, 4, 4)
    fenetre.resize(500, 100)
    qtbot.waitUntil(lambda: anneau.geometry() == champ.geometry().adjusted(-4, -4, 4, 4))


def test_cliquer_un_bouton_ne_montre_pas_l_anneau(apparence: Theme, qtbot):
    bouton = QPushButton("Fermer")
    fenetre = contenir(ligne(bouton))
    qtbot.addWidget(fenetre)
    fenetre.show()
    qtbot.waitUntil(fenetre.isActiveWindow)
    bouton.clearFocus()
    qtbot.mousePress(bouton, Qt.MouseButton.LeftButton)
    assert bouton.hasFocus()
    assert not [a for a in fenetre.findChildren(AnneauFocus) if a.isVisible()]


def test_l_anneau_survit_a_la_disparition_de_sa_fenetre(apparence: Theme, qtbot):
    premier, second = contenir(ligne(QLineEdit())), contenir(ligne(QLineEdit()))
    for fenetre in (premier, second):
        qtbot.addWidget(fenetre)
        fenetre.show()
        fenetre.activateWindow()
        fenetre.findChildren(QLineEdit)[0].setFocus()
    premier.close()
    premier.deleteLater()
    qtbot.wait(1)
    second.findChildren(QLineEdit)[0].clearFocus()
    second.findChildren(QLineEdit)[0].setFocus()
