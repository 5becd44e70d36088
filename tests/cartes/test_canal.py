import pytest

from secretariat.cartes.canal import BLOC, ECHANGES_MAX, ENCHAINEMENTS_MAX, FICHIER_MAX, Echange, Echangeur, refus
from secretariat.cartes.erreurs import AccesProtege, CarteRetiree, FichierAbsent, ReponseInattendue
from secretariat.cartes.simulateur.puce import RACINE, Application, PuceVirtuelle
from secretariat.cartes.tlv import ecrire_tlv
from tests.cartes.canaux import CanalDePuce, CanalDicte, mots_d_etat

LIRE = bytes.fromhex("00B0820010")
PLEIN = "41" * BLOC + "9000"


def envoyer(reponses, apdu=LIRE):
    canal = CanalDicte(reponses)
    return Echangeur(canal).envoyer(apdu), canal.apdus


def lire(*reponses):
    canal = CanalDicte(reponses)
    return Echangeur(canal).lire_fichier(), canal.apdus


def fichier(contenu, **reglages):
    puce = PuceVirtuelle(b"\x3b\x00", {RACINE: Application({0x2F00: contenu}, courts={2: 0x2F00})}, **reglages)
    canal = CanalDePuce(puce)
    return Echangeur(canal), canal


def test_la_suite_d_une_reponse_se_cherche_jusqu_au_bout():
    reponse, apdus = envoyer(["416102", "42436101", "449000"])
    assert (reponse.donnees, reponse.sw) == (b"ABCD", 0x9000)
    assert apdus == [LIRE.hex(), "00c0000002", "00c0000001"]


def test_une_longueur_corrigee_se_rejoue_avec_la_bonne():
    reponse, apdus = envoyer(["6C02", "41429000"])
    assert reponse.donnees == b"AB"
    assert apdus == [LIRE.hex(), "00b0820002"]


@pytest.mark.parametrize(
    ("apdu", "rejouee"),
    [
        ("00B08200", "00b0820005"),
        ("00B0820000", "00b0820005"),
        ("00A40200022001", "00a4020002200105"),
        ("00A4020002200100", "00a4020002200105"),
    ],
)
def test_la_longueur_corrigee_prend_la_place_de_l_ancienne_et_d_elle_seule(apdu, rejouee):
    assert envoyer(["6C05", "9000"], bytes.fromhex(apdu))[1][1] == rejouee


@pytest.mark.parametrize("mot", ["6100", "6C00", "6105", "6CE7"])
def test_une_carte_qui_n_en_finit_pas_de_repondre_est_laissee(mot):
    canal = CanalDicte([mot])
    with pytest.raises(ReponseInattendue) as refuse:
        Echangeur(canal).envoyer(LIRE)
    assert "enchaînées" in refuse.value.detail
    assert len(canal.apdus) == ENCHAINEMENTS_MAX + 1


@pytest.mark.parametrize("reponse", ["", "90"])
def test_une_reponse_sans_mot_d_etat_dit_la_carte_retiree(reponse):
    with pytest.raises(CarteRetiree):
        envoyer([reponse])


@pytest.mark.parametrize(
    ("sw", "sorte"),
    [
        (0x6982, AccesProtege),
        (0x6985, AccesProtege),
        (0x6A82, FichierAbsent),
        (0x6A83, FichierAbsent),
        (0x6A88, FichierAbsent),
        (0x6D00, ReponseInattendue),
        (0x6B00, ReponseInattendue),
        (0x0000, ReponseInattendue),
    ],
)
def test_chaque_mot_d_etat_a_sa_sorte_de_refus(sw, sorte):
    erreur = refus(sw)
    assert type(erreur) is sorte
    assert erreur.detail == f"SW {sw:04X}"
    with pytest.raises(sorte):
        lire(f"{sw:04X}")


def test_un_fichier_court_se_lit_d_un_bloc():
    assert lire("41429000") == (b"AB", ["00b00000e7"])


