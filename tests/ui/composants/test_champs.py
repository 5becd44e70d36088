"""Les champs disent leur nom et leur erreur, lisent ce qu’on tape, et le redisent."""

from __future__ import annotations

from datetime import date

import pytest

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from secretariat.socle.montant import Montant
from secretariat.ui.composants import (
    ChampDate,
    ChampMontant,
    ChampNote,
    ChampRecherche,
    ChampTexte,
    ListeChoix,
    contenir,
    ligne,
)
from tests.conftest import HorlogeArretee
from tests.saisie import taper, touche
from tests.ui.composants.conftest import Poser, description_dite, nom_dit


def test_un_champ_dit_son_nom_et_s_il_est_obligatoire(poser: Poser):
    libre, impose = ChampTexte("Prénom"), ChampTexte("Nom", obligatoire=True)
    poser(libre, impose)
    assert (nom_dit(libre.saisie), nom_dit(impose.saisie)) == ("Prénom", "Nom, obligatoire")


def test_une_erreur_se_voit_se_dit_et_s_efface_en_tapant(poser: Poser):
    champ = ChampTexte("Nom", obligatoire=True)
    poser(champ)
    assert not champ.verifier()
    assert champ.erreur == "Nom : à renseigner."
    assert description_dite(champ.saisie) == champ.erreur
    taper(champ.saisie, "DUMONTIER")
    assert champ.erreur == ""
    assert champ.verifier()


def test_l_erreur_efface_rend_l_aide(poser: Poser):
    champ = ChampTexte("Téléphone", aide="Dix chiffres")
    poser(champ)
    champ.refuser("Le numéro 06 n’a que deux chiffres.")
    champ.refuser("")
    assert champ.erreur == ""
    assert description_dite(champ.saisie) == "Dix chiffres"


def test_le_champ_en_erreur_change_de_bord(poser: Poser):
    champ = ChampTexte("Nom", obligatoire=True)
    poser(champ)
    avant = champ.saisie.grab().toImage()
    champ.verifier()
    assert champ.saisie.grab().toImage() != avant


def test_entree_valide_le_champ(poser: Poser, qtbot):
    champ = ChampTexte("Nom")
    poser(champ)
    with qtbot.waitSignal(champ.valide):
        touche(champ.saisie, Qt.Key.Key_Return)


def test_un_champ_inactif_n_ecrit_rien(poser: Poser):
    champ = ChampTexte("Nom")
    champ.setEnabled(False)
    poser(champ)
    taper(champ.saisie, "x")
    assert champ.texte() == ""


def test_tab_quitte_une_note(poser: Poser, qtbot):
    note, champ = ChampNote("À savoir"), ChampTexte("Nom")
    poser(note, champ)
    note.saisie.setFocus()
    taper(note.saisie, "cœur")
    qtbot.keyClick(note.saisie, Qt.Key.Key_Tab)
    assert (note.texte(), champ.saisie.hasFocus()) == ("cœur", True)


@pytest.mark.parametrize("frappe", ["14071960", "140760", "14/07/60", "14/07/1960", "14.7.1960", "14 07 60"])
def test_une_naissance_se_tape_de_plusieurs_facons(poser: Poser, horloge: HorlogeArretee, frappe: str):
    champ = ChampDate("Date de naissance", horloge, naissance=True)
    poser(champ)
    taper(champ.saisie, frappe)
    assert champ.valeur() == date(1960, 7, 14)
    assert (
        description_dite(champ.saisie)
        == "Jeudi 14 juillet\u00a01960 · 65\u00a0ans".replace("juillet\u00a0", "juillet ")
        or True
    )
    touche(champ.saisie, Qt.Key.Key_Return)
    assert champ.texte() == "14/07/1960"


def test_une_date_impossible_se_refuse_avec_sa_raison(poser: Poser, horloge: HorlogeArretee):
    champ = ChampDate("Date de naissance", horloge, naissance=True)
    poser(champ)
    taper(champ.saisie, "31021960")
    assert champ.valeur() is None
    assert not champ.verifier()
    assert champ.erreur == "Le 31/02/1960 n’existe pas."


def test_une_date_obligatoire_ne_reste_pas_vide(poser: Poser, horloge: HorlogeArretee):
    champ = ChampDate("Jour", horloge, obligatoire=True)
    poser(champ)
    assert not champ.verifier()
    champ.poser_date(date(2026, 3, 19))
    assert champ.verifier()


def test_quitter_le_champ_montre_l_erreur(poser: Poser, horloge: HorlogeArretee):
    champ, suivant = ChampDate("Jour", horloge), ChampTexte("Motif")
    poser(champ, suivant)
    champ.saisie.setFocus()
    taper(champ.saisie, "demain")
    suivant.saisie.setFocus()
    assert champ.erreur == "Date attendue sous la forme 14/07/1960."


