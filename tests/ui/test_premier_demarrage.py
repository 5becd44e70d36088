"""Créer son cabinet au clavier, noter le code, entrer ; puis revenir par la phrase."""

from __future__ import annotations

import pytest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from secretariat.cabinet.valeurs import NouveauCompte, Role
from secretariat.socle import cles, emplacements
from secretariat.socle.cles import CleRefusee, Moyen, TrousseauMuet
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.fichier_base import DejaOuverte, VerrouDeBase
from secretariat.ui import lancement as module
from secretariat.ui.epreuve_fiche import EpreuveDeLaFiche
from secretariat.ui.lancement import Lancement, Options
from secretariat.ui.ouverture import premier_demarrage
from secretariat.ui.ouverture.premier_demarrage import CabinetACreer, creer_le_cabinet
from tests.saisie import taper, touche
from tests.trousseau import TrousseauDeMemoire

SAISIES = ("Cabinet du Port", "Nantes", "Hélène Marchand", "Nadia", "Tilleul-2026", "quatre mots au hasard")


class TrousseauQuiRefuse(TrousseauDeMemoire):
    def set_password(self, service, username, password):
        raise TrousseauMuet("refusé")


@pytest.fixture
def trousseau(monkeypatch):
    def poser(trousseau):
        for ou in (module, premier_demarrage):
            monkeypatch.setattr(ou, "trousseau_du_bureau", lambda: trousseau)

    poser(None)
    return poser


@pytest.fixture
def lancer(qtbot, trousseau):
    ouverts = []

    def ouvrir(base) -> Lancement:
        lancement = Lancement(Options(base))
        qtbot.addWidget(lancement.fenetre)
        lancement.fenetre.show()
        lancement.fenetre.activateWindow()
        lancement.commencer()
        qtbot.waitUntil(lancement.fenetre.isActiveWindow)
        ouverts.append(lancement)
        return lancement

    yield ouvrir
    for lancement in ouverts:
        lancement.terminer()


def remplir_au_clavier(qtbot, saisies):
    """Tape chaque champ, passe au suivant par la tabulation, et valide par Espace."""
    for saisie in saisies:
        champ = QApplication.focusWidget()
        assert isinstance(champ, QLineEdit)
        taper(champ, saisie)
        qtbot.keyClick(champ, Qt.Key.Key_Tab)
    assert a_la_main("premier.creer")
    qtbot.keyClick(sous_la_main(), Qt.Key.Key_Space)


def sous_la_main() -> QWidget:
    """La pièce qui a le clavier."""
    piece = QApplication.focusWidget()
    assert piece is not None, "le clavier n’est nulle part"
    return piece


def a_la_main(nom):
    """Vrai si le clavier est sur la pièce de ce nom."""
    piece = QApplication.focusWidget()
    return piece is not None and piece.objectName() == nom


def voulu(base, **autres):
    champs = {
        "base": base,
        "cabinet": "Cabinet du Port",
        "ville": "Nantes",
        "praticien": "Hélène Marchand",
        "rpps": "",
        "compte": NouveauCompte("Nadia", "", "Nadia", Role.ADMINISTRATEUR),
        "mot_de_passe": "Tilleul-2026",
        "phrase": "quatre mots au hasard",
    }
    return CabinetACreer(**champs | autres)


