"""La boîte « Enregistrer sous » : un nom sans extension ne remplace jamais un fichier sans le demander."""

from __future__ import annotations

import pytest

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFileDialog, QLineEdit, QWidget

from secretariat.ui.enregistrer_sous import demander


@pytest.fixture
def documents(tmp_path, monkeypatch):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _lieu: str(tmp_path))
    return tmp_path


@pytest.fixture
def parent(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def boite_ouverte() -> QFileDialog:
    boite = QApplication.activeModalWidget()
    assert isinstance(boite, QFileDialog)
    return boite


def repondre(nom, *, remplacer=False):
    """Tape ce nom dans la boîte ouverte et l’accepte ; refuse ou accepte de remplacer, puis renonce."""
    questions = []

    def taper_le_nom():
        boite = boite_ouverte()
        champ = boite.findChild(QLineEdit)
        assert champ is not None
        champ.setText(nom)
        QTimer.singleShot(100, repondre_a_la_question)
        boite.accept()
        if boite.isVisible():
            boite.reject()

    def repondre_a_la_question():
        question = QApplication.activeModalWidget()
        if isinstance(question, QDialog) and not isinstance(question, QFileDialog):
            questions.append(question)
            reponses = QDialogButtonBox.StandardButton
            boutons = question.findChild(QDialogButtonBox)
            assert boutons is not None
            boutons.button(reponses.Yes if remplacer else reponses.No).click()

    QTimer.singleShot(100, taper_le_nom)
    return questions


def test_un_nom_sans_extension_prend_celle_du_nom_propose(documents, parent):
    repondre("comptes de mars")
    assert demander(parent, "journal-2026-03.csv", "Tableau CSV (*.csv)") == documents / "comptes de mars.csv"


@pytest.mark.parametrize("remplacer", [False, True])
def test_remplacer_un_fichier_se_demande_meme_sans_extension(documents, parent, remplacer):
    (documents / "mars.csv").write_text("ancien", encoding="utf-8")
    questions = repondre("mars", remplacer=remplacer)
    choisi = demander(parent, "journal-2026-03.csv", "Tableau CSV (*.csv)")
    assert choisi == (documents / "mars.csv" if remplacer else None)
    assert len(questions) == 1


def test_renoncer_ne_choisit_rien(documents, parent):
    QTimer.singleShot(100, lambda: boite_ouverte().reject())
    assert demander(parent, "journal.csv", "") is None


def test_la_boite_parle_francais(documents, parent):
    mots: list[str] = []

    def lire():
        boite = boite_ouverte()
        mots.extend(boite.labelText(piece) for piece in QFileDialog.DialogLabel)
        boite.reject()

    QTimer.singleShot(100, lire)
    demander(parent, "journal.csv", "Tableau CSV (*.csv)")
    assert mots == ["Dossier\u00a0:", "Nom du fichier\u00a0:", "Type de fichier\u00a0:", "Enregistrer", "Annuler"]
