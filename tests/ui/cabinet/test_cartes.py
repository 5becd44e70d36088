"""La vue « Cartes » : l’état vivant, l’épreuve, les réglages du poste et les autorités, avec un lecteur simulé."""

import json
import threading
from dataclasses import replace

import pytest

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from secretariat.cabinet.valeurs import Role
from secretariat.cartes.autorites import lire_autorites
from secretariat.cartes.lecteur_absent import LecteurAbsent
from secretariat.cartes.lecteur_simule import Pannes
from secretariat.cartes.moniteur import Fait, Nouvelle
from secretariat.cartes.reglages import ReglagesDuPoste, ecrire_reglages, lire_reglages
from secretariat.cartes.simulateur.poste import LECTEURS
from secretariat.cartes.valeurs import TypeCarte
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.matrice import droits_par_defaut
from secretariat.ui import enregistrer_sous
from secretariat.ui.cabinet import choisir_fichier
from secretariat.ui.cabinet.autorites_cartes import TAILLE_MAX, lire_pem
from secretariat.ui.cabinet.cartes import VueCartes
from secretariat.ui.cabinet.ecran import vues_de
from secretariat.ui.cartes.code_porteur import DialogueCode
from secretariat.ui.composants import EtiquetteSimulation
from secretariat.ui.droits import DroitsDuPoste
from secretariat.ui.modele_table import RoleTable
from tests.cartes.cpx.autorite import ETAGE, RACINE, autorite
from tests.conftest import CLAIRE, HELENE
from tests.saisie import taper, touche

FAMILLE = "famille-trois-enfants"
PATIENT, PROFESSIONNEL = LECTEURS[TypeCarte.VITALE], LECTEURS[TypeCarte.CPS]


@pytest.fixture
def donnees(tmp_path):
    dossier = tmp_path / "donnees"
    dossier.mkdir()
    return dossier


@pytest.fixture
def ouvrir(poste, qtbot, repos, donnees):
    """Ouvre la vue sur ce poste, avec d’autres moyens si l’on en donne."""

    def ouvrir(**autres):
        vue = VueCartes(replace(poste, **{"donnees": donnees, **autres}))
        qtbot.addWidget(vue)
        vue.resize(1392, 900)
        vue.show()
        vue.activer()
        repos()
        return vue

    return ouvrir


@pytest.fixture
def vue(ouvrir):
    return ouvrir()


def cartes_montrees(vue):
    modele = vue.etat.modele
    return [modele.index(rang, 1).data() for rang in range(modele.rowCount())]


def bandeau(piece):
    return f"{piece.titre.text()} {piece.detail.text()}" if piece.isVisible() else ""


def secretaire(poste):
    poste.taches.servir(poste.taches.cabinet.en_tant_que(CLAIRE))
    return DroitsDuPoste(poste.taches, droits_par_defaut(Role.SECRETAIRE))


def test_la_vue_se_montre_a_tous(poste):
    assert "cartes" in {vue.nom for vue in vues_de(replace(poste, droits=secretaire(poste)))}


def test_l_etat_dit_le_service_les_lecteurs_et_qu_ils_sont_simules(vue):
    assert vue.etat.service.text() == "En marche"
    assert vue.etat.depuis.text().startswith("depuis")
    assert [lecteur.nom for lecteur in vue.etat.modele.lignes] == [PATIENT, PROFESSIONNEL]
    assert cartes_montrees(vue) == ["Aucune", "Aucune"]
    assert vue.findChild(EtiquetteSimulation).isVisible()


def test_une_carte_inseree_depuis_un_autre_fil_parait_d_elle_meme(vue, poste, qtbot):
    main = threading.Thread(target=poste.lecteur.inserer, args=(FAMILLE,))
    main.start()
    main.join()
    qtbot.waitUntil(lambda: cartes_montrees(vue) == ["Vitale 2", "Aucune"])
    assert vue.etat.modele.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("3B751300004409EA9000")
    poste.lecteur.retirer(TypeCarte.VITALE)
    qtbot.waitUntil(lambda: cartes_montrees(vue) == ["Aucune", "Aucune"])


def test_un_service_perdu_se_dit_puis_revient(vue, poste, qtbot):
    poste.lecteur._recevoir(Nouvelle(Fait.SERVICE_PERDU, detail="PC/SC 8010001D"))
    qtbot.waitUntil(lambda: vue.etat.service.text() == "Absent")
    assert "PC/SC 8010001D" in bandeau(vue.etat.panne)
    assert not vue.etat.tableau.isVisible()
    poste.lecteur._recevoir(Nouvelle(Fait.SERVICE_PRESENT))
    qtbot.waitUntil(vue.etat.tableau.isVisible)


