"""Le tableau : modèle sain, choix gardé, clavier, état vide, textes abrégés."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from secretariat.socle.montant import Montant
from secretariat.ui.composants import Bouton, EtatVide, Tableau
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.theme.jetons import HAUTEUR
from secretariat.ui.typographie import montant
from tests.saisie import touche
from tests.ui.composants.conftest import Poser, nom_dit


@dataclass(frozen=True, slots=True)
class Recette:
    numero: int
    nom: str
    somme: Montant


RECETTES = (Recette(1, "DUPUIS Léa", Montant(900)), Recette(2, "SIMON Tom", Montant(3000)))
COLONNES = (
    Colonne[Recette]("Patient", lambda r: r.nom, graisse=500, etiree=True),
    Colonne[Recette](
        "Somme", lambda r: montant(r.somme), droite=True, encre=lambda r: "accent", icone=lambda r: "euro"
    ),
)


@pytest.fixture
def modele(qapp) -> ModeleTable[Recette]:
    modele = ModeleTable(COLONNES, cle=lambda recette: recette.numero)
    modele.remplacer(RECETTES)
    return modele


def test_le_modele_respecte_le_contrat_de_qt(modele: ModeleTable[Recette], qtmodeltester):
    qtmodeltester.check(modele)


def test_une_case_rend_son_texte_et_son_alignement(modele: ModeleTable[Recette]):
    assert modele.index(0, 1).data() == "9,00\u00a0€"
    assert modele.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert modele.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Patient : DUPUIS Léa"
    assert modele.headerData(1, Qt.Orientation.Horizontal) == "Somme"


def test_le_choix_survit_a_une_relecture(poser: Poser, modele: ModeleTable[Recette]):
    tableau = Tableau("Recettes", modele)
    poser(tableau)
    assert tableau.choisir(2)
    modele.remplacer((Recette(0, "ADAM Rose", Montant(100)), *RECETTES))
    assert tableau.ligne_courante() == RECETTES[1]


def test_le_choix_disparu_ne_reste_pas(poser: Poser, modele: ModeleTable[Recette]):
    tableau = Tableau("Recettes", modele)
    poser(tableau)
    tableau.choisir(2)
    modele.remplacer(RECETTES[:1])
    assert tableau.ligne_courante() is None
    assert not tableau.choisir(2)


def test_les_memes_lignes_rafraichies_ne_remettent_pas_la_table_a_zero(modele: ModeleTable[Recette], qtbot):
    with qtbot.assertNotEmitted(modele.modelReset), qtbot.waitSignal(modele.dataChanged):
        modele.remplacer((RECETTES[0], Recette(2, "SIMON Tom", Montant(2500))))
    with qtbot.assertNotEmitted(modele.dataChanged):
        modele.remplacer(modele.lignes)


def test_entree_et_le_double_clic_activent_la_ligne(poser: Poser, modele: ModeleTable[Recette], qtbot):
    tableau = Tableau("Recettes", modele)
    poser(tableau)
    tableau.choisir(1)
    with qtbot.waitSignal(tableau.active, check_params_cb=lambda ligne: ligne == RECETTES[0]):
        touche(tableau, Qt.Key.Key_Return)
    with qtbot.waitSignal(tableau.active):
        tableau.doubleClicked.emit(modele.index(1, 0))


def test_les_fleches_changent_de_ligne_et_l_annoncent(poser: Poser, modele: ModeleTable[Recette], qtbot):
    tableau = Tableau("Recettes", modele)
    poser(tableau)
    tableau.choisir(1)
    with qtbot.waitSignal(tableau.choisie, check_params_cb=lambda ligne: ligne == RECETTES[1]):
        touche(tableau, Qt.Key.Key_Down)


def test_une_table_vide_le_dit_puis_montre_ses_lignes(poser: Poser, qapp):
    modele = ModeleTable(COLONNES, cle=lambda recette: recette.numero)
    vide = EtatVide("euro", "Aucune recette aujourd’hui.")
    tableau = Tableau("Recettes", modele, vide)
    poser(tableau)
    assert vide.isVisible()
    modele.remplacer(RECETTES)
    assert not vide.isVisible()


def test_la_table_dit_son_nom_et_ses_cases(poser: Poser, modele: ModeleTable[Recette]):
    tableau = Tableau("Recettes", modele)
    poser(tableau)
    table = QAccessible.queryAccessibleInterface(tableau)
    cases = [table.child(rang).text(QAccessible.Text.Name) for rang in range(table.childCount())]
    assert nom_dit(tableau) == "Recettes"
    assert "Somme : 9,00\u00a0€" in cases


def test_un_detail_donne_deux_lignes(poser: Poser, qapp):
    detaillee = (Colonne[Recette]("Patient", lambda r: r.nom, detail=lambda r: f"n° {r.numero}"),)
    modele = ModeleTable(detaillee, cle=lambda recette: recette.numero)
    modele.remplacer(RECETTES)
    tableau = Tableau("Recettes", modele)
    poser(tableau)
    assert tableau.rowHeight(0) == HAUTEUR.ligne_double
    assert modele.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Patient : DUPUIS Léa, n° 1"


def test_tab_sort_du_tableau(poser: Poser, modele: ModeleTable[Recette], qtbot):
    tableau, bouton = Tableau("Recettes", modele), Bouton("Fermer")
    poser(tableau, bouton)
    tableau.setFocus()
    qtbot.keyClick(tableau, Qt.Key.Key_Tab)
    assert bouton.hasFocus()


def test_une_colonne_accessoire_s_efface_quand_la_place_manque_et_revient(poser: Poser, qtbot):
    accessoire = Colonne[Recette]("N° de la pièce", lambda r: f"2026-00000{r.numero}", accessoire=True)
    modele = ModeleTable((*COLONNES, accessoire), cle=lambda recette: recette.numero)
    tableau = Tableau("Recettes", modele)
    poser(tableau)
    modele.remplacer(RECETTES)
    for large, cachee in ((600, False), (220, True), (600, False)):
        tableau.setFixedWidth(large)
        qtbot.waitUntil(lambda voulu=cachee: tableau.isColumnHidden(2) is voulu)
    assert not tableau.isColumnHidden(0)
