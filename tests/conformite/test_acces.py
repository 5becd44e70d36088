"""Une demande d’accès, du courrier reçu au dossier communiqué."""

import io
import json
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest

from secretariat.cabinet.reglages import changer
from secretariat.conformite import ecriture
from secretariat.conformite.communication import preparer_la_communication
from secretariat.conformite.lectures import acces as lues
from secretariat.conformite.reglages import REGLAGES
from secretariat.conformite.services import acces, reponses
from secretariat.conformite.services.conservation import noter_faits
from secretariat.conformite.services.exports import annoncer_export_de_la_demande
from secretariat.conformite.valeurs.acces import (
    Alerte,
    EtatDemande,
    ModeCommunication,
    MotifDeces,
    NouvelleDemande,
    Qualite,
    RaisonExclusion,
)
from secretariat.conformite.valeurs.conservation import FaitsDeConservation
from secretariat.courriers.lectures import courriers_du_patient
from secretariat.dossiers.services import ranger_document
from secretariat.dossiers.valeurs import NatureDocument, NouveauDocument
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import ModifieAilleurs
from tests.conformite.conftest import PDF
from tests.conformite.test_destruction import faire
from tests.dossiers.fabrique import creer

JOUR = date(2026, 3, 12)
NOUVELLE = NouvelleDemande("Adèle LEFÈVRE", Qualite.PATIENT, JOUR, "3 rue du Port\n44000 Nantes")


@pytest.fixture
def adele(cabinet):
    numero = creer(cabinet)
    with cabinet.unite("essai") as unite:
        for titre in ("Compte rendu", "Lettre de sa sœur"):
            document = NouveauDocument(titre, NatureDocument.COURRIER, f"{titre}.pdf", "application/pdf", PDF)
            ranger_document(unite, numero, document)
        unite.valider()
    return numero


@pytest.fixture
def demande(cabinet, adele):
    return faire(cabinet, acces.enregistrer_demande, adele, NOUVELLE)


def lire(cabinet, numero):
    with cabinet.lecture() as lecture:
        return lues.demande(lecture, numero)


def completer(cabinet, numero):
    for piece in lire(cabinet, numero).manquantes:
        faire(cabinet, acces.recevoir_piece, piece.id, cabinet.horloge().date())


def test_une_demande_nait_sans_echeance_et_attend_ses_pieces(cabinet, demande):
    lue = lire(cabinet, demande)
    assert (lue.etat, lue.bornes, lue.alerte) == (EtatDemande.RECUE, None, Alerte.AUCUNE)
    assert [p.libelle for p in lue.manquantes] == ["Copie d’une pièce d’identité du demandeur"]


def test_la_derniere_piece_la_rend_complete_et_fait_courir_le_delai(cabinet, demande, horloge):
    horloge.avancer(days=3)
    completer(cabinet, demande)
    lue = lire(cabinet, demande)
    assert (lue.etat, lue.complete_le) == (EtatDemande.COMPLETE, date(2026, 3, 15))
    assert (lue.bornes.au_plus_tot, lue.bornes.au_plus_tard) == (date(2026, 3, 17), date(2026, 3, 23))


def test_l_alerte_arrive_deux_jours_avant_et_reste_apres(cabinet, demande, horloge):
    completer(cabinet, demande)
    for jours, attendue in ((5, []), (1, [Alerte.PROCHE]), (3, [Alerte.DEPASSEE])):
        horloge.avancer(days=jours)
        with cabinet.lecture() as lecture:
            assert [d.alerte for d in lues.alertes(lecture)] == attendue


def test_le_cabinet_peut_faire_partir_le_delai_de_la_reception(cabinet, demande):
    faire(cabinet, changer, REGLAGES["depart_demande_complete"], 0)
    assert lire(cabinet, demande).bornes.au_plus_tard == date(2026, 3, 20)


