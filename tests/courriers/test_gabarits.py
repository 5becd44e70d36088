"""Les modèles .docx : ceux qui sont livrés, et ceux que n’importe qui peut écrire."""

import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat.courriers import gabarits, pdf
from secretariat.courriers.lectures import modele, modeles
from secretariat.courriers.regles import PAR_NOM, contexte, imprimable
from secretariat.courriers.valeurs import ModeleInutilisable
from secretariat.socle.ressources import RACINE, dossier


def docx(*paragraphes, entete="", titre=""):
    document = Document()
    document.core_properties.title = titre
    for texte in paragraphes:
        document.add_paragraph(texte)
    document.sections[0].header.paragraphs[0].text = entete
    return octets_de(document)


def octets_de(document):
    sortie = BytesIO()
    document.save(sortie)
    return sortie.getvalue()


def test_les_trois_modeles_livres_ont_un_titre_et_des_champs_connus():
    assert [(m.nom, m.titre) for m in modeles()] == [
        ("certificat_de_presence", "Certificat de présence"),
        ("adressage", "Courrier à un confrère"),
        ("rappel_de_rendez_vous", "Rappel de rendez-vous"),
    ]
    for nom in gabarits.noms_livres():
        assert gabarits.champs_de(gabarits.octets(nom), nom).employes <= PAR_NOM.keys()
    assert [champ.nom for champ in modele("adressage").a_saisir] == [
        "courrier.objet", "courrier.texte", "destinataire.nom", "destinataire.adresse",
    ]  # fmt: skip


def test_les_lettres_d_une_demande_d_acces_ne_s_ecrivent_que_depuis_elle():
    reservees = {nom for nom in gabarits.noms_livres() if modele(nom).d_une_demarche}
    assert reservees == {"acces_accuse", "acces_piece", "acces_refus", "acces_transmission"}
    assert not reservees & {m.nom for m in modeles()}


@pytest.mark.parametrize("nom", gabarits.noms_livres())
def test_les_modeles_livres_sont_en_francais(nom):
    with ZipFile(BytesIO(gabarits.octets(nom))) as archive:
        assert 'w:lang w:val="fr-FR"' in archive.read("word/styles.xml").decode()


def test_les_modeles_livres_sont_ceux_que_l_outil_fabrique(tmp_path):
    fabrique = (RACINE / "outils" / "modeles_courriers.py").read_text("utf-8")
    copie = tmp_path / "outils" / "modeles_courriers.py"
    copie.parent.mkdir()
    copie.write_text(fabrique, "utf-8")
    subprocess.run([sys.executable, str(copie)], check=True, capture_output=True)
    for nom in gabarits.noms_livres():
        refait = tmp_path / "resources" / "modeles" / f"{nom}.docx"
        assert _texte_des_parties(refait) == _texte_des_parties(dossier() / "modeles" / f"{nom}.docx")


def _texte_des_parties(chemin: Path) -> dict[str, bytes]:
    with ZipFile(chemin) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


def test_un_champ_coupe_en_morceaux_par_le_traitement_de_texte_se_lit():
    document = Document()
    paragraphe = document.add_paragraph("Nom : {{ pat")
    paragraphe.add_run("ient.n").bold = True
    paragraphe.add_run("om }}")
    assert gabarits.champs_de(octets_de(document), "x").employes == {"patient.nom"}


def test_les_en_tetes_et_les_conditions_comptent():
    contenu = docx("{% if patient.adresse %}{{ patient.adresse }}{% endif %}", entete="{{ cabinet.nom }}")
    champs = gabarits.champs_de(contenu, "x")
    assert champs.employes == {"patient.adresse", "cabinet.nom"}
    assert champs.conditionnels == {"patient.adresse"}


@pytest.mark.parametrize(
    ("texte", "genre"),
    [
        ("{{ patient.nom.upper() }}", "appel"),
        ("{{ patient.nom|upper }}", "filtre"),
        ("{{ patient['nom'] }}", "crochets"),
        ("{{ patient.__class__.__mro__ }}", "instruction"),
        ("{% for x in patient %}{{ x }}{% endfor %}", "boucle"),
        ("{{ 'a' * 999999999 }}", "instruction"),
        ("{% if patient.sexe == 'F' %}e{% endif %}", "comparaison"),
        ("{% set x = patient %}", "instruction"),
        ("{% include '/etc/passwd' %}", "instruction"),
    ],
)
def test_une_expression_interdite_est_refusee(texte, genre):
    with pytest.raises(ModeleInutilisable, match=genre) as refus:
        gabarits.champs_de(docx(texte), "piégé")
    assert "liste" in refus.value.conseil


def test_une_expression_cachee_dans_les_proprietes_est_refusee():
    with pytest.raises(ModeleInutilisable, match="appel"):
        gabarits.champs_de(docx("x", titre="{{ cycler() }}"), "piégé")


