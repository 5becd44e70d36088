"""Encaisser une venue au clavier : le prix, ses raisons, le règlement ; un seul paiement quoi qu’il arrive."""

from __future__ import annotations

from dataclasses import replace

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget

from secretariat.comptabilite.valeurs import MoyenPaiement
from secretariat.dossiers.lectures import fiche_patient
from secretariat.dossiers.services import enregistrer_droits
from secretariat.dossiers.valeurs import DroitsPatient
from secretariat.facturation.valeurs import Parcours, TiersPayant
from secretariat.socle.montant import Montant
from tests.facturation.conftest import JOUR
from tests.saisie import taper, touche
from tests.ui.facturation.conftest import CARON, LEFEVRE, ROUX

CTRL = Qt.KeyboardModifier.ControlModifier


def presser(page, code, modificateurs=Qt.KeyboardModifier.NoModifier):
    """Une touche là où est le clavier."""
    touche(QApplication.focusWidget() or page, code, modificateurs)


def actes(page):
    return [(a.code, a.tarif, a.taux, a.amo, a.amc, a.patient) for a in page.actes.modele.lignes]


def test_une_entree_sur_la_liste_ouvre_l_encaissement(guichet):
    liste = guichet.ecran.liste
    assert [v.patient for v in liste.visites.lignes] == ["LEFÈVRE Clémence", "CARON Michelle", "ROUX Léa"]
    presser(liste, Qt.Key.Key_Return)
    guichet.attendre(lambda: guichet.page is guichet.ecran.encaissement)
    assert guichet.page.entete.nom.text() == "LEFÈVRE Clémence"


def test_sans_tiers_payant_tout_se_regle_au_cabinet(guichet, sortis):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    assert actes(page) == [
        ("G", "30,00\u00a0€", "70\u00a0%", "0,00\u00a0€", "0,00\u00a0€", "30,00\u00a0€"),
        ("", "30,00\u00a0€", "", "0,00\u00a0€", "0,00\u00a0€", "30,00\u00a0€"),
    ]
    assert page.reglement.du.text() == "30,00\u00a0€"
    assert "L’assurance maladie rembourse au patient" in page.repartition.amo.textes()
    presser(page, Qt.Key.Key_Return, CTRL)
    guichet.attendre(lambda: guichet.page is guichet.ecran.facture)
    (facture,) = guichet.factures()
    assert (facture.regle, facture.reste) == (Montant.euros(30), Montant(0))
    assert guichet.messages == ["Facture validée, 30,00\u00a0€ encaissés"]


def test_avec_tiers_payant_le_patient_ne_regle_que_sa_part(guichet, sortis):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    page.choix.tiers_payant.findChildren(QRadioButton)[1].setFocus()
    presser(page, Qt.Key.Key_Space)
    guichet.attendre(lambda: page.reglement.du.text() == "9,00\u00a0€")
    assert page.repartition.amo.somme.text() == "21,00\u00a0€"
    assert "Ticket modérateur\u00a0: 30\u00a0% de G" in page.repartition.patient.textes()
    assert any("participation forfaitaire" in texte for texte in page.repartition.patient.textes())
    presser(page, Qt.Key.Key_E)
    presser(page, Qt.Key.Key_Return, CTRL)
    guichet.attendre(lambda: guichet.page is guichet.ecran.facture)
    (facture,) = guichet.factures()
    assert [(r.montant, r.moyen) for r in facture.reglements] == [(Montant.euros(9), MoyenPaiement.ESPECES)]
    assert facture.tiers_payant is TiersPayant.AMO


def test_en_tiers_payant_integral_il_n_y_a_rien_a_encaisser(guichet, sortis):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    page.choix.tiers_payant.choisir(TiersPayant.INTEGRAL)
    guichet.attendre(lambda: page.reglement.du.text() == "0,00\u00a0€")
    assert page.reglement.valider.text() == "Valider, rien à encaisser"
    assert page.repartition.amc.somme.text() == "9,00\u00a0€"
    assert not page.reglement.moyens.isVisible()
    page.reglement.valider.click()
    guichet.attendre(lambda: guichet.page is guichet.ecran.facture)
    assert guichet.factures()[0].reglements == ()


