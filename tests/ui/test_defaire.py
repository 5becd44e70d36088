"""La pile des gestes que l’on peut défaire."""

from secretariat.ui.defaire import PROFONDEUR, Defaire


def test_on_defait_le_dernier_geste_d_abord(qtbot):
    defaire, faits = Defaire(), []
    defaire.empiler("un", lambda: faits.append("un"))
    defaire.empiler("deux", lambda: faits.append("deux"))
    defaire.defaire()
    defaire.defaire()
    defaire.defaire()
    assert faits == ["deux", "un"]


def test_la_pile_annonce_ce_qui_se_fait_et_se_defait(qtbot):
    defaire = Defaire()
    with qtbot.waitSignal(defaire.fait) as fait:
        defaire.empiler("Rendez-vous déplacé", lambda: None)
    with qtbot.waitSignal(defaire.defait) as defait:
        defaire.defaire()
    assert fait.args == defait.args == ["Rendez-vous déplacé"]
    assert not defaire.est_possible


def test_la_pile_est_bornee(qtbot):
    defaire = Defaire()
    for rang in range(PROFONDEUR + 10):
        defaire.empiler(f"{rang}", lambda: None)
    for _ in range(PROFONDEUR):
        defaire.defaire()
    assert not defaire.est_possible
