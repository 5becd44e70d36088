from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from secretariat.dossiers.importation import FichierIllisible, ImportationAnnulee, analyser, importer
from secretariat.dossiers.lectures import rechercher
from secretariat.dossiers.modele import MotRecherche, Patient
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier

SYNTHETIQUES = Path(__file__).parents[1] / "exemples" / "patients_synthetiques.csv"
JOUR = date(2026, 3, 12)
ENTETE = "sexe;nom_naissance;prenom;naissance;insee;nir13;cle;tel"
ADELE = "F;Lefèvre;Adèle;1984-06-12;44109;2840644990001;08;0639981247"


@pytest.fixture
def fichier(tmp_path):
    def ecrire(*lignes, encodage="utf-8"):
        chemin = tmp_path / "patients.csv"
        chemin.write_bytes("\r\n".join(lignes).encode(encodage))
        return chemin

    return ecrire


def combien(cabinet):
    with cabinet.lecture() as lecture:
        return lecture.tous(select(func.count()).select_from(Patient))[0]


def test_un_fichier_sain_s_importe_en_entier_et_se_retrouve(cabinet, fichier):
    with cabinet.unite("importation") as unite:
        assert importer(unite, analyser(fichier(ENTETE, ADELE), JOUR)) == 1
        unite.valider()
    with cabinet.lecture() as lecture:
        (trouve,) = rechercher(lecture, "adele 2 84 06")
    assert (trouve.nom, trouve.telephone) == ("LEFEVRE ADELE", "+33639981247")


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separateur", [";", ",", "\t"])
def test_les_encodages_et_separateurs_courants_se_lisent(fichier, encodage, separateur):
    lignes = [ligne.replace(";", separateur) for ligne in (ENTETE, ADELE)]
    ((_ligne, nouveau),) = analyser(fichier(*lignes, encodage=encodage), JOUR).prets
    assert nouveau.traits.nom_naissance == "LEFEVRE"


def test_la_date_s_ecrit_aussi_a_la_francaise(fichier):
    ((_ligne, nouveau),) = analyser(fichier(ENTETE, ADELE.replace("1984-06-12", "12/06/1984")), JOUR).prets
    assert nouveau.traits.naissance == date(1984, 6, 12)


def test_trois_lignes_fautives_parmi_mille_sont_toutes_dites_et_rien_ne_s_ecrit(cabinet, tmp_path):
    lignes = SYNTHETIQUES.read_text(encoding="utf-8").splitlines()
    lignes[10] = lignes[10].replace("Renpeliac", "Renpel1ac")
    lignes[500] = lignes[500].replace(lignes[500].split(",")[7], "1960-02-30")
    lignes[900] = lignes[900].replace(f",{lignes[900].split(',')[9]},", ",00,")
    chemin = tmp_path / "fautif.csv"
    chemin.write_text("\n".join(lignes), encoding="utf-8")
    rapport = analyser(chemin, JOUR)
    assert [(a.ligne, a.colonne) for a in rapport.anomalies] == [
        (11, "nom_naissance"),
        (501, "naissance"),
        (901, "nir13"),
    ]
    assert all(a.message and a.conseil for a in rapport.anomalies)
    with cabinet.unite("importation") as unite:
        with pytest.raises(ErreurMetier, match="3 lignes sur 1000"):
            importer(unite, rapport)
        unite.valider()
    assert combien(cabinet) == 0


def test_on_peut_choisir_de_passer_les_lignes_fautives(cabinet, fichier):
    rapport = analyser(fichier(ENTETE, ADELE, "F;Mar7in;Odile;1951-02-03;44109;;;"), JOUR)
    with cabinet.unite("importation") as unite:
        assert importer(unite, rapport, ignorer_fautives=True) == 1
        unite.valider()
    assert combien(cabinet) == 1


def test_une_ligne_dit_toutes_ses_fautes(fichier):
    rapport = analyser(fichier(ENTETE, "F;Mar7in;;1951-02-03;44;2840644990001;09;12"), JOUR)
    assert [a.colonne for a in rapport.anomalies] == ["nom_naissance", "prenom", "insee", "tel", "nir13"]


@pytest.mark.parametrize(
    ("ligne", "colonnes"),
    [
        ("X;Martin;Odile;hier;44109;;;", ["naissance", "sexe"]),
        (";Martin;Odile;;44109;;;", ["naissance", "sexe"]),
        ("F;Martin;Odile;1951-02-03", [""]),
        ("F;Martin;Odile;1951-02-03;44109;;;;;", [""]),
    ],
)
def test_une_ligne_mal_remplie_est_dite(fichier, ligne, colonnes):
    rapport = analyser(fichier(ENTETE, ADELE, ligne), JOUR)
    assert [(a.ligne, a.colonne) for a in rapport.anomalies] == [(3, colonne) for colonne in colonnes]
    assert len(rapport.prets) == 1