def test_une_complementaire_echue_dit_pourquoi_elle_ne_paie_pas(guichet, sortis):
    page = guichet.encaisser(CARON, sortis[1])
    assert page.entete.amc.text() == "AMC échue le 28/02/2026"
    page.choix.tiers_payant.choisir(TiersPayant.INTEGRAL)
    guichet.attendre(lambda: page.reglement.du.text() == "9,00\u00a0€")
    assert any("a pris fin le 28/02/2026" in texte for texte in page.repartition.amc.textes())


def test_hors_parcours_le_remboursement_baisse(guichet, sortis):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    page.choix.tiers_payant.choisir(TiersPayant.AMO)
    page.choix.parcours.choisir(Parcours.HORS_PARCOURS)
    guichet.attendre(
        lambda: page.reglement.du.text() != "9,00\u00a0€" and page.cotation.parcours is Parcours.HORS_PARCOURS
    )
    assert any("Hors parcours" in texte for texte in page.repartition.amo.textes())


def test_un_enfant_n_a_pas_de_parcours_et_son_pediatre_son_acte(guichet, sortis):
    page = guichet.encaisser(ROUX, sortis[2])
    assert page.choix.enfant.isVisible()
    assert actes(page)[0][0] == "CEK"


def test_un_acte_s_ajoute_et_se_retire_au_clavier(guichet, sortis):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    presser(page, Qt.Key.Key_Plus)
    liste = page.actes.choix.liste
    liste.choisir("MRT")
    touche(liste.saisie, Qt.Key.Key_Return)
    guichet.attendre(lambda: [a[0] for a in actes(page)] == ["G", "MRT", ""])
    assert page.reglement.du.text() == "45,00\u00a0€"
    page.actes.tableau.choisir("MRT")
    touche(page.actes.tableau, Qt.Key.Key_Delete)
    guichet.attendre(lambda: page.reglement.du.text() == "30,00\u00a0€")


def test_une_cotation_impossible_se_dit_et_empeche_de_valider(guichet, sortis):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    page.actes.retire.emit("G")
    guichet.attendre(page.anomalies.isVisible)
    assert "aucun acte" in page.anomalies.titre.text()
    assert not page.reglement.valider.isEnabled()
    presser(page, Qt.Key.Key_Return, CTRL)
    guichet.attendre()
    assert guichet.factures() == ()


def test_deux_ctrl_entree_ne_font_qu_un_paiement(guichet, sortis):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    presser(page, Qt.Key.Key_Return, CTRL)
    presser(page, Qt.Key.Key_Return, CTRL)
    page.reglement.recu.valide.emit()
    guichet.attendre(lambda: guichet.page is guichet.ecran.facture)
    assert [len(facture.reglements) for facture in guichet.factures()] == [1]


def test_la_meme_visite_ne_se_facture_pas_deux_fois(guichet, sortis):
    guichet.encaisser(LEFEVRE, sortis[0]).reglement.valider.click()
    guichet.attendre(lambda: guichet.page is guichet.ecran.facture)
    guichet.ecran.revenir()
    guichet.attendre()
    assert len(guichet.ecran.liste.visites.lignes) == 2
    guichet.ecran.encaisser(LEFEVRE, sortis[0])
    guichet.attendre(lambda: guichet.page is guichet.ecran.facture)
    assert len(guichet.factures()) == 1


def test_en_especes_l_ecran_dit_ce_qu_il_faut_rendre(guichet, sortis):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    presser(page, Qt.Key.Key_E)
    page.reglement.recu.saisie.selectAll()
    taper(page.reglement.recu.saisie, "50")
    assert page.reglement.rendre.titre.text() == "À rendre\u00a0: 20,00\u00a0€"
    touche(page.reglement.recu.saisie, Qt.Key.Key_Return)
    guichet.attendre(lambda: guichet.page is guichet.ecran.facture)
    assert guichet.factures()[0].regle == Montant.euros(30)