def test_une_carte_muette_se_voit_dans_la_table(vue, poste, qtbot):
    poste.lecteur._recevoir(Nouvelle(Fait.CARTE_INSEREE, PATIENT))
    qtbot.waitUntil(lambda: cartes_montrees(vue)[0] == "Inconnue, muette")


def test_la_vue_fermee_n_ecoute_plus(ouvrir, poste, qtbot):
    vue = ouvrir()
    assert len(poste.lecteur._rappels) == 1
    vue.deleteLater()
    qtbot.waitUntil(lambda: poste.lecteur._rappels == [])


def test_sans_epreuve_rien_ne_s_exporte(vue):
    assert [b.isEnabled() for b in (vue.epreuve.eprouver, vue.epreuve.exporter, vue.epreuve.copier)] == [
        True,
        False,
        False,
    ]


def test_eprouver_montre_chaque_echange_et_ne_nomme_personne(vue, poste, repos, qtbot):
    poste.lecteur.inserer(FAMILLE)
    QTest.mouseClick(vue.epreuve.eprouver, Qt.MouseButton.LeftButton)
    assert not vue.epreuve.eprouver.isEnabled()
    repos()
    modele = vue.epreuve.modele
    assert modele.rowCount() == poste.lecteur.poste.echanges
    assert [modele.index(0, rang).data() for rang in range(5)] == ["1", "Choisir (A4)", "Carte du patient", "9000", "4"]
    assert "4 porteurs, 4 NIR" in bandeau(vue.epreuve.message)
    assert "MOREAU" not in bandeau(vue.epreuve.message)
    assert vue.epreuve.exporter.isEnabled()


def test_eprouver_se_fait_au_clavier(vue, poste, repos):
    poste.lecteur.inserer(FAMILLE)
    vue.epreuve.eprouver.setFocus()
    touche(vue.epreuve.eprouver, Qt.Key.Key_Space)
    repos()
    assert vue.epreuve.modele.rowCount() > 0


def test_sans_carte_l_epreuve_le_dit_et_le_diagnostic_est_pret(vue, repos):
    vue.epreuve.eprouver.click()
    repos()
    assert "Aucune carte à éprouver" in bandeau(vue.epreuve.message)
    assert vue.epreuve.copier.isEnabled()


def test_une_lecture_arretee_se_dit_avec_son_remede(vue, poste, repos):
    poste.lecteur.regler_pannes(Pannes(retirer_apres=2))
    poste.lecteur.inserer(FAMILLE)
    vue.epreuve.eprouver.click()
    repos()
    dit = bandeau(vue.epreuve.message)
    assert "a été retirée pendant la lecture" in dit
    assert "(carte-retiree" in dit
    assert "Remettre la carte" in dit
    assert vue.epreuve.modele.rowCount() == 2


@pytest.mark.parametrize("nom", ["diagnostic.txt", "diagnostic.json"])
def test_exporter_ecrit_la_forme_que_dit_le_nom(vue, poste, repos, qtbot, monkeypatch, tmp_path, nom):
    poste.lecteur.inserer(FAMILLE)
    vue.epreuve.eprouver.click()
    repos()
    monkeypatch.setattr(enregistrer_sous, "demander", lambda *_: tmp_path / nom)
    with qtbot.waitSignal(poste.demandes.message) as dit:
        vue.epreuve.exporter.click()
    ecrit = (tmp_path / nom).read_text(encoding="utf-8")
    assert str(tmp_path / nom) in dit.args[0]
    assert "3B" in ecrit
    assert "MOREAU" not in ecrit
    if nom.endswith(".json"):
        assert json.loads(ecrit)["simule"] is True


def test_un_dossier_qui_refuse_l_export_se_dit(vue, repos, monkeypatch, tmp_path):
    vue.epreuve.eprouver.click()
    repos()
    monkeypatch.setattr(enregistrer_sous, "demander", lambda *_: tmp_path / "absent" / "diagnostic.txt")
    vue.epreuve.exporter.click()
    repos()
    assert "absent" in bandeau(vue.epreuve.message)


def test_copier_met_le_texte_au_presse_papiers(vue, repos):
    vue.epreuve.eprouver.click()
    repos()
    vue.epreuve.copier.click()
    assert QGuiApplication.clipboard().text().startswith("Diagnostic des cartes à puce")


def test_un_poste_sans_bibliotheque_pcsc_a_sa_vue(ouvrir, repos):
    vue = ouvrir(lecteur=LecteurAbsent())
    assert "bibliothèque PC/SC absente" in bandeau(vue.etat.panne)
    assert vue.findChild(EtiquetteSimulation) is None
    vue.epreuve.eprouver.click()
    repos()
    assert "n’est pas démarré" in bandeau(vue.epreuve.message)


