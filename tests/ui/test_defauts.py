"""Un défaut du programme se dit en une phrase neutre, avec de quoi retrouver son rapport."""

import logging
import sys
from dataclasses import replace

import pytest

from PySide6.QtGui import QDesktopServices

from secretariat.ui.fenetre.fenetre import Espace
from secretariat.ui.lancement import montrer_les_defauts


@pytest.fixture
def espace(poste, qtbot, tmp_path):
    espace = Espace(replace(poste, rapports=tmp_path))
    espace.resize(1400, 900)
    espace.show()
    yield espace
    qtbot.waitUntil(lambda: poste.taches.au_repos)
    poste.taches.oublier_les_retours()
    espace.close()
    espace.deleteLater()


def defaillir(_lecture):
    raise ValueError("patient MARCHAND")


def test_un_defaut_se_montre_sans_detail_et_propose_ses_rapports(espace, poste, qtbot, monkeypatch, tmp_path, caplog):
    ouverts = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda adresse: ouverts.append(adresse.toLocalFile()))
    poste.taches.lire(defaillir, lambda _: None)
    qtbot.waitUntil(espace.rapports.isVisible)
    assert "MARCHAND" not in espace.alerte.accessibleName() + caplog.text.split("Traceback")[0]
    assert "aucune donnée" in espace.alerte.accessibleName()
    espace.rapports.click()
    assert ouverts == [str(tmp_path)]


def test_un_refus_ordinaire_ne_propose_pas_les_rapports(espace, poste):
    poste.taches.defaut.emit("ValueError")
    espace.alerter("La facture 12 attend 9,00 €, pas 8,00 €.", "Saisir le montant dû.")
    assert espace.alerte.isVisible()
    assert not espace.rapports.isVisible()


def test_un_defaut_dans_un_signal_de_qt_se_montre_aussi(espace, poste, qtbot, monkeypatch):
    consignes = []
    monkeypatch.setattr(sys, "excepthook", lambda *defaut: consignes.append(defaut[1]))
    montrer_les_defauts(poste.taches)
    erreur = ValueError("patient MARCHAND")
    sys.excepthook(ValueError, erreur, None)
    qtbot.waitUntil(espace.rapports.isVisible)
    assert consignes == [erreur]


def test_le_nom_des_gestes_se_retient_sans_leurs_valeurs(poste, qtbot, caplog, repos):
    caplog.set_level(logging.INFO, "secretariat")
    nom = "MARCHAND"
    poste.taches.lire(lambda lecture: (nom, lecture.aujourd_hui), lambda _: None, sujet=nom)
    repos()
    gestes = [record.geste for record in caplog.records if hasattr(record, "geste")]
    assert len(gestes) == 1
    assert gestes[0].startswith("lire tests.ui.test_defauts.test_le_nom_des_gestes")
    assert nom not in gestes[0]
