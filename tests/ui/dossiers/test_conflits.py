"""Le formulaire d’un dossier pendant qu’un autre poste change le même dossier : rien ne s’écrase, rien ne se perd."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from secretariat.dossiers.lectures import fiche_patient
from secretariat.dossiers.services import creer_patient, enregistrer_droits, mettre_a_jour_coordonnees, noter_a_savoir
from secretariat.dossiers.valeurs import Coordonnees, DroitsPatient
from secretariat.ui.liaison import Liaison
from tests.saisie import taper, touche
from tests.ui.devant import devant_les_dialogues, presser

CTRL = Qt.KeyboardModifier.ControlModifier
ICI, LA_BAS, AUTRE = "+33639981247", "+33639985555", "+33639986666"
CHEZ_ELLE = Coordonnees(ICI, "", "18 rue des Tanneurs", "44000", "Nantes")


def fiche(cabinet, numero):
    with cabinet.lecture() as lecture:
        return fiche_patient(lecture, numero)


def ecrire(cabinet, service, *arguments, **options):
    with cabinet.unite("correction au poste 2") as unite:
        service(unite, *arguments, **options)
        unite.valider()


def journal(cabinet, colonne):
    with cabinet.lecture() as lecture:
        lignes = list(reversed(lecture.lignes_du_journal(limite=100)))
        assert lecture.etat_du_journal().rupture is None
    lus = [(ligne, json.loads(ligne.details)) for ligne in lignes if ligne.operation == "modification"]
    return [(ligne.acteur, *details[colonne]) for ligne, details in lus if colonne in details]


@pytest.fixture
def page(ecran, poste, clemence, autre_poste, qtbot):
    """Le formulaire de Clémence, ouvert à l’accueil."""
    ecran.ouvrir(clemence)
    qtbot.waitUntil(lambda: ecran.patient.isVisible() and poste.taches.au_repos)
    touche(ecran, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: ecran.modification.isVisible() and poste.taches.au_repos)
    return ecran.modification


@pytest.fixture
def enregistrer(page, poste, qtbot):
    """Ctrl+Entrée, jusqu’à ce que tout soit rendu."""

    def _enregistrer():
        page.window().activateWindow()
        qtbot.waitUntil(page.window().isActiveWindow)
        qtbot.keyClick(page.coordonnees.telephone.saisie, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: poste.taches.au_repos)

    return _enregistrer


def retaper(champ, texte):
    champ.saisie.setFocus()
    champ.saisie.clear()
    taper(champ.saisie, texte)


def messages(poste):
    dits: list[str] = []
    poste.demandes.message.connect(dits.append)
    return dits


@pytest.fixture
def telephone_des_deux_cotes(page, autre_poste, clemence):
    """Le téléphone change ici dans la saisie, là-bas dans la base ; la remarque, là-bas seulement."""
    ecrire(autre_poste, mettre_a_jour_coordonnees, clemence, replace(CHEZ_ELLE, telephone=LA_BAS))
    ecrire(autre_poste, noter_a_savoir, clemence, "Fauteuil", medecin_traitant_id=None)
    retaper(page.coordonnees.telephone, "06 39 98 66 66")
    retaper(page.coordonnees.courriel, "clemence@exemple.fr")


def test_des_corrections_disjointes_se_fusionnent_et_l_ecran_le_dit(
    page, poste, cabinet, autre_poste, clemence, enregistrer
):
    ecrire(autre_poste, mettre_a_jour_coordonnees, clemence, replace(CHEZ_ELLE, telephone=LA_BAS))
    dits = messages(poste)
    retaper(page.a_savoir, "Malentendante")
    enregistrer()
    assert dits == ["Dossier modifié, fusionné avec le changement de Karim (téléphone)"]
    apres = fiche(cabinet, clemence)
    assert (apres.coordonnees.telephone, apres.a_savoir) == (LA_BAS, "Malentendante")
    assert not page.isVisible()


@pytest.mark.usefixtures("telephone_des_deux_cotes")
@pytest.mark.parametrize(
    ("touches", "telephone"),
    [
        ((Qt.Key.Key_1, Qt.Key.Key_Return), AUTRE),
        ((Qt.Key.Key_2, Qt.Key.Key_Return), LA_BAS),
        ((Qt.Key.Key_Space,), AUTRE),
        ((Qt.Key.Key_Right, Qt.Key.Key_Space), LA_BAS),
    ],
)
def test_chaque_decision_s_enregistre_au_clavier(page, cabinet, clemence, enregistrer, touches, telephone):
    def decider(boite):
        assert not boite.bouton_valider.isEnabled()
        for code in touches:
            presser(code)
        if boite.isVisible():
            boite.bouton_valider.click()

    with devant_les_dialogues(decider) as textes:
        enregistrer()
    assert "Téléphone, garder ma saisie\u00a0: 06\u00a039\u00a098\u00a066\u00a066" in textes[0]
    assert "Karim (poste 2), le 12/03/2026 à 10\u00a0h\u00a020" in textes[0]
    assert "Avant\u00a0: 06\u00a039\u00a098\u00a012\u00a047" in textes[0]
    assert "À savoir à l’accueil\u00a0: — (vide) → Fauteuil" in textes[0]
    apres = fiche(cabinet, clemence)
    assert (apres.coordonnees.telephone, apres.coordonnees.courriel) == (telephone, "clemence@exemple.fr")
    assert apres.a_savoir == "Fauteuil"
    mien = [("claire", LA_BAS, AUTRE)] if telephone == AUTRE else []
    assert journal(cabinet, "telephone") == [("karim", ICI, LA_BAS), *mien]
    assert journal(cabinet, "courriel") == [("claire", "", "clemence@exemple.fr")]
    assert not page.isVisible()


@pytest.mark.usefixtures("telephone_des_deux_cotes")
def test_revenir_a_la_saisie_ne_perd_rien_et_n_ecrit_rien(page, cabinet, clemence, enregistrer):
    with devant_les_dialogues(lambda boite: touche(boite, Qt.Key.Key_Escape)):
        enregistrer()
    assert page.isVisible()
    assert page.coordonnees.telephone.texte().replace("\u00a0", "") == "0639986666"
    assert page.coordonnees.courriel.texte() == "clemence@exemple.fr"
    assert fiche(cabinet, clemence).coordonnees.telephone == LA_BAS
    with devant_les_dialogues(lambda boite: touche(boite, Qt.Key.Key_Escape)):
        enregistrer()


@pytest.mark.usefixtures("telephone_des_deux_cotes")
@pytest.mark.parametrize(("bloc", "telephone", "commune"), [("mien", AUTRE, "Rezé"), ("autre", LA_BAS, "Vertou")])
def test_tout_se_decide_d_un_coup(page, cabinet, autre_poste, clemence, enregistrer, bloc, telephone, commune):
    ecrire(autre_poste, mettre_a_jour_coordonnees, clemence, replace(CHEZ_ELLE, telephone=LA_BAS, commune="Vertou"))
    retaper(page.coordonnees.commune, "Rezé")

    def decider(boite):
        assert boite.reste.text() == "Reste 2 champs à décider"
        boite.findChild(QPushButton, f"conflit.tout.{bloc}").click()
        presser(Qt.Key.Key_Return)

    with devant_les_dialogues(decider):
        enregistrer()
    apres = fiche(cabinet, clemence).coordonnees
    assert (apres.telephone, apres.commune, apres.courriel) == (telephone, commune, "clemence@exemple.fr")


@pytest.mark.usefixtures("telephone_des_deux_cotes")
def test_si_la_base_bouge_pendant_la_decision_on_redemande(page, cabinet, autre_poste, clemence, enregistrer):
    def decider_trop_tard(boite):
        ecrire(autre_poste, mettre_a_jour_coordonnees, clemence, replace(CHEZ_ELLE, telephone=""))
        presser(Qt.Key.Key_1)
        boite.bouton_valider.click()

    def reprendre_l_autre(boite):
        presser(Qt.Key.Key_2)
        boite.bouton_valider.click()

    with devant_les_dialogues(decider_trop_tard, reprendre_l_autre) as textes:
        enregistrer()
    assert "Avant\u00a0: 06\u00a039\u00a098\u00a055\u00a055" in textes[1]
    apres = fiche(cabinet, clemence).coordonnees
    assert (apres.telephone, apres.courriel) == ("", "clemence@exemple.fr")


def test_un_formulaire_ouvert_dit_aussitot_ce_qui_change_ailleurs(page, poste, autre_poste, clemence, qtbot):
    retaper(page.coordonnees.courriel, "en cours de fr")
    ecrire(autre_poste, mettre_a_jour_coordonnees, clemence, replace(CHEZ_ELLE, telephone=LA_BAS))
    poste.taches.modifie.emit(frozenset({"patients"}))
    qtbot.waitUntil(page.ailleurs.isVisible)
    assert page.ailleurs.titre.text() == "Karim (poste 2) vient de modifier ce dossier\u00a0: téléphone."
    assert page.ailleurs.detail.text() == "06\u00a039\u00a098\u00a012\u00a047 → 06\u00a039\u00a098\u00a055\u00a055"
    assert page.coordonnees.courriel.texte() == "en cours de fr"
    assert page.coordonnees.courriel.saisie.hasFocus()
    assert page.coordonnees.telephone.texte().endswith("47")


def test_un_changement_qui_revient_en_arriere_retire_le_bandeau(page, poste, autre_poste, clemence, qtbot):
    for telephone, visible in ((LA_BAS, True), (ICI, False)):
        ecrire(autre_poste, mettre_a_jour_coordonnees, clemence, replace(CHEZ_ELLE, telephone=telephone))
        poste.taches.modifie.emit(frozenset({"patients"}))
        qtbot.waitUntil(lambda visible=visible: page.ailleurs.isVisible() == visible)


def test_un_autre_dossier_ou_une_autre_table_ne_disent_rien(page, poste, autre_poste, odile, qtbot):
    ecrire(autre_poste, mettre_a_jour_coordonnees, odile, Coordonnees(LA_BAS))
    poste.taches.modifie.emit(frozenset({"patients"}))
    poste.taches.modifie.emit(frozenset({"factures"}))
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    assert not page.ailleurs.isVisible()


def test_voir_reprend_dans_la_saisie_ce_que_l_on_decide(
    page, poste, cabinet, autre_poste, clemence, qtbot, enregistrer
):
    ecrire(autre_poste, mettre_a_jour_coordonnees, clemence, replace(CHEZ_ELLE, telephone=LA_BAS))
    ecrire(autre_poste, enregistrer_droits, clemence, DroitsPatient(regime="01"))
    retaper(page.coordonnees.telephone, "06 39 98 66 66")
    retaper(page.coordonnees.courriel, "clemence@exemple.fr")
    poste.taches.modifie.emit(frozenset({"patients", "couvertures"}))
    qtbot.waitUntil(page.ailleurs.isVisible)

    def reprendre_l_autre(boite):
        assert boite.bouton_valider.text() == "Reprendre dans la saisie"
        presser(Qt.Key.Key_2)
        presser(Qt.Key.Key_Return)

    with devant_les_dialogues(reprendre_l_autre):
        page.findChild(QPushButton, "modification.voir").click()
        qtbot.waitUntil(lambda: not page.ailleurs.isVisible() and poste.taches.au_repos)
    assert page.coordonnees.telephone.texte().replace("\u00a0", "") == "0639985555"
    assert page.droits.textes["regime"].texte() == "01"
    assert page.coordonnees.courriel.texte() == "clemence@exemple.fr"
    enregistrer()
    apres = fiche(cabinet, clemence)
    assert (apres.coordonnees.telephone, apres.coordonnees.courriel) == (LA_BAS, "clemence@exemple.fr")
    assert apres.droits.regime == "01"
    assert journal(cabinet, "telephone") == [("karim", ICI, LA_BAS)]


def test_une_decision_ne_vaut_que_pour_l_envoi_qu_elle_suit(page, cabinet, autre_poste, clemence, enregistrer):
    """Reprendre l’autre, puis se voir refuser autre chose : ce que l’on retape ensuite n’est pas jeté."""
    ecrire(autre_poste, mettre_a_jour_coordonnees, clemence, replace(CHEZ_ELLE, telephone=LA_BAS))
    jumelle = fiche(cabinet, clemence).traits
    with autre_poste.unite("essai") as unite:
        creer_patient(unite, replace(jumelle, nom_naissance="Martin"), Coordonnees())
        unite.valider()
    retaper(page.coordonnees.telephone, "06 39 98 66 66")
    retaper(page.identite.nom_naissance, "Martin")

    def reprendre_l_autre(boite):
        presser(Qt.Key.Key_2)
        boite.bouton_valider.click()

    with devant_les_dialogues(reprendre_l_autre):
        enregistrer()
    assert "déjà un dossier" in page.refus.titre.text()
    retaper(page.identite.nom_naissance, "Dumontier")
    retaper(page.coordonnees.telephone, "06 39 98 77 77")

    def garder_le_mien(boite):
        presser(Qt.Key.Key_1)
        boite.bouton_valider.click()

    with devant_les_dialogues(garder_le_mien):
        enregistrer()
    assert fiche(cabinet, clemence).coordonnees.telephone == "+33639987777"


def test_le_bandeau_vient_seul_quand_l_autre_poste_enregistre(page, poste, cabinet, autre_poste, clemence, qtbot):
    liaison = Liaison()
    liaison.change.connect(poste.taches.modifie)
    liaison.commencer(cabinet)
    try:
        qtbot.wait(300)
        ecrire(autre_poste, mettre_a_jour_coordonnees, clemence, replace(CHEZ_ELLE, telephone=LA_BAS))
        qtbot.waitUntil(page.ailleurs.isVisible, timeout=5000)
    finally:
        liaison.arreter()
    assert page.ailleurs.titre.text().startswith("Karim (poste 2)")
