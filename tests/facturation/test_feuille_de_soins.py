"""La feuille de soins : comparée à celle qui est gardée, la même à chaque fois, marquée si elle est simulée."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from secretariat.cabinet.modele import FicheCabinet
from secretariat.dossiers.modele import Document
from secretariat.dossiers.valeurs import NatureDocument
from secretariat.facturation import services
from secretariat.facturation.feuille_de_soins import dessiner, feuille_de, pdf_de, ranger_feuille
from secretariat.facturation.feuille_de_soins.dessin import ACTES_PAR_PAGE, SPECIMEN
from secretariat.facturation.valeurs import ActeDemande, Parcours, TiersPayant
from secretariat.socle.erreurs import ErreurMetier
from tests.facturation.conftest import JOUR, couverture

ATTENDU = Path(__file__).with_name("attendus") / "feuille_de_soins.txt"


def pages(pdf):
    document = pypdfium2.PdfDocument(pdf)
    textes = []
    for page in document:
        texte = page.get_textpage()
        textes.append(texte.get_text_range().replace("\r\n", "\n"))
        texte.close()
        page.close()
    document.close()
    return textes


@pytest.fixture
def reglee(bureau):
    facture_id = bureau.signee("G", "F")
    bureau.encaisser(facture_id, "14.72")
    return facture_id


def test_le_texte_est_celui_qui_est_garde(bureau, reglee):
    (texte,) = pages(bureau.lire(pdf_de, reglee))
    assert texte.splitlines() == ATTENDU.read_text(encoding="utf-8").splitlines()


def test_la_meme_facture_donne_les_memes_octets(bureau, reglee):
    assert bureau.lire(pdf_de, reglee) == bureau.lire(pdf_de, reglee)


def test_le_pdf_dit_sa_langue_son_titre_et_porte_ses_polices(bureau, reglee):
    pdf = bureau.lire(pdf_de, reglee)
    document = pypdfium2.PdfDocument(pdf)
    titre = document.get_metadata_value("Title")
    document.close()
    assert titre == "Feuille de soins — médecin, 2026-000001"
    assert b"/Lang (fr-FR)" in pdf
    assert pdf.count(b"/FontFile2") == 2


def test_une_vraie_facture_d_un_vrai_cabinet_n_est_pas_un_specimen(bureau):
    facture_id = bureau.validee()

    def sortir_de_la_demonstration(unite):
        unite.un(FicheCabinet, 1).demonstration = False

    bureau.faire(sortir_de_la_demonstration)
    (texte,) = pages(bureau.lire(pdf_de, facture_id))
    assert SPECIMEN not in texte
    (simule,) = pages(bureau.lire(pdf_de, bureau.validee(patient_id=2)))
    assert SPECIMEN in simule


def test_un_patient_sans_droits_laisse_les_lignes_a_la_main(bureau):
    feuille = bureau.lire(feuille_de, bureau.validee(patient_id=3, tiers_payant=TiersPayant.AUCUN))
    (texte,) = pages(dessiner(feuille))
    assert (feuille.nir, feuille.organisme, feuille.reglement) == ("", "", "")
    assert "ØSTERGÅRD Łucja" in texte


def test_beaucoup_d_actes_vont_sur_plusieurs_pages_et_un_seul_total(bureau, reglee):
    feuille = bureau.lire(feuille_de, reglee)
    longue = replace(feuille, lignes=feuille.lignes[:1] * (ACTES_PAR_PAGE + 1))
    premiere, seconde = pages(dessiner(longue))
    assert "Page 1 sur 2" in premiere
    assert "Total des honoraires" not in premiere
    assert "Total des honoraires" in seconde


def test_un_nom_tres_long_tient_entier(bureau, reglee):
    nom = "DE LA ROCHE-SAINT-ANDRÉ-DES-EAUX Marie-Bénédicte, nom de naissance KOWALCZYK-ŁUKASIEWICZ-WOJCIECHOWSKA"
    (texte,) = pages(dessiner(replace(bureau.lire(feuille_de, reglee), patient=nom)))
    assert nom in texte


def test_ranger_la_feuille_la_met_au_dossier_marquee_simulee(bureau, reglee):
    document_id = bureau.faire(ranger_feuille, reglee)
    document = bureau.lire(lambda lecture: lecture.un(Document, document_id))
    assert (document.patient_id, document.nature) == (1, NatureDocument.FEUILLE_DE_SOINS)
    assert (document.titre, document.simule) == ("Feuille de soins 2026-000001", True)
    assert document.contenu == bureau.lire(pdf_de, reglee)


def test_ni_brouillon_ni_facture_annulee_n_ont_de_feuille(bureau):
    brouillon, annulee = bureau.brouillon(), bureau.validee()
    contraire = bureau.faire(services.annuler, annulee, "erreur")
    with pytest.raises(ErreurMetier, match="n’est pas validée"):
        bureau.lire(pdf_de, brouillon)
    for facture_id in (annulee, contraire):
        with pytest.raises(ErreurMetier, match="est annulée"):
            bureau.lire(pdf_de, facture_id)


def test_des_soins_en_rapport_avec_une_ald_cochent_la_case(bureau, horloge):
    bureau.faire(lambda unite: unite.ajouter(couverture(horloge, 3, ald=True)))
    ids = [
        bureau.faire(
            services.preparer,
            bureau.bareme,
            patient_id=3,
            praticien_id=1,
            jour=JOUR,
            actes=[ActeDemande("G", ald=en_rapport)],
            tiers_payant=TiersPayant.AUCUN,
            parcours=Parcours.MEDECIN_TRAITANT,
        )
        for en_rapport in (True, False)
    ]
    for facture_id in ids:
        bureau.faire(services.valider, facture_id)
    assert [bureau.lire(feuille_de, facture_id).ald for facture_id in ids] == [True, False]
