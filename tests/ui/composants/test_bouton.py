"""Le bouton s’actionne au clavier, dit son nom et sa touche, et se tait quand il est inactif."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt

from secretariat.ui.composants import Bouton, BoutonIcone, ChampTexte, StyleBouton, Touche, nom_touche
from secretariat.ui.theme.jetons import HAUTEUR
from tests.saisie import taper, touche
from tests.ui.composants.conftest import Poser, description_dite, nom_dit


@pytest.fixture
def faits() -> list[str]:
    return []


def test_la_barre_d_espace_actionne_le_bouton(poser: Poser, faits: list[str]):
    bouton = Bouton("Encaisser").au_clic(lambda: faits.append("clic"))
    poser(bouton)
    bouton.setFocus()
    touche(bouton, Qt.Key.Key_Space)
    assert faits == ["clic"]


def test_son_raccourci_l_actionne_depuis_ailleurs(poser: Poser, qtbot, faits: list[str]):
    fenetre = poser(Bouton("Nouveau", raccourci="N").au_clic(lambda: faits.append("N")))
    qtbot.keyClick(fenetre, Qt.Key.Key_N)
    assert faits == ["N"]


def test_une_lettre_tapee_dans_un_champ_n_est_pas_un_raccourci(poser: Poser, qtbot, faits: list[str]):
    champ = ChampTexte("Nom")
    poser(champ, Bouton("Nouveau", raccourci="N").au_clic(lambda: faits.append("N")))
    champ.saisie.setFocus()
    qtbot.keyClick(champ.saisie, Qt.Key.Key_N)
    assert (faits, champ.texte()) == ([], "n")


@pytest.mark.parametrize("eteindre", [lambda b: b.setEnabled(False), lambda b: b.hide()], ids=["inactif", "caché"])
def test_inactif_ou_cache_son_raccourci_se_tait(poser: Poser, qtbot, faits: list[str], eteindre):
    bouton = Bouton("Nouveau", raccourci="N").au_clic(lambda: faits.append("N"))
    fenetre = poser(bouton)
    eteindre(bouton)
    qtbot.keyClick(fenetre, Qt.Key.Key_N)
    assert faits == []


def test_la_touche_montree_sans_etre_liee_ne_fait_rien(poser: Poser, qtbot, faits: list[str]):
    fenetre = poser(Bouton("Annuler", raccourci="Z", lie=False).au_clic(lambda: faits.append("Z")))
    qtbot.keyClick(fenetre, Qt.Key.Key_Z)
    assert faits == []


def test_il_dit_son_nom_et_sa_touche(poser: Poser):
    bouton = Bouton("Valider", raccourci="Ctrl+Return")
    poser(bouton)
    assert (nom_dit(bouton), description_dite(bouton)) == ("Valider", "Raccourci Ctrl+Entrée")


def test_un_bouton_sans_texte_dit_son_libelle(poser: Poser):
    bouton = BoutonIcone("gauche", "Jour précédent", raccourci="Left")
    poser(bouton)
    assert nom_dit(bouton) == "Jour précédent"
    assert bouton.toolTip() == "Jour précédent (←)"


def test_renomme_il_dit_son_nouveau_nom(poser: Poser):
    bouton = Bouton("Valider")
    poser(bouton)
    bouton.nommer("Valider et encaisser 9,00 €")
    assert nom_dit(bouton) == bouton.text() == "Valider et encaisser 9,00 €"


@pytest.mark.parametrize("style", StyleBouton)
def test_chaque_etat_se_peint_autrement(poser: Poser, style: StyleBouton):
    bouton = Bouton("Encaisser", style, icone="euro")
    poser(bouton)
    images = [bouton.grab().toImage()]
    bouton.setDown(True)
    images.append(bouton.grab().toImage())
    bouton.setDown(False)
    bouton.setEnabled(False)
    images.append(bouton.grab().toImage())
    assert images[0] != images[1] != images[2] != images[0]


def test_une_cible_fait_au_moins_vingt_quatre_pixels(poser: Poser):
    for piece in (Bouton("R", hauteur=HAUTEUR.bouton_titre), BoutonIcone("plus", "Ajouter", hauteur=HAUTEUR.cible)):
        assert min(piece.sizeHint().toTuple()) >= 24


def test_un_bouton_bas_garde_sa_hauteur_sous_la_feuille_de_style(poser: Poser):
    bouton = Bouton("Ajouter", hauteur=HAUTEUR.bouton_titre)
    poser(bouton)
    assert bouton.height() == HAUTEUR.bouton_titre


@pytest.mark.parametrize(
    ("sequence", "nom"),
    [("Ctrl+Return", "Ctrl+Entrée"), ("Esc", "Échap"), ("+", "+"), ("Shift+F2", "Maj+F2"), ("Del", "Suppr")],
)
def test_une_touche_porte_son_nom_francais(qapp, sequence: str, nom: str):
    assert nom_touche(sequence) == nom
    assert Touche(sequence).accessibleName() == f"Touche {nom}"


def test_taper_ecrit_les_accents_et_les_ligatures(poser: Poser):
    champ = ChampTexte("Nom")
    poser(champ)
    taper(champ.saisie, "Œuvre — l’été « ÿ » 26,50 €")
    assert champ.texte() == "Œuvre — l’été « ÿ » 26,50 €"


@pytest.mark.parametrize("entree", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_entree_et_espace_cliquent_hors_d_une_boite(qtbot, entree):
    gestes = []
    bouton = Bouton("Ouvrir la session").au_clic(lambda: gestes.append("ouvert"))
    qtbot.addWidget(bouton)
    bouton.show()
    touche(bouton, entree)
    assert gestes == ["ouvert"]


def test_un_bouton_grise_le_temps_d_un_travail_retrouve_le_clavier(poser: Poser):
    bouton, suivant = Bouton("Vérifier"), ChampTexte("Nom")
    fenetre = poser(bouton, suivant)
    bouton.setFocus()
    bouton.setEnabled(False)
    assert fenetre.focusWidget() is suivant.saisie
    bouton.setEnabled(True)
    assert fenetre.focusWidget() is bouton


def test_il_ne_le_reprend_pas_a_qui_l_a_deplace_ni_s_il_ne_l_avait_pas(poser: Poser):
    bouton, suivant, ailleurs = Bouton("Vérifier"), ChampTexte("Nom"), ChampTexte("Prénom")
    fenetre = poser(bouton, suivant, ailleurs)
    bouton.setFocus()
    bouton.setEnabled(False)
    ailleurs.saisie.setFocus()
    bouton.setEnabled(True)
    assert fenetre.focusWidget() is ailleurs.saisie
    bouton.setEnabled(False)
    bouton.setEnabled(True)
    assert fenetre.focusWidget() is ailleurs.saisie


@pytest.mark.parametrize("dans_l_ordre", [True, False])
def test_grises_ensemble_c_est_le_premier_qui_retrouve_le_clavier(poser: Poser, dans_l_ordre: bool):
    boutons = [Bouton("Exporter CSV"), Bouton("Exporter XLSX")]
    fenetre = poser(*boutons, ChampTexte("Nom"))
    boutons[0].setFocus()
    for bouton in boutons:
        bouton.setEnabled(False)
    for bouton in boutons if dans_l_ordre else reversed(boutons):
        bouton.setEnabled(True)
    assert fenetre.focusWidget() is boutons[0]
