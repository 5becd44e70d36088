"""Exporter un dossier : tout y est, exact, sans sortir du dossier choisi ; entier ou pas du tout."""

import base64
import csv
import hashlib
import io
import json
import subprocess
from datetime import date, datetime
from decimal import Decimal
from zipfile import ZipFile

import pytest
from cryptography.x509 import load_der_x509_certificate
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from secretariat.cartes.cpx.algorithmes import est_juste
from secretariat.conformite import ecriture, portabilite
from secretariat.conformite.lectures.parcours import classes_du_dossier
from secretariat.conformite.regles.noms import nom_de_fichier
from secretariat.conformite.services.exports import annoncer_export
from secretariat.courriers.regles import octets_a_signer
from secretariat.dossiers.modele import Document
from secretariat.facturation.modele import Facture, LigneFacture
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.horloge import PARIS
from secretariat.socle.montant import Montant
from secretariat.socle.unite_de_travail import Cabinet
from tests.conformite.conftest import EMOJI, PDF
from tests.conformite.test_destruction import tables_reliees


def sans_arret(_fait, _total):
    return True


def exporter(cabinet: Cabinet, numero, destination, suivi=sans_arret):
    with cabinet.lecture() as lecture:
        return ecriture.ecrire(portabilite.preparer(lecture, numero), destination, suivi)


@pytest.fixture
def exporte(cabinet, vieux, tmp_path):
    return exporter(cabinet, vieux, tmp_path / "export")


@pytest.fixture
def donnees(exporte):
    return json.loads((exporte / "dossier.json").read_text(encoding="utf-8"))


def test_toutes_les_tables_d_un_patient_sont_dans_l_export(donnees):
    assert set(donnees["tables"]) == tables_reliees()
    assert [table for table, lignes in donnees["tables"].items() if not lignes] == []


def test_chaque_colonne_y_est_sauf_les_octets(donnees):
    for classe in classes_du_dossier():
        attendues = {c.name for c in classe.__table__.columns} - {"contenu"}
        assert all(ligne.keys() == attendues for ligne in donnees["tables"][classe.__tablename__])


def test_les_chiffres_du_json_sont_ceux_de_la_base(cabinet, donnees):
    with cabinet.lecture() as lecture:
        factures = lecture.tous(select(Facture).order_by(Facture.id))
        lignes = lecture.tous(select(LigneFacture).order_by(LigneFacture.id))
    lues = donnees["tables"]["factures"]
    assert [Montant.euros(f["total"]["euros"]) for f in lues] == [f.total for f in factures]
    assert [f["total"]["centimes"] for f in lues] == [2650, -2650]
    assert [date.fromisoformat(f["jour"]) for f in lues] == [f.jour for f in factures]
    assert [datetime.fromisoformat(f["cree_le"]) for f in lues] == [f.cree_le for f in factures]
    assert [Decimal(li["taux"]) for li in donnees["tables"]["lignes_facture"]] == [li.taux for li in lignes]
    assert lues[0]["lot_id"] is None


def test_la_signature_d_un_document_s_exporte_avec_de_quoi_la_verifier(donnees):
    (posee,) = donnees["tables"]["signatures_documents"]
    (document,) = [d for d in donnees["documents"] if d["id"] == posee["document_id"]]
    certificat = load_der_x509_certificate(base64.b64decode(posee["certificat"]))
    assert (posee["empreinte"], posee["simulee"]) == (document["sha256"], True)
    octets = octets_a_signer(posee["document_id"], "Compte rendu", document["sha256"])
    assert est_juste(posee["algorithme"], certificat.public_key(), bytes.fromhex(posee["valeur"]), octets)


def test_les_accents_et_les_emojis_survivent(donnees):
    (patient,) = donnees["tables"]["patients"]
    assert (patient["prenom_utilise"], patient["nom_naissance"]) == (EMOJI, "D'OEILLERES")
    assert (donnees["format"], donnees["version"]) == ("secretariat.dossier", 1)


def test_deux_documents_de_meme_nom_et_un_nom_qui_veut_sortir(exporte, cabinet, tmp_path):
    documents = sorted((exporte / "documents").iterdir())
    assert [d.name.partition("-")[2] for d in documents] == ["passwd.pdf", "passwd.pdf"]
    assert {d.read_bytes() for d in documents} == {PDF}
    assert sorted(p.name for p in tmp_path.iterdir() if "etc" in p.name or "passwd" in p.name) == []


def test_les_empreintes_se_controlent_avec_un_outil_ordinaire(exporte):
    controle = subprocess.run(
        ["sha256sum", "-c", "empreintes.sha256"], cwd=exporte, capture_output=True, text=True, check=False
    )
    assert controle.returncode == 0
    fichiers = {str(f.relative_to(exporte)) for f in exporte.rglob("*") if f.is_file()}
    listes = {ligne.split("  ")[1] for ligne in (exporte / "empreintes.sha256").read_text().splitlines()}
    assert fichiers - listes == {"empreintes.sha256"}


