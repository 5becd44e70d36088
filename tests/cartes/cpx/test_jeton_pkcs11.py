"""`JetonPkcs11` devant une vraie bibliothèque, SoftHSM2 ; elle fait partie de ce qu’il faut pour jouer les essais."""

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from secretariat.cartes.cpx.algorithmes import ECDSA_SHA256, RSA_SHA256
from secretariat.cartes.cpx.chaine import verifier
from secretariat.cartes.cpx.jeton_pkcs11 import JetonPkcs11
from secretariat.cartes.cpx.traduction import SORTES
from secretariat.cartes.erreurs import (
    CarteMuette,
    CarteNonPriseEnCharge,
    CarteOccupee,
    CarteRetiree,
    CodeBloque,
    CodeFaux,
    DonneesInvalides,
    JetonAbsent,
    ReponseInattendue,
)
from secretariat.cartes.valeurs import EssaisRestants, Situation, UsageCle
from tests.cartes.cpx.autorite import AUTORITES, ETAGE, QUAND, ancien, carte
from tests.cartes.cpx.contrat_jeton import FEUILLE, ContratJeton
from tests.cartes.cpx.softhsm import BIBLIOTHEQUE, CODE, Etui, Pannes

AUTHENTIFICATION, SIGNATURE, AUTRE = b"\xe8\x28\x20", b"\xe8\x28\x10", b"\x01"
CLE_AUTHENTIFICATION = rsa.generate_private_key(65537, 2048)
CLE_SIGNATURE = rsa.generate_private_key(65537, 2048)
CLE_COURBE = ec.generate_private_key(ec.SECP256R1())
CERTIFICATS = (
    (SIGNATURE, carte(ETAGE, CLE_SIGNATURE, usage="content_commitment")),
    (AUTHENTIFICATION, carte(ETAGE, CLE_AUTHENTIFICATION)),
)
CLES = ((AUTHENTIFICATION, CLE_AUTHENTIFICATION), (SIGNATURE, CLE_SIGNATURE))
CABINET = bytes.fromhex("EE 1A 84 0B") + b"CABINET BIS" + bytes.fromhex("85 05") + b"1F123" + b"\x86\x04SA07"
HOPITAL = bytes.fromhex("EE 0F 84 07") + "HÔTEL!".encode() + b"\x86\x04SA01"
DONNEES = (
    ("CPS_INFO_PS", b"\x04\x06MGSM26\0\0", False),
    ("CPS_ACTIVITY_01_PS", CABINET, True),
    ("CPS_ACTIVITY_03_PS", HOPITAL, True),
)
BASSE, DERNIER, BLOQUE = 0x0001_0000, 0x0002_0000, 0x0004_0000
"""CKF_USER_PIN_COUNT_LOW, CKF_USER_PIN_FINAL_TRY, CKF_USER_PIN_LOCKED."""


class BancSoftHsm:
    code = CODE
    simule = False
    autorites = AUTORITES
    quand = QUAND

    def __init__(self, etui):
        self._etui = etui
        self.jeton = JetonPkcs11(BIBLIOTHEQUE)

    def retirer(self):
        self._etui.retirer()

    def remettre(self):
        self._etui.remettre()
        return JetonPkcs11(BIBLIOTHEQUE)


@pytest.fixture
def etui(tmp_path, monkeypatch):
    assert BIBLIOTHEQUE.is_file(), "ces essais demandent le paquet softhsm2"
    return Etui(tmp_path, monkeypatch)


@pytest.fixture
def banc(etui):
    etui.graver("CPS MARCHAND", certificats=CERTIFICATS, cles=CLES, donnees=DONNEES)
    banc = BancSoftHsm(etui)
    yield banc
    banc.jeton.fermer()


@pytest.fixture
def pannes():
    pannes = Pannes()
    yield pannes
    pannes.lever()


class TestJetonPkcs11(ContratJeton):
    pass


@pytest.mark.parametrize(
    ("usage", "rang"), [(UsageCle.SIGNATURE, 0), (UsageCle.AUTHENTIFICATION, 1)], ids=["signature", "authentification"]
)
def test_chaque_usage_a_sa_cle(banc, usage, rang):
    assert banc.jeton.signer(FEUILLE, CODE, usage=usage).certificat == CERTIFICATS[rang][1]


def test_les_situations_ont_des_trous_et_des_accents(banc):
    assert banc.jeton.situations(CODE) == (
        Situation("CABINET BIS", "1F123", "SA07"),
        Situation("HÔTEL!", "", "SA01"),
    )


