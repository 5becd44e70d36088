"""Le journal à l’écran : le lire, inscrire une dépense, contre-passer, exporter ; jamais rien n’y disparaît."""

from __future__ import annotations

import csv
import errno
import os
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.modeltest import ModelTester

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from secretariat.ui.comptabilite.periode import Etendue, Periode
from tests.saisie import taper, touche


def au_repos(qtbot, ecran):
    qtbot.waitUntil(lambda: ecran.poste.taches.au_repos)


def libelles(ecran):
    return [ligne.libelle for ligne in ecran.modele.lignes]


def messages(ecran):
    recus: list[str] = []
    ecran.poste.demandes.message.connect(recus.append)
    return recus


def cellules(ecran, rang):
    return [ecran.modele.index(rang, c).data() for c in range(ecran.modele.columnCount())]


def test_le_mois_se_montre_avec_son_solde_et_ses_totaux(ecran):
    assert cellules(ecran, 2)[5:] == ["Carte bancaire", "", "45,50\u00a0€", "−6,50\u00a0€"]
    assert ecran.totaux.recettes.somme.text() == "39,00\u00a0€"
    assert ecran.totaux.depenses.somme.text() == "45,50\u00a0€"
    assert ecran.totaux.solde.somme.text() == "−6,50\u00a0€"


def test_le_modele_du_journal_tient_les_promesses_de_qt(ecran, qtmodeltester: ModelTester):
    qtmodeltester.check(ecran.modele)


def test_une_contre_passation_porte_une_icone_et_un_mot_et_mene_a_l_autre(ecran):
    ecran.tableau.choisir(4)
    assert "Contre-passée par l’écriture 5" in ecran.barre.detail.text()
    ecran.barre.liee.click()
    assert ecran.tableau.ligne_courante().numero == 5
    icone = ecran.modele.colonnes[2].icone
    assert [icone(ligne) for ligne in ecran.modele.lignes] == ["", "", "", "croix", "annuler"]


def test_on_choisit_le_jour_puis_des_dates(ecran, qtbot):
    ecran.periode.segment.choisir(Etendue.JOUR)
    qtbot.waitUntil(lambda: len(ecran.modele.lignes) == 4)
    ecran.periode.segment.choisir(Etendue.DATES)
    for champ, texte in ((ecran.periode.du, "01032026"), (ecran.periode.au, "05032026")):
        champ.saisie.selectAll()
        taper(champ.saisie, texte)
    qtbot.waitUntil(lambda: len(ecran.modele.lignes) == 1)


def test_des_dates_a_l_envers_se_disent_sous_le_champ(ecran, qtbot):
    ecran.periode.segment.choisir(Etendue.DATES)
    ecran.periode.au.saisie.selectAll()
    taper(ecran.periode.au.saisie, "01012026")
    assert ecran.periode.au.erreur == "La fin précède le début."
    au_repos(qtbot, ecran)


def test_une_periode_vide_le_dit(ecran, qtbot):
    ecran.periode.avant.click()
    qtbot.waitUntil(lambda: not ecran.modele.lignes)
    assert ecran.tableau._vide.isVisible()
    assert not ecran.exports["csv"].isEnabled()


@pytest.mark.parametrize(
    ("periode", "dite", "suivante"),
    [
        (Periode.du_jour(date(2026, 2, 28)), "Samedi 28 février\u00a02026", Periode.du_jour(date(2026, 3, 1))),
        (Periode.du_mois(date(2026, 12, 9)), "Décembre\u00a02026", Periode.du_mois(date(2027, 1, 1))),
    ],
)
def test_une_periode_se_dit_et_se_decale(periode, dite, suivante):
    assert periode.dite.lower() == dite.lower()
    assert periode.decaler(1) == suivante
    assert suivante.decaler(-1) == periode


