"""L’écran du cabinet : vérifier, relire le journal, voir les personnes."""

import pytest

from secretariat.socle import chiffrement
from secretariat.ui.cabinet.ecran import EcranCabinet
from secretariat.ui.cabinet.journal import en_clair, role_dit
from secretariat.ui.composants import Bandeau
from tests.conftest import CLE
from tests.saisie import taper


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


def test_le_journal_se_filtre_en_tapant(ecran, poste, qtbot):
    ecran.choix.choisir("journal")
    qtbot.waitUntil(lambda: ecran.vue("journal").modele.rowCount() == 4)
    taper(ecran.vue("journal").filtre, "praticiens:2")
    qtbot.waitUntil(lambda: ecran.vue("journal").modele.rowCount() == 1)


def test_la_ligne_choisie_du_journal_se_lit_en_entier_avec_le_role_en_francais(ecran, cabinet, qtbot):
    ecran.choix.choisir("journal")
    qtbot.waitUntil(lambda: ecran.vue("journal").modele.rowCount() == 4)
    ligne = ecran.vue("journal").modele.lignes[0]
    ecran.vue("journal").tableau.choisir(ligne.numero)
    assert ligne.motif in ecran.vue("journal").entiere.text()
    assert en_clair(ligne.details) in ecran.vue("journal").entiere.text()
    assert [role_dit(role) for role in ("secretaire", "programme")] == ["secrétaire", "programme"]


def test_les_personnes_sont_la(ecran, qtbot):
    ecran.choix.choisir("personnes")
    qtbot.waitUntil(lambda: ecran.vue("personnes").praticiens.rowCount() == 3)


@pytest.mark.parametrize(
    ("details", "attendu"),
    [
        ('{"commune": ["Nantes", "Rezé"]}', "commune Nantes → Rezé"),
        ('{"nom": "DURAND", "note": ""}', "nom DURAND"),
        ('{"actif": [true, false]}', "actif oui → non"),
        ("{}", ""),
    ],
)
def test_une_ligne_du_journal_se_lit_en_clair(details, attendu):
    assert en_clair(details) == attendu