def ouvrir(etui, **contenu):
    etui.graver("CPX", **contenu)
    return JetonPkcs11(BIBLIOTHEQUE)


def test_une_cle_de_courbe_elliptique_signe_aussi(etui):
    certificat = carte(ETAGE, CLE_COURBE, sujet=ancien())
    jeton = ouvrir(etui, certificats=[(AUTRE, certificat)], cles=[(AUTRE, CLE_COURBE)])
    signature = jeton.signer(FEUILLE, CODE)
    assert signature.algorithme == ECDSA_SHA256
    assert verifier(FEUILLE, signature, AUTORITES, QUAND) == jeton.titulaire()
    jeton.fermer()


def test_sans_sha256_sur_la_carte_l_empreinte_se_calcule_ici(tmp_path, monkeypatch):
    etui = Etui(tmp_path, monkeypatch, "slots.mechanisms = -CKM_SHA256_RSA_PKCS\n")
    jeton = ouvrir(etui, certificats=CERTIFICATS, cles=CLES)
    signature = jeton.signer(FEUILLE, CODE)
    assert signature.algorithme == RSA_SHA256
    assert verifier(FEUILLE, signature, AUTORITES, QUAND).rpps
    jeton.fermer()


def test_une_cle_qui_redemande_le_code_a_chaque_signature_le_recoit(etui):
    cles = [(SIGNATURE, CLE_SIGNATURE, True)]
    jeton = ouvrir(etui, certificats=CERTIFICATS[:1], cles=cles)
    for _ in range(2):
        assert verifier(FEUILLE, jeton.signer(FEUILLE, CODE), AUTORITES, QUAND).rpps
    jeton.fermer()


@pytest.mark.parametrize("contenu", ["", "pas une bibliothèque"])
def test_une_bibliotheque_absente_ou_illisible_se_dit(tmp_path, contenu):
    fichier = tmp_path / "libcps.so"
    if contenu:
        fichier.write_text(contenu)
    with pytest.raises(JetonAbsent, match="ne se charge pas" if contenu else "n’existe pas"):
        JetonPkcs11(fichier)


def test_un_programme_qui_n_est_pas_pkcs11_se_dit(tmp_path):
    autre = next(BIBLIOTHEQUE.parent.parent.glob("*/libz.so.1*"))
    with pytest.raises(JetonAbsent, match="ne se charge pas"):
        JetonPkcs11(autre)


def test_sans_carte_le_jeton_est_absent(etui):
    with pytest.raises(JetonAbsent, match="aucune carte"):
        JetonPkcs11(BIBLIOTHEQUE)


def test_une_carte_sans_certificat_n_est_pas_prise_en_charge(etui):
    with pytest.raises(CarteNonPriseEnCharge):
        ouvrir(etui)


def test_un_certificat_qui_n_est_pas_de_carte_cpx_se_dit(etui):
    with pytest.raises(DonneesInvalides):
        ouvrir(etui, certificats=[(AUTRE, carte(ETAGE, CLE_COURBE, sorte=b""))])


def test_un_certificat_etranger_ne_cache_pas_celui_de_la_carte(etui):
    jeton = ouvrir(etui, certificats=[(AUTRE, carte(ETAGE, CLE_COURBE, sorte=b"")), *CERTIFICATS], cles=CLES)
    assert jeton.titulaire().nom == "MARCHAND"
    jeton.fermer()


@pytest.mark.parametrize("cles", [[], [(AUTRE, CLE_COURBE)]])
def test_sans_la_cle_de_son_certificat_une_carte_ne_signe_pas(etui, cles):
    jeton = ouvrir(etui, certificats=CERTIFICATS, cles=cles)
    assert jeton.titulaire().rpps
    with pytest.raises(CarteNonPriseEnCharge):
        jeton.signer(FEUILLE, CODE)
    jeton.fermer()


def test_entre_deux_cartes_le_lecteur_nomme_choisit(etui):
    etui.graver("VIDE")
    etui.graver("CPS UN", certificats=CERTIFICATS)
    etui.graver("CPS DEUX", certificats=[(AUTRE, carte(ETAGE, CLE_COURBE, sujet=ancien("BENALI KARIM")))])
    fentes = etui.fentes()
    for carte_nommee, attendu in (("CPS UN", "MARCHAND"), ("CPS DEUX", "BENALI")):
        jeton = JetonPkcs11(BIBLIOTHEQUE, fentes[carte_nommee].upper())
        assert jeton.titulaire().nom == attendu
        jeton.fermer()
    with pytest.raises(CarteNonPriseEnCharge):
        JetonPkcs11(BIBLIOTHEQUE, fentes["VIDE"])
    with pytest.raises(JetonAbsent):
        JetonPkcs11(BIBLIOTHEQUE, "Lecteur jamais branché 00")


