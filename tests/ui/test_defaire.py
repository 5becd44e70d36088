"""La pile des gestes que l’on peut défaire."""

from secretariat.ui.defaire import PROFONDEUR, Defaire


def test_on_defait_le_dernier_geste_d_abord(qtbot):
    defaire, faits = Defaire(), []
    defaire.empiler("un", lambda _fini: faits.append("un"))
    defaire.empiler("deux", lambda _fini: faits.append("deux"))
    defaire.defaire()
    defaire.defaire()
    defaire.defaire()
    assert faits == ["deux", "un"]


def test_la_pile_annonce_ce_qui_se_fait_et_se_defait(qtbot):
    defaire = Defaire()
    with qtbot.waitSignal(defaire.fait) as fait:
        defaire.empiler("Rendez-vous déplacé", lambda fini: fini())
    with qtbot.waitSignal(defaire.defait) as defait:
        defaire.defaire()
    assert fait.args == defait.args == ["Rendez-vous déplacé"]
    assert not defaire.est_possible


def test_un_geste_que_l_on_ne_peut_plus_defaire_n_est_pas_annonce_defait(qtbot):
    defaire = Defaire()
    defaire.empiler("Rendez-vous annulé", lambda _fini: None)
    with qtbot.assertNotEmitted(defaire.defait):
        defaire.defaire()
    assert not defaire.est_possible


def test_la_pile_est_bornee(qtbot):
    defaire = Defaire()
    for rang in range(PROFONDEUR + 10):
        defaire.empiler(f"{rang}", lambda _fini: None)
    for _ in range(PROFONDEUR):
        defaire.defaire()
    assert not defaire.est_possible
