"""Remettre la fiche, l’imprimer, et prouver qu’on l’a."""

from datetime import date

import pypdfium2
import pytest

from PySide6.QtPrintSupport import QPrinter

from secretariat.cabinet.valeurs import FicheRecuperation
from secretariat.socle import recuperation
from secretariat.socle.texte import sans_accents
from secretariat.ui import enregistrer_sous, imprimer
from secretariat.ui.epreuve_fiche import EpreuveDeLaFiche
from tests.saisie import taper

CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"


@pytest.fixture
def epreuve(qtbot, taches):
    piece = EpreuveDeLaFiche(FicheRecuperation(CODE, "Cabinet d’essai", "essai", date(2026, 3, 12)), taches)
    qtbot.addWidget(piece)
    piece.show()
    piece.commencer()
    return piece


def groupes(epreuve):
    return "-".join(CODE.split("-")[rang - 1] for rang in epreuve.groupes)


def mots(epreuve):
    return " ".join(recuperation.en_mots(CODE)[rang - 1] for rang in epreuve.mots)


@pytest.mark.parametrize(
    "saisie",
    [
        groupes,
        lambda e: groupes(e).lower().replace("-", " "),
        mots,
        lambda e: sans_accents(mots(e)).upper(),
        lambda _e: CODE,
        lambda _e: recuperation.contenu_qr(CODE, "essai"),
        lambda _e: " ".join(recuperation.en_mots(CODE)),
    ],
)
def test_chaque_forme_de_la_fiche_prouve_qu_on_l_a(epreuve, qtbot, saisie):
    epreuve.continuer.click()
    taper(epreuve.saisie.saisie, saisie(epreuve))
    with qtbot.waitSignals([epreuve.reussie, epreuve.finie]):
        epreuve.verifier.click()


@pytest.mark.parametrize("saisie", ["", "ABCD", "quatre mots au hasard", "RYEG-LHAZ-YS36-SS24-F5S9-B9MJ-YHGT-S2XP"])
def test_autre_chose_ne_prouve_rien(epreuve, qtbot, saisie):
    epreuve.continuer.click()
    taper(epreuve.saisie.saisie, saisie)
    with qtbot.assertNotEmitted(epreuve.finie):
        epreuve.verifier.click()
    assert epreuve.saisie.erreur


def test_pendant_l_epreuve_la_fiche_ne_se_voit_plus_puis_se_revoit(epreuve):
    epreuve.continuer.click()
    assert not epreuve.enregistrer.isVisible()
    epreuve.revoir.click()
    assert epreuve.enregistrer.isVisible()


def test_la_fiche_s_enregistre_en_pdf(epreuve, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(enregistrer_sous, "demander", lambda *_: tmp_path / "fiche.pdf")
    epreuve.enregistrer.click()
    qtbot.waitUntil(epreuve.dit.isVisible, timeout=10_000)
    assert (tmp_path / "fiche.pdf").read_bytes().startswith(b"%PDF")


def test_un_disque_qui_refuse_se_dit_a_cote_de_la_fiche(epreuve, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(enregistrer_sous, "demander", lambda *_: tmp_path / "absent" / "fiche.pdf")
    epreuve.enregistrer.click()
    qtbot.waitUntil(epreuve.dit.isVisible, timeout=10_000)
    assert "n’a pas pu s’écrire" in epreuve.dit.text()


def test_la_fiche_s_imprime_sur_une_page(epreuve, qtbot, monkeypatch, tmp_path):
    papier = tmp_path / "papier.pdf"

    def imprimante(_parent):
        sortie = QPrinter()
        sortie.setOutputFileName(str(papier))
        return sortie

    monkeypatch.setattr(imprimer, "demander_l_imprimante", imprimante)
    epreuve.papier.click()
    qtbot.waitUntil(papier.exists, timeout=10_000)
    document = pypdfium2.PdfDocument(papier)
    assert len(document) == 1
    document.close()
