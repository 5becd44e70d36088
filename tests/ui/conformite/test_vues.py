"""Les écrans des données personnelles : ce qu’ils montrent, et ce que leurs boutons font."""

from zipfile import ZipFile

import pytest
from sqlalchemy import select

from PySide6.QtWidgets import QPushButton

from secretariat.conformite.lectures.acces import demande as lire_demande
from secretariat.conformite.lectures.certificats import certificats
from secretariat.conformite.modele import EntreeRegistre
from secretariat.conformite.services.acces import recevoir_piece
from secretariat.conformite.valeurs.acces import EtatDemande, RaisonExclusion
from secretariat.conformite.valeurs.conservation import Decision
from secretariat.courriers.lectures import courriers_du_patient
from secretariat.dossiers.modele import Patient
from secretariat.ui import enregistrer_sous
from secretariat.ui.accueil.ecran import EcranAccueil
from secretariat.ui.composants import Dialogue
from secretariat.ui.conformite.faits import DemandeDeFaits
from secretariat.ui.conformite.questions import ConfirmationTapee, DemandeDeRaison, DemandeExclusion
from tests.saisie import taper


def bouton(ecran, nom):
    return next(b for b in ecran.findChildren(QPushButton, nom) if b.isVisible())


def etat(cabinet, numero):
    with cabinet.lecture() as lecture:
        return lire_demande(lecture, numero)


def test_une_demande_se_suit_jusqu_a_l_export(ouvrir, cabinet, demande, qtbot, monkeypatch, tmp_path):
    vue = ouvrir("demandes")
    assert [d.id for d in vue.modele.lignes] == [demande]
    (piece,) = etat(cabinet, demande).pieces
    bouton(vue, f"conformite.piece.{piece.id}").click()
    qtbot.waitUntil(lambda: etat(cabinet, demande).etat is EtatDemande.COMPLETE)
    qtbot.waitUntil(lambda: bool([b for b in vue.findChildren(QPushButton, "conformite.exporter") if b.isVisible()]))
    messages: list[str] = []
    vue.poste.demandes.message.connect(messages.append)
    monkeypatch.setattr(enregistrer_sous, "demander", lambda *_: tmp_path / "acces.zip")
    bouton(vue, "conformite.exporter").click()
    qtbot.waitUntil(lambda: any("Dossier exporté" in m for m in messages), timeout=15_000)
    with ZipFile(tmp_path / "acces.zip") as archive:
        assert "inventaire.pdf" in archive.namelist()
    with cabinet.lecture() as lecture:
        assert any(li.operation == "export" for li in lecture.lignes_du_journal(limite=20))


def test_accuser_reception_range_la_lettre_au_dossier(ouvrir, cabinet, demande, qtbot):
    vue = ouvrir("demandes")
    bouton(vue, "conformite.accuser").click()

    def lettres():
        with cabinet.lecture() as lecture:
            return [c.modele for c in courriers_du_patient(lecture, 1)]

    qtbot.waitUntil(lambda: lettres() == ["acces_accuse"], timeout=10_000)


def test_ecarter_puis_remettre_un_element(ouvrir, cabinet, demande, qtbot, monkeypatch):
    vue = ouvrir("demandes")
    monkeypatch.setattr(DemandeExclusion, "demander", lambda *_: (RaisonExclusion.TIERS, "sa sœur"))
    ecarter = next(b for b in vue.findChildren(QPushButton) if b.accessibleName().startswith("Écarter"))
    ecarter.click()
    qtbot.waitUntil(
        lambda: any(b.accessibleName().startswith("Remettre") for b in vue.findChildren(QPushButton) if b.isVisible())
    )


def test_un_refus_du_service_se_dit_sur_place(ouvrir, demande, qtbot, monkeypatch):
    vue = ouvrir("demandes")
    monkeypatch.setattr(DemandeDeRaison, "demander", lambda *_, **__: "opposition")
    bouton(vue, "conformite.refuser").click()
    qtbot.waitUntil(lambda: "décision d’un praticien" in vue.refus.titre.text())


