from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA224, SHA256

from secretariat.cartes.cpx.algorithmes import ECDSA_SHA256, ED25519, RSA_PSS_SHA256, RSA_SHA256
from secretariat.cartes.cpx.chaine import Autorites, verifier
from secretariat.cartes.erreurs import DonneesInvalides, SignatureInvalide
from secretariat.cartes.valeurs import Signature
from tests.cartes.cpx.autorite import AUTORITES, ETAGE, IDENTIFIANT, QUAND, RACINE, ancien, autorite, carte

FEUILLE = "feuille n° 12, 30,00 €".encode()
CLE = ec.generate_private_key(ec.SECP256R1())
HIER, DEMAIN = QUAND - timedelta(days=1), QUAND + timedelta(days=1)
RSA_COURTE = rsa.generate_private_key(65537, 1024)  # noqa: S505  (celle qu’il faut refuser)
RSA = rsa.generate_private_key(65537, 2048)


def signature(emettrice=ETAGE, **certificat):
    valeur = CLE.sign(FEUILLE, ec.ECDSA(SHA256()))
    return Signature(ECDSA_SHA256, valeur, carte(emettrice, CLE, **certificat), IDENTIFIANT, simulee=False)


def refuse(signee, raison, *, autorites=AUTORITES, quand=QUAND, donnees=FEUILLE):
    with pytest.raises(SignatureInvalide, match=raison):
        verifier(donnees, signee, autorites, quand)


def ecdsa(cle):
    return ECDSA_SHA256, cle, cle.sign(FEUILLE, ec.ECDSA(SHA256()))


def pss(sel):
    return RSA_PSS_SHA256, RSA, RSA.sign(FEUILLE, padding.PSS(padding.MGF1(SHA256()), sel), SHA256())


P384 = ec.generate_private_key(ec.SECP384R1())
EDWARDS = Ed25519PrivateKey.generate()
SIGNEES = [
    (RSA_SHA256, RSA, RSA.sign(FEUILLE, padding.PKCS1v15(), SHA256())),
    pss(32),
    pss(20),
    ecdsa(CLE),
    ecdsa(P384),
    (ED25519, EDWARDS, EDWARDS.sign(FEUILLE)),
]

NOMS = ["rsa", "pss", "pss-sel-court", "p-256", "p-384", "ed25519"]


@pytest.mark.parametrize(("algorithme", "cle", "valeur"), SIGNEES, ids=NOMS)
@pytest.mark.parametrize("usage", ["digital_signature", "content_commitment"])
def test_chaque_algorithme_se_verifie_jusqu_a_la_racine(algorithme, cle, valeur, usage):
    signee = Signature(algorithme, valeur, carte(ETAGE, cle, usage=usage), IDENTIFIANT, simulee=False)
    assert verifier(FEUILLE, signee, AUTORITES, QUAND).nom == "MARCHAND"
    refuse(signee, "pas celle de ces données", donnees=FEUILLE + b" ")


def test_l_ancienne_forme_de_certificat_se_verifie_aussi():
    assert verifier(FEUILLE, signature(sujet=ancien()), AUTORITES, QUAND).prenom == "HELENE"


@pytest.mark.parametrize("algorithme", [RSA_SHA256, ED25519, "MD5", "", "SIMULATION-Ed25519"])
def test_un_algorithme_qui_ne_va_pas_avec_la_cle_est_refuse(algorithme):
    refuse(replace(signature(), algorithme=algorithme), "pas celle de ces données")


@pytest.mark.parametrize("cle", [RSA_COURTE, ec.generate_private_key(ec.SECP224R1())], ids=["rsa-1024", "p-224"])
def test_une_cle_trop_faible_est_refusee(cle):
    if isinstance(cle, rsa.RSAPrivateKey):
        algorithme, valeur = RSA_SHA256, cle.sign(FEUILLE, padding.PKCS1v15(), SHA256())
    else:
        algorithme, _, valeur = ecdsa(cle)
    refuse(Signature(algorithme, valeur, carte(ETAGE, cle), IDENTIFIANT, simulee=False), "pas celle de ces données")


def test_une_signature_vraie_qui_se_dit_simulee_est_refusee():
    refuse(replace(signature(), simulee=True), "pas celle de ces données")


def test_le_signataire_annonce_est_celui_du_certificat():
    refuse(replace(signature(), signataire="899700735741"), "signataire annoncé")


@pytest.mark.parametrize("der", [b"", b"\x30\x00", bytes(500)], ids=len)
def test_un_certificat_illisible_est_un_refus_de_signature(der):
    refuse(replace(signature(), certificat=der), "illisible")


