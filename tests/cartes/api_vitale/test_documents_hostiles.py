import pytest

from secretariat.cartes.api_vitale.arbre import ELEMENTS_MAX, PROFONDEUR_MAX, TAILLE_MAX, ouvrir
from secretariat.cartes.erreurs import DonneesInvalides
from tests.cartes.api_vitale.documents import FAMILLE, lire, mince

SECRET = "premiere ligne d’un fichier du poste"
BOMBE = (
    '<!DOCTYPE v [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {s} "{10 * f"&{p};"}">' for p, s in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><v>&i;</v>"
)
HOSTILES = {
    "vide": b"",
    "blanc": b"  \n ",
    "tronqué": FAMILLE[: len(FAMILLE) // 2],
    "deux racines": b"<a/><b/>",
    "balises croisées": b"<a><b></a></b>",
    "octet nul": b"<a>\0</a>",
    "caractère interdit": b"<a>&#1;</a>",
    "entité inconnue": b"<a>&MOREAU;</a>",
    "bombe": BOMBE.encode(),
    "croissance carrée": b'<!DOCTYPE v [<!ENTITY a "' + b"a" * 50_000 + b'">]><v>' + b"&a;" * 20_000 + b"</v>",
    "DTD externe": b'<!DOCTYPE v SYSTEM "http://localhost/v.dtd"><v/>',
    "DTD vide": b"<!DOCTYPE v><v/>",
    "entité de paramètre": b'<!DOCTYPE v [<!ENTITY % p SYSTEM "http://localhost/p"> %p;]><v/>',
    "trop gros": b"<a>" + b"x" * TAILLE_MAX + b"</a>",
    "trop profond": b"<a>" * (PROFONDEUR_MAX + 1) + b"</a>" * (PROFONDEUR_MAX + 1),
    "abîme": b"<a>" * (TAILLE_MAX // 3),
    "trop d’éléments": b"<v>" + b"<a/>" * ELEMENTS_MAX + b"</v>",
    "UTF-16": FAMILLE.decode().encode("utf-16"),
    "UTF-32": FAMILLE.decode().encode("utf-32"),
    "UTF-7 annoncé": b'<?xml version="1.0" encoding="UTF-7"?><a/>',
    "encodage inventé": b'<?xml version="1.0" encoding="zorglub"?><a/>',
    "codec de Python": b'<?xml version="1.0" encoding="rot13"?><a/>',
    "pas de l’UTF-8": b"<a>\xe9</a>",
    "demi-codet": b"<a>\xed\xa0\x80</a>",
    "attribut double": b'<a b="1" b="2"/>',
    "deux déclarations": b'<?xml version="1.0"?><?xml version="1.0" encoding="rot13"?><a/>',
    "pas du XML": b"%PDF-1.7",
}


@pytest.mark.parametrize("document", HOSTILES.values(), ids=list(HOSTILES))
def test_un_document_hostile_est_refuse(document):
    with pytest.raises(DonneesInvalides, match="Les données lues") as capture:
        lire(document)
    assert capture.value.detail.startswith("XML")
    assert capture.value.__context__ is None


def test_un_fichier_du_poste_ne_se_lit_pas_par_une_entite(tmp_path):
    (tmp_path / "secret").write_text(SECRET)
    document = f'<!DOCTYPE v [<!ENTITY s SYSTEM "{(tmp_path / "secret").as_uri()}">]><v>&s;</v>'
    with pytest.raises(DonneesInvalides) as capture:
        ouvrir(document.encode())
    assert SECRET not in f"{capture.value.detail}{capture.value}"


def test_un_document_sans_danger_passe_jusqu_aux_limites():
    ouvrir(b"<a>" + b"x" * (TAILLE_MAX - 7) + b"</a>")
    ouvrir(b"<a>" * PROFONDEUR_MAX + b"</a>" * PROFONDEUR_MAX)
    ouvrir(b"<v>" + b"<a/>" * (ELEMENTS_MAX - 1) + b"</v>")


def test_une_section_cdata_et_un_commentaire_ne_coupent_pas_un_champ():
    (assure,) = lire(mince(nom="<![CDATA[MOR]]><!-- ici --><![CDATA[EAU & FILS]]>")).beneficiaires
    assert assure.nom_naissance == "MOREAU & FILS"