def test_choisir_une_demande_se_note_une_fois_au_journal(ouvrir, cabinet, demande, repos):
    vue = ouvrir("demandes")
    vue.relire()
    repos()
    with cabinet.lecture() as lecture:
        vues = [li for li in lecture.lignes_du_journal(limite=50) if li.operation == "consultation"]
    assert [li.objet for li in vues] == ["patients:1"]


def test_enregistrer_une_demande_depuis_l_ecran(ouvrir, cabinet, demande, qtbot):
    vue = ouvrir("demandes")
    vue.nouvelle.click()
    vue.page_nouvelle.choix.choisi.emit(1)
    page = vue.page_nouvelle
    qtbot.waitUntil(page.demandeur.isVisible)
    assert page.demandeur.texte() == "LEFEVRE ADELE"
    page.perimetre.poser("les comptes rendus")
    page.enregistrer.click()
    qtbot.waitUntil(lambda: vue.modele.rowCount() == 2)
    assert "les comptes rendus" in {d.perimetre for d in vue.modele.lignes}


def test_un_ayant_droit_sans_deces_note_est_refuse_sur_la_page(ouvrir, demande, qtbot):
    vue = ouvrir("demandes")
    vue.nouvelle.click()
    vue.page_nouvelle.choix.choisi.emit(1)
    page = vue.page_nouvelle
    qtbot.waitUntil(page.demandeur.isVisible)
    assert not page.motif.isVisible()
    page.qualite.choisir(next(q for q in page.qualite._valeurs if q == "heritier"))
    assert page.motif.isVisible()
    page.enregistrer.click()
    qtbot.waitUntil(lambda: "aucun décès" in page.alerte.titre.text())
    assert page.enregistrer.isEnabled()


def test_le_medecin_decide_puis_detruit_avec_certificat(
    ouvrir, poste_du_medecin, vieux, cabinet, qtbot, monkeypatch, tmp_path
):
    vue = ouvrir("conservation", poste_du_medecin)
    assert [x.patient_id for x in vue.modele.lignes] == [vieux]
    assert not vue.destruction.isVisible()
    bouton(vue.pourquoi, "conformite.detruire").click()
    qtbot.waitUntil(lambda: vue.modele.lignes[0].decision is Decision.DETRUIRE)
    qtbot.waitUntil(vue.destruction.isVisible)
    monkeypatch.setattr(ConfirmationTapee, "demander", lambda *_, **__: "DÉTRUIRE 1")
    vue.destruction.click()
    qtbot.waitUntil(lambda: vue.modele.rowCount() == 0, timeout=10_000)
    with cabinet.lecture() as lecture:
        assert lecture.premier(select(Patient.id).where(Patient.id == vieux)) is None
        assert len(certificats(lecture)) == 1
    monkeypatch.setattr(enregistrer_sous, "demander", lambda *_: tmp_path / "certificat.pdf")
    enregistrer = next(b for b in vue.certificats.findChildren(QPushButton))
    enregistrer.click()
    qtbot.waitUntil((tmp_path / "certificat.pdf").exists)
    assert (tmp_path / "certificat.pdf").read_bytes().startswith(b"%PDF")


def test_la_secretaire_voit_la_liste_mais_ne_decide_pas(ouvrir, vieux, qtbot):
    vue = ouvrir("conservation")
    bouton(vue.pourquoi, "conformite.detruire").click()
    qtbot.waitUntil(lambda: "décision d’un praticien" in vue.refus.titre.text())
    assert vue.modele.lignes[0].decision is None


def test_garder_et_noter_un_deces(ouvrir, poste_du_medecin, vieux, qtbot, monkeypatch):
    vue = ouvrir("conservation", poste_du_medecin)
    monkeypatch.setattr(DemandeDeRaison, "demander", lambda *_, **__: "suivi de la famille")
    bouton(vue.pourquoi, "conformite.garder").click()
    qtbot.waitUntil(lambda: vue.modele.lignes[0].decision_raison == "suivi de la famille")
    monkeypatch.setattr(DemandeDeFaits, "ouvrir", lambda dialogue: not dialogue.deces.poser("03/03/2010"))
    bouton(vue.pourquoi, "conformite.faits").click()
    qtbot.waitUntil(lambda: vue.modele.lignes[0].echeance.le.year == 2020)


