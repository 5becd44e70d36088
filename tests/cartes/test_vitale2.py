import pytest

from secretariat.cartes import vitale2
from secretariat.cartes.canal import Echangeur
from secretariat.cartes.erreurs import (
    AccesProtege,
    CarteInconnue,
    CarteRetiree,
    DonneesInvalides,
    FichierAbsent,
    ReponseInattendue,
)
from secretariat.cartes.simulateur.images import D001, IDENTITE, NIR, POINTEURS
from secretariat.cartes.simulateur.puce import RACINE, Application, PuceVirtuelle
from secretariat.cartes.tlv import ecrire_tlv
from secretariat.cartes.vitale2 import AID_MF_VITALE, AID_VITALE, UNE_APPLICATION
from tests.cartes.canaux import CanalDePuce, CanalDicte
from tests.cartes.cartes_forgees import ATR, Apps, applications, fermer, identite, lire, nir

IDENTITES = identite() + identite(b"MARTIN", b"ZOE", b"20150101") + bytes(20)
NIRS = nir("284064499000108") + nir("284064499000108") + bytes(20)
APPLICATION_DE_PLUS = b"\xd2\x50\x00\x00\x02AUTRE"


@pytest.fixture
def carte() -> Apps:
    return applications(IDENTITES, NIRS)


def noms_et_nirs(lu):
    return len(lu.identites), len(lu.nirs)


@pytest.mark.parametrize("en_deux_temps", [False, True])
def test_le_premier_chemin_suffit(carte, en_deux_temps):
    fermer(carte, AID_MF_VITALE, [D001])
    fermer(carte, AID_VITALE, [POINTEURS])
    assert noms_et_nirs(lire(carte, en_deux_temps=en_deux_temps)) == (2, 2)


@pytest.mark.parametrize("proteges", [False, True])
def test_l_identite_se_lit_par_d001_quand_la_racine_ne_l_ouvre_pas(carte, proteges):
    fermer(carte, RACINE, [IDENTITE], proteges=proteges)
    fermer(carte, AID_VITALE, [POINTEURS], proteges=proteges)
    assert noms_et_nirs(lire(carte)) == (2, 2)


@pytest.mark.parametrize("en_deux_temps", [False, True])
@pytest.mark.parametrize("proteges", [False, True])
def test_la_table_mene_a_l_identite_et_au_nir_quand_tout_le_reste_est_ferme(carte, proteges, en_deux_temps):
    fermer(carte, RACINE, [IDENTITE], proteges=proteges)
    autre = Application({0x3001: NIRS, 0x3002: IDENTITES})
    carte[APPLICATION_DE_PLUS] = autre
    fermer(carte, AID_MF_VITALE, [D001], proteges=proteges)
    fermer(carte, AID_VITALE, [NIR], proteges=proteges)
    carte[AID_VITALE] = Application(
        {**carte[AID_VITALE].fichiers, POINTEURS: table((b"NIR     ", 0x3001), (b"IDENT   ", 0x3002))},
        proteges=carte[AID_VITALE].proteges,
    )
    assert noms_et_nirs(lire(carte, en_deux_temps=en_deux_temps)) == (2, 2)


def table(*fichiers, aid=APPLICATION_DE_PLUS):
    app = ecrire_tlv(vitale2.APPLICATIONS, ecrire_tlv(UNE_APPLICATION, b"\0\x07\0\0" + aid))
    entrees = (ecrire_tlv(vitale2.UN_FICHIER, nom + b"\0\x07" + ef.to_bytes(2, "big")) for nom, ef in fichiers)
    return ecrire_tlv(vitale2.TABLE, (app, *entrees))


def test_sans_nir_lisible_l_identite_suffit(carte):
    fermer(carte, AID_VITALE, [NIR], proteges=True)
    assert noms_et_nirs(lire(carte)) == (2, 0)


def test_nom_et_nir_dans_un_meme_fichier_de_la_racine_suffisent(carte):
    contenu = ecrire_tlv(0x65, ecrire_tlv(0x80, b"MARTIN") + ecrire_tlv(0x93, b"284064499000108"))
    carte[RACINE] = Application({IDENTITE: contenu}, courts={2: IDENTITE})
    assert noms_et_nirs(lire(carte)) == (1, 1)


def test_un_porteur_sans_nir_garde_son_rang(carte):
    carte[AID_VITALE] = Application({NIR: nir("284064499000108") + ecrire_tlv(0x65, b"")}, courts={2: NIR})
    assert noms_et_nirs(lire(carte)) == (2, 2)


@pytest.mark.parametrize("aid", [AID_VITALE, AID_MF_VITALE])
def test_une_seule_des_deux_applications_fait_une_vitale(carte, aid):
    del carte[aid]
    assert len(lire(carte).identites) == 2


def test_sans_application_de_carte_vitale_elle_est_inconnue_meme_si_la_racine_parle(carte):
    with pytest.raises(CarteInconnue) as refus:
        lire({RACINE: carte[RACINE]})
    assert "Vitale" in str(refus.value)


