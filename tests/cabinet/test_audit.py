"""Le journal d’un patient, sorti du programme, et les mots français de ses lignes."""

import csv
from contextlib import suppress
from datetime import date

import pypdfium2
import pytest
from openpyxl import load_workbook

from secretariat.cabinet import reglages
from secretariat.cabinet.audit import exports
from secretariat.cabinet.audit.conservation import depassement
from secretariat.cabinet.audit.libelles import champ_dit, changements, en_clair, objet_dit, operation_dite, role_dit
from secretariat.cabinet.audit.scellement import sceller_le_jour
from secretariat.cabinet.reglages import registre
from secretariat.cabinet.services import creer_utilisateur
from secretariat.cabinet.valeurs import NouveauCompte, Role
from secretariat.dossiers.modele import Patient
from secretariat.dossiers.valeurs import Sexe
from secretariat.socle.audit import Criteres
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.unite_de_travail import Identite

PRESENTS = (
    "Accès au dossier de DURAND Anne",
    "Paul Benali",
    "praticien",
    "12/03/2026 10:20",
    "consultation",
    "création d’un dossier",
    "export du journal",
    "demande du patient",
    "Empreinte de la dernière ancre",
)
PAUL = Identite("paul", "Paul", "praticien", "cabinet 2")


@pytest.fixture
def suivi(cabinet, horloge):
    """Un patient que deux personnes ont ouvert, à côté d’un autre."""
    with cabinet.unite("ouverture de la journée") as unite:
        sceller_le_jour(unite)
        creer_utilisateur(unite, NouveauCompte("paul", "Benali", "Paul", Role.PRATICIEN), "Tilleul-2026")
        unite.valider()
    for numero, nom in ((5, "DURAND"), (58, "LEFÈVRE")):
        with cabinet.unite("création d’un dossier") as unite:
            unite.ajouter(
                Patient(
                    id=numero, nom_naissance=nom, premier_prenom="ANNE", naissance=date(1980, 1, 1), sexe=Sexe.FEMININ,
                    lieu_naissance="44109", cree_le=horloge(),
                )
            )  # fmt: skip
            unite.valider()
    with cabinet.en_tant_que(PAUL).unite("=HYPERLINK(“lecture”)") as unite:
        unite.consulter("patients:5")
        unite.valider()
    return cabinet


def sortir(cabinet, forme="PDF"):
    with cabinet.unite("demande du patient") as unite:
        journal = exports.noter_la_sortie(unite, 5, "DURAND Anne", forme)
        unite.valider()
    return journal


def texte_du(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")


def test_le_releve_dit_qui_quand_pourquoi_et_rien_d_un_autre(suivi):
    texte = texte_du(exports.pdf_du_patient(sortir(suivi)))
    for present in PRESENTS:
        assert present in texte, present
    assert "LEFÈVRE" not in texte
    assert "44109" not in texte


def test_la_sortie_laisse_sa_ligne_au_journal_du_patient(suivi):
    journal = sortir(suivi, "CSV")
    assert journal.lignes[-1].operation == "export du journal"
    with suivi.lecture() as lecture:
        derniere = lecture.lignes_du_journal(Criteres(patient_id=5), limite=1)[0]
    assert (derniere.operation, derniere.details, derniere.patient_id) == ("export du journal", '{"forme": "CSV"}', 5)


def test_le_releve_a_toujours_les_memes_octets(suivi):
    journal = sortir(suivi)
    assert exports.pdf_du_patient(journal) == exports.pdf_du_patient(journal)


def test_un_long_releve_garde_ses_titres_d_une_page_a_l_autre(suivi):
    for _ in range(80):
        with suivi.unite("lecture d’un dossier") as unite:
            unite.consulter("patients:5")
            unite.valider()
    pdf = exports.pdf_du_patient(sortir(suivi))
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) >= 3
    for rang in range(len(document)):
        assert "Ce qui a été fait" in document[rang].get_textpage().get_text_range()


