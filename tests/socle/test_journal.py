"""Chercher au journal : par patient, personne, période, geste, objet et texte, page après page."""

from datetime import date

import pytest

from secretariat.cabinet.modele import FicheCabinet, Utilisateur
from secretariat.cabinet.valeurs import Role
from secretariat.dossiers.modele import Document, Patient
from secretariat.dossiers.valeurs import NatureDocument, Sexe
from secretariat.facturation.modele import Facture, LigneFacture
from secretariat.facturation.valeurs import Parcours, TiersPayant
from secretariat.socle.audit import Criteres
from secretariat.socle.journal import recherche
from secretariat.socle.montant import Montant
from secretariat.socle.unite_de_travail import Identite
from tests.conftest import CLAIRE

PAUL = Identite("paul", "Paul", "praticien", "cabinet 2")


def patient(numero, **champs):
    return Patient(
        id=numero,
        nom_naissance=f"NOM{'ABCDEFGHIJ'[numero % 10]}",
        premier_prenom="ANNE",
        naissance=date(1980, 1, 1),
        sexe=Sexe.FEMININ,
        lieu_naissance="44109",
        cree_le=champs.pop("cree_le"),
        **champs,
    )


@pytest.fixture
def deux_patients(cabinet, horloge):
    with cabinet.unite("création") as unite:
        unite.ajouter(patient(5, cree_le=horloge()), patient(58, cree_le=horloge()))
        unite.valider()
    return cabinet


def chercher(cabinet, limite=None, **criteres):
    with cabinet.lecture() as lecture:
        return lecture.lignes_du_journal(Criteres(**criteres), limite=limite)


def consulter(cabinet, objet, qui=CLAIRE):
    with cabinet.en_tant_que(qui).unite("consultation") as unite:
        unite.consulter(objet)
        unite.valider()


def test_l_objet_cinq_n_est_pas_le_cinquante_huit(deux_patients):
    consulter(deux_patients, "patients:5")
    consulter(deux_patients, "patients:58")
    assert {ligne.objet for ligne in chercher(deux_patients, texte="patients:5")} == {"patients:5"}
    assert {ligne.objet for ligne in chercher(deux_patients, patient_id=5)} == {"patients:5"}
    assert len(chercher(deux_patients, texte="patients:5")) == 2
    assert len(chercher(deux_patients, texte="patients")) == 4


def test_qui_a_vu_un_dossier_dit_aussi_ce_qui_a_ete_ouvert_dedans(deux_patients, horloge):
    with deux_patients.unite("rangement") as unite:
        unite.ajouter(
            Document(
                id=9, patient_id=5, titre="Lettre", nature=NatureDocument.COURRIER, type_mime="application/pdf",
                nom_fichier="l.pdf", contenu=b"x", empreinte="", auteur="claire", cree_le=horloge(),
            )
        )  # fmt: skip
        unite.valider()
    consulter(deux_patients, "documents:9", PAUL)
    consulter(deux_patients, "documents:404", PAUL)
    vues = chercher(deux_patients, patient_id=5)
    assert [(ligne.acteur, ligne.operation, ligne.objet) for ligne in vues] == [
        ("paul", "consultation", "documents:9"),
        ("claire", "creation", "documents:9"),
        ("claire", "creation", "patients:5"),
    ]
    assert {ligne.patient_id for ligne in vues} == {5}


def test_une_ligne_de_facture_concerne_le_patient_de_la_facture(deux_patients, horloge):
    zero = Montant(0)
    with deux_patients.unite("facture") as unite:
        facture = Facture(
            patient_id=58, praticien_id=1, jour=date(2026, 3, 12), auteur="claire", cree_le=horloge(), motifs="[]",
            parcours=next(iter(Parcours)), tiers_payant=next(iter(TiersPayant)), total=zero, part_amo=zero,
            part_amc=zero, part_patient=zero,
        )  # fmt: skip
        unite.ajouter(facture)
        unite.ajouter(
            LigneFacture(
                facture_id=facture.id, rang=1, code="G", libelle="Consultation", honoraire=zero, base=zero, taux=0,
                part_amo=zero, part_amc=zero, part_patient=zero,
            )
        )  # fmt: skip
        unite.valider()
    objets = [ligne.objet.split(":")[0] for ligne in chercher(deux_patients, patient_id=58)]
    assert objets == ["lignes_facture", "factures", "patients"]