@pytest.mark.parametrize("mot", ["6E00", "6D00", "6A82", "6985", "6700", "6A86"])
def test_une_carte_qui_refuse_tout_est_inconnue_de_quelque_facon_qu_elle_refuse(mot):
    with pytest.raises(CarteInconnue):
        vitale2.lire(Echangeur(CanalDicte([mot])))


def test_une_vitale_qui_protege_l_identite_le_dit(carte):
    for aid, fichiers in ((RACINE, [IDENTITE]), (AID_MF_VITALE, [D001]), (AID_VITALE, [NIR])):
        fermer(carte, aid, fichiers, proteges=True)
    with pytest.raises(AccesProtege):
        lire(carte)


def test_une_vitale_sans_aucun_fichier_n_est_pas_inconnue():
    with pytest.raises(FichierAbsent):
        lire({AID_VITALE: Application({}), AID_MF_VITALE: Application({})})


def test_des_donnees_illisibles_se_disent_avant_un_acces_reserve(carte):
    carte[RACINE] = Application({IDENTITE: bytes.fromhex("658480")}, courts={2: IDENTITE})
    fermer(carte, AID_MF_VITALE, [D001], proteges=True)
    with pytest.raises(DonneesInvalides):
        lire(carte)


def test_une_identite_abimee_se_lit_par_le_chemin_suivant(carte):
    carte[RACINE] = Application({IDENTITE: IDENTITES[:30]}, courts={2: IDENTITE})
    assert noms_et_nirs(lire(carte)) == (2, 2)


@pytest.mark.parametrize(
    "aid", [b"", b"A" * 17, b"A" * 300], ids=["vide", "trop long d’un octet", "plus long qu’une APDU"]
)
def test_une_application_au_nom_impossible_ne_se_choisit_pas(carte, aid):
    fermer(carte, RACINE, [IDENTITE])
    fermer(carte, AID_MF_VITALE, [D001])
    carte[AID_VITALE] = Application({POINTEURS: table((b"IDENT   ", 0x3002), aid=aid), NIR: NIRS}, courts={2: NIR})
    with pytest.raises(FichierAbsent):
        lire(carte)


@pytest.mark.parametrize("contenu", ["", "E0", "E0028001", "E002A000", "80020000", "E004A0028201", "E003800100"])
def test_une_table_abimee_ne_mene_nulle_part(carte, contenu):
    fermer(carte, AID_VITALE, [NIR])
    carte[AID_VITALE] = Application({POINTEURS: bytes.fromhex(contenu) or b"\0"})
    assert noms_et_nirs(lire(carte)) == (2, 0)


def test_une_table_qui_ment_ne_se_suit_pas_sans_fin(carte):
    fermer(carte, RACINE, [IDENTITE])
    fermer(carte, AID_MF_VITALE, [D001])
    menteuse = table(*[(b"RIEN    ", n) for n in range(200)])
    carte[AID_VITALE] = Application({POINTEURS: menteuse, NIR: NIRS}, courts={2: NIR})
    canal = CanalDePuce(PuceVirtuelle(ATR, carte))
    with pytest.raises(FichierAbsent):
        vitale2.lire(Echangeur(canal))
    assert len(canal.echanges) < 2 * vitale2.FICHIERS_SUIVIS_MAX + 30


def lire_en_remplacant(premiere, seconde, apres):
    canal = CanalDePuce(PuceVirtuelle(ATR, premiere))
    canal.remplacer(PuceVirtuelle(ATR, seconde), apres=apres)
    return vitale2.lire(Echangeur(canal))


def nombre_d_echanges(carte):
    canal = CanalDePuce(PuceVirtuelle(ATR, carte))
    vitale2.lire(Echangeur(canal))
    return len(canal.echanges)


def test_une_carte_remplacee_sans_bruit_ne_se_mele_jamais_a_la_premiere(carte):
    autre = applications(identite(b"DURAND", b"PAUL", b"19500505"), nir("150054499000123"))
    entieres = {lire(carte), lire(autre)}
    refusees = 0
    for apres in range(nombre_d_echanges(carte) + 1):
        try:
            assert lire_en_remplacant(carte, autre, apres) in entieres
        except CarteRetiree:
            refusees += 1
    assert refusees > 0


@pytest.mark.parametrize("autre", [{}, {RACINE: Application({0x2F10: b"x"}, proteges=frozenset({0x2F10}))}])
def test_la_relecture_refusee_dit_aussi_la_carte_retiree(carte, autre):
    with pytest.raises(CarteRetiree):
        lire_en_remplacant(carte, autre, nombre_d_echanges(carte) - 2)


def test_une_carte_retiree_pendant_le_choix_arrete_tout():
    with pytest.raises(CarteRetiree):
        vitale2.lire(Echangeur(CanalDicte(["9000", ""])))


def test_une_reponse_sans_fin_fait_essayer_le_chemin_suivant():
    with pytest.raises(ReponseInattendue):
        vitale2.lire(Echangeur(CanalDicte(["9000", "6100"] + ["6100"] * 32 + ["9000", "6100"])))
