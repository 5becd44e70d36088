"""La matrice, case par case : pour chaque rôle et chaque droit, une vraie base, une personne, un vrai geste."""

import pytest

from secretariat.cabinet.valeurs import Role
from secretariat.socle.droits import GESTES, PROGRAMME, Droit
from secretariat.socle.matrice import EcartDeDroit, droits_par_defaut
from tests.droits.conftest import LE_PROGRAMME
from tests.droits.tentatives import AVEC, SANS, SANS_GESTE, TENTATIVES, tenter

CASES = [(role, droit) for role in Role for droit in Droit]
NOMS = [f"{role}-{droit}" for role, droit in CASES]


def regler(unite, role, droit, permis):
    """Pose une case sans passer par les gardes : ce sont les gestes que l’on éprouve ici."""
    if permis != (droit in droits_par_defaut(role)):
        unite.ajouter(EcartDeDroit(role=role.value, droit=droit.value, permis=permis))


def preparer(unite, role, droit):
    for autre in AVEC.get(droit, ()):
        regler(unite, role, autre, permis=True)
    for autre in SANS.get(droit, ()):
        regler(unite, role, autre, permis=False)


@pytest.mark.parametrize(("role", "droit"), CASES, ids=NOMS)
def test_la_case_du_defaut_est_ce_que_le_geste_obtient(bureau, role, droit):
    with bureau.en_tant_que(role).unite("essai") as unite:
        preparer(unite, role, droit)
        assert tenter(unite, bureau, droit) == (droit in droits_par_defaut(role))


@pytest.mark.parametrize(("role", "droit"), CASES, ids=NOMS)
def test_la_case_changee_change_ce_que_le_geste_obtient(bureau, role, droit):
    voulu = droit not in droits_par_defaut(role)
    with bureau.en_tant_que(role).unite("essai") as unite:
        preparer(unite, role, droit)
        regler(unite, role, droit, permis=voulu)
        assert tenter(unite, bureau, droit) == voulu


@pytest.mark.parametrize("droit", [droit for droit in Droit if droit not in SANS])
def test_le_programme_n_a_besoin_d_aucun_droit(bureau, droit):
    with bureau.cabinet.en_tant_que(LE_PROGRAMME).unite("essai") as unite:
        assert unite.identite.role == PROGRAMME
        assert tenter(unite, bureau, droit)


def test_chaque_droit_a_son_geste_ou_dit_pourquoi_il_n_en_a_pas_encore():
    assert set(TENTATIVES) | set(SANS_GESTE) == set(Droit)
    assert set(SANS_GESTE).isdisjoint(GESTES.values())