def test_par_personne_par_geste_et_par_jour(deux_patients, horloge):
    consulter(deux_patients, "patients:5", PAUL)
    horloge.avancer(days=2)
    consulter(deux_patients, "patients:5", PAUL)
    assert len(chercher(deux_patients, acteur="paul")) == 2
    assert len(chercher(deux_patients, acteur="paul", operation="creation")) == 0
    assert len(chercher(deux_patients, acteur="paul", au=date(2026, 3, 12))) == 1
    assert len(chercher(deux_patients, acteur="paul", du=date(2026, 3, 13))) == 1
    assert len(chercher(deux_patients, acteur="paul", du=date(2026, 3, 12), au=date(2026, 3, 14))) == 2


def test_un_jour_va_de_minuit_a_minuit_a_paris(deux_patients, horloge):
    horloge.instant = horloge.instant.replace(hour=0, minute=0, second=0)
    consulter(deux_patients, "patients:5", PAUL)
    horloge.avancer(seconds=24 * 3600 - 0.5)
    consulter(deux_patients, "patients:5", PAUL)
    assert len(chercher(deux_patients, acteur="paul", du=date(2026, 3, 12), au=date(2026, 3, 12))) == 2


@pytest.mark.parametrize(
    "texte", ["%", "' OR 1=1 --", "patients:5' OR '1'='1", "\\", "{0}", "%s", "zq\ud83d", "zq\x00x"]
)
def test_un_texte_mechant_ne_trouve_rien_et_n_arrete_rien(deux_patients, texte):
    assert chercher(deux_patients, texte=texte) == ()


def test_les_pages_se_suivent_sans_trou_ni_doublon(cabinet):
    for rang in range(7):
        with cabinet.unite("renommer") as unite:
            unite.un(FicheCabinet, 1).nom = f"Cabinet {rang}"
            unite.valider()
    toutes = chercher(cabinet)
    pages, avant = [], None
    while page := chercher(cabinet, limite=3, avant=avant):
        pages.append(page)
        avant = page[-1].numero
    assert tuple(ligne for page in pages for ligne in page) == toutes
    assert [len(page) for page in pages] == [3, 3, 3, 2]


def test_un_mot_sans_date_se_cherche_dans_les_dernieres_lignes_et_avec_une_date_partout(cabinet, monkeypatch):
    monkeypatch.setattr(recherche, "PROFONDEUR_D_UN_MOT", 2)
    for nom in ("Tilleul", "Chêne", "Orme"):
        with cabinet.unite("renommer") as unite:
            unite.un(FicheCabinet, 1).nom = nom
            unite.valider()
    assert [len(chercher(cabinet, texte=nom)) for nom in ("Orme", "Tilleul")] == [1, 1]
    assert chercher(cabinet, texte="Cabinet d’essai") == ()
    assert len(chercher(cabinet, texte="Cabinet d’essai", du=date(2026, 3, 12))) == 2
    assert len(chercher(cabinet, texte="cabinets:1")) == 4
    assert chercher(cabinet, texte="Orme", du=date(2027, 1, 1)) == ()


def test_les_personnes_et_les_gestes_connus_du_journal(deux_patients):
    consulter(deux_patients, "patients:5", PAUL)
    with deux_patients.lecture() as lecture:
        assert lecture.audit.connus() == (("claire", "paul"), ("consultation", "creation"))


def test_une_modification_garde_l_avant_et_l_apres_et_rien_de_ce_qui_n_a_pas_change(deux_patients):
    with deux_patients.unite("corriger") as unite:
        fiche = unite.un(Patient, 5)
        fiche.nom_utilise, fiche.commune = "DURAND", fiche.commune
        unite.valider()
    details = chercher(deux_patients, limite=1)[0].details
    assert '"nom_utilise": ["", "DURAND"]' in details
    assert "commune" not in details


def test_un_mot_de_passe_repose_a_l_identique_ne_se_dit_pas_change(cabinet):
    with cabinet.unite("compte") as unite:
        unite.ajouter(Utilisateur(identifiant="x", nom="X", prenom="X", role=Role.SECRETAIRE, mot_de_passe="derive"))
        unite.valider()
    with cabinet.unite("compte") as unite:
        compte = unite.un(Utilisateur, 1)
        compte.mot_de_passe, compte.nom = "derive", "Y"
        unite.valider()
    assert chercher(cabinet, limite=1)[0].details == '{"nom": ["X", "Y"]}'
