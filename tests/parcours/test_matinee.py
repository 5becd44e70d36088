"""La matinée entière, par la ligne de commande, comme la joue une machine sans écran."""

import json
import os
import re
import subprocess
import sys

import pytest
from openpyxl import load_workbook

from secretariat.socle import cles, fichier_base
from secretariat.socle.horloge import horloge_du_poste
from secretariat.socle.texte import chiffres
from secretariat.socle.unite_de_travail import Cabinet, Identite

EN_NOTANT_TOUT = """
import logging, os, sys
from secretariat.__main__ import main

tout = logging.FileHandler(os.environ["TOUT_NOTER"], encoding="utf-8")
forme = "%(asctime)s %(name)s %(threadName)s %(message)s %(geste)s"
tout.setFormatter(logging.Formatter(forme, defaults={"geste": ""}))
for nom in ("", "secretariat"):
    logging.getLogger(nom).addHandler(tout)
sys.exit(main())
"""


@pytest.fixture(scope="module")
def matinee(tmp_path_factory):
    """Joue la matinée une fois, et rend son dossier et ce que le programme a dit ; tout ce qui se trace est gardé."""
    sortie = tmp_path_factory.mktemp("matinee")
    environnement = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(sortie / "donnees")}
    environnement |= {"TOUT_NOTER": str(sortie / "traces.log")}
    fait = subprocess.run(
        [sys.executable, "-W", "default", "-c", EN_NOTANT_TOUT, "demo", "--scenario", "--sortie", str(sortie)],
        capture_output=True,
        text=True,
        env=environnement,
        timeout=300,
        check=False,
    )
    assert fait.returncode == 0, fait.stderr
    return sortie, fait


@pytest.fixture(scope="module")
def resume(matinee):
    return json.loads((matinee[0] / "resume.json").read_text(encoding="utf-8"))


def test_la_matinee_se_joue_sans_un_avertissement(matinee):
    erreurs = [ligne for ligne in matinee[1].stderr.splitlines() if "arning" in ligne or "QObject" in ligne]
    assert erreurs == []


def test_douze_arrivees_et_chaque_imprevu_une_fois(resume):
    comptes = resume["comptes"]
    assert comptes["arrivees"] == 12
    for imprevu in (
        "doublons_evites",
        "cartes_arrachees",
        "doubles_reservations_refusees",
        "urgences",
        "contrepassations",
        "courriers",
        "absences",
        "gestes_defaits",
    ):
        assert comptes[imprevu] == 1, imprevu


def test_le_journal_a_exactement_ce_qui_a_ete_lu_a_l_ecran(resume):
    """30,00 € par erreur, contre-passés, puis deux fois 9,00 € de ticket modérateur."""
    montants = [m.replace("\u00a0", " ").replace("−", "-") for m in resume["encaisse"]]
    assert montants == ["30,00 €", "-30,00 €", "9,00 €", "9,00 €"]
    assert resume["recettes"].replace("\u00a0", " ") == "18,00 €"
    assert resume["journal_entier"]


def test_les_images_sont_numerotees_et_les_documents_la(matinee, resume):
    sortie = matinee[0]
    assert len(resume["images"]) >= 20
    assert [nom[:2] for nom in resume["images"]] == [f"{rang:02}" for rang in range(1, len(resume["images"]) + 1)]
    assert all((sortie / "images" / nom).stat().st_size > 20_000 for nom in resume["images"])
    suffixes = {nom.rsplit(".", 1)[1] for nom in resume["documents"]}
    assert suffixes == {"pdf", "docx", "csv", "xlsx"}


def test_le_tableur_a_les_memes_sommes_que_le_journal(matinee, resume):
    (classeur,) = (matinee[0] / "documents").glob("*.xlsx")
    feuille = load_workbook(classeur).active
    assert feuille is not None
    entetes, *lignes = feuille.iter_rows(values_only=True)
    recette = list(entetes).index("Recette")
    total = sum(float(str(ligne[recette] or 0)) for ligne in lignes if isinstance(ligne[0], int))
    assert f"{total:.2f}".replace(".", ",") in resume["recettes"]


@pytest.fixture(scope="module")
def cabinet(matinee):
    """La base jouée, relue par un autre programme."""
    base = matinee[0] / "demonstration.sqlite"
    cle = cles.cle_sans_question(base, lambda: None)
    assert cle is not None
    cabinet = Cabinet(
        fichier_base.ouvrir(base, cle), Identite("essai", "Essai", "programme", "essai"), horloge_du_poste
    )
    yield cabinet
    cabinet.fermer()


def test_la_base_jouee_porte_douze_visites_et_la_simulation(matinee, cabinet):
    """Ce que l’écran a montré est dans la base."""
    with cabinet.connexion_nue() as connexion:
        jour = json.loads((matinee[0] / "resume.json").read_text())["jour"]
        visites = connexion.exec_driver_sql(
            "SELECT count(*) FROM visites WHERE date(arrivee) = ? AND annulee_le IS NULL", (jour,)
        ).scalar()
        signees = connexion.exec_driver_sql(
            "SELECT count(*), min(simulee) FROM factures WHERE jour = ? AND signature <> ''", (jour,)
        ).one()
    assert visites == 12
    assert signees[0] >= 2
    assert signees[1] == 1


def test_apres_la_matinee_aucune_trace_technique_ne_nomme_un_patient(matinee, cabinet):
    """Ni nom, ni prénom, ni NIR, ni téléphone, ni courriel d’un dossier : ni dans les traces, ni dans les sorties."""
    sortie, fait = matinee
    fichiers = [fichier for fichier in (sortie / "donnees").rglob("*") if fichier.is_file()]
    traces = (sortie / "traces.log").read_text(encoding="utf-8")
    ecrit = "\n".join([traces, fait.stdout, fait.stderr, *(f.read_text("utf-8", "replace") for f in fichiers)])
    assert traces.count("faire secretariat.") >= 30
    with cabinet.connexion_nue() as connexion:
        noms = connexion.exec_driver_sql(
            "SELECT nom_naissance, nom_utilise, premier_prenom, prenom_utilise FROM patients"
        )
        mots = {mot for nom in noms for champ in nom for mot in _mots(champ) | _mots(champ.title()) if len(mot) > 2}
        textes = connexion.exec_driver_sql("SELECT courriel FROM patients UNION SELECT adresse FROM patients").scalars()
        numeros = connexion.exec_driver_sql(
            "SELECT telephone FROM patients UNION SELECT nir FROM couvertures"
        ).scalars()
        suites = {chiffres(numero)[-9:] for numero in numeros if numero}
        assert len(mots) > 200
        assert len(suites) > 1000
        assert _mots(ecrit) & mots == set()
        assert [texte for texte in textes if texte and texte in ecrit] == []
    chiffres_ecrits = "\n".join(chiffres(ligne) for ligne in ecrit.splitlines())
    assert [suite for suite in suites if suite in chiffres_ecrits] == []


def _mots(texte):
    return set(re.findall(r"\w+", texte))