@pytest.mark.parametrize(("ecart", "raison"), [(700, "échu depuis le 31/12/2027"), (-700, "à partir du 01/01/2025")])
def test_hors_de_ses_dates_le_certificat_est_refuse(ecart, raison):
    refuse(signature(), raison, quand=QUAND + timedelta(days=ecart))


def test_les_bornes_de_validite_sont_comprises():
    for borne in (datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 12, 31, 23, 59, 59, tzinfo=UTC)):
        assert verifier(FEUILLE, signature(), AUTORITES, borne).rpps


@pytest.mark.parametrize("fins", [(HIER, DEMAIN), (DEMAIN, HIER)], ids=["racine", "intermediaire"])
def test_une_autorite_echue_fait_tomber_la_chaine(fins):
    racine = autorite("AC d’hier", jusqu_au=fins[0])
    etage = autorite("AC d’hier, étage", racine, jusqu_au=fins[1])
    refuse(signature(etage), "autorité .* est échu", autorites=Autorites(racine.pem + etage.pem))


def test_une_autorite_que_le_cabinet_n_a_pas_designee_est_refusee():
    refuse(signature(autorite("AC d’essai", RACINE)), "aucune autorité reconnue")


def test_une_intermediaire_designee_seule_suffit():
    assert verifier(FEUILLE, signature(), Autorites(ETAGE.pem), QUAND).rpps


def test_une_racine_designee_sans_l_intermediaire_ne_suffit_pas():
    refuse(signature(), "aucune autorité reconnue", autorites=Autorites(RACINE.pem))


@pytest.mark.parametrize("fausse", [{"ca": False}, {"usage": "digital_signature"}])
def test_qui_n_est_pas_une_autorite_n_emet_rien(fausse):
    etage = autorite("Simple porteur", RACINE, **fausse)
    refuse(signature(etage), "n’est pas une autorité", autorites=Autorites(RACINE.pem + etage.pem))


def test_une_carte_n_emet_pas_une_autre_carte():
    porteur = autorite("MARCHAND", ETAGE, ca=False, usage="digital_signature")
    refuse(signature(porteur), "n’est pas une autorité", autorites=Autorites(RACINE.pem + ETAGE.pem + porteur.pem))


@pytest.mark.parametrize("longueurs", [(0, None, None), (None, 0, None), (None, None, None, None, None)])
def test_une_chaine_trop_longue_est_refusee(longueurs):
    etages = [autorite("AC 0", longueur=longueurs[0])]
    for rang, longueur in enumerate(longueurs[1:], start=1):
        etages.append(autorite(f"AC {rang}", etages[-1], longueur=longueur))
    refuse(signature(etages[-1]), "plus longue", autorites=Autorites("".join(etage.pem for etage in etages)))


def test_une_autorite_renouvelee_sous_le_meme_nom_et_la_meme_cle_suffit():
    passee = autorite("AC d’essai", jusqu_au=HIER)
    nouvelle = autorite("AC d’essai", cle=passee.cle)
    for pem in (passee.pem + nouvelle.pem, nouvelle.pem + passee.pem):
        assert verifier(FEUILLE, signature(nouvelle), Autorites(pem), QUAND).rpps


def test_un_certificat_qui_ne_sert_pas_a_signer_est_refuse():
    refuse(signature(usage="key_agreement"), "ne sert pas à signer")


def test_une_extension_critique_inconnue_est_refusee():
    inconnue = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    refuse(signature(de_plus=[(inconnue, True)]), "extension critique")
    assert verifier(FEUILLE, signature(de_plus=[(inconnue, False)]), AUTORITES, QUAND).rpps


def test_une_empreinte_qui_n_est_plus_sure_est_refusee():
    refuse(signature(empreinte=SHA224()), "empreinte")


@pytest.mark.parametrize(
    "pem",
    ["", "bonjour", RACINE.pem[:200], RACINE.pem.replace("M", "!", 3), "\ud800"],
    ids=["vide", "autre", "coupé", "abîmé", "illisible"],
)
def test_un_texte_qui_n_est_pas_du_pem_est_refuse_clairement(pem):
    with pytest.raises(DonneesInvalides, match="autorités de certification") as refus:
        Autorites(pem)
    assert "BEGIN CERTIFICATE" in refus.value.conseil


def test_les_autorites_se_nomment():
    assert AUTORITES.noms == ("AC racine d’essai", "AC d’essai")


def test_un_instant_sans_fuseau_est_une_faute_de_l_appelant():
    with pytest.raises(ValueError, match="fuseau"):
        verifier(FEUILLE, signature(), AUTORITES, QUAND.replace(tzinfo=None))