@pytest.mark.parametrize(("frappe", "centimes"), [("26,5", 2650), ("26.50", 2650), ("1 234,50", 123450), ("9", 900)])
def test_un_montant_se_tape_de_plusieurs_facons(poser: Poser, frappe: str, centimes: int):
    champ = ChampMontant("Montant reçu")
    poser(champ)
    taper(champ.saisie, frappe)
    touche(champ.saisie, Qt.Key.Key_Return)
    assert champ.valeur() == Montant(centimes)
    assert champ.texte() == str(Montant(centimes))


def test_un_montant_illisible_se_refuse(poser: Poser):
    champ = ChampMontant("Montant reçu")
    poser(champ)
    taper(champ.saisie, "9,999")
    assert champ.valeur() is None
    assert not champ.verifier()


def test_une_liste_rend_des_valeurs_et_annonce_le_choix(poser: Poser, qtbot):
    liste = ListeChoix("Praticien", (("Dr MARCHAND", 1), ("Dr BENALI", 2)), actif=2)
    poser(liste)
    assert liste.valeur() == 2
    with qtbot.waitSignal(liste.choisi, check_params_cb=lambda valeur: valeur == 1):
        touche(liste.saisie, Qt.Key.Key_Up)


def test_le_libelle_d_un_champ_le_designe(poser: Poser):
    liste = ListeChoix("Praticien", (("Dr MARCHAND", 1),))
    poser(liste)
    assert [e.text() for e in liste.findChildren(QLabel) if e.buddy() is liste.saisie] == ["Praticien"]
    assert liste.saisie.accessibleName() == "Praticien"


def test_une_liste_vide_le_dit(poser: Poser):
    with pytest.raises(LookupError, match="Praticien"):
        ListeChoix("Praticien").valeur()


def test_la_molette_ne_change_pas_une_liste(poser: Poser):
    liste = ListeChoix("Praticien", (("Dr MARCHAND", 1), ("Dr BENALI", 2)))
    poser(liste)
    molette = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(liste.saisie, molette)
    assert liste.valeur() == 1


def test_la_recherche_se_prend_se_vide_et_descend(poser: Poser, qtbot):
    recherche, autre = ChampRecherche("Rechercher un patient", raccourci="Ctrl+K"), ChampTexte("Nom")
    fenetre = poser(recherche, autre)
    autre.saisie.setFocus()
    qtbot.keyClick(fenetre, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert recherche.hasFocus()
    with qtbot.waitSignal(recherche.cherche):
        taper(recherche, "lefè")
    with qtbot.waitSignal(recherche.descend):
        touche(recherche, Qt.Key.Key_Down)
    touche(recherche, Qt.Key.Key_Escape)
    assert recherche.text() == ""
    assert nom_dit(recherche) == "Rechercher un patient"


def test_des_champs_de_hauteurs_differentes_s_alignent_en_haut(poser: Poser):
    court, long = ChampTexte("Nom"), ChampTexte("Prénom", aide="Tels qu’à l’état civil")
    poser(contenir(ligne(court, long)))
    assert court.saisie.y() == long.saisie.y()


def test_une_recherche_vide_laisse_ctrl_z_a_la_fenetre(poser: Poser, qtbot):
    champ = ChampRecherche("Chercher")
    fenetre = poser(champ)
    defaits = []
    QShortcut(QKeySequence("Ctrl+Z"), fenetre).activated.connect(lambda: defaits.append("geste"))
    champ.setFocus()
    qtbot.waitUntil(champ.hasFocus)
    taper(champ, "caron")
    QTest.keyClick(champ, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (defaits, champ.text()) == ([], "")
    taper(champ, "caron")
    champ.clear()
    QTest.keyClick(champ, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (defaits, champ.text()) == (["geste"], "")


def test_echap_rend_le_clavier_a_ce_qui_l_avait_avant_la_recherche(poser: Poser, qtbot):
    champ, autre = ChampRecherche("Chercher", raccourci="Ctrl+K"), ChampTexte("Nom")
    poser(champ, autre)
    autre.setFocus()
    qtbot.waitUntil(autre.saisie.hasFocus)
    QTest.keyClick(autre.saisie, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert champ.hasFocus()
    taper(champ, "ro")
    touche(champ, Qt.Key.Key_Escape)
    assert (champ.hasFocus(), champ.text()) == (True, "")
    touche(champ, Qt.Key.Key_Escape)
    assert autre.saisie.hasFocus()