def test_deux_jetons_partagent_la_bibliotheque(banc):
    second = JetonPkcs11(BIBLIOTHEQUE)
    banc.jeton.fermer()
    assert second.signer(FEUILLE, CODE).valeur
    second.fermer()


def test_un_code_faux_se_voit_au_compteur_de_la_carte(banc):
    with pytest.raises(CodeFaux):
        banc.jeton.signer(FEUILLE, "9999")
    assert banc.jeton.essais_restants() is EssaisRestants.PEU


@pytest.mark.parametrize(
    ("drapeaux", "attendu"),
    [(BASSE, EssaisRestants.PEU), (BASSE | DERNIER, EssaisRestants.DERNIER), (BASSE | BLOQUE, EssaisRestants.BLOQUE)],
)
def test_les_drapeaux_de_la_carte_disent_les_essais(banc, pannes, drapeaux, attendu):
    pannes.changer_le_jeton(drapeaux=drapeaux)
    assert banc.jeton.essais_restants() is attendu


def test_une_carte_bloquee_ne_recoit_pas_le_code(banc, pannes):
    pannes.changer_le_jeton(drapeaux=BLOQUE)
    pannes.refuser("C_Login", 0x05)
    with pytest.raises(CodeBloque):
        banc.jeton.signer(FEUILLE, CODE)


def test_avant_le_dernier_essai_le_refus_previent(banc, pannes):
    pannes.changer_le_jeton(drapeaux=DERNIER)
    with pytest.raises(CodeFaux) as refus:
        banc.jeton.signer(FEUILLE, "9999")
    assert "un seul essai" in refus.value.conseil


@pytest.mark.parametrize(
    ("fonction", "code", "attendu"),
    [
        ("C_Login", 0xA4, CodeBloque),
        ("C_Login", 0x100, CarteOccupee),
        ("C_OpenSession", 0xB1, CarteOccupee),
        ("C_OpenSession", 0xE0, CarteRetiree),
        ("C_SignInit", 0x70, CarteNonPriseEnCharge),
        ("C_Sign", 0x32, CarteRetiree),
        ("C_Sign", 0xB3, CarteRetiree),
        ("C_Sign", 0x30, CarteMuette),
        ("C_Sign", 0x05, ReponseInattendue),
        ("C_Sign", 0x8000_0001, ReponseInattendue),
        ("C_FindObjects", 0x82, CarteRetiree),
        ("C_CloseSession", 0xB3, CarteRetiree),
    ],
)
def test_chaque_refus_de_la_bibliotheque_a_sa_sorte(banc, pannes, fonction, code, attendu):
    pannes.refuser(fonction, code)
    with pytest.raises(attendu) as refus:
        banc.jeton.signer(FEUILLE, CODE)
    assert type(refus.value) is attendu
    assert refus.value.conseil


def test_les_refus_traduits_existent_dans_la_bibliotheque():
    assert set(SORTES) <= set(dir(pkcs11.exceptions))


def test_une_panne_passee_un_jeton_neuf_signe(banc, pannes):
    pannes.refuser("C_Sign", 0x32)
    with pytest.raises(CarteRetiree):
        banc.jeton.signer(FEUILLE, CODE)
    pannes.lever()
    banc.jeton = JetonPkcs11(BIBLIOTHEQUE)
    assert banc.jeton.signer(FEUILLE, CODE).valeur


def test_la_carte_d_un_autre_mise_a_la_place_n_est_pas_la_meme(banc, pannes):
    pannes.changer_le_jeton(serie=b"autre carte")
    with pytest.raises(CarteRetiree):
        banc.jeton.signer(FEUILLE, CODE)


def test_arrachee_pendant_la_signature_la_carte_est_dite_retiree(banc, pannes):
    pannes.refuser("C_Sign", 0x05)
    pannes.refuser("C_GetTokenInfo", 0xE0)
    with pytest.raises(CarteRetiree):
        banc.jeton.signer(FEUILLE, CODE)


def test_une_bibliotheque_qui_ne_demarre_pas_ne_laisse_rien(etui, monkeypatch):
    monkeypatch.setenv("SOFTHSM2_CONF", "/inexistant/softhsm2.conf")
    with pytest.raises(JetonAbsent):
        JetonPkcs11(BIBLIOTHEQUE)
