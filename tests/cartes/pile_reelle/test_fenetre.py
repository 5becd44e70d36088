"""La fenêtre ne se fige pas, quoi que fassent les cartes et le service.

Le pouls du fil graphique dit le vrai, la machine peut être lente : seul un arrêt de la moitié de la patience accuse le
programme, qui aurait attendu la carte dans ce fil. La mesure fine est au banc des vitesses (`outils/bench/cartes.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from PySide6.QtWidgets import QWidget

from outils.bench.battement import Battement
from outils.cartes_virtuelles.pannes import Attendre, Taire
from secretariat.cabinet.lectures import etablissement
from secretariat.cabinet.services import SessionOuverte
from secretariat.cabinet.valeurs import Role
from secretariat.cartes.valeurs import TypeCarte
from secretariat.socle.matrice import droits_par_defaut
from secretariat.ui.cartes.ecoute import EtapeFente
from secretariat.ui.cartes.suivi import SuiviDesCartes
from secretariat.ui.defaire import Defaire
from secretariat.ui.droits import DroitsDuPoste
from secretariat.ui.poste import Demandes, Poste
from secretariat.ui.taches import Taches
from tests.cartes.pile_reelle.poste import PATIENTS, PosteReel
from tests.conftest import CLAIRE

PATIENCE_S = 2.0
FIGE_MS = PATIENCE_S * 1000 / 2
PAR_ECHANGE_S = 0.03
VITALE = TypeCarte.VITALE


@pytest.fixture
def reel(pcscd) -> Iterator[PosteReel]:
    with PosteReel(pcscd, patience_s=PATIENCE_S) as reel:
        yield reel


@pytest.fixture
def taches(cabinet, qtbot) -> Iterator[Taches]:
    taches = Taches(cabinet)
    yield taches
    taches.arreter()


@pytest.fixture
def suivi(reel, taches, cabinet, bareme, qtbot) -> Iterator[SuiviDesCartes]:
    with cabinet.lecture() as lecture:
        fiche = etablissement(lecture)
    poste = Poste(
        taches=taches,
        defaire=Defaire(),
        demandes=Demandes(),
        lecteur=reel.lecteur,
        bareme=bareme,
        etablissement=fiche,
        session=SessionOuverte(CLAIRE, Role.SECRETAIRE, None),
        sauvegardes=None,
        droits=DroitsDuPoste(taches, droits_par_defaut(Role.SECRETAIRE)),
    )
    espace = QWidget()
    espace.resize(1280, 720)
    qtbot.addWidget(espace)
    espace.show()
    suivi = SuiviDesCartes(poste, espace)
    suivi.voyant.setParent(espace)
    suivi.basculer_le_panneau()
    qtbot.waitUntil(lambda: taches.au_repos)
    yield suivi
    suivi.arreter()


@pytest.fixture
def hors_du_fil(qtbot) -> Iterator[Callable[[Callable[[], object]], None]]:
    """Fait un geste dans un autre fil, la boucle de Qt continuant de tourner."""
    with ThreadPoolExecutor(1) as fil:

        def faire(geste):
            fait = fil.submit(geste)
            qtbot.waitUntil(fait.done)
            fait.result()

        yield faire


@pytest.fixture
def pouls(suivi) -> Battement:
    """Le pouls depuis que la fenêtre est montrée."""
    return Battement(suivi)


def exiger_qu_elle_n_ait_pas_fige(pouls: Battement) -> None:
    assert pouls.pire < FIGE_MS, f"le fil graphique s’est arrêté {pouls.pire:.0f} ms"


def test_une_carte_lente(reel, suivi, taches, pouls, qtbot):
    with qtbot.waitSignal(suivi.carte_lue):
        reel.glisser(PATIENTS[1]).avant_apdu = lambda _numero, _apdu: Attendre(PAR_ECHANGE_S)
    exiger_qu_elle_n_ait_pas_fige(pouls)
    assert suivi.ecoute.etat(VITALE).etape is EtapeFente.LUE
    qtbot.waitUntil(lambda: taches.au_repos)


def test_une_carte_muette(reel, suivi, pouls, qtbot, hors_du_fil):
    with qtbot.waitSignal(suivi.lecture_refusee) as refus:
        reel.glisser(PATIENTS[1]).avant_apdu = lambda numero, _apdu: Taire() if numero == 3 else None
    assert "ne répond pas" in refus.args[0]
    with qtbot.waitSignal(suivi.carte_retiree):
        hors_du_fil(reel.cartes.pop(0).retirer)
    exiger_qu_elle_n_ait_pas_fige(pouls)
    assert suivi.ecoute.etat(VITALE).etape is EtapeFente.VIDE


def test_la_mort_de_pcscd_pendant_une_lecture_et_son_retour(pcscd, reel, suivi, taches, pouls, qtbot, hors_du_fil):
    with qtbot.waitSignal(suivi.lecture_refusee):
        reel.glisser(PATIENTS[1]).avant_apdu = lambda numero, _apdu: pcscd.tuer() if numero == 3 else None
    qtbot.waitUntil(lambda: suivi.ecoute.poste.service is False)
    exiger_qu_elle_n_ait_pas_fige(pouls)
    assert "n’est pas démarré" in suivi.voyant.accessibleName()
    hors_du_fil(reel.cartes.pop(0).retirer)
    hors_du_fil(pcscd.demarrer)
    with qtbot.waitSignal(suivi.carte_lue):
        hors_du_fil(lambda: reel.glisser(PATIENTS[1]))
    qtbot.waitUntil(lambda: taches.au_repos)
