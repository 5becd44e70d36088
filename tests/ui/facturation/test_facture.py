"""Après la validation : signer ou non, mettre en lot, imprimer, contre-passer, refaire, noter le départ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from secretariat.accueil import lectures as accueil
from secretariat.accueil.valeurs import EtapeVisite
from secretariat.cartes.lecteur_simule import Pannes
from secretariat.cartes.valeurs import TypeCarte
from secretariat.comptabilite.lectures import journal
from secretariat.dossiers.lectures import fiche_patient
from secretariat.dossiers.modele import Couverture
from secretariat.facturation.lectures import facture
from secretariat.facturation.services import preparer
from secretariat.facturation.valeurs import ActeDemande, EtatFacture, Parcours, TiersPayant
from secretariat.socle.montant import ZERO, Montant
from secretariat.ui.facturation.donnees import demande_de
from secretariat.ui.facturation.liste import Volet
from secretariat.ui.theme.jetons import Ton
from tests.facturation.conftest import JOUR
from tests.saisie import taper, touche
from tests.ui.consultations import consultations
from tests.ui.facturation.conftest import CARON, LEFEVRE, ROUX


def facturer(guichet, patient, visite):
    guichet.encaisser(patient, visite).reglement.valider.click()
    page = guichet.ecran.facture
    guichet.attendre(lambda: guichet.page is page and page.etablie is not None and page.etablie.patient.id == patient)
    return page


def contrepasser(guichet, page, raison="mauvais tiers payant"):
    touche(QApplication.focusWidget() or page, Qt.Key.Key_X)
    taper(page.raison.raison.saisie, raison)
    touche(page.raison.raison.saisie, Qt.Key.Key_Return)
    guichet.attendre(page.refaite.isVisible)


def etats(guichet):
    return [facture.etat for facture in guichet.factures()]


def test_avec_la_carte_du_praticien_la_feuille_est_signee_et_en_lot(guichet, sortis):
    guichet.poste.lecteur.inserer("cps-marchand")
    page = facturer(guichet, LEFEVRE, sortis[0])
    guichet.attendre(lambda: etats(guichet) == [EtatFacture.EN_LOT])
    assert page.suites.frise.accessibleName() == "État\u00a0: En lot"
    assert page.suites.simulation.isVisible()
    assert not page.suites.signer.isVisible()
    assert guichet.messages[-1] == "Feuille signée et mise en lot"


def test_la_venue_puis_la_facture_ouvertes_se_lisent_au_journal(guichet, sortis, cabinet):
    page = facturer(guichet, LEFEVRE, sortis[0])
    ouvertes = [f"patients:{LEFEVRE}", f"factures:{page.facture_id}"]
    assert consultations(cabinet) == ouvertes
    guichet.ecran.relire()
    guichet.attendre()
    assert consultations(cabinet) == ouvertes


def test_sans_carte_la_feuille_reste_validee_et_se_signe_plus_tard(guichet, sortis):
    page = facturer(guichet, LEFEVRE, sortis[0])
    assert page.suites.manque.titre.text() == "La feuille de soins reste validée\u00a0: elle n’est pas signée."
    assert "Hélène MARCHAND" in page.suites.manque.detail.text()
    assert etats(guichet) == [EtatFacture.VALIDEE]
    guichet.poste.lecteur.inserer("cps-marchand")
    touche(page.actes.tableau, Qt.Key.Key_S)
    guichet.attendre(lambda: etats(guichet) == [EtatFacture.EN_LOT])


def test_la_carte_d_un_autre_praticien_ne_signe_pas(guichet, sortis):
    guichet.poste.lecteur.inserer("cps-benali")
    page = facturer(guichet, LEFEVRE, sortis[0])
    guichet.attendre(page.suites.manque.isVisible)
    assert "il faut celle du Dr\u00a0Hélène MARCHAND" in page.suites.manque.titre.text()
    assert etats(guichet) == [EtatFacture.VALIDEE]
    assert page.suites.signer.isEnabled()


def test_une_carte_arrachee_pendant_la_signature_ne_laisse_rien_a_moitie(guichet, sortis):
    page = facturer(guichet, LEFEVRE, sortis[0])
    guichet.poste.lecteur.inserer("cps-marchand")
    guichet.attendre()
    guichet.poste.lecteur.regler_pannes(Pannes(retirer_apres=3))
    page.suites.signer.click()
    guichet.attendre(page.suites.manque.isVisible)
    assert "retirée" in page.suites.manque.titre.text()
    assert etats(guichet) == [EtatFacture.VALIDEE]


def test_avant_de_signer_les_cartes_se_suivent(guichet, sortis):
    page = guichet.encaisser(LEFEVRE, sortis[0])
    assert _controles(page)[:2] == ["Carte Vitale absente", "Carte CPS du Dr\u00a0MARCHAND absente"]
    guichet.poste.lecteur.inserer("patient-avec-mutuelle")
    guichet.poste.lecteur.inserer("cps-benali")
    guichet.attendre(lambda: _controles(page)[:2] == ["Carte Vitale d’une autre personne", "Carte CPS de BENALI"])
    guichet.poste.lecteur.inserer("cps-marchand")
    guichet.attendre(lambda: _controles(page)[1] == "Carte CPS du Dr\u00a0MARCHAND")
    guichet.poste.lecteur.retirer(TypeCarte.CPS)
    guichet.attendre(lambda: "absente" in _controles(page)[1])


@pytest.mark.parametrize(
    ("nir", "attendu"),
    [
        ("171034499001155", "Carte Vitale du patient"),
        ("280019900000069", "Carte Vitale d’une autre personne"),
        ("", "Carte Vitale présente"),
    ],
)
def test_la_carte_vitale_en_place_est_celle_du_patient_ou_le_dit(guichet, sortis, cabinet, nir, attendu):
    with cabinet.unite("mise en place") as unite:
        unite.un(Couverture, LEFEVRE).nir = nir
        unite.valider()
    guichet.poste.lecteur.inserer("patient-avec-mutuelle")
    page = guichet.encaisser(LEFEVRE, sortis[0])
    guichet.attendre(lambda: _controles(page)[0] == attendu)
    guichet.attendre()
    assert _controles(page)[0] == attendu


def test_une_carte_vitale_illisible_reste_a_comparer(guichet, sortis):
    guichet.poste.lecteur.regler_pannes(Pannes(illisible=True))
    guichet.poste.lecteur.inserer("patient-avec-mutuelle")
    page = guichet.encaisser(LEFEVRE, sortis[0])
    guichet.attendre()
    assert _controles(page)[0] == "Carte Vitale présente"
    assert page.controles.controles[0].ton is Ton.NEUTRE


def _controles(page):
    return [controle.libelle for controle in page.controles.controles]


def test_la_contre_passation_garde_les_deux_factures_et_les_deux_recettes(guichet, sortis):
    page = facturer(guichet, LEFEVRE, sortis[0])
    contrepasser(guichet, page)
    fausse, contraire = guichet.factures()
    assert (fausse.etat, contraire.annule) == (EtatFacture.ANNULEE, fausse.numero)
    assert fausse.total + contraire.total == ZERO
    with guichet.poste.taches.cabinet.lecture() as lecture:
        assert [str(e.montant) for e in journal(lecture, JOUR, JOUR)] == ["30,00\u00a0€", "−30,00\u00a0€"]
    guichet.ecran.revenir()
    guichet.ecran.liste.segment.choisir(Volet.FEUILLES)
    guichet.attendre(lambda: len(guichet.ecran.liste.feuilles.lignes) == 2)
    modele = guichet.ecran.liste.feuilles
    assert [modele.index(r, 7).data() for r in range(2)] == ["Annulée", "Contre-passation"]


def test_refaire_reprend_les_choix_et_la_venue(guichet, sortis):
    page = facturer(guichet, LEFEVRE, sortis[0])
    contrepasser(guichet, page)
    page.refaite.click()
    encaissement = guichet.ecran.encaissement
    guichet.attendre(lambda: guichet.page is encaissement and encaissement.cotation is not None)
    assert encaissement.demande.praticien_id == 1
    encaissement.reglement.valider.click()
    guichet.attendre(lambda: guichet.page is guichet.ecran.facture)
    assert [f.visite_id for f in guichet.factures()] == [sortis[0]] * 3


def test_contre_passer_sans_raison_attend_et_echap_renonce(guichet, sortis):
    page = facturer(guichet, LEFEVRE, sortis[0])
    page.contrepasser.click()
    page.raison.confirmer.click()
    assert page.raison.raison.erreur == "Raison : à renseigner."
    touche(page.raison.raison.saisie, Qt.Key.Key_Escape)
    assert not page.raison.isVisible()
    assert len(guichet.factures()) == 1


def test_la_feuille_papier_est_rangee_au_dossier_et_ecrite(guichet, sortis, tmp_path):
    page = facturer(guichet, LEFEVRE, sortis[0])
    page.demander = lambda _parent, nom, _filtre: tmp_path / nom
    touche(page.actes.tableau, Qt.Key.Key_P)
    chemin = tmp_path / f"feuille-de-soins-{page.etablie.fiche.numero}.pdf"
    guichet.attendre(chemin.exists)
    guichet.attendre(lambda: str(chemin) in guichet.messages[-1])
    assert chemin.read_bytes().startswith(b"%PDF")
    with guichet.poste.taches.cabinet.lecture() as lecture:
        assert [d.nom_fichier for d in fiche_patient(lecture, LEFEVRE).documents] == [chemin.name]


def test_renoncer_au_fichier_range_quand_meme_la_feuille(guichet, sortis):
    page = facturer(guichet, LEFEVRE, sortis[0])
    page.demander = lambda *_: None
    page.suites.papier.click()
    guichet.attendre(lambda: guichet.messages[-1] == "Feuille de soins rangée au dossier")


def test_un_dossier_absent_pour_la_feuille_se_dit_sur_place(guichet, sortis, tmp_path):
    page = facturer(guichet, LEFEVRE, sortis[0])
    page.suites.manque.hide()
    page.demander = lambda *_: tmp_path / "absent" / "feuille.pdf"
    page.suites.papier.click()
    guichet.attendre(page.suites.manque.isVisible)
    assert "n’a pas pu s’écrire" in page.suites.manque.titre.text()


def test_le_depart_se_note_et_se_defait(guichet, sortis):
    page = facturer(guichet, LEFEVRE, sortis[0])
    touche(page.actes.tableau, Qt.Key.Key_D)
    guichet.attendre(lambda: etape(guichet, sortis[0]) is EtapeVisite.PARTI)
    guichet.poste.defaire.defaire()
    guichet.attendre(lambda: etape(guichet, sortis[0]) is EtapeVisite.A_ENCAISSER)
    guichet.attendre(page.depart.isVisible)


def etape(guichet, visite_id):
    with guichet.poste.taches.cabinet.lecture() as lecture:
        return next(v.etape for v in accueil.visites_du_jour(lecture) if v.id == visite_id)


def test_plusieurs_feuilles_se_signent_ensemble_et_celles_des_autres_attendent(guichet, sortis):
    for patient, visite in zip((LEFEVRE, CARON, ROUX), sortis, strict=True):
        facturer(guichet, patient, visite)
    guichet.ecran.revenir()
    liste = guichet.ecran.liste
    liste.segment.choisir(Volet.FEUILLES)
    guichet.attendre(lambda: liste.lot.text() == "Signer et mettre en lot (3)")
    guichet.poste.lecteur.inserer("cps-benali")
    liste.activer()
    touche(liste.tableaux[Volet.FEUILLES], Qt.Key.Key_S)
    guichet.attendre(liste.alerte.isVisible)
    assert liste.alerte.titre.text().startswith("2 feuilles restent validées")
    assert etats(guichet).count(EtatFacture.EN_LOT) == 1
    liste.segment.choisir(Volet.LOTS)
    guichet.attendre(lambda: len(liste.lots.lignes) == 1)
    assert liste.lots.index(0, 6).data() == "Ouvert"


def test_les_feuilles_non_signees_de_la_veille_se_signent_le_lendemain(guichet, sortis, horloge):
    facturer(guichet, LEFEVRE, sortis[0])
    horloge.avancer(minutes=24 * 60)
    guichet.ecran.revenir()
    liste = guichet.ecran.liste
    liste.segment.choisir(Volet.FEUILLES)
    guichet.attendre(lambda: liste.lot.text() == "Signer et mettre en lot (1)")
    guichet.poste.lecteur.inserer("cps-marchand")
    liste.lot.click()
    guichet.attendre(lambda: etats(guichet) == [EtatFacture.EN_LOT] and not liste.feuilles.lignes)


def test_refaire_garde_l_ald_et_le_depassement(guichet, sortis, cabinet, bareme):
    with cabinet.unite("droits d’essai") as unite:
        unite.un(Couverture, LEFEVRE).ald = True
        unite.valider()
    actes = [ActeDemande("G", ald=True)]
    with cabinet.unite("facture d’essai") as unite:
        numero = preparer(
            unite,
            bareme,
            patient_id=LEFEVRE,
            praticien_id=1,
            jour=JOUR,
            actes=actes,
            tiers_payant=TiersPayant.AMO,
            parcours=Parcours.MEDECIN_TRAITANT,
        )
        unite.valider()
    with cabinet.lecture() as lecture:
        fiche = facture(lecture, numero)
    assert list(demande_de(fiche).actes) == actes
    depassee = replace(fiche.lignes[0], quantite=2, honoraire=Montant.euros(90))
    assert demande_de(replace(fiche, lignes=(depassee,))).actes[0].honoraire == Montant.euros(45)


def test_signer_tout_sans_carte_le_dit_sur_place(guichet, sortis):
    facturer(guichet, LEFEVRE, sortis[0])
    guichet.ecran.revenir()
    liste = guichet.ecran.liste
    liste.segment.choisir(Volet.FEUILLES)
    guichet.attendre(liste.lot.isEnabled)
    liste.lot.click()
    guichet.attendre(liste.alerte.isVisible)
    assert "Aucune carte professionnelle" in liste.alerte.titre.text()
    assert liste.lot.isEnabled()


@pytest.mark.parametrize("volet", list(Volet))
def test_les_modeles_des_listes_tiennent_les_promesses_de_qt(guichet, sortis, qtmodeltester, volet):
    facturer(guichet, LEFEVRE, sortis[0])
    guichet.ecran.revenir()
    guichet.attendre()
    qtmodeltester.check(guichet.ecran.liste.tableaux[volet].model())


def test_une_facture_de_la_liste_s_ouvre_a_l_entree(guichet, sortis):
    facturer(guichet, LEFEVRE, sortis[0])
    guichet.ecran.revenir()
    liste = guichet.ecran.liste
    liste.segment.choisir(Volet.FEUILLES)
    guichet.attendre(lambda: bool(liste.feuilles.lignes))
    touche(liste.tableaux[Volet.FEUILLES], Qt.Key.Key_Return)
    guichet.attendre(lambda: guichet.page is guichet.ecran.facture)
