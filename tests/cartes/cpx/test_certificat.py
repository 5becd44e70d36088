import random
from datetime import UTC, date, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID

from secretariat.cartes.cpx.certificat import Titulaire, lire_certificat
from secretariat.cartes.erreurs import DonneesInvalides
from secretariat.cartes.valeurs import SorteCpx
from tests.cartes.cpx.autorite import ETAGE, FIGEE, IDENTIFIANT, RECENT, ancien, carte

CLE = generate_private_key(SECP256R1())
CLE_FIGEE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
MUTATIONS = 10_000
HELENE = Titulaire(
    identifiant_national=IDENTIFIANT,
    nom="MARCHAND",
    prenom="Hélène",
    profession="Médecin",
    sorte=SorteCpx.CPS,
    valable_du=date(2025, 1, 1),
    valable_jusqu_au=date(2027, 12, 31),
    rpps="10000000009",
)


def recent(**attributs):
    """Un sujet récent dont les attributs sont ceux-là, tous dans un seul RDN."""
    oids = {"titre": NameOID.TITLE, "prenom": NameOID.GIVEN_NAME, "nom": NameOID.SURNAME, "cn": NameOID.COMMON_NAME}
    valeurs = {"nom": "FERRAND", "cn": "390000001/CPE01"} | attributs
    return x509.Name([
        x509.RelativeDistinguishedName([x509.NameAttribute(oids[cle], texte) for cle, texte in valeurs.items()])
    ])


def test_la_forme_recente_a_plusieurs_valeurs_dans_un_rdn():
    assert lire_certificat(carte(ETAGE, CLE)) == HELENE


def test_l_ancienne_forme_dit_la_meme_personne():
    lu = lire_certificat(carte(ETAGE, CLE, sujet=ancien()))
    assert (lu.nom, lu.prenom, lu.profession) == ("MARCHAND", "HELENE", "MEDECIN")
    assert (lu.identifiant_national, lu.rpps) == (HELENE.identifiant_national, HELENE.rpps)


@pytest.mark.parametrize(
    ("complet", "attendu"),
    [
        ("MARCHAND HELENE", ("MARCHAND", "HELENE")),
        ("DE LA TOUR Marie Anne", ("DE LA TOUR", "Marie Anne")),
        ("DE LA TOUR MARIE", ("DE LA TOUR", "MARIE")),
        ("Marchand Hélène", ("Marchand", "Hélène")),
        ("MARCHAND", ("MARCHAND", "")),
    ],
)
def test_le_nom_et_le_prenom_se_separent(complet, attendu):
    lu = lire_certificat(carte(ETAGE, CLE, sujet=ancien(complet)))
    assert (lu.nom, lu.prenom) == attendu


@pytest.mark.parametrize("enveloppe", [b"", b"\x04\x03"])
@pytest.mark.parametrize(
    ("numero", "sorte"), [(0, SorteCpx.CPS), (1, SorteCpx.CPF), (2, SorteCpx.CPE), (3, SorteCpx.CPA)]
)
def test_le_type_de_carte_est_le_dernier_des_trois_octets(enveloppe, numero, sorte):
    octets = enveloppe + bytes((2, 1, numero))
    assert lire_certificat(carte(ETAGE, CLE, sorte=octets)).sorte is sorte


def test_une_employee_n_a_ni_profession_ni_rpps():
    lu = lire_certificat(carte(ETAGE, CLE, sujet=recent(), sorte=b"\x02\x01\x02"))
    assert (lu.nom, lu.prenom, lu.profession, lu.rpps) == ("FERRAND", "", "", None)
    assert lu.identifiant_national == "390000001/CPE01"


@pytest.mark.parametrize("identifiant", ["810000000008", "010000000009", "8100000000090", "8"])
def test_un_identifiant_qui_n_est_pas_8_et_un_rpps_juste_n_en_donne_pas(identifiant):
    lu = lire_certificat(carte(ETAGE, CLE, sujet=recent(cn=identifiant)))
    assert (lu.identifiant_national, lu.rpps) == (identifiant, None)


@pytest.mark.parametrize("sorte", [b"", b"\x02\x01\x04", b"\x00", b"\x02\x01\x00\x00", b"\x04\x02\x01\x00\x00"])
def test_sans_type_de_carte_connu_ce_n_est_pas_une_carte(sorte):
    with pytest.raises(DonneesInvalides):
        lire_certificat(carte(ETAGE, CLE, sorte=sorte))


@pytest.mark.parametrize("sujet", [ancien(identifiant=" "), recent(cn="8\n1"), recent(nom=" "), x509.Name([])])
def test_un_sujet_sans_nom_ou_sans_identifiant_est_refuse(sujet):
    with pytest.raises(DonneesInvalides):
        lire_certificat(carte(ETAGE, CLE, sujet=sujet))


def test_deux_identifiants_ne_disent_pas_lequel_croire():
    double = x509.Name([*recent().rdns, *recent(cn="810000000009").rdns])
    with pytest.raises(DonneesInvalides):
        lire_certificat(carte(ETAGE, CLE, sujet=double))


def test_un_jour_de_validite_est_celui_de_l_heure_universelle():
    fin = datetime(2026, 5, 1, 23, 30, tzinfo=UTC)
    assert lire_certificat(carte(ETAGE, CLE, jusqu_au=fin)).valable_jusqu_au == date(2026, 5, 1)


@pytest.mark.parametrize("der", [b"", b"\x30", b"\x30\x80", bytes(200), b"-----BEGIN CERTIFICATE-----"], ids=len)
def test_des_octets_qui_ne_sont_pas_un_certificat_sont_refuses(der):
    with pytest.raises(DonneesInvalides):
        lire_certificat(der)


@pytest.mark.parametrize("sujet", [RECENT, ancien()])
def test_un_certificat_abime_ne_fait_lever_que_donnees_invalides(sujet):
    juste = carte(FIGEE, CLE_FIGEE, sujet=sujet)
    hasard = random.Random(20260312)  # noqa: S311  (des accidents à rejouer)
    refuses = 0
    for _ in range(MUTATIONS):
        try:
            assert lire_certificat(_abime(juste, hasard)).nom
        except DonneesInvalides:
            refuses += 1
    assert MUTATIONS // 2 < refuses < MUTATIONS


def _abime(juste, hasard):
    """Le même, où quelques octets ont changé, sont doublés ou manquent ; parfois coupé."""
    octets = bytearray(juste)
    for _ in range(hasard.randint(1, 3)):
        ou = hasard.randrange(len(octets))
        match hasard.randrange(4):
            case 0:
                octets[ou] = hasard.randrange(256)
            case 1:
                octets[ou] ^= 1 << hasard.randrange(8)
            case 2:
                octets.insert(ou, hasard.randrange(256))
            case _:
                del octets[ou]
    return bytes(octets[: hasard.randrange(len(octets))] if hasard.random() < 0.05 else octets)