def test_une_depense_s_inscrit_au_clavier(ecran, qtbot):
    recus = messages(ecran)
    touche(ecran.tableau, Qt.Key.Key_D)
    assert ecran.depense.isVisible()
    taper(ecran.depense.montant.saisie, "18,40")
    taper(ecran.depense.libelle.saisie, "Désinfectant à l’œuvre")
    touche(ecran.depense.libelle.saisie, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Désinfectant à l’œuvre" in libelles(ecran))
    assert not ecran.depense.isVisible()
    assert recus == ["Dépense inscrite\u00a0: Désinfectant à l’œuvre, 18,40\u00a0€"]


def test_une_lettre_tapee_dans_un_champ_n_ouvre_rien(ecran):
    touche(ecran.tableau, Qt.Key.Key_D)
    taper(ecran.depense.libelle.saisie, "dXl")
    assert ecran.depense.libelle.texte() == "dXl"
    assert not ecran.raison.isVisible()


def test_une_depense_sans_montant_reste_a_completer(ecran, qtbot):
    ecran.nouvelle.click()
    ecran.depense.inscrire.click()
    assert ecran.depense.montant.erreur == "Montant : à renseigner."
    assert len(libelles(ecran)) == 5


def test_la_depense_inscrite_est_celle_que_l_on_voit(ecran, qtbot):
    ecran.nouvelle.click()
    taper(ecran.depense.montant.saisie, "5")
    taper(ecran.depense.libelle.saisie, "Timbres")
    ecran.depense.jour.poser_date(date(2026, 3, 1))
    ecran.depense.inscrire.click()
    qtbot.waitUntil(lambda: ecran.tableau.ligne_courante().libelle == "Timbres")


def test_a_l_ouverture_la_derniere_ecriture_est_choisie(ecran):
    assert ecran.tableau.ligne_courante() == ecran.modele.lignes[-1]


def test_un_refus_s_efface_quand_on_recommence(ecran, qtbot):
    ecran.nouvelle.click()
    taper(ecran.depense.montant.saisie, "0")
    taper(ecran.depense.libelle.saisie, "Timbres")
    ecran.depense.inscrire.click()
    qtbot.waitUntil(ecran.depense.refus.isVisible)
    ecran.depense.montant.poser("")
    ecran.depense.inscrire.click()
    assert not ecran.depense.refus.isVisible()


def test_une_depense_a_venir_est_refusee_sur_place(ecran, qtbot):
    ecran.nouvelle.click()
    taper(ecran.depense.montant.saisie, "5")
    taper(ecran.depense.libelle.saisie, "Timbres")
    ecran.depense.jour.poser_date(date(2026, 3, 20))
    ecran.depense.inscrire.click()
    qtbot.waitUntil(ecran.depense.refus.isVisible)
    assert "20/03/2026" in ecran.depense.refus.titre.text()


def test_une_depense_se_contre_passe_avec_sa_raison(ecran, qtbot):
    ecran.tableau.choisir(3)
    touche(ecran.tableau, Qt.Key.Key_X)
    taper(ecran.raison.raison.saisie, "mauvais fournisseur")
    touche(ecran.raison.raison.saisie, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(libelles(ecran)) == 6)
    assert libelles(ecran)[2] == "Papier d’examen"
    assert libelles(ecran)[-1] == "Contre-passation de l’écriture 3\u00a0: mauvais fournisseur"


def test_deux_entrees_ne_font_qu_une_contre_passation(ecran, qtbot):
    ecran.tableau.choisir(3)
    ecran.barre.annuler.click()
    taper(ecran.raison.raison.saisie, "erreur")
    touche(ecran.raison.raison.saisie, Qt.Key.Key_Return)
    touche(ecran.raison.raison.saisie, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(libelles(ecran)) == 6)
    au_repos(qtbot, ecran)
    assert len(libelles(ecran)) == 6


def test_une_contre_passation_sans_raison_attend(ecran):
    ecran.tableau.choisir(3)
    ecran.barre.annuler.click()
    ecran.raison.confirmer.click()
    assert ecran.raison.raison.erreur == "Raison : à renseigner."


def test_echap_renonce(ecran):
    ecran.tableau.choisir(3)
    ecran.barre.annuler.click()
    touche(ecran.raison.raison.saisie, Qt.Key.Key_Escape)
    assert not ecran.raison.isVisible()


def test_echap_renonce_aussi_a_une_depense(ecran):
    ecran.nouvelle.click()
    touche(ecran.depense.libelle.saisie, Qt.Key.Key_Escape)
    assert not ecran.depense.isVisible()


def test_la_recette_d_une_facture_se_corrige_depuis_la_facture(ecran):
    ecran.tableau.choisir(1)
    assert not ecran.barre.annuler.isEnabled()
    assert "depuis la facture" in ecran.barre.detail.text()


def test_l_ecran_n_a_aucun_geste_qui_efface_ou_modifie(ecran):
    mots = {bouton.accessibleName().split(" ", maxsplit=1)[0] for bouton in ecran.findChildren(QPushButton)}
    assert not mots & {"Supprimer", "Effacer", "Modifier", "Retirer"}


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_l_export_porte_un_nom_propose_et_dit_ou_il_est(ecran, qtbot, tmp_path, format_):
    recus, proposes = messages(ecran), []

    def demander(_parent, nom, _filtre):
        proposes.append(nom)
        return tmp_path / nom

    ecran.demander = demander
    ecran.exports[format_].click()
    qtbot.waitUntil(lambda: bool(recus))
    chemin = tmp_path / f"journal-2026-03.{format_}"
    assert proposes == [chemin.name]
    assert recus == [f"Journal écrit dans {chemin}"]
    assert lignes_de(chemin) == 6


def lignes_de(chemin: Path) -> int:
    if chemin.suffix == ".xlsx":
        return int(load_workbook(chemin)["Journal"].max_row)
    with chemin.open(encoding="utf-8-sig", newline="") as fichier:
        return len(list(csv.reader(fichier, delimiter=";")))


def test_renoncer_a_l_export_n_ecrit_rien(ecran, qtbot, tmp_path):
    ecran.demander = lambda *_: None
    ecran.exports["csv"].click()
    au_repos(qtbot, ecran)
    assert not list(tmp_path.glob("journal*"))


def test_un_dossier_absent_se_dit_en_francais(ecran, qtbot, tmp_path):
    ecran.demander = lambda *_: tmp_path / "absent" / "journal.csv"
    ecran.exports["csv"].click()
    qtbot.waitUntil(ecran.alerte.isVisible)
    assert "ce dossier n’existe pas" in ecran.alerte.titre.text()
    assert ecran.exports["csv"].isEnabled()


def test_un_disque_plein_se_dit_en_francais(ecran, qtbot, disque_plein):
    with (disque_plein / "plein").open("wb") as fichier:
        remplir(fichier)
    ecran.demander = lambda *_: disque_plein / "journal.xlsx"
    ecran.exports["xlsx"].click()
    qtbot.waitUntil(ecran.alerte.isVisible)
    assert "le disque est plein" in ecran.alerte.titre.text()
    assert not (disque_plein / "journal.xlsx").exists()


def remplir(fichier):
    try:
        while True:
            os.write(fichier.fileno(), b"x" * 1024)
    except OSError as erreur:
        assert erreur.errno == errno.ENOSPC  # noqa: PT017 — c’est la fin attendue


def test_arreter_les_comptes_imprime_le_recapitulatif_et_scelle_le_journal(ecran, cabinet, repos, tmp_path):
    ecran.demander = lambda _parent, nom, _filtre: tmp_path / nom
    ecran.arreter.click()
    repos()
    (feuille,) = tmp_path.glob("recapitulatif-*.pdf")
    assert feuille.read_bytes().startswith(b"%PDF")
    with cabinet.lecture() as lecture:
        assert [sceau.occasion for sceau in lecture.audit.sceaux()] == ["cloture"]
    assert ecran.arreter.isEnabled()


def test_renoncer_a_arreter_les_comptes_ne_scelle_rien(ecran, cabinet, repos):
    ecran.demander = lambda _parent, _nom, _filtre: None
    ecran.arreter.click()
    repos()
    with cabinet.lecture() as lecture:
        assert lecture.audit.sceaux() == ()
