"""Ce que l’on n’écrirait jamais : SQL, formats, caractères nuls, moitiés de caractères, textes sans fin ou à l’envers.

Par chaque champ de l’importation, par la fiche et par la recherche : une phrase en français, ou bien le texte est gardé
tel quel et se retrouve ; la base et son journal restent entiers.
"""

import csv
import io
import string
from datetime import date
from functools import partial
from itertools import count, product

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from secretariat.dossiers.importation import FACULTATIVES, OBLIGATOIRES, analyser, importer
from secretariat.dossiers.lectures import rechercher
from secretariat.dossiers.modele import Patient
from secretariat.dossiers.services import mettre_a_jour_coordonnees, noter_a_savoir
from secretariat.dossiers.valeurs import Coordonnees
from secretariat.socle.erreurs import ErreurSecretariat
from tests.dossiers.fabrique import creer

JOUR = date(2026, 3, 12)
COLONNES = (*OBLIGATOIRES, *FACULTATIVES)
SAINE = {
    "sexe": "F", "nom_naissance": "Lefevre", "prenom": "Adele", "naissance": "1984-06-12", "insee": "44109",
    "nom_utilise": "Marchand", "prenoms": "Adele", "nir13": "", "cle": "", "tel": "0639981247", "cp": "44000",
    "commune": "Nantes", "adresse": "3 rue du Port", "courriel": "adele@exemple.fr",
}  # fmt: skip
MECHANTS = (
    "'; DROP TABLE patients; --",
    '" OR "1"="1',
    "') ; UPDATE journal SET acteur='x' ; --",
    "%s%s%n %(nom)s",
    "{0} {self.__class__} {nom}",
    "${jndi:ldap://x}",
    '=HYPERLINK("http://x")',
    "\x00",
    "Lefe\x00vre",
    "\ud83d",
    "Lefe\udcffvre",
    "😀👩‍⚕️",
    "\u202eerveF\u202c",
    "مريم",
    "e\u0301" * 60,
    "A" * 5000,
    "\\",
    "\n\r\t",
    "</td><script>alert(1)</script>",
    "..\\..\\etc\\passwd",
    "NULL",
    "\ufeff",
)
textes = st.one_of(st.sampled_from(MECHANTS), st.text(max_size=40), st.text(string.punctuation + string.digits))
reglages = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def combien(cabinet):
    with cabinet.lecture() as lecture:
        return lecture.tous(select(func.count()).select_from(Patient))[0]


def ecrire(chemin, ligne):
    memoire = io.StringIO()
    graveur = csv.DictWriter(memoire, COLONNES, delimiter=";")
    graveur.writeheader()
    graveur.writerow(ligne)
    chemin.write_bytes(memoire.getvalue().encode("utf-8", "surrogatepass"))
    return chemin


NUMEROS = count()


def refus_de(geste):
    """Le refus en français de ce geste, ou None s’il est passé ; toute autre erreur fait échouer l’essai."""
    try:
        geste()
    except ErreurSecretariat as refus:
        return refus
    return None


def essayer_d_importer(cabinet, chemin, colonne, texte):
    """Importe sans valider, et vérifie ce qui a été gardé."""
    with cabinet.unite("importation") as unite:
        assert importer(unite, analyser(chemin, JOUR)) == 1
        fiche = unite.un(Patient, unite.tous(select(func.max(Patient.id)))[0])
        trouves = rechercher(unite, f"{fiche.nom_naissance} {fiche.premier_prenom}")
        assert fiche.id in {trouve.id for trouve in trouves}
        if texte.encode("utf-8", "ignore").decode() == texte:  # hors d’UTF-8, le fichier se lit autrement
            attendus = SAINE | {colonne: texte.strip()}
            assert (fiche.adresse, fiche.commune) == (attendus["adresse"], attendus["commune"])


@pytest.mark.parametrize("colonne", COLONNES)
@reglages
@given(texte=textes)
def test_un_texte_mechant_dans_une_colonne_se_refuse_ou_se_garde_et_se_retrouve(cabinet, tmp_path, colonne, texte):
    avant = combien(cabinet)
    chemin = ecrire(tmp_path / f"{next(NUMEROS)}.csv", SAINE | {colonne: texte})
    refus = refus_de(lambda: essayer_d_importer(cabinet, chemin, colonne, texte))
    assert refus is None or refus.conseil
    assert combien(cabinet) == avant


@reglages
@given(texte=textes)
@example("\x00")
@example("\ud83d\ude00")
def test_chercher_n_importe_quoi_rend_une_liste(cabinet, texte):
    with cabinet.lecture() as lecture:
        assert isinstance(rechercher(lecture, texte), tuple)


def faire(cabinet, geste):
    with cabinet.unite("geste") as unite:
        geste(unite)
        unite.valider()


@reglages
@given(texte=textes)
@example("\x00")
@example("\ud83d")
def test_des_coordonnees_mechantes_se_refusent_ou_se_relisent_telles_quelles(cabinet, texte):
    if not combien(cabinet):
        creer(cabinet)
    saisie = Coordonnees(adresse=texte, commune=texte)
    refus = refus_de(lambda: faire(cabinet, lambda unite: mettre_a_jour_coordonnees(unite, 1, saisie)))
    with cabinet.lecture() as lecture:
        fiche = lecture.un(Patient, 1)
    assert refus is None or refus.conseil
    assert refus or (fiche.adresse, fiche.commune) == (texte.strip(), texte.strip())


@reglages
@given(texte=textes)
@example("Lefe\udcffvre")
def test_une_remarque_mechante_se_refuse_ou_se_relit_telle_quelle(cabinet, texte):
    assume(texte.strip())
    if not combien(cabinet):
        creer(cabinet)
    refus = refus_de(lambda: faire(cabinet, lambda unite: noter_a_savoir(unite, 1, texte, medecin_traitant_id=None)))
    with cabinet.lecture() as lecture:
        gardee = lecture.un(Patient, 1).a_savoir
    assert refus is None or "caractère illisible" in str(refus)
    assert refus or gardee == texte.strip()


def importer_le(chemin, unite):
    return importer(unite, analyser(chemin, JOUR))


def test_apres_tout_cela_la_base_et_le_journal_sont_entiers(cabinet, tmp_path):
    creer(cabinet)
    issues = []
    for texte, colonne in product(MECHANTS, COLONNES):
        chemin = ecrire(tmp_path / "m.csv", SAINE | {colonne: texte})
        issues.append(refus_de(partial(faire, cabinet, partial(importer_le, chemin))))
    assert None in issues
    assert any(issues)
    with cabinet.lecture() as lecture:
        assert lecture.controles_de_la_base() == ()
        etat = lecture.etat_du_journal()
        assert lecture.un(Patient, 1).nom_naissance == "LEFEVRE"
    assert etat.entier
    assert etat.lignes > 5
