"""La fiche de récupération sous ses trois formes, et les fautes de recopie."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.socle import recuperation
from secretariat.socle.recuperation import ALPHABET_CODE, SaisieFautive
from secretariat.socle.texte import sans_accents

codes = st.text(st.sampled_from(ALPHABET_CODE), min_size=32, max_size=32).map(recuperation.en_groupes)


@given(codes)
def test_les_mots_le_code_et_le_qr_disent_les_memes_bits(code):
    mots = " ".join(recuperation.en_mots(code))
    assert recuperation.lire(mots).code == code
    assert recuperation.lire(code).code == code
    lu = recuperation.lire(recuperation.contenu_qr(code, "6f1c-ab"))
    assert (lu.code, lu.base) == (code, "6f1c-ab")


@given(codes)
def test_la_casse_les_accents_les_espaces_et_les_tirets_ne_comptent_pas(code):
    mots = recuperation.en_mots(code)
    for saisie in (
        "  " + "   ".join(mots).upper() + "\n",
        ", ".join(sans_accents(mot) for mot in mots),
        "-".join(unicodedata.normalize("NFC", mot) for mot in mots),
        " ".join(sans_accents(mot)[:4] for mot in mots),
        code.lower().replace("-", " "),
        code.replace("-", ""),
        recuperation.contenu_qr(code, "b").lower(),
    ):
        assert recuperation.lire(saisie).code == code
        assert recuperation.ressemble(saisie)


@given(codes, st.integers(0, 14), st.integers(1, 2047))
def test_un_mot_pour_un_autre_ne_rend_jamais_le_meme_code(code, place, ecart):
    mots = list(recuperation.en_mots(code))
    liste = recuperation._mots_simples()
    mots[place] = liste[(liste.index(sans_accents(mots[place])) + ecart) % 2048]
    assert relu(mots) not in {code, ""}


def relu(mots):
    """Le code que disent ces mots, ou la faute que l’on y trouve."""
    try:
        return recuperation.lire(" ".join(mots)).code
    except SaisieFautive as faute:
        return str(faute)


def test_la_somme_de_controle_attrape_presque_toutes_les_erreurs():
    mots = list(recuperation.en_mots("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"))
    fautes = 0
    for autre in recuperation._liste().wordlist:
        try:
            recuperation.lire(" ".join([*mots[:7], autre, *mots[8:]]))
        except SaisieFautive:
            fautes += 1
    assert 2048 * 0.94 < fautes < 2048


@pytest.mark.parametrize(
    ("saisie", "dit"),
    [
        ("ABCD-EFGH", "32 caractères, ici 8"),
        ("OBCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789", "ne contient jamais « O »"),
        ("SECRETARIAT-CLE:abc", "incomplet"),
        ("abaisser abandon abdiquer", "15 mots, ici 3"),
        ("abaiser " + "abaisser " * 14, "« abaiser »"),
        ("abaisser " * 3 + "zzzzz " + "abaisser " * 11, "Le mot n° 4, « zzzzz »"),
    ],
)
def test_une_faute_de_recopie_se_dit_a_sa_place(saisie, dit):
    with pytest.raises(SaisieFautive, match=dit) as faute:
        recuperation.lire(saisie)
    assert faute.value.conseil


@pytest.mark.parametrize("phrase", ["quatre mots au hasard", "démonstration", "Tilleul-2026 du jardin", "fausse", ""])
def test_une_phrase_de_passe_ne_ressemble_pas_a_une_fiche(phrase):
    assert not recuperation.ressemble(phrase)


def test_deux_codes_tires_ne_se_ressemblent_pas():
    assert len({recuperation.nouveau_code() for _ in range(50)}) == 50