def test_le_registre_se_preremplit_se_corrige_et_se_confirme(ouvrir, cabinet, qtbot, monkeypatch, tmp_path):
    vue = ouvrir("registre")
    bouton(vue, "conformite.preremplir").click()
    qtbot.waitUntil(lambda: vue.modele.rowCount() == 9)
    qtbot.waitUntil(vue.champs["nom"].isVisible)
    vue.champs["transferts"].poser("Aucun transfert.")
    vue.confirmer.click()
    assert "ne sont pas enregistrées" in vue.refus.titre.text()
    vue.enregistrer.click()
    qtbot.waitUntil(lambda: vue.modele.lignes[0].traitement.transferts == "Aucun transfert.")
    vue.confirmer.click()
    qtbot.waitUntil(lambda: vue.modele.lignes[0].etat == "confirmée")
    assert not vue.confirmer.isEnabled()
    with cabinet.lecture() as lecture:
        assert lecture.un(EntreeRegistre, 1).confirmee_par == "Claire"
    bouton(vue, "conformite.ajouter").click()
    qtbot.waitUntil(lambda: vue.champs["nom"].texte() == "Nouveau traitement")
    for nom in ("pdf", "xlsx", "csv"):
        monkeypatch.setattr(enregistrer_sous, "demander", lambda *_, nom=nom: tmp_path / f"registre.{nom}")
        bouton(vue, f"conformite.registre.{nom}").click()
        qtbot.waitUntil(lambda nom=nom: (tmp_path / f"registre.{nom}").exists(), timeout=10_000)


def test_une_violation_se_declare_et_se_notifie(ouvrir, qtbot):
    vue = ouvrir("violations")
    vue.declarer.click()
    assert vue.nature.erreur
    taper(vue.nature.saisie, "clé USB perdue")
    vue.declarer.click()
    qtbot.waitUntil(lambda: vue.modele.rowCount() == 1)
    assert vue.nature.texte() == ""
    vue.notifier.click()
    qtbot.waitUntil(lambda: vue.modele.lignes[0].notifiee_le is not None)
    qtbot.waitUntil(lambda: not vue.notifier.isVisible())


def test_l_affiche_se_voit_puis_s_enregistre(ouvrir, qtbot, monkeypatch, tmp_path):
    vue = ouvrir("affiche")
    assert len(vue.apercu._pages) == 1
    monkeypatch.setattr(enregistrer_sous, "demander", lambda *_: tmp_path / "affiche.pdf")
    vue.enregistrer.click()
    qtbot.waitUntil((tmp_path / "affiche.pdf").exists)


def test_l_accueil_dit_la_demande_qui_presse(poste, cabinet, demande, horloge, qtbot, repos):
    ecran = EcranAccueil(poste)
    qtbot.addWidget(ecran)
    ecran.show()
    ecran.activer()
    repos()
    assert not ecran.acces.isVisible()
    (piece,) = etat(cabinet, demande).pieces
    with cabinet.unite("essai") as unite:
        recevoir_piece(unite, piece.id, unite.aujourd_hui)
        unite.valider()
    horloge.avancer(days=7)
    ecran.relire()
    qtbot.waitUntil(ecran.acces.isVisible)
    assert "1 demande d’accès" in ecran.acces.phrase.text()


def test_une_confirmation_n_accepte_que_la_phrase_exacte(qtbot):
    dialogue = ConfirmationTapee(None, "Détruire", detail="", phrase="DÉTRUIRE 2")
    qtbot.addWidget(dialogue)
    for texte, bonne in (("DÉTRUIRE", False), ("détruire 2", True)):
        dialogue.saisie.poser(texte)
        assert dialogue.verifier() is bonne


@pytest.mark.parametrize("vide", ["", "   "])
def test_une_raison_vide_ne_ferme_pas_la_question(qtbot, vide):
    dialogue = DemandeDeRaison(None, "Garder", detail="", valider="Garder", invite="")
    qtbot.addWidget(dialogue)
    dialogue.raison.poser(vide)
    assert not dialogue.verifier()
    assert isinstance(dialogue, Dialogue)
