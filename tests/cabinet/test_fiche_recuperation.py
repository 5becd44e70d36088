"""La fiche imprimée : une page, le code, les mots, et un code QR qu’une douchette relit."""

from datetime import date

import pypdfium2
import pytest
import zxingcpp

from secretariat.cabinet.fiche_recuperation import en_pdf
from secretariat.cabinet.valeurs import FicheRecuperation
from secretariat.socle import recuperation

CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"
BASE = "6f1c2d3e-1111-4222-8333-444455556666"


@pytest.fixture(scope="module")
def pdf():
    return en_pdf(FicheRecuperation(CODE, "Cabinet du Port & <fils>", BASE, date(2026, 3, 12)))


def texte_de(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        return document[0].get_textpage().get_text_range()
    finally:
        document.close()


def test_la_fiche_tient_sur_une_page_et_dit_tout(pdf):
    texte = " ".join(texte_de(pdf).split())
    for attendu in ("Cabinet du Port & <fils>", "12 mars 2026", BASE, "illisibles pour toujours", "Hors du cabinet"):
        assert attendu in texte
    for morceau in (*CODE.split("-"), *recuperation.en_mots(CODE)):
        assert morceau in texte


@pytest.mark.parametrize("echelle", [1.5, 3.0])
def test_le_code_qr_se_relit_sur_la_page_rendue_et_ouvre(pdf, echelle):
    document = pypdfium2.PdfDocument(pdf)
    rendue = document[0].render(scale=echelle, grayscale=True, force_bitmap_format=1)
    lignes = [bytes(rendue.buffer)[y * rendue.stride :][: rendue.width] for y in range(rendue.height)]
    image = memoryview(b"".join(lignes)).cast("B", shape=[rendue.height, rendue.width])
    [lu] = zxingcpp.read_barcodes(image)
    document.close()
    assert lu.text == recuperation.contenu_qr(CODE, BASE)
    assert recuperation.lire(lu.text) == recuperation.CodeLu(CODE, BASE)


def test_la_meme_fiche_donne_les_memes_octets_et_ne_se_montre_pas_dans_une_trace(pdf):
    fiche = FicheRecuperation(CODE, "Cabinet du Port & <fils>", BASE, date(2026, 3, 12))
    assert en_pdf(fiche) == pdf
    assert CODE not in repr(fiche)
