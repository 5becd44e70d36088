"""Fabrique les modèles de lettres livrés : `python outils/modeles_courriers.py` les écrit dans resources/modeles.

Les fichiers sont identiques d’une fois sur l’autre. Un cabinet peut les modifier dans son traitement de texte ; la
liste des champs est dans `secretariat/courriers/regles/champs.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

DESTINATION = Path(__file__).resolve().parents[1] / "resources" / "modeles"
POLICE = "Calibri"
ENCRE, GRIS = RGBColor(0x0B, 0x5C, 0x63), RGBColor(0x55, 0x5F, 0x6B)
FILET = "B8C4C9"
COLONNE_DESTINATAIRE = Mm(92)
DATE_DES_FICHIERS = datetime(2026, 1, 1)  # noqa: DTZ001  (le format .docx n’a pas de fuseau)


def main() -> None:
    """Écrit les modèles."""
    DESTINATION.mkdir(parents=True, exist_ok=True)
    for nom, fabrique in MODELES.items():
        document = fabrique()
        (DESTINATION / f"{nom}.docx").write_bytes(_octets_stables(document))
        sys.stdout.write(f"{nom}.docx\n")


def adressage() -> Docx:
    """Le courrier qui adresse un patient à un confrère."""
    document = _lettre("Courrier à un confrère")
    _destinataire(document, "{{ destinataire.nom }}", "{{ destinataire.adresse }}")
    _lieu_et_date(document)
    _objet(document, "{{ courrier.objet }}")
    _texte(document, "Chère consœur, cher confrère,")
    _texte(
        document,
        "Je vous adresse {{ patient.nom_complet }}, {{ patient.ne }} le {{ patient.naissance_en_lettres }} "
        "({{ patient.age }}).",
    )
    _texte(document, "{{ courrier.texte }}")
    _texte(
        document,
        "Je vous remercie de votre avis et reste à votre disposition. "
        "Veuillez croire, chère consœur, cher confrère, à l’assurance de mes sentiments confraternels.",
    )
    _signature(document, "{{ praticien.nom_complet }}", "{{ praticien.specialite }} · RPPS {{ praticien.rpps }}")
    return document


def certificat_de_presence() -> Docx:
    """Le certificat que le secrétariat remet au patient pour son employeur ou son école."""
    document = _lettre("Certificat de présence")
    _lieu_et_date(document)
    titre = document.add_paragraph()
    titre.alignment = WD_ALIGN_PARAGRAPH.CENTER
    titre.paragraph_format.space_before, titre.paragraph_format.space_after = Pt(26), Pt(26)
    _run(titre, "CERTIFICAT DE PRÉSENCE", gras=True, taille=15, couleur=ENCRE)
    _texte(document, "Le secrétariat du {{ cabinet.nom }} certifie que")
    nom = _texte(document, "")
    nom.paragraph_format.left_indent = Mm(10)
    _run(nom, "{{ patient.nom_complet }}", gras=True, taille=12)
    _run(nom, ", {{ patient.ne }} le {{ patient.naissance_en_lettres }},")
    _texte(
        document,
        "s’est présenté{{ patient.e }} au cabinet le {{ presence.date }}, de {{ presence.arrivee }} à "
        "{{ presence.depart }}, et y a été reçu{{ patient.e }} par {{ praticien.dans_la_phrase }}.",
    )
    _texte(
        document,
        "Ce certificat, remis en main propre à la demande de la personne, ne dit rien de sa santé. "
        "Il est établi pour servir et valoir ce que de droit.",
    )
    _signature(document, "Pour le cabinet, {{ auteur.nom }}", "Secrétariat médical")
    return document


def rappel_de_rendez_vous() -> Docx:
    """La lettre qui rappelle à un patient son rendez-vous."""
    document = _lettre("Rappel de rendez-vous")
    _destinataire(
        document,
        "{{ patient.nom_complet }}",
        "{{ patient.adresse }}",
        "{{ patient.code_postal }} {{ patient.commune }}",
    )
    _lieu_et_date(document)
    _objet(document, "votre rendez-vous du {{ rendez_vous.date }}")
    _texte(document, "{% if patient.civilite %}{{ patient.civilite }}{% else %}Madame, Monsieur{% endif %},")
    _texte(
        document, "Nous vous rappelons le rendez-vous que vous avez pris au cabinet\u00a0:"
    ).paragraph_format.space_after = Pt(6)
    _tableau(
        document,
        ("Jour", "{{ rendez_vous.date }}"),
        ("Heure", "{{ rendez_vous.heure }}"),
        ("Avec", "{{ rendez_vous.praticien }}"),
        ("Motif", "{{ rendez_vous.motif }}"),
        ("Adresse", "{{ cabinet.adresse }}, {{ cabinet.code_postal }} {{ cabinet.ville }}"),
    )
    _texte(
        document,
        "Merci d’apporter votre carte Vitale à jour, votre carte de complémentaire et vos derniers résultats.",
    ).paragraph_format.space_before = Pt(14)
    _texte(
        document,
        "Si vous ne pouvez pas venir, prévenez-nous au plus tôt au {{ cabinet.telephone }}\u00a0: "
        "votre place servira à un autre patient.",
    )
    _texte(document, "Veuillez agréer l’expression de nos sentiments dévoués.")
    _signature(document, "{{ auteur.nom }}", "Secrétariat du {{ cabinet.nom }}")
    return document


def acces_accuse() -> Docx:
    """L’accusé de réception d’une demande d’accès au dossier."""
    document = _lettre_d_acces("Accès au dossier : accusé de réception", "accusé de réception de votre demande")
    _texte(
        document,
        "J’ai bien reçu le {{ demande.recue_le }} votre demande d’accès au dossier de {{ patient.nom_complet }}, "
        "{{ patient.ne }} le {{ patient.naissance_en_lettres }}.",
    )
    _texte(document, "{%p if demande.au_plus_tard %}")
    _texte(
        document,
        "La loi laisse un délai de réflexion\u00a0: le dossier vous sera communiqué entre le "
        "{{ demande.au_plus_tot }} et le {{ demande.au_plus_tard }}.",
    )
    _texte(document, "{%p endif %}")
    _texte(document, "{%p if demande.pieces %}")
    _texte(document, "Pour que votre demande soit complète, merci de nous adresser\u00a0:")
    _texte(document, "{{ demande.pieces }}")
    _texte(document, "{%p endif %}")
    _texte(document, "Vous avez choisi\u00a0: {{ demande.mode }}. Vous pouvez en changer, et vous faire accompagner.")
    return _fin_d_acces(document)


def acces_piece() -> Docx:
    """La lettre qui demande au demandeur une pièce qui manque."""
    document = _lettre_d_acces("Accès au dossier : pièce manquante", "pièces à nous adresser")
    _texte(
        document,
        "Votre demande du {{ demande.recue_le }} porte sur le dossier de {{ patient.nom_complet }}. Le secret médical "
        "nous oblige à vérifier votre qualité\u00a0; il nous manque\u00a0:",
    )
    _texte(document, "{{ demande.pieces }}")
    _texte(document, "Le délai de communication court du jour où nous aurons reçu ces pièces.")
    return _fin_d_acces(document)


def acces_transmission() -> Docx:
    """La lettre qui accompagne le dossier communiqué."""
    document = _lettre_d_acces("Accès au dossier : transmission", "communication du dossier")
    _texte(
        document,
        "En réponse à votre demande du {{ demande.recue_le }}, voici les copies du dossier de "
        "{{ patient.nom_complet }} ({{ demande.mode }})\u00a0:",
    )
    _texte(document, "{{ demande.inventaire }}")
    _texte(document, "{%p if demande.exclusions %}")
    _texte(document, "Ne sont pas communiqués\u00a0:")
    _texte(document, "{{ demande.exclusions }}")
    _texte(document, "{%p endif %}")
    _texte(document, "Les originaux restent au cabinet. Un médecin peut vous aider à lire ces documents.")
    return _fin_d_acces(document)


def acces_refus() -> Docx:
    """La lettre qui refuse l’accès, dit pourquoi, et les recours."""
    document = _lettre_d_acces("Accès au dossier : refus", "réponse à votre demande")
    _texte(
        document,
        "Votre demande du {{ demande.recue_le }} portait sur le dossier de {{ patient.nom_complet }}. "
        "Je ne peux pas y donner suite\u00a0:",
    )
    _texte(document, "{{ demande.refus }}")
    _texte(
        document,
        "Si vous contestez cette décision, vous pouvez saisir le conseil départemental de l’Ordre des médecins "
        "(cabinet libéral) ou, pour un établissement public, la Commission d’accès aux documents "
        "administratifs (CADA).",
    )
    return _fin_d_acces(document)


def _lettre_d_acces(titre: str, objet: str) -> Docx:
    document = _lettre(titre)
    _destinataire(document, "{{ destinataire.nom }}", "{{ destinataire.adresse }}")
    _lieu_et_date(document)
    _objet(document, objet)
    _texte(document, "Madame, Monsieur,")
    return document


def _fin_d_acces(document: Docx) -> Docx:
    _texte(document, "Veuillez agréer l’expression de nos salutations distinguées.")
    _signature(document, "Pour le cabinet, {{ auteur.nom }}", "{{ cabinet.nom }}")
    return document


MODELES: dict[str, Callable[[], Docx]] = {
    "acces_accuse": acces_accuse,
    "acces_piece": acces_piece,
    "acces_refus": acces_refus,
    "acces_transmission": acces_transmission,
    "adressage": adressage,
    "certificat_de_presence": certificat_de_presence,
    "rappel_de_rendez_vous": rappel_de_rendez_vous,
}


def _lettre(titre: str) -> Docx:
    document = Document()
    _parler_francais(document, titre)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(38), Mm(28)
    section.header_distance, section.footer_distance = Mm(14), Mm(12)
    entete = section.header.paragraphs[0]
    _run(entete, "{{ cabinet.nom }}", gras=True, taille=15, couleur=ENCRE)
    coordonnees = section.header.add_paragraph()
    _run(
        coordonnees,
        "{{ cabinet.adresse }}, {{ cabinet.code_postal }} {{ cabinet.ville }}   ·   Tél. {{ cabinet.telephone }}",
        taille=9.5,
        couleur=GRIS,
    )
    _filet(coordonnees, "bottom")
    pied = section.footer.paragraphs[0]
    pied.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _filet(pied, "top")
    _run(
        pied,
        "{{ cabinet.nom }} · {{ cabinet.adresse }}, {{ cabinet.code_postal }} {{ cabinet.ville }} · "
        "{{ cabinet.telephone }}",
        taille=8.5,
        couleur=GRIS,
    )
    mention = section.footer.add_paragraph()
    mention.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(mention, "{{ cabinet.mention }}", gras=True, taille=8.5, couleur=RGBColor(0xB0, 0x1E, 0x1E))
    return document


def _parler_francais(document: Docx, titre: str) -> None:
    proprietes = document.core_properties
    proprietes.title, proprietes.author, proprietes.comments, proprietes.language = titre, "", "", "fr-FR"
    proprietes.created = proprietes.modified = DATE_DES_FICHIERS
    for langue in document.styles.element.iter(qn("w:lang")):
        langue.set(qn("w:val"), "fr-FR")
        langue.set(qn("w:eastAsia"), "fr-FR")
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = POLICE, Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.space_before = Pt(0), Pt(0)
    normal.paragraph_format.line_spacing = 1.0


def _destinataire(document: Docx, *lignes: str) -> None:
    for rang, ligne in enumerate(lignes):
        paragraphe = document.add_paragraph()
        paragraphe.paragraph_format.left_indent = COLONNE_DESTINATAIRE
        paragraphe.paragraph_format.space_before = Pt(14 if rang == 0 else 0)
        _run(paragraphe, ligne, gras=rang == 0)


def _lieu_et_date(document: Docx) -> None:
    paragraphe = document.add_paragraph()
    paragraphe.paragraph_format.left_indent = COLONNE_DESTINATAIRE
    paragraphe.paragraph_format.space_before, paragraphe.paragraph_format.space_after = Pt(30), Pt(30)
    _run(paragraphe, "{{ cabinet.ville }}, le {{ date.jour }}")


def _objet(document: Docx, texte: str) -> None:
    paragraphe = document.add_paragraph()
    paragraphe.paragraph_format.space_after = Pt(20)
    _run(paragraphe, "Objet\u00a0: ", gras=True)
    _run(paragraphe, texte)


def _texte(document: Docx, texte: str) -> Paragraph:
    paragraphe = document.add_paragraph()
    paragraphe.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraphe.paragraph_format.space_after = Pt(11)
    paragraphe.paragraph_format.line_spacing = 1.12
    if texte:
        _run(paragraphe, texte)
    return paragraphe


def _signature(document: Docx, nom: str, qualite: str) -> None:
    for rang, texte in enumerate((nom, qualite)):
        paragraphe = document.add_paragraph()
        paragraphe.paragraph_format.left_indent = COLONNE_DESTINATAIRE
        paragraphe.paragraph_format.space_before = Pt(40 if rang == 0 else 0)
        paragraphe.paragraph_format.keep_with_next = rang == 0
        _run(paragraphe, texte, gras=rang == 0, taille=11 if rang == 0 else 9.5, couleur=None if rang == 0 else GRIS)


def _tableau(document: Docx, *lignes: tuple[str, str]) -> None:
    tableau = document.add_table(rows=0, cols=2)
    tableau.autofit = False
    bordures = OxmlElement("w:tblBorders")
    for cote in ("top", "bottom", "insideH"):
        bordures.append(_bordure(cote))
    tableau._tbl.tblPr.append(bordures)  # noqa: SLF001  (python-docx n’a pas d’autre accès)
    for libelle, valeur in lignes:
        cellules = tableau.add_row().cells
        for cellule, texte, largeur in ((cellules[0], libelle, Mm(32)), (cellules[1], valeur, Mm(130))):
            cellule.width = largeur
            paragraphe = cellule.paragraphs[0]
            paragraphe.paragraph_format.space_before = paragraphe.paragraph_format.space_after = Pt(4)
            entete = cellule is cellules[0]
            _run(paragraphe, texte, gras=not entete, couleur=GRIS if entete else None)
    for colonne, largeur in zip(tableau.columns, (Mm(32), Mm(130)), strict=True):
        colonne.width = largeur


def _run(
    paragraphe: Paragraph,
    texte: str,
    *,
    gras: bool = False,
    taille: float | None = None,
    couleur: RGBColor | None = None,
) -> None:
    run = paragraphe.add_run(texte)
    run.bold = gras or None
    run.font.size = Pt(taille) if taille else None
    if couleur is not None:
        run.font.color.rgb = couleur


def _filet(paragraphe: Paragraph, cote: str) -> None:
    bordures = OxmlElement("w:pBdr")
    bordures.append(_bordure(cote))
    proprietes = paragraphe._p.get_or_add_pPr()  # noqa: SLF001  (python-docx n’a pas d’autre accès)
    proprietes.insert_element_before(bordures, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _bordure(cote: str) -> OxmlElement:
    bordure = OxmlElement(f"w:{cote}")
    for nom, valeur in (("val", "single"), ("sz", "6"), ("space", "6"), ("color", FILET)):
        bordure.set(qn(f"w:{nom}"), valeur)
    return bordure


def _octets_stables(document: Docx) -> bytes:
    brut, stable = BytesIO(), BytesIO()
    document.save(brut)
    with ZipFile(brut) as source, ZipFile(stable, "w", ZIP_DEFLATED) as cible:
        for nom in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            fiche = ZipInfo(nom, DATE_DES_FICHIERS.timetuple()[:6])
            fiche.compress_type = ZIP_DEFLATED
            cible.writestr(fiche, source.read(nom))
    return stable.getvalue()


if __name__ == "__main__":
    main()