@pytest.mark.parametrize(
    ("recu", "message"),
    [
        ("20", "Il manque 10,00\u00a0€\u202f: 30,00\u00a0€ sont attendus."),
        ("50", "20,00\u00a0€ de trop\u202f: 30,00\u00a0€ sont attendus."),
        ("beaucoup", "Montant attendu en euros, par exemple 26,50."),
        ("", "Saisir le montant reçu\u00a0: 30,00\u00a0€ attendus."),
        ("-30", "Saisir le montant reçu\u00a0: 30,00\u00a0€ attendus."),
    ],
)
def test_un_montant_recu_qui_ne_convient_pas_se_dit_sous_le_champ(guichet, sortis, recu, message):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    page.reglement.recu.poser(recu)
    page.reglement.valider.click()
    assert page.reglement.recu.erreur == message
    assert guichet.factures() == ()


def test_une_lettre_tapee_dans_le_montant_ne_change_pas_le_moyen(guichet, sortis):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    page.reglement.recu.saisie.setFocus()
    taper(page.reglement.recu.saisie, "eHl+")
    assert page.reglement.moyens.valeur() is MoyenPaiement.CARTE
    assert not page.actes.choix.isVisible()


def test_regler_plus_tard_laisse_la_facture_due_puis_on_l_encaisse(guichet, sortis):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    presser(page, Qt.Key.Key_L)
    assert page.reglement.valider.text() == "Valider, règlement plus tard"
    presser(page, Qt.Key.Key_Return, CTRL)
    facture = guichet.ecran.facture
    guichet.attendre(lambda: guichet.page is facture and facture.reglement.isVisible())
    presser(facture, Qt.Key.Key_H)
    presser(facture, Qt.Key.Key_Return, CTRL)
    guichet.attendre(lambda: not facture.reglement.isVisible())
    assert [r.moyen for r in guichet.factures()[0].reglements] == [MoyenPaiement.CHEQUE]


def test_un_patient_sans_visite_se_facture_chez_le_praticien_choisi(guichet):
    page = guichet.encaisser(LEFEVRE)
    page.choix.praticien.choisir(2)
    guichet.attendre(lambda: "BENALI" in page.entete.praticien.text())
    page.reglement.valider.click()
    guichet.attendre(lambda: guichet.page is guichet.ecran.facture)
    assert (guichet.factures()[0].praticien_id, guichet.factures()[0].visite_id) == (2, None)


def test_echap_revient_a_la_liste_sans_rien_ecrire(guichet, sortis):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    presser(page, Qt.Key.Key_Escape)
    guichet.attendre(lambda: guichet.page is guichet.ecran.liste)
    assert guichet.factures() == ()


def test_chaque_controle_de_la_page_a_un_nom(guichet, sortis):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    atteints = [w for w in page.findChildren(QWidget) if w.isVisible()]
    sans_nom = [
        w for w in atteints if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not (w.accessibleName() or _texte(w))
    ]
    assert not sans_nom


def _texte(piece):
    texte = getattr(piece, "text", None)
    return texte() if callable(texte) else ""


def test_la_venue_d_hier_se_facture_au_jour_de_la_consultation_et_chez_son_praticien(guichet, horloge, sortis):
    horloge.avancer(days=1)
    page = guichet.encaisser(CARON, sortis[1])
    assert (page.demande.jour, page.demande.praticien_id) == (JOUR, 2)


def test_des_droits_changes_au_poste_2_ne_facturent_pas_un_prix_que_l_on_n_a_pas_vu(guichet, sortis, autre_poste):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    page.choix.tiers_payant.findChildren(QRadioButton)[1].setFocus()
    presser(page, Qt.Key.Key_Space)
    guichet.attendre(lambda: page.reglement.du.text() == "9,00\u00a0€")
    with autre_poste.lecture() as lecture:
        droits = fiche_patient(lecture, LEFEVRE).droits or DroitsPatient()
    with autre_poste.unite("attestation lue au poste 2") as unite:
        enregistrer_droits(unite, LEFEVRE, replace(droits, nir="284064499000108", c2s=True))
        unite.valider()
    presser(page, Qt.Key.Key_Return, CTRL)
    guichet.attendre(page.reglement.refus.isVisible)
    assert page.reglement.refus.titre.text().startswith("Karim (poste 2) vient de changer les droits")
    guichet.attendre(lambda: page.reglement.du.text() == "0,00\u00a0€")
    assert guichet.factures() == ()