def test_le_parcours_entier_laisse_ses_lettres_au_dossier(cabinet, adele, demande, horloge):
    faire(cabinet, reponses.accuser_reception, demande)
    faire(cabinet, reponses.reclamer_les_pieces, demande)
    assert lire(cabinet, demande).etat is EtatDemande.INCOMPLETE
    completer(cabinet, demande)
    faire(cabinet, acces.preparer, demande)
    with pytest.raises(ErreurMetier, match=r"délai de réflexion.*14 mars 2026"):
        faire(cabinet, reponses.transmettre, demande)
    horloge.avancer(days=2)
    faire(cabinet, reponses.transmettre, demande)
    assert (lire(cabinet, demande).etat, lire(cabinet, demande).transmise_le) == (
        EtatDemande.TRANSMISE,
        date(2026, 3, 14),
    )
    faire(cabinet, acces.clore, demande)
    with cabinet.lecture() as lecture:
        ecrites = [c.modele for c in courriers_du_patient(lecture, adele)]
        assert any(li.operation == "dossier communiqué" for li in lecture.lignes_du_journal(limite=30))
    assert ecrites == ["acces_transmission", "acces_piece", "acces_accuse"]


def test_un_refus_est_d_un_praticien_et_dit_sa_raison(cabinet, praticienne, demande, adele):
    with pytest.raises(ErreurMetier, match="décision d’un praticien"):
        faire(cabinet, reponses.refuser, demande, "opposition")
    with pytest.raises(ErreurMetier, match="dit sa raison"):
        faire(praticienne, reponses.refuser, demande, " ")
    faire(praticienne, reponses.refuser, demande, "Le mandat n’est pas signé.")
    assert (lire(cabinet, demande).etat, lire(cabinet, demande).refus) == (
        EtatDemande.REFUSEE,
        "Le mandat n’est pas signé.",
    )


def test_un_ayant_droit_suppose_un_deces_note_et_un_motif(cabinet, adele):
    heritier = replace(NOUVELLE, qualite=Qualite.HERITIER, motif_deces=MotifDeces.MEMOIRE)
    with pytest.raises(ErreurMetier, match="aucun décès n’est noté"):
        faire(cabinet, acces.enregistrer_demande, adele, heritier)
    faits = FaitsDeConservation(deces_le=JOUR, opposition_ayants_droit=True)
    faire(cabinet, noter_faits, adele, faits)
    numero = faire(cabinet, acces.enregistrer_demande, adele, heritier)
    completer(cabinet, numero)
    with pytest.raises(ErreurMetier, match="s’était opposée"):
        faire(cabinet, acces.preparer, numero)


def test_une_piece_n_arrive_ni_avant_la_demande_ni_demain(cabinet, demande):
    (piece,) = lire(cabinet, demande).pieces
    for jour in (date(2026, 3, 11), date(2026, 3, 13)):
        with pytest.raises(ErreurMetier, match="n’a pu arriver"):
            faire(cabinet, acces.recevoir_piece, piece.id, jour)


def test_on_se_passe_d_une_piece_en_disant_pourquoi(cabinet, demande):
    (piece,) = lire(cabinet, demande).pieces
    with pytest.raises(ErreurMetier, match="sans raison"):
        faire(cabinet, acces.dispenser_de_la_piece, piece.id, "")
    faire(cabinet, acces.dispenser_de_la_piece, piece.id, "identité vérifiée au comptoir")
    lue = lire(cabinet, demande)
    assert (lue.etat, "comptoir" in lue.pieces[0].libelle) == (EtatDemande.COMPLETE, True)
    with pytest.raises(ErreurMetier, match="n’attend plus de pièce"):
        faire(cabinet, acces.recevoir_piece, piece.id, JOUR)


def test_deux_postes_ne_se_contredisent_pas(cabinet, demande):
    completer(cabinet, demande)
    vue = lire(cabinet, demande).version
    faire(cabinet, acces.preparer, demande, version=vue)
    faire(cabinet, acces.reouvrir, demande)
    with pytest.raises(ModifieAilleurs):
        faire(cabinet, acces.preparer, demande, version=vue)


