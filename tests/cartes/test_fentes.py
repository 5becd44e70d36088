from concurrent.futures import ThreadPoolExecutor

import pytest

from secretariat.cartes.erreurs import AucunLecteur, CarteAbsente, CarteRetiree, ServiceAbsent
from secretariat.cartes.fentes import Fentes
from secretariat.cartes.lecteur import EtatDuPoste, EtatLecteur, Evenement, SorteEvenement
from secretariat.cartes.moniteur import Fait, Nouvelle
from secretariat.cartes.simulateur.images import ATR_CPS_3, ATR_VITALE_2
from secretariat.cartes.valeurs import TypeCarte

VITALE, CPS = TypeCarte.VITALE, TypeCarte.CPS
DELAI_S = 3.0


@pytest.fixture
def fentes(horloge):
    fentes = Fentes(horloge)
    for fait, lecteur in ((Fait.SERVICE_PRESENT, ""), (Fait.LECTEUR_BRANCHE, "A"), (Fait.LECTEUR_BRANCHE, "B")):
        fentes.recevoir(Nouvelle(fait, lecteur))
    return fentes


def inserer(fentes, lecteur="A", atr=ATR_VITALE_2):
    return fentes.recevoir(Nouvelle(Fait.CARTE_INSEREE, lecteur, atr))


def retirer(fentes, lecteur="A"):
    return fentes.recevoir(Nouvelle(Fait.CARTE_RETIREE, lecteur))


def test_avant_toute_nouvelle_on_ne_sait_rien_du_service():
    assert Fentes().etat() == EtatDuPoste(None, ())
    with pytest.raises(CarteAbsente):
        Fentes().choisir(VITALE)


def test_le_service_perdu_se_dit(fentes):
    assert fentes.recevoir(Nouvelle(Fait.SERVICE_PERDU)) == Evenement(SorteEvenement.POSTE)
    with pytest.raises(ServiceAbsent):
        fentes.choisir(VITALE)


def test_sans_lecteur_on_demande_d_en_brancher_un(fentes):
    for lecteur in "AB":
        fentes.recevoir(Nouvelle(Fait.LECTEUR_DEBRANCHE, lecteur))
    with pytest.raises(AucunLecteur):
        fentes.choisir(VITALE)


@pytest.mark.parametrize(("type_carte", "nom"), [(VITALE, "carte Vitale"), (CPS, "carte professionnelle")])
def test_l_absence_nomme_la_carte_attendue(fentes, type_carte, nom):
    with pytest.raises(CarteAbsente, match=f"Aucune {nom}"):
        fentes.choisir(type_carte)


def test_chaque_insertion_a_sa_generation_et_le_retrait_la_redit(fentes):
    assert inserer(fentes) == Evenement(SorteEvenement.INSERTION, VITALE, 1)
    assert retirer(fentes) == Evenement(SorteEvenement.RETRAIT, VITALE, 1)
    assert inserer(fentes, atr=ATR_CPS_3) == Evenement(SorteEvenement.INSERTION, CPS, 2)


def test_une_generation_ne_ressert_pas_d_un_lecteur_a_l_autre(fentes):
    generations = [inserer(fentes, lecteur).generation for lecteur in "ABABAB"]
    assert generations == sorted(set(generations))


def test_un_retrait_sans_carte_n_annonce_aucune_carte(fentes):
    assert retirer(fentes) == Evenement(SorteEvenement.POSTE)


def test_un_retrait_apres_le_debranchement_ne_fait_pas_revenir_le_lecteur(fentes):
    fentes.recevoir(Nouvelle(Fait.LECTEUR_DEBRANCHE, "A"))
    retirer(fentes)
    assert [lecteur.nom for lecteur in fentes.etat().lecteurs] == ["B"]


def test_un_lecteur_annonce_deux_fois_garde_sa_carte(fentes):
    inserer(fentes)
    fentes.recevoir(Nouvelle(Fait.LECTEUR_BRANCHE, "A"))
    assert fentes.presente(VITALE)


def test_un_lecteur_debranche_emporte_sa_carte(fentes):
    inserer(fentes)
    carte = fentes.choisir(VITALE)
    fentes.recevoir(Nouvelle(Fait.LECTEUR_DEBRANCHE, "A"))
    assert not fentes.est_en_place(carte)
    assert not fentes.presente(VITALE)


def test_une_carte_partie_avec_le_service_ne_se_dit_pas_retiree(fentes):
    assert isinstance(fentes.depart(), CarteRetiree)
    fentes.recevoir(Nouvelle(Fait.SERVICE_PERDU))
    assert isinstance(fentes.depart(), ServiceAbsent)


def test_la_derniere_inseree_se_lit_sauf_preference(fentes):
    inserer(fentes, "A")
    inserer(fentes, "B")
    assert fentes.choisir(VITALE).lecteur == "B"
    assert fentes.choisir(VITALE, "A").lecteur == "A"
    assert fentes.choisir(VITALE, "débranché").lecteur == "B"


def test_le_lecteur_prefere_vide_ne_cache_pas_l_autre(fentes):
    inserer(fentes, "A")
    assert fentes.choisir(VITALE, "B").lecteur == "A"


def test_vitale_et_cps_ne_se_prennent_pas_l_une_pour_l_autre(fentes):
    inserer(fentes, "A", ATR_CPS_3)
    assert fentes.presente(CPS)
    assert not fentes.presente(VITALE)


def test_une_carte_muette_des_l_entree_se_voit(fentes):
    inserer(fentes, atr=b"")
    assert fentes.choisir(VITALE).muette
    assert fentes.etat().lecteurs[0] == EtatLecteur("A", "Carte inconnue", b"", muette=True)


def test_une_carte_condamnee_l_est_jusqu_a_ce_qu_elle_sorte(fentes):
    inserer(fentes)
    fentes.condamner(fentes.choisir(VITALE))
    assert fentes.choisir(VITALE).muette
    retirer(fentes)
    inserer(fentes)
    assert not fentes.choisir(VITALE).muette


def test_condamner_une_carte_sortie_n_atteint_pas_la_suivante(fentes):
    inserer(fentes)
    sortie = fentes.choisir(VITALE)
    inserer(fentes)
    fentes.condamner(sortie)
    assert not fentes.choisir(VITALE).muette


def test_l_insertion_retient_son_instant(fentes, horloge):
    horloge.avancer(minutes=5)
    inserer(fentes)
    assert fentes.choisir(VITALE).depuis == horloge()


def test_attendre_rend_la_main_au_retrait(fentes):
    inserer(fentes)
    carte = fentes.choisir(VITALE)
    with ThreadPoolExecutor(1) as fil:
        attente = fil.submit(fentes.attendre, carte, lambda: False, DELAI_S)
        retirer(fentes)
        assert attente.result(DELAI_S)


def test_attendre_se_lasse(fentes):
    inserer(fentes)
    assert not fentes.attendre(fentes.choisir(VITALE), lambda: False, 0.01)
    assert not fentes.attendre(fentes.choisir(VITALE), lambda: False, -1)
