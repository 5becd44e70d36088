"""Le registre, les violations, l’affiche : pré-remplis, à confirmer, à imprimer."""

import csv
import io
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest
from openpyxl import load_workbook

from secretariat.cabinet.lectures import etablissement
from secretariat.conformite import parametres
from secretariat.conformite.documents import affiche as affiches
from secretariat.conformite.documents.registre import registre_csv, registre_pdf, registre_xlsx
from secretariat.conformite.lectures.registre import registre, violations
from secretariat.conformite.services import registre as gestes
from secretariat.conformite.valeurs.registre import RUBRIQUES, NouvelleViolation
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.ressources import RACINE
from secretariat.socle.unite_de_travail import ModifieAilleurs
from tests.conformite.test_destruction import faire


@pytest.fixture
def rempli(cabinet):
    faire(cabinet, gestes.preremplir_registre)
    return cabinet


def lire(cabinet):
    with cabinet.lecture() as lecture:
        return registre(lecture)


def texte_de(pdf):
    document = pypdfium2.PdfDocument(pdf)
    textes = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [" ".join(texte.split()) for texte in textes]


def test_les_neuf_traitements_livres_ont_toutes_leurs_rubriques(rempli):
    entrees = lire(rempli)
    assert len(entrees) == 9
    assert all(getattr(e.traitement, rubrique) for e in entrees for rubrique in RUBRIQUES)
    assert {e.etat for e in entrees} == {"à vérifier"}


def test_preremplir_deux_fois_n_ajoute_rien(rempli):
    assert faire(rempli, gestes.preremplir_registre) == 0


def test_confirmer_dit_qui_et_quand_et_corriger_demande_de_relire(rempli, horloge):
    faire(rempli, gestes.confirmer_traitement, 1)
    entree = lire(rempli)[0]
    assert (entree.etat, entree.confirmee_par, entree.confirmee_le) == ("confirmée", "Claire", horloge())
    faire(rempli, gestes.modifier_traitement, 1, entree.traitement)
    assert lire(rempli)[0].etat == "confirmée"
    faire(rempli, gestes.modifier_traitement, 1, replace(entree.traitement, transferts="Suisse"))
    assert (lire(rempli)[0].etat, lire(rempli)[0].traitement.transferts) == ("à vérifier", "Suisse")


def test_une_entree_changee_ailleurs_ne_s_ecrase_pas(rempli):
    entree = lire(rempli)[0]
    faire(rempli, gestes.confirmer_traitement, entree.id)
    with pytest.raises(ModifieAilleurs):
        faire(rempli, gestes.modifier_traitement, entree.id, entree.traitement, version=entree.version)


def test_un_traitement_sans_nom_est_refuse(rempli):
    with pytest.raises(ErreurMetier, match="un nom et une finalité"):
        faire(rempli, gestes.ajouter_traitement, replace(lire(rempli)[0].traitement, nom=" "))


def test_le_registre_s_exporte_en_pdf_en_csv_et_en_classeur(rempli):
    piege = replace(lire(rempli)[0].traitement, nom="=HYPERLINK()")
    faire(rempli, gestes.ajouter_traitement, piege)
    entrees = lire(rempli)
    with rempli.lecture() as lecture:
        pages = texte_de(registre_pdf(etablissement(lecture), entrees, le=lecture.aujourd_hui))
    assert "Responsable du traitement : Cabinet d’essai" in pages[0]
    assert all(e.traitement.nom[:12] in " ".join(pages) for e in entrees)
    lignes = list(csv.reader(io.StringIO(registre_csv(entrees).decode("utf-8-sig")), delimiter=";"))
    feuille = load_workbook(io.BytesIO(registre_xlsx(entrees)))["Registre"]
    assert [c.value for c in feuille[11]] == lignes[10]
    assert lignes[10][0] == "'=HYPERLINK()"
    assert len(lignes) == len(entrees) + 1


def test_l_affiche_tient_sur_une_page_et_se_lit_de_loin(cabinet):
    with cabinet.lecture() as lecture:
        fiche = etablissement(lecture)
    pdf = affiches.affiche(fiche, parametres.conservation())
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    hauteurs = sorted(objet.get_bounds()[3] - objet.get_bounds()[1] for objet in document[0].get_objects())
    document.close()
    (texte,) = texte_de(pdf)
    for attendu in ("Cabinet d’essai", "CNIL", "20 ans", "28 ans", "Vos droits", "copie", "vérifié le 22/11/2026"):
        assert attendu in texte
    assert hauteurs[len(hauteurs) // 2] > 12  # des lignes d’au moins 18 points, le pied de page excepté


def test_l_affiche_est_le_premier_pdf_d_un_programme_qui_demarre():
    code = (
        "from secretariat.cabinet.valeurs import Etablissement\n"
        "from secretariat.conformite import parametres\n"
        "from secretariat.conformite.documents.affiche import affiche\n"
        "fiche = Etablissement('Cabinet', '1 rue', '44000', 'Nantes', '', False)\n"
        "assert affiche(fiche, parametres.conservation()).startswith(b'%PDF')"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=RACINE)


def test_un_cabinet_au_nom_interminable_reduit_les_caracteres_sans_descendre_sous_la_limite(cabinet):
    with cabinet.lecture() as lecture:
        fiche = etablissement(lecture)
    long = replace(fiche, nom="Maison de santé pluriprofessionnelle universitaire du Grand Port " * 3)
    assert len(texte_de(affiches.affiche(long, parametres.conservation()))) == 1
    with pytest.raises(affiches.AfficheTropLongue):
        affiches.affiche(replace(fiche, nom="interminable " * 200), parametres.conservation())


@pytest.fixture
def violation(cabinet, horloge):
    constat = NouvelleViolation(horloge(), "clé USB perdue", "12 patients", "inconnues", "plainte déposée")
    return faire(cabinet, gestes.declarer_violation, constat)


def test_une_violation_a_soixante_douze_heures(cabinet, violation, horloge):
    with cabinet.lecture() as lecture:
        (lue,) = violations(lecture)
    assert (lue.a_notifier_avant - lue.constat.constatee_le, lue.en_retard) == (timedelta(hours=72), False)
    horloge.avancer(hours=73)
    with cabinet.lecture() as lecture:
        assert violations(lecture)[0].en_retard
    faire(cabinet, gestes.noter_notification, violation, horloge())
    with cabinet.lecture() as lecture:
        assert not violations(lecture)[0].en_retard


def test_ne_pas_notifier_demande_une_raison(cabinet, violation, horloge):
    with pytest.raises(ErreurMetier, match="raison"):
        faire(cabinet, gestes.dispenser_de_notification, violation, "")
    faire(cabinet, gestes.dispenser_de_notification, violation, "la clé était chiffrée")
    horloge.avancer(days=30)
    with cabinet.lecture() as lecture:
        assert not violations(lecture)[0].en_retard


def test_une_violation_mal_datee_ou_muette_est_refusee(cabinet, horloge, violation):
    with pytest.raises(ErreurMetier, match="décrite"):
        faire(cabinet, gestes.declarer_violation, NouvelleViolation(horloge(), " ", "", "", ""))
    demain = horloge() + timedelta(days=1)
    with pytest.raises(ErreurMetier, match="à venir"):
        faire(cabinet, gestes.declarer_violation, NouvelleViolation(demain, "perte", "", "", ""))
    with pytest.raises(ErreurMetier, match="précéder"):
        faire(cabinet, gestes.noter_notification, violation, horloge() - timedelta(days=1))
