"""Toast, bandeau, états d’écran, attente, dialogue : ce qui parle à la personne."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    ChampTexte,
    Chargement,
    Confirmation,
    Dialogue,
    EtatErreur,
    EtatVide,
    Puce,
    Toast,
)
from secretariat.ui.theme.jetons import Ton
from tests.saisie import touche
from tests.ui.composants.conftest import Poser, nom_dit


def test_le_toast_ne_prend_pas_le_focus_et_defait(poser: Poser, qtbot):
    champ = ChampTexte("Nom")
    fenetre = poser(champ)
    champ.saisie.setFocus()
    toast = Toast(fenetre)
    toast.montrer("Rendez-vous déplacé à 11 h 15")
    assert toast.isVisible()
    assert champ.saisie.hasFocus()
    with qtbot.waitSignal(toast.annuler):
        qtbot.mouseClick(toast.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert not toast.isVisible()
    assert champ.saisie.hasFocus()


def test_le_toast_s_en_va_seul_sauf_survole(poser: Poser, qtbot):
    toast = Toast(poser(ChampTexte("Nom")), duree_ms=30)
    toast.montrer("Classé")
    QApplication.sendEvent(toast, QEnterEvent(QPointF(), QPointF(), QPointF()))
    qtbot.wait(60)
    assert toast.isVisible()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_le_toast_reste_en_bas_au_centre(poser: Poser):
    fenetre = poser(ChampTexte("Nom"))
    toast = Toast(fenetre)
    toast.montrer("Classé", annulable=False)
    fenetre.resize(900, 600)
    QApplication.processEvents()
    assert abs(toast.geometry().center().x() - 450) <= 1
    assert toast.geometry().bottom() < 600
    assert not [bouton for bouton in toast.findChildren(QPushButton) if bouton.isVisible()]


def test_un_bandeau_dit_tout_son_texte(poser: Poser):
    bandeau = Bandeau("Droits à mettre à jour", "Mutuelle échue", Ton.ATTENTION, action=Bouton("Vérifier"))
    poser(bandeau)
    assert nom_dit(bandeau) == "Droits à mettre à jour. Mutuelle échue"
    bandeau.dire("Droits à jour", ton=Ton.SUCCES)
    assert nom_dit(bandeau) == "Droits à jour"
    assert not bandeau.detail.isVisible()


def test_une_puce_dit_son_etat_et_en_change(poser: Poser):
    puce = Puce("En salle", "salle", Ton.SUCCES)
    poser(puce)
    avant = puce.sizeHint().width()
    puce.montrer("Absent")
    assert nom_dit(puce) == "Absent"
    assert puce.sizeHint().width() < avant


def test_l_etat_vide_propose_un_geste(poser: Poser):
    faits: list[str] = []
    action = Bouton("Trouver un patient").au_clic(lambda: faits.append("clic"))
    vide = EtatVide("salle", "Personne en salle d’attente.", action=action)
    poser(vide)
    touche(action, Qt.Key.Key_Space)
    assert (faits, nom_dit(vide)) == (["clic"], "Personne en salle d’attente.")


def test_l_etat_d_erreur_dit_que_faire_et_recommence(poser: Poser, qtbot):
    erreur = EtatErreur("La base ne répond pas.", "Vérifier le réseau.")
    poser(erreur)
    assert nom_dit(erreur) == "La base ne répond pas. Vérifier le réseau."
    with qtbot.waitSignal(erreur.reessayer):
        touche(erreur.bouton, Qt.Key.Key_Space)


def test_une_lecture_rapide_ne_montre_pas_d_attente(poser: Poser, qtbot):
    barre = Chargement()
    poser(barre, ChampTexte("Nom"))
    barre.commencer()
    barre.finir()
    qtbot.wait(350)
    assert not barre.montre


def test_une_lecture_lente_montre_l_attente_puis_la_retire(poser: Poser, qtbot):
    barre = Chargement()
    poser(barre, ChampTexte("Nom"))
    barre.commencer()
    assert not barre.montre
    qtbot.waitUntil(lambda: barre.montre)
    barre.finir()
    assert not barre.montre


class _Nom(Dialogue):
    def __init__(self) -> None:
        super().__init__("Nom du patient")
        self.champ = ChampTexte("Nom", obligatoire=True)
        self.ajouter(self.champ)

    def verifier(self) -> bool:
        return self.champ.verifier()


def test_entree_valide_le_dialogue(qtbot):
    dialogue = _Nom()
    qtbot.addWidget(dialogue)
    dialogue.champ.poser("DUPUIS")
    QTimer.singleShot(0, lambda: touche(dialogue.champ.saisie, Qt.Key.Key_Return))
    assert dialogue.ouvrir()


def test_echap_renonce(qtbot):
    dialogue = _Nom()
    qtbot.addWidget(dialogue)
    QTimer.singleShot(0, lambda: touche(dialogue, Qt.Key.Key_Escape))
    assert not dialogue.ouvrir()


def test_une_saisie_refusee_laisse_le_dialogue_ouvert(qtbot):
    dialogue = _Nom()
    qtbot.addWidget(dialogue)
    dialogue.show()
    dialogue.bouton_valider.click()
    assert dialogue.isVisible()
    assert dialogue.champ.erreur


def test_une_confirmation_rend_oui_ou_non(qtbot):
    def valider() -> None:
        dialogue = QApplication.activeModalWidget()
        assert isinstance(dialogue, Confirmation)
        dialogue.bouton_valider.click()

    QTimer.singleShot(0, valider)
    assert Confirmation.demander(None, "Envoyer 12 SMS ?", valider="Envoyer")


def test_une_carte_etiree_garde_son_titre_et_ses_pieces_en_haut(poser: Poser):
    champ = ChampTexte("Nom")
    carte = Carte("Identité").ajouter(champ, ChampTexte("Prénom"))
    poser(carte).resize(400, 900)
    QApplication.processEvents()
    assert carte.height() > 800
    assert champ.mapTo(carte, QPoint(0, 0)).y() < 60
    assert champ.height() < 100


def test_une_carte_donne_sa_place_au_tableau(poser: Poser):
    aire = QScrollArea()
    carte = Carte("Actes").ajouter(aire)
    poser(carte).resize(400, 900)
    QApplication.processEvents()
    assert aire.height() > 750
