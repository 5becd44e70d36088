"""L’écran du cabinet : vérifier, relire le journal, voir les personnes."""

import pytest

from secretariat.socle import chiffrement
from secretariat.ui.cabinet.ecran import EcranCabinet
from secretariat.ui.composants import Bandeau
from tests.conftest import CLE


@pytest.fixture
def ecran(poste, qtbot):
    ecran = EcranCabinet(poste)
    qtbot.addWidget(ecran)
    ecran.resize(1392, 900)
    ecran.show()
    ecran.activer()
    return ecran


def bandeaux(ecran):
    return [b.titre.text() + " " + b.detail.text() for b in ecran.findChildren(Bandeau) if b.isVisible()]


def test_verifier_montre_les_trois_controles(ecran, poste, qtbot):
    ecran.vue("base").verifier.click()
    qtbot.waitUntil(lambda: any("chaîne entière" in texte for texte in bandeaux(ecran)))
    assert {"Schéma", "Fichier", "Journal"} <= {texte.split()[0] for texte in bandeaux(ecran)}


def test_un_journal_falsifie_se_voit(ecran, chemin_base, qtbot):
    connexion = chiffrement.connecter(chemin_base, CLE)
    connexion.execute("DROP TRIGGER journal_sans_update")
    connexion.execute("UPDATE journal SET acteur = 'autre' WHERE id = 2")
    connexion.close()
    ecran.vue("base").verifier.click()
    qtbot.waitUntil(lambda: any("rompue à la ligne 2" in texte for texte in bandeaux(ecran)))


def test_les_personnes_sont_la(ecran, qtbot):
    ecran.choix.choisir("personnes")
    qtbot.waitUntil(lambda: ecran.vue("personnes").praticiens.rowCount() == 3)
