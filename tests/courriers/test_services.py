"""Écrire une lettre, sur une vraie base ; le texte des .docx et des PDF est comparé à celui que l’on garde ici.

Pour accepter un nouveau texte : `SECRETARIAT_RETENIR=1 pytest tests/courriers`, puis relire la différence.
"""

import os
import re
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from sqlalchemy import select, text

from secretariat.courriers import lectures, pdf, services
from secretariat.courriers.modele import Courrier
from secretariat.courriers.valeurs import ChampsManquants, ModeleInutilisable
from secretariat.dossiers.lectures import documents_du_patient
from secretariat.dossiers.modele import Couverture
from secretariat.dossiers.modele import Document as DocumentRange
from secretariat.dossiers.valeurs import SourceDroits
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import Identite
from tests.courriers.conftest import COMPLEMENTS
from tests.courriers.test_gabarits import docx

ATTENDUS = Path(__file__).parent / "attendus"


def ecrire(cabinet, modele, *, patient_id=1, praticien_id=1, complements=None, **options):
    with cabinet.unite("lettre") as unite:
        numero = services.ecrire(
            unite,
            patient_id=patient_id,
            praticien_id=praticien_id,
            modele=modele,
            complements=COMPLEMENTS.get(modele, {}) if complements is None else complements,
            **options,
        )
        unite.valider()
    return numero


def previsualiser(cabinet, modele, *, patient_id=1, complements=None):
    with cabinet.lecture() as lecture:
        return services.previsualiser(
            lecture,
            patient_id=patient_id,
            praticien_id=1,
            modele=modele,
            complements=COMPLEMENTS.get(modele, {}) if complements is None else complements,
        )


def texte_du_docx(contenu):
    document = Document(BytesIO(contenu))
    section = document.sections[0]
    lignes = []
    for partie in (section.header, document, section.footer):
        for element in partie.iter_inner_content():
            if hasattr(element, "rows"):
                lignes += [" | ".join(cellule.text for cellule in ligne.cells) for ligne in element.rows]
            else:
                lignes.append(element.text)
    return "\n".join(lignes) + "\n"


def texte_du_pdf(contenu):
    document = pypdfium2.PdfDocument(contenu)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return re.sub(r"\r\n?", "\n", "\f".join(pages)) + "\n"


def comparer(nom, obtenu):
    chemin = ATTENDUS / nom
    if os.environ.get("SECRETARIAT_RETENIR"):
        chemin.write_text(obtenu, "utf-8")
    assert obtenu == chemin.read_text("utf-8")


@pytest.mark.parametrize("modele", sorted(COMPLEMENTS))
def test_la_lettre_dit_ce_qui_est_attendu(courriers, modele):
    apercu = previsualiser(courriers, modele)
    assert apercu.bilan.manquants == apercu.bilan.inconnus == ()
    comparer(f"{modele}.docx.txt", texte_du_docx(apercu.docx))
    comparer(f"{modele}.pdf.txt", texte_du_pdf(apercu.pdf))


def test_la_lettre_se_range_au_dossier_en_deux_formes(courriers):
    numero = ecrire(courriers, "adressage")
    with courriers.lecture() as lecture:
        courrier = lecture.un(Courrier, numero)
        documents = [lecture.un(DocumentRange, i) for i in (courrier.docx_id, courrier.pdf_id)]
    assert courrier.titre == "Courrier à un confrère\u00a0: avis cardiologique"
    assert [d.nom_fichier.rsplit(".", 1)[1] for d in documents] == ["docx", "pdf"]
    assert documents[1].contenu.startswith(b"%PDF")
    assert {(d.titre, d.auteur, d.patient_id) for d in documents} == {(courrier.titre, "claire", 1)}
    assert re.fullmatch(r"2026-03-12_[A-Za-z0-9_-]+_Lefevre\.docx", documents[0].nom_fichier)


def test_le_meme_docx_donne_toujours_le_meme_pdf(courriers):
    rempli = previsualiser(courriers, "rappel_de_rendez_vous").docx
    assert pdf.rendre(rempli, titre="t") == pdf.rendre(rempli, titre="t")


def test_le_pdf_est_en_francais_date_de_la_lettre_et_porte_ses_polices(courriers):
    contenu = previsualiser(courriers, "adressage").pdf
    assert b"/Lang (fr-FR)" in contenu
    assert b"/CreationDate (D:20260312092000Z)" in contenu
    assert contenu.count(b"/FontFile2") == 2


def test_ce_qui_manque_est_annonce_avant_d_ecrire(courriers):
    with pytest.raises(ChampsManquants, match=r"patient\.adresse") as refus:
        ecrire(courriers, "rappel_de_rendez_vous", patient_id=2)
    assert {c.nom for c in refus.value.champs} == {"patient.adresse", "patient.code_postal", "patient.commune"}
    with courriers.lecture() as lecture:
        assert lecture.tous(select(DocumentRange.id)) == ()
        bilan = lectures.champs_manquants(
            lecture, patient_id=2, praticien_id=1, modele="rappel_de_rendez_vous", complements={}
        )
    assert {c.nom for c in bilan.manquants} >= {"patient.adresse", "rendez_vous.heure"}