@pytest.mark.parametrize("texte", ["{{ patient.nom", "{% if patient.nom %}sans fin", "{{ }}"])
def test_une_balise_mal_ecrite_est_dite(texte):
    with pytest.raises(ModeleInutilisable, match="mal écrite"):
        gabarits.champs_de(docx(texte), "x")


def test_un_modele_absent_est_dit(tmp_path):
    for nom in ("inconnu", str(tmp_path / "absent.docx"), str(tmp_path), ""):
        with pytest.raises(ModeleInutilisable, match="introuvable ou illisible"):
            gabarits.octets(nom)


def zip_sans_word():
    sortie = BytesIO()
    with ZipFile(sortie, "w") as archive:
        archive.writestr("lisezmoi.txt", "rien")
    return sortie.getvalue()


def docx_ampute():
    sortie = BytesIO()
    with ZipFile(BytesIO(docx("x"))) as source, ZipFile(sortie, "w") as cible:
        for nom in source.namelist():
            cible.writestr(nom, source.read(nom)[: 200 if nom == "word/document.xml" else None])
    return sortie.getvalue()


@pytest.mark.parametrize(
    "contenu",
    [b"", b"bonjour", docx("x")[:2000], zip_sans_word(), docx_ampute()],
    ids=["vide", "texte", "coupé", "zip", "xml abîmé"],
)
def test_ce_qui_n_est_pas_un_docx_est_refuse(contenu):
    with pytest.raises(ModeleInutilisable, match=r"n’est pas un document \.docx"):
        gabarits.champs_de(contenu, "x")


MODELE_JOINT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


def avec_modele_joint():
    document = Document()
    document.part.part_related_by(RT.SETTINGS).relate_to(
        "http://ailleurs.exemple/m.dotm", MODELE_JOINT, is_external=True
    )
    return octets_de(document)


def avec_macros():
    document = Document()
    vba = Part(PackURI("/word/vbaProject.bin"), "application/vnd.ms-office.vbaProject", b"x", document.part.package)
    document.part.relate_to(vba, "http://schemas.microsoft.com/office/2006/relationships/vbaProject")
    return octets_de(document)


@pytest.mark.parametrize(
    ("fabrique", "quoi"), [(avec_modele_joint, r"lien vers http://ailleurs\.exemple"), (avec_macros, "macros")]
)
def test_ce_qui_partirait_avec_chaque_lettre_est_refuse(fabrique, quoi):
    with pytest.raises(ModeleInutilisable, match=quoi):
        gabarits.champs_de(fabrique(), "piégé")


def test_un_lien_de_texte_reste_permis():
    document = Document()
    document.part.relate_to("https://exemple.fr", RT.HYPERLINK, is_external=True)
    assert gabarits.champs_de(octets_de(document), "x").employes == frozenset()


def avec_image():
    document = Document()
    document.add_picture(str(next((RACINE / "tests" / "courriers").glob("point.png"))), Mm(5))
    return octets_de(document)


def avec_liste():
    document = Document()
    document.add_paragraph("un", style="List Number")
    return octets_de(document)


def avec_cellules_fusionnees():
    document = Document()
    tableau = document.add_table(2, 2)
    tableau.cell(0, 0).merge(tableau.cell(0, 1))
    return octets_de(document)


@pytest.mark.parametrize(
    ("fabrique", "quoi"),
    [(avec_image, "image"), (avec_liste, "liste"), (avec_cellules_fusionnees, "fusionnées")],
)
def test_ce_que_le_pdf_ne_montrerait_pas_est_refuse(fabrique, quoi):
    with pytest.raises(ModeleInutilisable, match=quoi):
        pdf.verifier(fabrique(), "x")


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_n_importe_quel_texte_donne_une_lettre_lisible(texte):
    rempli = gabarits.remplir(
        docx("{{ courrier.texte }}"),
        contexte({"courrier.texte": texte}, ()),
        titre="t",
        maintenant=datetime(2026, 3, 12, tzinfo=UTC),
    )
    assert "\n".join(p.text for p in Document(BytesIO(rempli)).paragraphs).strip() == imprimable(texte)
    assert pdf.rendre(rempli, titre="t").startswith(b"%PDF")


def test_une_valeur_ne_devient_ni_une_balise_ni_du_xml():
    rempli = gabarits.remplir(
        docx("{{ courrier.texte }}"),
        contexte({"courrier.texte": "a < b & {{ patient.nom }}\nfin", "cabinet.nom": "C"}, ()),
        titre="t",
        maintenant=datetime(2026, 3, 12, tzinfo=UTC),
    )
    assert Document(BytesIO(rempli)).paragraphs[0].text == "a < b & {{ patient.nom }}\nfin"
