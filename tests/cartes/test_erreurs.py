import inspect
import re

import pytest

from secretariat.cartes import erreurs
from secretariat.cartes.erreurs import NOM_DE_LA_SORTE, CarteEchangee, CarteRetiree, DonneesInvalides, ErreurCarte
from secretariat.cartes.tlv import ecrire_tlv
from secretariat.socle.erreurs import ErreurEnvironnement
from tests.cartes.cartes_forgees import comprise

DIRECTES = tuple(
    sorte for _, sorte in inspect.getmembers(erreurs, inspect.isclass)
    if sorte.__module__ == erreurs.__name__ and issubclass(sorte, ErreurCarte) and sorte is not ErreurCarte
)  # fmt: skip
MOTS_FRANCAIS = re.compile(r"\b(?:la|le|les|une?|de|du|des|ne|pas|à|l’\w+|d’\w+)\b", re.IGNORECASE)


@pytest.mark.parametrize("sorte", [ErreurCarte, *DIRECTES])
def test_chaque_sorte_a_une_phrase_et_un_conseil_en_francais(sorte):
    erreur = sorte()
    for texte in (str(erreur), erreur.conseil):
        assert texte[0].isupper()
        assert texte[-1] in ".)"
        assert MOTS_FRANCAIS.search(texte)


@pytest.mark.parametrize("sorte", [ErreurCarte, *DIRECTES])
def test_la_typographie_des_textes_montres_est_francaise(sorte):
    for texte in (sorte.phrase, sorte.remede):
        assert "'" not in texte
        assert not re.search("[^\u00a0\u202f][;:!?»]|«[^\u00a0]| [;:!?»]|« ", texte), texte


@pytest.mark.parametrize("sorte", [ErreurCarte, *DIRECTES])
def test_le_code_se_dicte_au_telephone(sorte):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", sorte.code)


def test_deux_sortes_n_ont_jamais_le_meme_code():
    codes = [sorte.code for sorte in DIRECTES if sorte is not CarteEchangee]
    assert len(set(codes)) == len(codes) > 15
    assert "carte" not in codes
    assert CarteEchangee.code == CarteRetiree.code


def test_toutes_les_sortes_se_retrouvent_par_leur_code():
    assert {CarteEchangee, *NOM_DE_LA_SORTE.values()} == set(DIRECTES)
    assert all(sorte.code == code for code, sorte in NOM_DE_LA_SORTE.items())


@pytest.mark.parametrize("sorte", DIRECTES)
def test_une_phrase_a_soi_remplace_celle_de_la_sorte_et_elle_seule(sorte):
    erreur = sorte("Autre phrase.", detail="SW 6982")
    assert (str(erreur), erreur.conseil, erreur.detail) == ("Autre phrase.", sorte.remede, "SW 6982")
    assert (sorte().detail, sorte(conseil="Autre conseil.").conseil) == ("", "Autre conseil.")
    assert isinstance(erreur, ErreurEnvironnement)


def test_les_codes_ne_changent_pas_d_une_version_a_l_autre():
    publies = {
        "service-absent", "aucun-lecteur", "lecteur-debranche", "carte-absente", "carte-retiree", "carte-reinitialisee",
        "carte-occupee", "carte-muette", "carte-inconnue", "carte-non-prise-en-charge",
        "acces-protege", "fichier-absent", "reponse-inattendue", "donnees-invalides", "licence-requise",
        "jeton-absent", "code-faux", "code-bloque", "signature-invalide",
    }  # fmt: skip
    assert publies <= set(NOM_DE_LA_SORTE)


SECRETS = (b"SECRETISSIME", b"284064499000108")


@pytest.mark.parametrize("abime", [b"\x1b", b"\0.", b"A" * 101, b"\x85"])
@pytest.mark.parametrize("champ", [0x80, 0x81, 0x82, 0x90, 0x93])
def test_le_refus_d_un_champ_ne_repete_rien_de_ce_qu_il_porte(champ, abime):
    fautif = ecrire_tlv(champ, b"SECRETISSIME284064499000108" + abime)
    porteur = ecrire_tlv(0x65, fautif if champ == 0x80 else fautif + ecrire_tlv(0x80, SECRETS[0]))
    with pytest.raises(DonneesInvalides) as refus:
        comprise([porteur], [porteur] if champ == 0x93 else [])
    montre = f"{refus.value} {refus.value.conseil} {refus.value.detail}".encode()
    assert not any(secret in montre for secret in SECRETS)
    assert refus.value.detail == f"champ {champ:02X} illisible"
