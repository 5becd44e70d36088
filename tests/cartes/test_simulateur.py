from concurrent.futures import ThreadPoolExecutor

import pytest

from secretariat.cartes.canal import Echangeur
from secretariat.cartes.erreurs import CarteAbsente, CarteRetiree
from secretariat.cartes.identification import Modele, reconnaitre
from secretariat.cartes.moniteur import Fait, Nouvelle
from secretariat.cartes.simulateur.images import ATR_VITALE_2, puce
from secretariat.cartes.simulateur.poste import LECTEURS, Pannes, PosteSimule
from secretariat.cartes.simulateur.puce import RACINE, Application, PuceVirtuelle
from secretariat.cartes.valeurs import CarteVitale, TypeCarte
from secretariat.cartes.vitale2 import AID_VITALE
from tests.cartes.cartes_forgees import CARTES

DELAI_S = 3.0
FENTE = LECTEURS[TypeCarte.VITALE]
PATIENT, AUTRE, CPS = CARTES["patient-avec-mutuelle"], CARTES["famille-trois-enfants"], CARTES["cps-marchand"]
CHOISIR_RACINE = bytes.fromhex("00A40000023F00")


@pytest.fixture
def poste():
    return PosteSimule(CARTES.__getitem__)


def une_puce(contenu=b"A" * 300, **reglages):
    fichiers = {RACINE: Application({0x2F00: contenu}, courts={2: 0x2F00}), b"APPLI": Application({})}
    return PuceVirtuelle(ATR_VITALE_2, fichiers, **reglages)


def reponses(puce, *apdus):
    return [puce.traiter(bytes.fromhex(apdu)).hex().upper() for apdu in apdus]


@pytest.mark.parametrize(
    ("apdu", "mot"),
    [
        ("00A400", "6700"),
        ("80A40000023F00", "6E00"),
        ("00200001", "6D00"),
        ("00A4040000", "6A82"),
        ("00A4040003414141", "6A82"),
        ("00A40200022099", "6A82"),
        ("00B00000E7", "6986"),
        ("00B08300E7", "6A82"),
        ("00A4020C022F00", "9000"),
    ],
)
def test_la_puce_refuse_comme_une_vraie(apdu, mot):
    assert reponses(une_puce(), apdu) == [mot]


def test_la_puce_lit_a_partir_d_une_place_et_refuse_au_dela():
    puce = une_puce(b"ABCD")
    assert reponses(puce, "00B0820002", "00B0000302", "00B0000402") == ["41429000", "449000", "6B00"]


def test_la_puce_en_deux_temps_fait_chercher_et_corrige_les_longueurs():
    puce = une_puce(b"ABCD", en_deux_temps=True)
    assert reponses(puce, "00B08200E7", "00B0820004") == ["6C04", "414243449000"]
    assert reponses(puce, "00A4020002 2F00", "00C0000003", "00C0000003") == ["6106", "6F04806103", "0200049000"]


def test_choisir_une_application_ferme_le_fichier_choisi():
    puce = une_puce()
    assert reponses(puce, "00A4020C022F00", "00A4040C05" + b"APPLI".hex(), "00B0000001") == ["9000", "9000", "6986"]


def test_mettre_sous_tension_fait_tout_oublier():
    puce = une_puce()
    reponses(puce, "00A4020C022F00")
    puce.mettre_sous_tension()
    assert reponses(puce, "00B0000001") == ["6986"]


@pytest.mark.parametrize("carte", CARTES.values(), ids=list(CARTES))
def test_chaque_carte_livree_a_l_atr_de_son_modele(carte):
    attendus = {"vitale_1": {Modele.VITALE_1}, "vitale": {Modele.VITALE_2}}.get(carte.modele, {Modele.CPS_3})
    assert reconnaitre(puce(carte).atr) in attendus


def test_une_vitale_1_n_admet_pas_notre_classe():
    assert reponses(puce(CARTES["vitale-1"]), CHOISIR_RACINE.hex()) == ["6E00"]


def test_l_image_d_une_vitale_ne_dit_rien_des_droits():
    contenu = PATIENT.contenu
    assert isinstance(contenu, CarteVitale)
    assert contenu.beneficiaires[0].amc is not None
    octets = b"".join(c for a in puce(PATIENT)._applications.values() for c in a.fichiers.values())
    assert b"GARNIER" in octets
    for cache in (contenu.numero_serie, contenu.beneficiaires[0].amc.numero):
        assert cache.encode() not in octets