def test_le_tableau_a_les_memes_lignes_en_csv_et_en_xlsx_et_neutralise_les_formules(suivi, tmp_path):
    journal = sortir(suivi)
    exports.ecrire_le_csv(journal, tmp_path / "j.csv")
    exports.ecrire_le_xlsx(journal, tmp_path / "j.xlsx")
    with (tmp_path / "j.csv").open(encoding="utf-8-sig", newline="") as fichier:
        entetes, *lignes = csv.reader(fichier, delimiter=";")
    feuille = load_workbook(tmp_path / "j.xlsx").active
    assert feuille is not None
    classeur = [[str(case or "") for case in ligne] for ligne in feuille.iter_rows(values_only=True)]
    assert classeur[0] == entetes
    assert [ligne[0] for ligne in classeur[1:]] == [ligne[0] for ligne in lignes]
    assert [ligne[3] for ligne in lignes] == ["", "Paul Benali", ""]
    assert lignes[1][8].startswith("'=")
    assert feuille.cell(row=3, column=9).data_type == "s"


def test_un_disque_plein_se_dit_et_ne_laisse_rien(suivi, disque_plein):
    journal = sortir(suivi)
    with suppress(OSError):
        (disque_plein / "lest").write_bytes(bytes(70_000))
    with pytest.raises(ErreurEnvironnement, match="plein"):
        exports.ecrire_pdf(journal, disque_plein / "releve.pdf")
    assert [fichier.name for fichier in disque_plein.iterdir()] == ["lest"]


@pytest.mark.parametrize(
    ("details", "attendu"),
    [
        ('{"commune": ["Nantes", "Rezé"]}', "commune Nantes → Rezé"),
        ('{"nom": "DURAND", "note": ""}', "nom DURAND"),
        ('{"actif": [true, false]}', "en activité oui → non"),
        ('{"nom_utilise": ["", "DURAND"], "version": [1, 2]}', "nom utilisé vide → DURAND"),
        ('{"naissance": ["1960-07-14", null]}', "date de naissance 14/07/1960 → vide"),
        ('{"naissance": "9999-99-99"}', "date de naissance 9999-99-99"),
        ('{"cree_le": "2026-03-12T09:20:00+00:00"}', "créé le 12/03/2026 10:20"),
        ("{}", ""),
    ],
)
def test_une_ligne_du_journal_se_lit_en_clair(details, attendu):
    assert en_clair(details) == attendu


def test_les_mots_du_journal_sont_francais():
    assert (operation_dite("creation"), operation_dite("connexion refusée")) == ("création", "connexion refusée")
    assert (objet_dit("patients:5"), objet_dit("rendez_vous:3"), objet_dit("patients")) == (
        "dossier 5",
        "rendez-vous 3",
        "dossier",
    )
    assert objet_dit("reglages:securite.verrouillage_minutes") == "réglage «\u00a0Verrouiller le poste après\u00a0»"
    assert (champ_dit("nom_naissance"), champ_dit("inconnu_id")) == ("nom de naissance", "inconnu")
    assert [role_dit(role) for role in ("secretaire", "programme")] == ["secrétaire", "programme"]
    (changement,) = changements('{"telephone": ["", "+33612345678"]}')
    assert (changement.champ, changement.avant, changement.apres) == ("téléphone", "", "+33612345678")


def test_ce_qui_depasse_la_duree_reglee_se_dit_mois_par_mois_et_reste(cabinet, horloge):
    with cabinet.lecture() as lecture:
        assert depassement(lecture).dit == ""
        avant = lecture.etat_du_journal().lignes
    horloge.avancer(days=340)
    with cabinet.unite("plus tard") as unite:
        unite.noter("impression", "patients:1")
        unite.valider()
    horloge.avancer(days=60)
    with cabinet.lecture() as lecture:
        trouve = depassement(lecture)
        assert trouve.par_mois == ((date(2026, 3, 1), avant),)
        assert (trouve.lignes, trouve.mois_gardes) == (avant, 12)
        assert "romprait la chaîne" in trouve.dit
        assert lecture.etat_du_journal().entier
    with cabinet.unite("réglage") as unite:
        reglages.changer(unite, registre.JOURNAL_CONSERVATION, 36)
        unite.valider()
    with cabinet.lecture() as lecture:
        assert depassement(lecture).lignes == 0
