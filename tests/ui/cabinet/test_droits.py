"""La matrice à l’écran : lire, changer au clavier, voir ce qui s’écarte du défaut, y revenir, comprendre un refus."""

import pytest

from PySide6.QtCore import Qt

from secretariat.cabinet import mots_de_passe
from secretariat.cabinet.services import creer_utilisateur
from secretariat.cabinet.valeurs import NouveauCompte, Role
from secretariat.socle.droits import Droit
from secretariat.ui.cabinet.droits import A_LIRE, VueDroits
from secretariat.ui.composants.dialogue import Confirmation
from secretariat.ui.droits import DroitsDuPoste
from tests.conftest import ADMIN, HELENE


@pytest.fixture
def vue(poste, cabinet, qtbot, monkeypatch, qtmodeltester):
    monkeypatch.setattr(mots_de_passe, "MEMOIRE_KIO", 64)
    with cabinet.en_tant_que(ADMIN).unite("comptes") as unite:
        creer_utilisateur(unite, NouveauCompte("marchand", "Marchand", "Hélène", Role.PRATICIEN, 1), "Tilleul-2026")
        unite.valider()
    vue = VueDroits(poste)
    qtbot.addWidget(vue)
    vue.resize(1200, 800)
    vue.show()
    vue.activer()
    qtbot.waitUntil(lambda: vue.modele.rowCount() > len(Droit))
    qtmodeltester.check(vue.modele)
    return vue


def place(vue, droit, role):
    for rang in range(vue.modele.rowCount()):
        ligne = vue.modele.ligne(rang)
        if not isinstance(ligne, str) and ligne.droit is droit:
            return vue.modele.index(rang, 1 + list(Role).index(role))
    raise LookupError(droit)


def case(vue, droit, role):
    return vue.modele.case(place(vue, droit, role))[1]


def changer(vue, qtbot, droit, role):
    vue.tableau.setCurrentIndex(place(vue, droit, role))
    qtbot.keyClick(vue.tableau, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: vue.poste.taches.au_repos)


def test_chaque_droit_est_sous_son_groupe(vue):
    assert vue.modele.ligne(0) == "Patients"
    assert vue.modele.rowCount() == len(Droit) + 7


def test_espace_change_la_case_et_la_marque(vue, qtbot):
    changer(vue, qtbot, Droit.EXPORTER, Role.SECRETAIRE)
    qtbot.waitUntil(lambda: case(vue, Droit.EXPORTER, Role.SECRETAIRE).changee)
    assert "1 case hors du défaut" in vue._compte.text()
    index = place(vue, Droit.EXPORTER, Role.SECRETAIRE)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Par défaut\u00a0: permis"
    assert "refusé, par défaut permis" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_les_fleches_sautent_les_titres_de_groupe(vue, qtbot):
    vue.tableau.setCurrentIndex(place(vue, Droit.ECRIRE_IDENTITE, Role.SECRETAIRE))
    qtbot.keyClick(vue.tableau, Qt.Key.Key_Down)
    assert vue.modele.ligne(vue.tableau.currentIndex().row()).droit is Droit.LIRE_AGENDA


def test_un_refus_du_service_se_dit_et_rien_ne_change(vue, qtbot):
    changer(vue, qtbot, Droit.LIRE_MEDICAL, Role.PRATICIEN)
    qtbot.waitUntil(vue.message.isVisible)
    assert "ne s’ôte pas au praticien" in vue.message.titre.text()
    assert not case(vue, Droit.LIRE_MEDICAL, Role.PRATICIEN).changee


def test_revenir_au_defaut_demande_puis_efface_les_ecarts(vue, qtbot, monkeypatch):
    changer(vue, qtbot, Droit.EXPORTER, Role.SECRETAIRE)
    qtbot.waitUntil(vue.revenir.isEnabled)
    monkeypatch.setattr(Confirmation, "demander", lambda *_a, **_k: False)
    vue.revenir.click()
    assert case(vue, Droit.EXPORTER, Role.SECRETAIRE).changee
    monkeypatch.setattr(Confirmation, "demander", lambda *_a, **_k: True)
    vue.revenir.click()
    qtbot.waitUntil(lambda: not case(vue, Droit.EXPORTER, Role.SECRETAIRE).changee)


def test_la_note_et_la_source_se_lisent(vue):
    vue.tableau.setCurrentIndex(place(vue, Droit.SIGNER_FACTURE, Role.SECRETAIRE))
    assert "carte CPS" in vue.note.text()
    assert "L1110-4" in vue._source.text()


def test_sans_le_droit_la_matrice_se_lit_seulement(vue, qtbot):
    vue.poste.droits._recevoir(frozenset(Droit) - {Droit.GERER_DROITS})
    changer(vue, qtbot, Droit.EXPORTER, Role.SECRETAIRE)
    assert not case(vue, Droit.EXPORTER, Role.SECRETAIRE).changee
    assert vue.note.text() == A_LIRE
    assert not vue.revenir.isVisible()


def test_les_droits_du_poste_suivent_ce_qui_change(vue, qtbot, cabinet):
    droits = DroitsDuPoste(vue.poste.taches, frozenset(Droit))
    with qtbot.waitSignal(droits.change):
        changer(vue, qtbot, Droit.LIRE_TOTAUX, Role.PRATICIEN)
    assert not droits.peut(Droit.LIRE_TOTAUX)
    assert HELENE.role == Role.PRATICIEN
