"""Le lanceur de travaux : les bons fils, les bons retours, les frappes dépassées oubliées."""

import subprocess
import sys
import threading

import pytest
from sqlalchemy import select

from secretariat.cabinet.modele import Praticien
from secretariat.socle.erreurs import ErreurMetier, ErreurSecretariat
from secretariat.ui.taches import Taches
from tests.ui.consultations import consultations


def renommer(unite):
    unite.un(Praticien, 1).nom = "Autre"
    return threading.current_thread().name


def test_un_service_travaille_dans_le_fil_de_la_base_et_annonce_les_tables(taches, qtbot):
    recus: list[str] = []
    with qtbot.waitSignal(taches.modifie) as signal:
        taches.faire("renommer", renommer, recus.append)
    assert signal.args == [frozenset({"praticiens"})]
    assert recus == ["base_0"]


def test_le_retour_se_fait_dans_le_fil_graphique(taches, qtbot):
    fils = []
    taches.lire(lambda lecture: lecture.premier(select(Praticien.nom)), lambda _nom: fils.append(threading.get_ident()))
    qtbot.waitUntil(lambda: taches.au_repos)
    assert fils == [threading.get_ident()]


def test_de_deux_lectures_du_meme_sujet_seule_la_derniere_repond(taches, qtbot):
    depart = threading.Event()
    reponses: list[str] = []

    def lente(_lecture):
        depart.wait(5)
        return "première frappe"

    taches.lire(lente, reponses.append, sujet="recherche")
    taches.lire(lambda _lecture: "deuxième", reponses.append, sujet="recherche")
    taches.lire(lambda _lecture: "troisième", reponses.append, sujet="recherche")
    depart.set()
    qtbot.waitUntil(lambda: taches.au_repos)
    assert reponses == ["troisième"]


def test_une_consultation_se_note_et_se_rapporte(taches, qtbot, cabinet):
    lus: list[str] = []
    with qtbot.waitSignal(taches.modifie) as signal:
        taches.consulter("patients:7", lambda _lecture: "fiche", lus.append)
    assert (lus, consultations(cabinet), signal.args) == (["fiche"], ["patients:7"], [frozenset({"journal"})])


def test_une_consultation_refusee_ou_depassee_ne_se_note_pas(taches, qtbot, cabinet):
    depart = threading.Event()
    taches.lire(lambda _lecture: depart.wait(5), lambda _: None)
    for numero in (1, 2):
        taches.consulter(f"patients:{numero}", lambda _lecture: "", lambda _: None, sujet="dossier")
    with qtbot.waitSignal(taches.refus):
        taches.consulter("patients:3", refuser, lambda _: None)
        depart.set()
    qtbot.waitUntil(lambda: taches.au_repos)
    assert consultations(cabinet) == ["patients:2"]


def refuser(_unite):
    raise ErreurMetier("C’est refusé.", conseil="Faire autrement.")


def test_un_refus_arrive_avec_son_conseil(taches, qtbot):
    with qtbot.waitSignal(taches.refus) as signal:
        taches.faire("x", refuser)
    assert signal.args == ["C’est refusé.", "Faire autrement."]


def test_un_refus_pris_en_charge_ne_va_pas_a_la_fenetre(taches, qtbot):
    refus: list[ErreurSecretariat] = []
    with qtbot.assertNotEmitted(taches.refus):
        taches.faire("x", refuser, en_cas_de_refus=refus.append)
        qtbot.waitUntil(lambda: bool(refus))
    assert refus[0].conseil == "Faire autrement."


def test_un_defaut_est_trace_et_annonce_et_rien_n_est_ecrit(taches, qtbot, caplog, cabinet):
    def defectueux(unite):
        renommer(unite)
        raise ZeroDivisionError

    with qtbot.waitSignal(taches.defaut):
        taches.faire("x", defectueux)
    assert "ZeroDivisionError" in caplog.text
    with cabinet.lecture() as lecture:
        assert lecture.un(Praticien, 1).nom == "Marchand"


def test_un_travail_long_dit_ou_il_en_est_et_s_arrete_sur_demande(taches, qtbot):
    etapes: list[tuple[int, int]] = []
    issue: list[int] = []

    def compter(avancement):
        for rang in range(1000):
            if not avancement(rang, 1000):
                return rang
            threading.Event().wait(0.002)
        return 1000

    suivi = taches.travailler(compter, issue.append, avancement=lambda fait, total: etapes.append((fait, total)))
    qtbot.waitUntil(lambda: len(etapes) > 3)
    suivi.arreter()
    qtbot.waitUntil(lambda: bool(issue))
    assert 3 < issue[0] < 1000


def test_sans_cabinet_ouvert_on_ne_lit_pas(qtbot):
    taches = Taches()
    with pytest.raises(RuntimeError, match="aucun cabinet"):
        taches.lire(lambda _lecture: None, lambda _rien: None)
    taches.arreter()


def test_fermer_aussitot_apres_avoir_enregistre_enregistre(cabinet, qtbot):
    taches, depart = Taches(cabinet), threading.Event()
    lues = []
    taches.lire(lambda _lecture: depart.wait(5), lambda _rien: None)
    taches.faire("renommer", renommer)
    taches.lire(lambda _lecture: lues.append("lue"), lambda _rien: None)
    depart.set()
    taches.arreter()
    with cabinet.lecture() as lecture:
        assert lecture.un(Praticien, 1).nom == "Autre"
    assert lues == []


def test_fermer_demande_l_arret_des_travaux_longs(cabinet, qtbot):
    taches, commence = Taches(cabinet), threading.Event()

    def sans_fin(avancement):
        commence.set()
        while avancement(0, 1):
            threading.Event().wait(0.002)

    taches.travailler(sans_fin, lambda _rien: None)
    commence.wait(5)
    taches.arreter()


def test_un_defaut_ne_repete_pas_les_donnees_qu_il_cite(taches, qtbot):
    def defectueux(_unite):
        raise KeyError("MARCHAND Hélène")

    with qtbot.waitSignal(taches.defaut) as signal:
        taches.faire("x", defectueux)
    assert signal.args == ["KeyError"]


def test_apres_l_arret_une_minuterie_en_retard_ne_lance_plus_rien(cabinet, qtbot):
    taches = Taches(cabinet)
    taches.arreter()
    taches.lire(lambda lecture: lecture.aujourd_hui, lambda _jour: None)
    assert taches.au_repos


def test_un_calcul_de_fond_rend_vite_la_main_a_la_fenetre():
    """Cinq millisecondes par tour, la valeur de Python, figeaient l’écran 100 ms pendant un contrôle de la base."""
    programme = (
        "import sys; from secretariat.ui.lancement import application; application(); print(sys.getswitchinterval())"
    )
    fini = subprocess.run([sys.executable, "-c", programme], capture_output=True, text=True, check=True)
    assert float(fini.stdout) == pytest.approx(0.001)