@pytest.mark.parametrize("fin", ["6B00", "6700", "6A86", "9000", "41426282", "41429000"])
def test_un_fichier_de_plusieurs_blocs_finit_de_plusieurs_facons(fin):
    contenu, apdus = lire(PLEIN, fin)
    assert contenu == b"A" * BLOC + bytes.fromhex(fin[:-4])
    assert apdus == ["00b00000e7", "00b000e7e7"]


def test_la_fin_de_fichier_annoncee_arrete_la_lecture_meme_apres_un_bloc_plein():
    assert lire("41" * BLOC + "6282")[1] == ["00b00000e7"]


def test_un_refus_au_milieu_d_un_fichier_n_en_rend_pas_le_debut():
    with pytest.raises(AccesProtege):
        lire(PLEIN, "6982")


def test_un_fichier_vide_n_est_pas_une_erreur_de_place():
    with pytest.raises(ReponseInattendue):
        lire("6B00")


def test_un_fichier_sans_fin_est_laisse():
    canal = CanalDicte([PLEIN])
    with pytest.raises(ReponseInattendue) as refuse:
        Echangeur(canal).lire_fichier()
    assert f"{FICHIER_MAX} octets" in refuse.value.detail
    assert len(canal.apdus) == FICHIER_MAX // BLOC + 1


def test_une_lecture_a_un_nombre_d_echanges_borne():
    canal = CanalDicte(["9000"])
    echangeur = Echangeur(canal)
    for _ in range(ECHANGES_MAX):
        echangeur.envoyer(LIRE)
    with pytest.raises(ReponseInattendue):
        echangeur.envoyer(LIRE)
    assert len(canal.apdus) == ECHANGES_MAX


def test_ce_qui_suit_du_bourrage_se_lit_aussi():
    contenu = ecrire_tlv(0x80, b"A" * 100) + bytes(2 * BLOC) + ecrire_tlv(0x81, b"le second porteur")
    assert fichier(contenu)[0].lire_fichier_court(2) == contenu


@pytest.mark.parametrize("dernier", [b"\0", b"\xff"])
def test_un_bloc_qui_finit_avec_une_valeur_nulle_n_est_pas_le_dernier(dernier):
    premier = ecrire_tlv(0x80, b"A" * (BLOC - 4) + dernier)
    assert len(premier) == BLOC
    contenu = premier + ecrire_tlv(0x81, b"le second porteur")
    assert fichier(contenu)[0].lire_fichier_court(2) == contenu


@pytest.mark.parametrize("en_deux_temps", [False, True])
@pytest.mark.parametrize("taille", [1, BLOC - 1, BLOC, BLOC + 1, 255, 256, 257, 2 * BLOC, 2000])
def test_un_fichier_se_lit_entier_en_un_temps_ou_en_deux(taille, en_deux_temps):
    contenu = bytes([0x80, 0x82, *(taille).to_bytes(2, "big")]) + b"A" * taille
    echangeur, canal = fichier(contenu, en_deux_temps=en_deux_temps)
    echangeur.choisir_fichier(0x2F00)
    assert echangeur.lire_fichier() == contenu
    assert mots_d_etat(canal.echanges) >= ({"61", "6c"} if en_deux_temps and len(contenu) % BLOC else {"90"})


def test_choisir_en_deux_temps_rend_la_meme_reponse():
    (rapide, _), (lente, canal) = fichier(b"A"), fichier(b"A", en_deux_temps=True)
    assert rapide.choisir_racine() == lente.choisir_racine()
    assert mots_d_etat(canal.echanges) == {"61", "90"}


def test_un_fichier_absent_se_dit_par_nom_comme_par_chemin():
    echangeur, _ = fichier(b"A")
    for choisir in (lambda: echangeur.choisir_fichier(0x2099), lambda: echangeur.choisir_chemin(b"\x20\x99")):
        with pytest.raises(FichierAbsent):
            choisir()


def test_ce_que_le_diagnostic_note_n_a_ni_identifiant_ni_donnee():
    notes: list[Echange] = []
    Echangeur(CanalDicte(["4142434445466101", "479000"]), notes.append).envoyer(LIRE)
    assert notes == [Echange(0xB0, 0x6101, 6), Echange(0xC0, 0x9000, 1)]