def test_les_lignes_vides_ne_comptent_pas(fichier):
    rapport = analyser(fichier(ENTETE, "", ADELE, ";;;;;;;", ""), JOUR)
    assert (rapport.lignes, len(rapport.prets), rapport.anomalies) == (1, 1, ())


def test_les_colonnes_ignorees_sont_dites(fichier):
    rapport = analyser(fichier(f"{ENTETE};groupe", f"{ADELE};A"), JOUR)
    assert rapport.colonnes_ignorees == ("groupe",)


def test_la_meme_personne_deux_fois_dans_le_fichier_est_signalee(fichier):
    rapport = analyser(fichier(ENTETE, ADELE, ADELE.replace("Lefèvre", "LEFEVRE")), JOUR)
    assert [(a.ligne, a.message) for a in rapport.alertes] == [(3, "La même personne est déjà à la ligne 2.")]


def test_le_meme_fichier_ne_s_importe_pas_deux_fois(cabinet, fichier):
    rapport = analyser(fichier(ENTETE, ADELE), JOUR)
    with cabinet.unite("importation") as unite:
        importer(unite, rapport)
        unite.valider()
    with cabinet.unite("importation") as unite:
        with pytest.raises(ErreurMetier, match="déjà un dossier"):
            importer(unite, rapport)
        assert importer(unite, rapport, ignorer_fautives=True) == 0
        unite.valider()
    assert combien(cabinet) == 1


@pytest.mark.parametrize(
    ("contenu", "message"),
    [
        (b"", "vide"),
        (b"  \n ", "vide"),
        (b"PK\x03\x04\0\0\0\0", "pas un texte"),
        (b"\x81\x8d\x8f\x90 sexe;nom", "pas un texte"),
        (b"nom;prenom\nMartin;Odile", "il manque : sexe, nom_naissance, naissance, insee"),
        (b"sexe;nom_naissance;prenom;naissance;insee;PRENOM\nF;Martin;Odile;1951-02-03;44109;Rose", "nom : prenom"),
        (b'sexe;nom_naissance;prenom;naissance;insee\nF;"Martin;Odile;1951-02-03;44109', "bien form"),
        (b"sexe;nom_naissance;prenom;naissance;insee\nF;" + b"A" * 200_000, "bien form"),
    ],
)
def test_un_fichier_qui_n_est_pas_un_csv_de_patients_est_refuse(tmp_path, contenu, message):
    chemin = tmp_path / "faux.csv"
    chemin.write_bytes(contenu)
    with pytest.raises(FichierIllisible, match=message) as refus:
        analyser(chemin, JOUR)
    assert refus.value.conseil


def test_un_fichier_absent_est_un_ennui_du_poste(tmp_path):
    with pytest.raises(ErreurEnvironnement, match=r"absent\.csv"):
        analyser(tmp_path / "absent.csv", JOUR)


def test_un_fichier_demesure_est_refuse_sans_etre_lu(tmp_path):
    chemin = tmp_path / "enorme.csv"
    with chemin.open("wb") as flux:
        flux.truncate(60_000_000)
    with pytest.raises(FichierIllisible, match="60 Mo"):
        analyser(chemin, JOUR)


def test_un_nom_qui_ressemble_a_du_sql_est_un_nom_refuse(cabinet, fichier):
    rapport = analyser(fichier(ENTETE, "F;') DROP TABLE patients --;Odile;1951-02-03;44109;;;"), JOUR)
    assert {a.colonne for a in rapport.anomalies} == {"nom_naissance"}
    assert combien(cabinet) == 0


def test_l_avancement_est_dit_jusqu_au_bout(cabinet):
    pas: list[tuple[int, int]] = []

    def noter(fait, total):
        pas.append((fait, total))
        return True

    with cabinet.unite("importation") as unite:
        importer(unite, analyser(SYNTHETIQUES, JOUR), progression=noter)
    assert pas == [(0, 1000), (250, 1000), (500, 1000), (750, 1000), (1000, 1000)]


def test_une_importation_arretee_au_milieu_n_ecrit_rien(cabinet):
    rapport = analyser(SYNTHETIQUES, JOUR)
    with cabinet.unite("importation") as unite, pytest.raises(ImportationAnnulee):
        importer(unite, rapport, progression=lambda fait, _total: fait < 500)
    assert combien(cabinet) == 0
    with cabinet.lecture() as lecture:
        assert lecture.tous(select(func.count()).select_from(MotRecherche)) == (0,)
        assert lecture.etat_du_journal().rupture is None


def test_une_analyse_s_arrete_aussi():
    with pytest.raises(ImportationAnnulee):
        analyser(SYNTHETIQUES, JOUR, progression=lambda _fait, _total: False)
