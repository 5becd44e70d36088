"""Le programme tué n’importe quand : ce qui a été annoncé est là, le reste n’y est pas, et le journal est entier."""

import random
import subprocess
import sys
import time

import pytest
from sqlalchemy import func, select

from secretariat.dossiers.modele import Patient
from secretariat.socle import chiffrement, cles, fichier_base, sauvegarde, schema
from secretariat.socle.cles import Enveloppes
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.socle.verification import verifier
from tests.conftest import CLAIRE, CLE

ECRIVAIN = """
import sys, pathlib
import secretariat.accueil.modele, secretariat.courriers.modele, secretariat.facturation.modele
from datetime import date
from secretariat.dossiers.modele import Patient
from secretariat.dossiers.valeurs import Sexe
from secretariat.socle import chiffrement
from secretariat.socle.horloge import horloge_du_poste
from secretariat.socle.unite_de_travail import Cabinet, Identite
base = pathlib.Path(sys.argv[1])
cabinet = Cabinet(
    chiffrement.moteur(lambda: chiffrement.connecter(base, bytes(range(32)))),
    Identite("tuee", "Tuée", "secretaire", "essai"), horloge_du_poste,
)
while True:
    with cabinet.unite("écriture coupée") as unite:
        paire = [
            Patient(nom_naissance="COUPE", premier_prenom=prenom, naissance=date(1980, 1, 1), sexe=Sexe.FEMININ,
                    lieu_naissance="44109", cree_le=unite.horloge())
            for prenom in ("ANNE", "BRIGITTE")
        ]
        unite.ajouter(*paire)
        unite.valider()
    print(paire[1].id, flush=True)
"""

SAUVEUR = """
import sys, pathlib
from secretariat.socle import sauvegarde
print("pret", flush=True)
sauvegarde.sauvegarder(pathlib.Path(sys.argv[1]), bytes(range(32)), pathlib.Path(sys.argv[2]))
print("fini", flush=True)
"""


def tuer_apres(code, arguments, delai_s):
    """Lance ce programme, le tue après un délai compté depuis sa première ligne, et rend ce qu’il avait annoncé."""
    processus = subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, text=True)
    assert processus.stdout is not None
    premiere = processus.stdout.readline()
    time.sleep(delai_s)
    processus.kill()
    reste, _ = processus.communicate()
    return [ligne for ligne in (premiere + reste).splitlines() if ligne]


@pytest.fixture
def rouvrir(chemin_base, horloge):
    """Rouvre la base comme le ferait le programme relancé."""
    ouverts = []

    def ouvrir():
        moteur = chiffrement.moteur(lambda: chiffrement.connecter(chemin_base, CLE))
        ouverts.append(Cabinet(moteur, CLAIRE, horloge))
        return ouverts[-1]

    yield ouvrir
    for cabinet in ouverts:
        cabinet.fermer()


def test_tue_quinze_fois_pendant_qu_il_ecrit_rien_d_annonce_ne_manque(chemin_base, rouvrir):
    hasard = random.Random(2026)  # noqa: S311  (un tirage d’essai)
    for _ in range(15):
        annonces = tuer_apres(ECRIVAIN, [chemin_base], hasard.uniform(0.0, 0.05))
        cabinet = rouvrir()
        with cabinet.lecture() as lecture:
            presents = lecture.premier(select(func.count()).select_from(Patient)) or 0
        assert presents >= int(annonces[-1])
        assert presents % 2 == 0, "une transaction à moitié faite"
        assert [c.nom for c in verifier(cabinet) if not c.reussi] == []


def test_tuee_en_route_une_sauvegarde_n_existe_pas_ou_s_ouvre(cabinet, chemin_base, tmp_path):
    hasard = random.Random(2026)  # noqa: S311
    for rang in range(8):
        copie = tmp_path / f"copie-{rang}.sqlite"
        tuer_apres(SAUVEUR, [chemin_base, copie], hasard.uniform(0.0, 0.06))
        if copie.exists():
            assert sauvegarde.controler(copie, CLE)[1] == 4
    assert sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "enfin.sqlite").lignes_du_journal == 4


RESTAURATEUR = """
import sys, pathlib
from secretariat.socle import sauvegarde
print("pret", flush=True)
sauvegarde.restaurer(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[1]), bytes(range(32)))
print("fini", flush=True)
"""


def test_tuee_en_route_une_restauration_laisse_toujours_une_base_qui_s_ouvre(cabinet, chemin_base, tmp_path, rouvrir):
    copie = sauvegarde.sauvegarder(chemin_base, CLE, tmp_path / "copie.sqlite").fichier
    cabinet.fermer()
    hasard = random.Random(2026)  # noqa: S311
    for _ in range(6):
        tuer_apres(ECRIVAIN, [chemin_base], 0.02)
        tuer_apres(RESTAURATEUR, [chemin_base, copie], hasard.uniform(0.0, 0.03))
        assert [c.nom for c in verifier(rouvrir()) if not c.reussi] == []
    sauvegarde.restaurer(copie, chemin_base, CLE)
    assert sauvegarde.controler(chemin_base, CLE)[1] == 4


CREATEUR = """
import sys, pathlib
from secretariat.socle import cles, fichier_base
base = pathlib.Path(sys.argv[1])
print("pret", flush=True)
brouillon = fichier_base.brouillon_de(base)
fichier_base.creer(brouillon, bytes(range(32)), cles.Enveloppes("essai", ())).dispose()
fichier_base.publier(brouillon, base)
"""


def test_tuee_en_route_une_creation_ne_laisse_pas_de_demi_base(tmp_path):
    hasard = random.Random(2026)  # noqa: S311
    for rang in range(4):
        base = tmp_path / f"{rang}.sqlite"
        tuer_apres(CREATEUR, [base], hasard.uniform(0.0, 1.2))
        if base.exists():
            assert sauvegarde.controler(base, CLE) == (schema.REVISION, 0)
        else:
            brouillon = fichier_base.brouillon_de(base)
            fichier_base.creer(brouillon, CLE, Enveloppes("reprise", ())).dispose()
            fichier_base.publier(brouillon, base)
        assert cles.fichier_de(base).exists()