def test_les_tableaux_s_ouvrent_et_ne_portent_pas_de_formule(exporte, cabinet):
    lignes = list(csv.reader(io.StringIO((exporte / "factures.csv").read_text("utf-8-sig")), delimiter=";"))
    assert lignes[1][3:5] == ["26,50", "17,55"]
    assert lignes[2][3] == "-26,50"
    rdv = list(csv.reader(io.StringIO((exporte / "rendez-vous.csv").read_text("utf-8-sig")), delimiter=";"))
    assert rdv[1][2:4] == ["Dr\u00a0Hélène MARCHAND", "Consultation"]


def test_le_zip_contient_les_memes_fichiers(cabinet, vieux, tmp_path):
    archive = ZipFile(exporter(cabinet, vieux, tmp_path / "export.zip"))
    assert archive.testzip() is None
    assert "dossier.json" in archive.namelist()
    assert all(".." not in nom and not nom.startswith("/") for nom in archive.namelist())
    archive.close()


@pytest.mark.parametrize("nom", ["export", "export.zip"])
def test_un_export_n_en_remplace_jamais_un_autre(cabinet, vieux, tmp_path, nom):
    (tmp_path / nom).write_bytes(b"deja la")
    with pytest.raises(ErreurMetier, match="déjà quelque chose"):
        exporter(cabinet, vieux, tmp_path / nom)
    assert (tmp_path / nom).read_bytes() == b"deja la"


@pytest.mark.parametrize("nom", ["export", "export.zip"])
def test_un_arret_demande_ne_laisse_rien(cabinet, vieux, tmp_path, nom):
    avant = set(tmp_path.iterdir())
    with pytest.raises(ErreurMetier, match="arrêté"):
        exporter(cabinet, vieux, tmp_path / nom, suivi=lambda fait, _total: fait < 3)
    assert set(tmp_path.iterdir()) == avant


@pytest.mark.parametrize("nom", ["export", "export.zip"])
def test_un_disque_plein_ne_laisse_rien(cabinet, vieux, disque_plein, nom):
    (disque_plein / "bourrage").write_bytes(b"x" * 65_536)
    with pytest.raises(ErreurEnvironnement, match="disque est plein"):
        exporter(cabinet, vieux, disque_plein / nom)
    assert [f.name for f in disque_plein.iterdir()] == ["bourrage"]


def test_un_dossier_absent_est_dit(cabinet, vieux, tmp_path):
    with pytest.raises(ErreurEnvironnement, match="n’existe pas"):
        exporter(cabinet, vieux, tmp_path / "absent" / "export")


def test_un_document_abime_arrete_l_export_et_ne_laisse_rien(cabinet, vieux, tmp_path):
    with cabinet.unite("essai") as unite:
        unite.premier(select(Document)).contenu = b"%PDF- autre"
        unite.valider()
    avant = set(tmp_path.iterdir())
    with pytest.raises(ErreurEnvironnement, match="empreinte"):
        exporter(cabinet, vieux, tmp_path / "export")
    assert set(tmp_path.iterdir()) == avant


def test_l_export_s_annonce_au_journal_avec_sa_raison(cabinet, vieux):
    with cabinet.unite("essai") as unite:
        annoncer_export(unite, vieux, raison="demande écrite du 2 mars", vers="cle-usb")
        unite.valider()
    with cabinet.lecture() as lecture:
        ligne = lecture.lignes_du_journal(limite=1)[0]
    assert (ligne.operation, ligne.objet) == ("export", f"patients:{vieux}")
    assert "demande écrite" in ligne.details


@pytest.mark.parametrize(("numero", "raison", "attendu"), [(1, " ", "raison"), (99, "essai", "dossier n°")])
def test_un_export_sans_raison_ou_sans_dossier_est_refuse(cabinet, vieux, numero, raison, attendu):
    with cabinet.unite("essai") as unite, pytest.raises(ErreurMetier, match=attendu):
        annoncer_export(unite, numero, raison=raison, vers="x")


@given(st.text(max_size=200))
def test_un_nom_de_fichier_est_toujours_sur(nom):
    sur = nom_de_fichier(nom)
    assert 0 < len(sur) <= 80
    assert not set(sur) & set('/\\\0:*?"<>|')
    assert not sur.startswith(".")
    assert nom_de_fichier(sur) == sur


def test_une_valeur_inconnue_ne_s_exporte_pas_en_silence():
    with pytest.raises(TypeError, match="forme"):
        portabilite.en_json(3.5)
    assert portabilite.en_json(datetime(2026, 3, 12, 10, tzinfo=PARIS)) == "2026-03-12T09:00:00+00:00"


def test_l_empreinte_du_json_est_celle_du_document(exporte, donnees):
    for document in donnees["documents"]:
        assert hashlib.sha256((exporte / document["fichier"]).read_bytes()).hexdigest() == document["sha256"]