def test_l_inventaire_liste_chaque_document_et_se_fige_une_fois_pret(cabinet, demande):
    with cabinet.lecture() as lecture:
        cles = [e.cle for e in lues.elements(lecture, demande)]
    assert cles == ["patients", "documents:1", "documents:2"]
    with pytest.raises(ErreurMetier, match="n’est pas dans le dossier"):
        faire(cabinet, acces.exclure, demande, "documents:99", RaisonExclusion.TIERS)
    completer(cabinet, demande)
    faire(cabinet, acces.preparer, demande)
    with pytest.raises(ErreurMetier, match="arrêté"):
        faire(cabinet, acces.exclure, demande, "documents:1", RaisonExclusion.TIERS)


@pytest.fixture
def communique(cabinet, demande, tmp_path):
    """L’export d’une demande dont la lettre de la sœur est écartée."""
    faire(cabinet, acces.exclure, demande, "documents:1", RaisonExclusion.NOTES)
    faire(cabinet, acces.reintegrer, demande, "documents:1")
    faire(cabinet, acces.exclure, demande, "documents:2", RaisonExclusion.TIERS, precision="écrite par sa sœur")
    faire(cabinet, annoncer_export_de_la_demande, demande, vers="communication.zip")
    with cabinet.lecture() as lecture:
        chemin = ecriture.ecrire(
            preparer_la_communication(lecture, demande), tmp_path / "communication.zip", lambda *_: True
        )
    with ZipFile(chemin) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


def test_ce_qui_est_exclu_ne_sort_pas_et_l_inventaire_dit_pourquoi(communique):
    donnees = json.loads(communique["dossier.json"])
    assert [d["id"] for d in donnees["documents"]] == [1]
    assert not any("000002" in nom for nom in communique)
    assert "sœur" not in communique["dossier.json"].decode()
    document = pypdfium2.PdfDocument(communique["inventaire.pdf"])
    texte = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "informations recueillies auprès de tiers" in " ".join(texte.split())
    assert donnees["documents"][0]["sha256"][:40] in texte.replace("\r\n", "")


def test_l_inventaire_porte_les_marques_du_pdf_a_3b(communique):
    with pikepdf.open(io.BytesIO(communique["inventaire.pdf"])) as pdf:
        with pdf.open_metadata() as metadonnees:
            assert (metadonnees["pdfaid:part"], metadonnees["pdfaid:conformance"]) == ("3", "B")
        (intention,) = pdf.Root.OutputIntents
        assert intention.DestOutputProfile.N == 3
        assert pdf.Root.Lang == "fr-FR"
        polices = [police for page in pdf.pages for police in page.Resources.Font.values()]
        assert polices
        assert all("/FontFile2" in police.FontDescriptor for police in polices)
        assert not pdf.is_encrypted


def test_les_remarques_de_l_accueil_s_excluent_ensemble(cabinet, vieux, tmp_path):
    numero = faire(cabinet, acces.enregistrer_demande, vieux, replace(NOUVELLE, mode=ModeCommunication.ENVOI))
    with cabinet.lecture() as lecture:
        assert next(e for e in lues.elements(lecture, numero) if e.cle == "notes").detail == "3\u00a0éléments"
    faire(cabinet, acces.exclure, numero, "notes", RaisonExclusion.NOTES)
    with cabinet.lecture() as lecture:
        contenu = dict(preparer_la_communication(lecture, numero).fichiers)["dossier.json"]().decode()
    assert not any(note in contenu for note in ("parler fort", "vient avec sa fille", "en fauteuil"))


def test_la_liste_met_la_plus_pressee_d_abord(cabinet, adele, horloge):
    ancienne = faire(cabinet, acces.enregistrer_demande, adele, replace(NOUVELLE, ancienne=True))
    pressee = faire(cabinet, acces.enregistrer_demande, adele, NOUVELLE)
    close = faire(cabinet, acces.enregistrer_demande, adele, NOUVELLE)
    for numero in (ancienne, pressee):
        completer(cabinet, numero)
    faire(cabinet, reponses.reclamer_les_pieces, close)
    faire(cabinet, acces.clore, close)
    with cabinet.lecture() as lecture:
        assert [d.id for d in lues.demandes(lecture)] == [pressee, ancienne, close]