def test_les_reglages_se_gardent_et_le_journal_dit_lesquels(vue, donnees, repos, cabinet):
    (donnees / "libopensc.so").touch()
    reglages = vue.reglages
    assert not reglages.enregistrer.isEnabled()
    reglages.cps.choisir(PROFESSIONNEL)
    taper(reglages.pkcs11.champ.saisie, str(donnees / "libopensc.so"))
    reglages.patience.saisie.selectAll()
    taper(reglages.patience.saisie, "2,5")
    reglages.enregistrer.click()
    repos()
    assert lire_reglages(donnees) == ReglagesDuPoste(
        lecteur_cps=PROFESSIONNEL, bibliotheque_pkcs11=str(donnees / "libopensc.so"), patience_s=2.5
    )
    assert "Réglages gardés" in bandeau(reglages.message)
    assert not reglages.enregistrer.isEnabled()
    with cabinet.en_tant_que(HELENE).lecture() as lecture:
        derniere = lecture.lignes_du_journal(limite=1)[0]
    assert derniere.objet == "poste:cartes"
    assert json.loads(derniere.details) == {"changes": ["lecteur_cps", "bibliotheque_pkcs11", "patience_s"]}


def test_entree_enregistre(vue, donnees, repos):
    vue.reglages.patience.saisie.selectAll()
    taper(vue.reglages.patience.saisie, "30")
    touche(vue.reglages.patience.saisie, Qt.Key.Key_Return)
    repos()
    assert lire_reglages(donnees).patience_s == 30


@pytest.mark.parametrize(("patience", "dit"), [("99", "99\u00a0s"), ("0", "0\u00a0s")])
def test_un_reglage_impossible_est_refuse_et_reste_ecrit(vue, donnees, repos, patience, dit):
    vue.reglages.patience.poser(patience)
    vue.reglages.enregistrer.click()
    repos()
    assert dit in bandeau(vue.reglages.message)
    assert vue.reglages.patience.texte() == patience
    assert lire_reglages(donnees) == ReglagesDuPoste()


def test_une_patience_qui_n_est_pas_un_nombre_se_dit_sous_le_champ(vue):
    vue.reglages.patience.poser("longtemps")
    vue.reglages.enregistrer.click()
    assert "nombre de secondes" in vue.reglages.patience.erreur


def test_les_reglages_gardes_se_montrent_et_un_lecteur_debranche_reste_choisi(ouvrir, donnees):
    ecrire_reglages(donnees, ReglagesDuPoste(lecteur_vitale="Ancien lecteur", api_fichier="C:/Vitale/carte.xml"))
    vue = ouvrir()
    assert vue.reglages.vitale.valeur() == "Ancien lecteur"
    assert vue.reglages.vitale.saisie.currentText() == "Ancien lecteur (débranché)"
    assert vue.reglages.api_fichier.texte() == "C:/Vitale/carte.xml"


def test_un_lecteur_debranche_ne_change_pas_ce_que_l_on_est_en_train_de_choisir(vue, poste, qtbot):
    vue.reglages.vitale.choisir(PATIENT)
    poste.lecteur._recevoir(Nouvelle(Fait.LECTEUR_DEBRANCHE, PATIENT))
    qtbot.waitUntil(lambda: vue.reglages.vitale.saisie.currentText() == f"{PATIENT} (débranché)")
    assert vue.reglages.vitale.valeur() == PATIENT


def test_choisir_un_fichier_le_pose_dans_le_champ(vue, monkeypatch, tmp_path):
    monkeypatch.setattr(choisir_fichier, "demander", lambda *_: tmp_path / "carte.xml")
    vue.reglages.api_fichier.choisir.click()
    assert vue.reglages.api_fichier.texte() == str(tmp_path / "carte.xml")
    monkeypatch.setattr(choisir_fichier, "demander", lambda *_: None)
    vue.reglages.api_fichier.choisir.click()
    assert vue.reglages.api_fichier.texte() == str(tmp_path / "carte.xml")


def test_sans_dossier_de_donnees_les_reglages_sont_grises_et_disent_pourquoi(ouvrir):
    vue = ouvrir(donnees=None)
    assert "ne garde pas de réglages de poste" in bandeau(vue.reglages.raison)
    assert not vue.reglages.patience.saisie.isEnabled()


def test_sans_le_droit_les_reglages_se_lisent_et_ne_se_changent_pas(ouvrir, poste, donnees):
    ecrire_reglages(donnees, ReglagesDuPoste(patience_s=20))
    vue = ouvrir(droits=secretaire(poste))
    assert vue.reglages.patience.texte() == "20"
    assert not vue.reglages.patience.saisie.isEnabled()
    assert "n’a pas le droit" in bandeau(vue.reglages.raison)
    assert not vue.autorites.importer.isEnabled()
    assert vue.epreuve.eprouver.isEnabled()