def test_du_premier_demarrage_a_l_accueil_sans_souris(qtbot, lancer, tmp_path):
    base = tmp_path / "neuf" / "cabinet.sqlite"
    lancement = lancer(base)
    remplir_au_clavier(qtbot, SAISIES)
    page = lancement.fenetre.page
    qtbot.waitUntil(lambda: page.message.isVisible() or a_la_main("premier.note"), timeout=20_000)
    assert not page.message.isVisible(), page.message.accessibleName()
    code = "-".join(x.text() for x in lancement.fenetre.page.findChildren(QLabel) if x.text().count("-") == 3)
    qtbot.keyClick(sous_la_main(), Qt.Key.Key_Space)
    taper(sous_la_main(), "ce n’est pas la fiche")
    touche(sous_la_main(), Qt.Key.Key_Return)
    assert a_la_main("premier.epreuve")
    qtbot.keyClick(sous_la_main(), Qt.Key.Key_Delete)  # la saisie refusée est restée choisie
    epreuve = lancement.fenetre.page.findChild(EpreuveDeLaFiche)
    taper(sous_la_main(), " ".join(code.split("-")[rang - 1] for rang in epreuve.groupes).lower())
    touche(sous_la_main(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: lancement.connexion.entrer.isEnabled() and lancement.connexion.isVisible(), timeout=10_000)
    taper(sous_la_main(), "nadia")
    touche(sous_la_main(), Qt.Key.Key_Return)
    taper(sous_la_main(), SAISIES[4])
    touche(sous_la_main(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: lancement.espace is not None and lancement.taches.au_repos, timeout=10_000)
    assert cles.ouvrir(cles.lire(base), code, Moyen.RECUPERATION)
    assert emplacements.dernier_essai(base)
    assert sorted(f.name for f in base.parent.glob("*brouillon*")) == []


def test_avec_un_trousseau_la_base_se_rouvre_sans_question(qtbot, lancer, trousseau, tmp_path):
    trousseau(TrousseauDeMemoire())
    base = tmp_path / "cabinet.sqlite"
    creer_le_cabinet(voulu(base))
    lancement = lancer(base)
    qtbot.waitUntil(lancement.connexion.entrer.isEnabled, timeout=10_000)


def test_un_trousseau_qui_refuse_n_empeche_pas_de_creer(trousseau, tmp_path):
    trousseau(TrousseauQuiRefuse())
    creer_le_cabinet(voulu(tmp_path / "c.sqlite"))
    assert cles.lire(tmp_path / "c.sqlite").moyens == {Moyen.PHRASE, Moyen.RECUPERATION}


def test_un_mot_de_passe_faible_se_dit_et_ne_laisse_rien(qtbot, lancer, tmp_path):
    base = tmp_path / "neuf" / "cabinet.sqlite"
    lancement = lancer(base)
    lancement.fenetre.resize(1280, 720)
    remplir_au_clavier(qtbot, (*SAISIES[:4], "court", SAISIES[5]))
    page = lancement.fenetre.page
    qtbot.waitUntil(page.message.isVisible, timeout=10_000)
    assert a_la_main("premier.creer")
    # En 1280 × 720, la page défile au lieu de se tasser ; la disposition se refait au tour suivant de la boucle.
    qtbot.waitUntil(lambda: page.phrase.height() >= page.phrase.heightForWidth(page.phrase.width()))
    assert [f.name for f in base.parent.iterdir() if "verrou" not in f.name] == []


def test_un_disque_plein_se_dit_et_ne_laisse_rien(trousseau, disque_plein):
    with pytest.raises(ErreurEnvironnement, match="disque est plein"):
        creer_le_cabinet(voulu(disque_plein / "cabinet.sqlite"))
    assert [f.name for f in disque_plein.iterdir() if "verrou" not in f.name] == []


def test_deux_copies_ne_creent_pas_le_meme_cabinet(trousseau, tmp_path):
    base = tmp_path / "cabinet.sqlite"
    verrou = VerrouDeBase(base)
    verrou.prendre()
    with pytest.raises(DejaOuverte):
        creer_le_cabinet(voulu(base))
    verrou.rendre()
    creer_le_cabinet(voulu(base))
    with pytest.raises(ErreurMetier, match="déjà une base"):
        creer_le_cabinet(voulu(base))


def test_un_cabinet_a_creer_ne_montre_pas_ses_secrets(tmp_path):
    montre = repr(voulu(tmp_path))
    assert "Tilleul" not in montre
    assert "hasard" not in montre


def test_ce_que_la_creation_laisse_en_memoire_ne_se_montre_pas(trousseau, tmp_path):
    cree = creer_le_cabinet(voulu(tmp_path / "c.sqlite"))
    assert cree.fiche.code not in repr(cree)
    assert cree.cle.hex() not in repr(cree)
    assert repr(cree.cle) not in repr(cree)


def test_la_fiche_remise_a_plus_tard_laisse_entrer_et_reste_a_verifier(qtbot, lancer, tmp_path):
    base = tmp_path / "neuf" / "cabinet.sqlite"
    lancement = lancer(base)
    remplir_au_clavier(qtbot, SAISIES)
    qtbot.waitUntil(lambda: a_la_main("premier.note"), timeout=20_000)
    epreuve = lancement.fenetre.page.findChild(EpreuveDeLaFiche)
    epreuve.continuer.click()
    epreuve.plus_tard.click()
    qtbot.waitUntil(lambda: lancement.connexion.entrer.isEnabled() and lancement.connexion.isVisible(), timeout=10_000)
    assert emplacements.dernier_essai(base) == ""


def test_la_phrase_d_un_autre_cabinet_n_ouvre_pas(trousseau, tmp_path):
    creer_le_cabinet(voulu(tmp_path / "c.sqlite"))
    with pytest.raises(CleRefusee):
        cles.ouvrir(cles.lire(tmp_path / "c.sqlite"), "une autre phrase", Moyen.PHRASE)