def test_on_peut_accepter_des_points_a_la_place(courriers):
    numero = ecrire(courriers, "rappel_de_rendez_vous", patient_id=2, accepter_manquants=True)
    with courriers.lecture() as lecture:
        contenu = lecture.un(DocumentRange, lecture.un(Courrier, numero).docx_id).contenu
    assert "……" in texte_du_docx(contenu)


def test_une_lettre_du_secretariat_n_a_pas_de_praticien(courriers):
    ecrire(courriers, "rappel_de_rendez_vous", praticien_id=None)
    with courriers.lecture() as lecture:
        (seule,) = lectures.courriers_recents(lecture)
    assert (seule.praticien, seule.patient) == ("", "LEFÈVRE Clémence")


def test_un_dossier_simule_ne_produit_que_des_documents_simules(courriers):
    ecrire(courriers, "rappel_de_rendez_vous", patient_id=2, accepter_manquants=True)
    with courriers.lecture() as lecture:
        assert lecture.tous(select(DocumentRange.simule)) == (True, True)


def test_des_droits_de_carte_simulee_marquent_aussi_les_lettres(courriers):
    with courriers.unite("carte fictive") as unite:
        unite.un(Couverture, 1).source = SourceDroits.CARTE_SIMULEE
        unite.valider()
    ecrire(courriers, "rappel_de_rendez_vous", patient_id=1)
    with courriers.lecture() as lecture:
        assert lecture.tous(select(DocumentRange.simule)) == (True, True)


def test_un_champ_ou_un_complement_inconnu_est_refuse(courriers, tmp_path):
    modele = tmp_path / "mien.docx"
    modele.write_bytes(docx("{{ patient.taille }}"))
    with pytest.raises(ModeleInutilisable, match=r"patient\.taille"):
        ecrire(courriers, str(modele))
    with pytest.raises(ErreurMetier, match=r"courrier\.ton"):
        ecrire(courriers, "adressage", complements={"courrier.ton": "sec"})


def test_un_modele_du_cabinet_s_emploie_par_son_chemin(courriers, tmp_path):
    modele = tmp_path / "mien.docx"
    modele.write_bytes(docx("Bonjour {{ patient.prenom }}", titre="Mot"))
    apercu = previsualiser(courriers, str(modele))
    assert texte_du_docx(apercu.docx).strip() == "Bonjour Clémence"
    assert texte_du_pdf(apercu.pdf).strip() == "Bonjour Clémence"


def test_une_longue_lettre_passe_sur_plusieurs_pages_avec_son_en_tete(courriers):
    longue = COMPLEMENTS["adressage"] | {"courrier.texte": "\n".join(f"Ligne {i}." for i in range(90))}
    pages = texte_du_pdf(previsualiser(courriers, "adressage", complements=longue).pdf).split("\f")
    assert len(pages) == 3
    assert all(page.startswith("Cabinet d’essai") for page in pages)
    assert "Ligne 0." in pages[0]
    assert "Ligne 89." in pages[-1]


def test_ce_que_la_police_ne_dessine_pas_se_voit_dans_le_pdf_et_reste_dans_le_docx(courriers):
    saisi = COMPLEMENTS["adressage"] | {"courrier.texte": "Va mieux 😀 👍🏽, merci ≥ 3"}
    apercu = previsualiser(courriers, "adressage", complements=saisi)
    assert "Va mieux □ □, merci ≥ 3" in texte_du_pdf(apercu.pdf)
    assert "Va mieux 😀 👍🏽, merci ≥ 3" in texte_du_docx(apercu.docx)


def test_les_lettres_se_listent_de_la_plus_recente_a_la_plus_ancienne(courriers, horloge):
    ancienne = ecrire(courriers, "adressage")
    horloge.avancer(minutes=1)
    recente = ecrire(courriers, "certificat_de_presence")
    with courriers.lecture() as lecture:
        assert [c.id for c in lectures.courriers_du_patient(lecture, 1)] == [recente, ancienne]
        assert lectures.courriers_du_patient(lecture, 2) == ()
        assert [c.id for c in lectures.courriers_recents(lecture, 1)] == [recente]


def test_une_lettre_ecrite_est_au_journal(courriers):
    ecrire(courriers, "adressage")
    with courriers.connexion_nue() as connexion:
        objets = connexion.execute(text("SELECT objet FROM journal WHERE motif = 'lettre'")).scalars().all()
    assert sorted(objets) == ["courriers:1", "documents:1", "documents:2"]


@pytest.mark.parametrize(
    ("modele", "medical"), [("adressage", True), ("certificat_de_presence", False), ("rappel_de_rendez_vous", False)]
)
def test_une_lettre_est_medicale_sauf_celles_qui_ne_disent_que_l_heure(courriers, modele, medical):
    with courriers.unite("écriture") as unite:
        services.ecrire(unite, patient_id=1, praticien_id=1, modele=modele, complements=COMPLEMENTS[modele])
        unite.valider()
    collegue = courriers.en_tant_que(Identite("paule", "Paule", "secretaire", "accueil"))
    with collegue.lecture() as lecture:
        (lettre,) = lectures.courriers_recents(lecture)
        documents = documents_du_patient(lecture, 1)
    assert lettre.ouvrable is not medical
    assert {d.ouvrable for d in documents} == {not medical}