def test_un_ecran_en_retard_sur_les_droits_n_enregistre_pas(ouvrir, poste, donnees, repos):
    vue = ouvrir()
    poste.taches.servir(poste.taches.cabinet.en_tant_que(CLAIRE))
    vue.reglages.patience.poser("20")
    vue.reglages.enregistrer.click()
    repos()
    assert "droit" in bandeau(vue.reglages.message)
    assert lire_reglages(donnees) == ReglagesDuPoste()


@pytest.fixture
def importer(vue, repos, monkeypatch, tmp_path):
    """Importe ce texte, comme s’il était dans le fichier choisi."""

    def importer(pem):
        fichier = tmp_path / "autorites.pem"
        fichier.write_text(pem, encoding="utf-8")
        monkeypatch.setattr(choisir_fichier, "demander", lambda *_: fichier)
        QTest.mouseClick(vue.autorites.importer, Qt.MouseButton.LeftButton)
        repos()
        repos()

    return importer


def noms(vue):
    return [autorite.nom for autorite in vue.autorites.modele.lignes]


def gardees(cabinet):
    with cabinet.lecture() as lecture:
        return lire_autorites(lecture)


def test_importer_ajoute_les_autorites_sans_doublon(vue, importer, cabinet, qtbot):
    importer(RACINE.pem)
    importer(RACINE.pem + ETAGE.pem)
    qtbot.waitUntil(lambda: noms(vue) == ["AC racine d’essai", "AC d’essai"])
    assert gardees(cabinet) == RACINE.pem + ETAGE.pem
    assert vue.autorites.modele.index(0, 0).data(RoleTable.DETAIL) == "Jusqu’au 31/12/2027"


def test_une_autorite_echue_se_voit(vue, importer, qtbot, horloge):
    importer(autorite("AC échue", jusqu_au=horloge.instant.replace(year=2025, month=6)).pem)
    qtbot.waitUntil(lambda: noms(vue) == ["AC échue"])
    assert vue.autorites.modele.index(0, 0).data(RoleTable.DETAIL).startswith("Échue le")
    assert vue.autorites.modele.index(0, 0).data(RoleTable.ICONE) == "alerte"


def test_un_fichier_qui_n_est_pas_du_pem_est_refuse(vue, importer, cabinet):
    importer("ce ne sont pas des certificats")
    assert "PEM" in bandeau(vue.autorites.message)
    assert gardees(cabinet) == ""


def test_retirer_demande_un_choix_et_n_ote_que_lui(vue, importer, cabinet, repos, qtbot):
    importer(RACINE.pem + ETAGE.pem)
    qtbot.waitUntil(lambda: len(noms(vue)) == 2)
    assert not vue.autorites.retirer.isEnabled()
    vue.autorites.tableau.setFocus()
    touche(vue.autorites.tableau, Qt.Key.Key_Down)
    vue.autorites.retirer.click()
    repos()
    qtbot.waitUntil(lambda: len(noms(vue)) == 1)
    assert len(gardees(cabinet)) < len(RACINE.pem + ETAGE.pem)
    assert not vue.autorites.retirer.isEnabled()


@pytest.mark.parametrize("contenu", [None, b"\xff\xfe binaire", b"A" * (TAILLE_MAX + 1)])
def test_un_fichier_illisible_trop_gros_ou_binaire_est_refuse(tmp_path, contenu):
    fichier = tmp_path / "autorites.pem"
    if contenu is not None:
        fichier.write_bytes(contenu)
    with pytest.raises(ErreurEnvironnement):
        lire_pem(fichier)


def test_les_situations_d_exercice_se_lisent_avec_le_code_et_partent_avec_la_carte(ouvrir, poste, qtbot, repos):
    vue = ouvrir()
    poste.lecteur.inserer("cps-marchand")
    vue.situations.lire.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), DialogueCode))
    boite = QApplication.activeModalWidget()
    assert isinstance(boite, DialogueCode)
    taper(boite.code.saisie, "1234")
    touche(boite.code.saisie, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: vue.situations.lignes.count() == 1)
    poste.lecteur.retirer(TypeCarte.CPS)
    qtbot.waitUntil(lambda: vue.situations.lignes.count() == 0)


def test_sans_carte_de_professionnel_les_situations_disent_quoi_faire(ouvrir, qtbot):
    vue = ouvrir()
    vue.situations.lire.click()
    qtbot.waitUntil(vue.situations.message.isVisible)
    assert "Aucune carte professionnelle" in vue.situations.message.titre.text()
