"""La comparaison à trois : rien ne se perd, rien ne s’écrase, et l’on ne demande que ce qu’il faut décider."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.socle.conflits import Choix, fusionner, fusionner_apres

CHAMPS = ("nom", "telephone", "adresse", "note")
ETATS = st.fixed_dictionaries({
    champ: st.sampled_from(["", "a", "b", "c", None, True, ("rue", "44000")]) for champ in CHAMPS
})


def changes(avant, apres):
    return {champ for champ in avant if avant[champ] != apres[champ]}


def conflits(fusion):
    return {d.champ for d in fusion.conflits}


@given(ETATS, ETATS, ETATS)
def test_chaque_champ_a_le_sort_que_l_on_attend(lu, voulu, actuel):
    fusion = fusionner(lu, voulu, actuel)
    for champ in CHAMPS:
        mien, sien = voulu[champ] != lu[champ], actuel[champ] != lu[champ]
        en_conflit = mien and sien and voulu[champ] != actuel[champ]
        assert (champ in conflits(fusion)) == en_conflit
        assert (champ in {d.champ for d in fusion.reprises}) == (sien and not mien)
        if not en_conflit:
            assert fusion.valeurs[champ] == (voulu[champ] if mien else actuel[champ])


@given(ETATS, ETATS, ETATS)
def test_les_deux_postes_voient_les_memes_conflits_en_miroir(lu, voulu, actuel):
    ici, la_bas = fusionner(lu, voulu, actuel), fusionner(lu, actuel, voulu)
    assert conflits(ici) == conflits(la_bas)
    assert [(d.voulu, d.actuel) for d in ici.conflits] == [(d.actuel, d.voulu) for d in la_bas.conflits]
    assert all(ici.valeurs[c] == la_bas.valeurs[c] for c in CHAMPS if c not in conflits(ici))


@given(ETATS, ETATS, ETATS, st.frozensets(st.sampled_from(CHAMPS)))
def test_une_decision_garde_tout_changement_qu_elle_ne_rejette_pas(lu, voulu, actuel, miens):
    fusion = fusionner(lu, voulu, actuel)
    tranche = fusion.trancher(miens)
    for champ in changes(lu, voulu) - (conflits(fusion) - miens):
        assert tranche[champ] == voulu[champ]
    for champ in changes(lu, actuel) - (conflits(fusion) & miens):
        assert tranche[champ] == actuel[champ]


@given(ETATS, ETATS, ETATS, st.frozensets(st.sampled_from(CHAMPS)))
def test_des_changements_disjoints_se_fusionnent_en_silence_et_en_entier(lu, mien, sien, a_moi):
    voulu = {champ: (mien if champ in a_moi else lu)[champ] for champ in CHAMPS}
    actuel = {champ: (lu if champ in a_moi else sien)[champ] for champ in CHAMPS}
    fusion = fusionner(lu, voulu, actuel)
    assert fusion.conflits == ()
    assert fusion.valeurs == {champ: (mien if champ in a_moi else sien)[champ] for champ in CHAMPS}
    assert {d.champ for d in fusion.reprises} == changes(lu, actuel)


@given(ETATS, ETATS, ETATS, st.frozensets(st.sampled_from(CHAMPS)))
def test_une_decision_vaut_tant_que_la_base_n_a_pas_bouge(lu, voulu, actuel, miens):
    decision = Choix(actuel, miens)
    fusion = fusionner_apres(lu, voulu, actuel, choix=[decision])
    assert fusion.conflits == ()
    assert fusion.valeurs == fusionner(lu, voulu, actuel).trancher(miens)


@given(ETATS, ETATS, ETATS, ETATS, st.frozensets(st.sampled_from(CHAMPS)))
def test_si_la_base_bouge_encore_on_ne_redemande_que_ce_qui_a_bouge(lu, voulu, actuel, ensuite, miens):
    tranche = fusionner(lu, voulu, actuel).trancher(miens)
    fusion = fusionner_apres(lu, voulu, ensuite, choix=[Choix(actuel, miens)])
    assert conflits(fusion) <= changes(actuel, ensuite) & changes(actuel, tranche)
    assert all(fusion.valeurs[c] == ensuite[c] for c in changes(actuel, ensuite) - conflits(fusion))


def test_deux_decisions_se_suivent():
    lu, voulu = {"nom": "", "note": ""}, {"nom": "a", "note": "a"}
    un, deux = {"nom": "b", "note": ""}, {"nom": "b", "note": "c"}
    fusion = fusionner_apres(lu, voulu, deux, choix=[Choix(un, frozenset({"nom"}))])
    assert (conflits(fusion), fusion.valeurs["nom"]) == ({"note"}, "a")
    assert fusionner_apres(
        lu, voulu, deux, choix=[Choix(un, frozenset({"nom"})), Choix(deux, frozenset())]
    ).valeurs == {"nom": "a", "note": "c"}


def test_trois_etats_de_champs_differents_ne_se_comparent_pas():
    with pytest.raises(ValueError, match="mêmes champs"):
        fusionner({"nom": ""}, {"nom": "", "note": ""}, {"nom": ""})
