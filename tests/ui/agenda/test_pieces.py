"""Les petites pièces de l’agenda : le mois, l’heure tapée, le menu, les arrêts du clavier."""

from __future__ import annotations

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from secretariat.accueil.valeurs import EtapeDuRdv, EtapeVisite, Instants, SeuilsAttente
from secretariat.agenda.valeurs import AgendaDuJour, ColonneAgenda, EtatRendezVous, Plage
from secretariat.ui.accueil.etats import etat_du_rdv
from secretariat.ui.agenda.disposition import disposer
from secretariat.ui.agenda.lecture_heure import lire_heure
from secretariat.ui.agenda.menu import Geste, gestes_possibles, menu_du_bloc
from secretariat.ui.agenda.mois import MiniMois
from tests.ui.agenda.test_grille import fiche, rendez_vous
from tests.ui.journee import le

JEUDI = date(2026, 3, 12)
SEUILS = SeuilsAttente()


@given(st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_toute_heure_ecrite_se_relit(heure):
    formes = (f"{heure.hour}h{heure.minute:02}", f"{heure:%H:%M}", f"{heure:%H%M}", f"{heure.hour} h {heure.minute:02}")
    assert {lire_heure(forme) for forme in formes} == {heure}


@pytest.mark.parametrize("texte", ["", "demain", "25h", "10h75", "123456"])
def test_ce_qui_n_est_pas_une_heure_ne_se_lit_pas(texte):
    assert lire_heure(texte) is None


def test_une_heure_seule_est_ronde():
    assert lire_heure("9") == lire_heure("9 h") == time(9)


@pytest.fixture
def mois(qtbot):
    mois = MiniMois(JEUDI)
    qtbot.addWidget(mois)
    mois.show()
    return mois


def test_un_clic_choisit_un_jour_du_mois(mois, qtbot):
    with qtbot.waitSignal(mois.choisi) as attendu:
        ou = mois.cadre_du_jour(date(2026, 3, 20)).center().toPoint()
        QTest.mouseClick(mois, Qt.MouseButton.LeftButton, pos=ou)
    assert attendu.args == [date(2026, 3, 20)]


def test_les_fleches_changent_de_jour_et_de_semaine(mois):
    choisis: list[date] = []
    mois.choisi.connect(choisis.append)
    for code in (Qt.Key.Key_Left, Qt.Key.Key_Down):
        QTest.keyClick(mois, code)
    assert choisis == [date(2026, 3, 11), date(2026, 3, 19)]


def test_feuilleter_passe_l_annee(mois):
    mois.feuilleter(-3)
    assert mois.montre == date(2025, 12, 1)


def test_le_nom_du_mois_dit_le_nombre_de_rendez_vous(mois):
    mois.compter({JEUDI: 33})
    mois.poser(JEUDI, JEUDI)
    assert mois.accessibleName() == "Mois, Jeudi 12\xa0mars\xa0: 33 rendez-vous"
    assert not mois.grab().isNull()


def colonne(*rdvs, ouvertures=(), fermetures=()):
    connus = bool(ouvertures)
    return AgendaDuJour(JEUDI, (ColonneAgenda(fiche(1), connus, ouvertures, fermetures, rdvs),))


def disposee(agenda, venues=None, maintenant=None):
    return disposer(agenda, venues or {}, maintenant=maintenant or le(7), seuils=SEUILS)


def test_les_arrets_couvrent_la_journee_sans_se_recouvrir():
    arrets = disposee(colonne(rendez_vous(1, 1, le(9, 5), 10), rendez_vous(2, 1, le(9, 20), 25))).arrets[0]
    bornes = [(a.debut, a.fin) for a in arrets]
    assert bornes[0] == (480, 495)
    assert bornes[4:8] == [(540, 545), (545, 555), (555, 560), (560, 585)]
    assert all(fin <= debut for (_, fin), (debut, _) in pairwise(bornes))


def test_les_temps_fermes_ont_leur_nom():
    ouvertures = (Plage(le(8, 30), le(12)), Plage(le(14), le(18)))
    fermes = disposee(colonne(ouvertures=ouvertures, fermetures=(Plage(le(11), le(12), "Réunion"),))).fermes
    assert [(f.debut, f.fin, f.libelle) for f in fermes] == [
        (480, 510, "Ouvre à 8\xa0h\xa030"),
        (720, 840, "Pause"),
        (1080, 1140, "Fin des consultations"),
        (660, 720, "Réunion"),
    ]


def test_un_rendez_vous_tres_tot_agrandit_la_journee():
    assert disposee(colonne(rendez_vous(1, 1, le(6, 40)))).premiere == 6


@pytest.mark.parametrize(
    ("etat", "etape", "attendus"),
    [
        (EtatRendezVous.PREVU, None, "ACXMDel"),
        (EtatRendezVous.CONFIRME, None, "AXMDel"),
        (EtatRendezVous.ABSENT, None, "X"),
        (EtatRendezVous.CONFIRME, EtapeVisite.EN_SALLE, "P"),
        (EtatRendezVous.CONFIRME, EtapeVisite.EN_CONSULTATION, "S"),
        (EtatRendezVous.CONFIRME, EtapeVisite.A_ENCAISSER, "E"),
        (EtatRendezVous.CONFIRME, EtapeVisite.PARTI, ""),
    ],
)
def test_le_menu_n_offre_que_ce_qui_a_un_sens(qtbot, mois, etat, etape, attendus):
    rdv = rendez_vous(1, 1, le(9))
    rdv = type(rdv)(*(getattr(rdv, n) if n != "etat" else etat for n in rdv.__slots__))
    venues = {1: EtapeDuRdv(1, etape, Instants(le(9)))} if etape else {}
    bloc = disposee(colonne(rdv), venues).blocs[0]
    offerts = gestes_possibles(bloc)
    assert "".join(offerts) == attendus + Geste.DOSSIER
    faits = []
    menu = menu_du_bloc(mois, bloc, lambda geste, b: faits.append(geste))
    for action in menu.actions():
        action.trigger()
    assert faits == list(offerts)


@pytest.mark.parametrize(
    ("minutes", "mot"), [(0, "Prévu"), (9, "Prévu"), (10, "Retard 10\xa0min"), (75, "Retard 1\xa0h\xa015")]
)
def test_le_retard_se_dit_au_dela_du_seuil(minutes, mot):
    maintenant = le(9 + minutes // 60, minutes % 60)
    assert etat_du_rdv(rendez_vous(1, 1, le(9)), None, maintenant, SEUILS).mot == mot