def test_le_poste_annonce_ce_qui_est_la_puis_chaque_geste(poste):
    nouvelles: list[Nouvelle] = []
    poste.commencer(nouvelles.append)
    poste.inserer(PATIENT)
    poste.inserer(AUTRE)
    poste.retirer(TypeCarte.VITALE)
    poste.retirer(TypeCarte.VITALE)
    insere, retire = Nouvelle(Fait.CARTE_INSEREE, FENTE, ATR_VITALE_2), Nouvelle(Fait.CARTE_RETIREE, FENTE)
    assert [n.fait for n in nouvelles[:3]] == [Fait.SERVICE_PRESENT, Fait.LECTEUR_BRANCHE, Fait.LECTEUR_BRANCHE]
    assert nouvelles[3:] == [insere, retire, insere, retire]


def test_arrete_le_poste_retire_tout_et_se_tait(poste):
    nouvelles: list[Nouvelle] = []
    poste.commencer(nouvelles.append)
    poste.inserer(PATIENT)
    poste.inserer(CPS)
    poste.arreter()
    assert [n.fait for n in nouvelles[-2:]] == [Fait.CARTE_RETIREE] * 2
    poste.inserer(PATIENT)
    assert nouvelles[-1].fait is Fait.CARTE_RETIREE


def test_un_lecteur_vide_ne_s_ouvre_pas(poste):
    with pytest.raises(CarteAbsente):
        poste.connecter(FENTE)


@pytest.mark.parametrize("geste", ["retirer", "remplacer", "remettre"])
def test_un_canal_ne_mene_jamais_a_une_autre_insertion(poste, geste):
    poste.inserer(PATIENT)
    canal = poste.connecter(FENTE)
    poste.retirer(TypeCarte.VITALE)
    if geste != "retirer":
        poste.inserer(AUTRE if geste == "remplacer" else PATIENT)
    with pytest.raises(CarteRetiree):
        canal.transmettre(CHOISIR_RACINE)


def test_le_retrait_programme_survient_une_seule_fois_a_son_rang(poste):
    poste.regler_pannes(Pannes(retirer_apres=1))
    poste.inserer(PATIENT)
    canal = poste.connecter(FENTE)
    assert canal.transmettre(CHOISIR_RACINE)
    with pytest.raises(CarteRetiree):
        canal.transmettre(CHOISIR_RACINE)
    poste.inserer(PATIENT)
    canal = poste.connecter(FENTE)
    assert [canal.transmettre(CHOISIR_RACINE)[-2:] for _ in range(3)] == [b"\x90\x00"] * 3


def test_le_remplacement_en_silence_ne_s_annonce_pas_et_ne_coupe_pas_le_canal(poste):
    nouvelles: list[Nouvelle] = []
    poste.inserer(PATIENT)
    poste.commencer(nouvelles.append)
    poste.regler_pannes(Pannes(retirer_apres=1, remplacer_par=AUTRE.code, en_silence=True))
    canal = poste.connecter(FENTE)
    assert [canal.transmettre(CHOISIR_RACINE)[-2:] for _ in range(3)] == [b"\x90\x00"] * 3
    assert poste.carte_inseree(TypeCarte.VITALE) == AUTRE
    assert Fait.CARTE_INSEREE not in {n.fait for n in nouvelles}


@pytest.mark.parametrize("fin", ["lever la panne", "retirer"])
def test_une_carte_muette_retient_l_echange_jusqu_a_ce_que_l_on_agisse(poste, fin):
    poste.inserer(PATIENT)
    poste.regler_pannes(Pannes(muette=True))
    canal = poste.connecter(FENTE)
    with ThreadPoolExecutor(1) as fil:
        echange = fil.submit(canal.transmettre, CHOISIR_RACINE)
        with pytest.raises(TimeoutError):
            echange.result(0.02)
        if fin == "retirer":
            poste.retirer(TypeCarte.VITALE)
        else:
            poste.regler_pannes(Pannes())
        assert isinstance(echange.exception(DELAI_S), CarteRetiree) is (fin == "retirer")


def test_une_carte_illisible_brouille_chaque_lecture_de_fichier_et_elles_seules(poste):
    poste.inserer(PATIENT)
    poste.regler_pannes(Pannes(illisible=True))
    echangeur = Echangeur(poste.connecter(FENTE))
    assert echangeur.choisir_racine().sw == 0x9000
    brouillees = [echangeur.lire_fichier_court(2)]
    echangeur.choisir_application(AID_VITALE)
    brouillees.append(echangeur.lire_fichier_court(2))
    assert brouillees[0] == brouillees[1]
    assert b"GARNIER" not in brouillees[0]


def test_la_panne_d_une_fente_compte_les_echanges_de_la_lecture_en_cours(poste):
    poste.inserer(PATIENT)
    canal = poste.connecter(FENTE)
    canal.transmettre(CHOISIR_RACINE)
    assert poste.echanges == 1
    poste.connecter(FENTE)
    assert poste.echanges == 0
