"""Détruire un dossier : tout disparaît, sauf ce que la loi garde ; rien ne se détruit par surprise."""

from datetime import date, datetime
from io import BytesIO

import pypdfium2
import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from secretariat.accueil.modele import Visite
from secretariat.comptabilite.modele import Ecriture
from secretariat.conformite.lectures.certificats import certificats, contenu_du_certificat
from secretariat.conformite.lectures.conservation import est_archive, propositions
from secretariat.conformite.lectures.parcours import classes_du_dossier, lignes_du_dossier
from secretariat.conformite.modele import CertificatDestruction
from secretariat.conformite.services import conservation
from secretariat.conformite.services.destruction import detruire
from secretariat.conformite.valeurs.acces import EtatDemande
from secretariat.conformite.valeurs.conservation import Decision, FaitsDeConservation
from secretariat.courriers.modele import SignatureDocument
from secretariat.dossiers.lectures import rechercher
from secretariat.dossiers.modele import Patient
from secretariat.facturation.modele import AutorisationDePurge, Facture, LigneFacture, Reglement
from secretariat.facturation.services import autoriser_la_purge
from secretariat.socle.base import Base
from secretariat.socle.droits import DroitManquant
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.horloge import PARIS
from secretariat.socle.verification import verifier
from tests.conformite.conftest import facturer, remplir
from tests.conftest import CLAIRE
from tests.dossiers.fabrique import creer

NOM = "D'OEILLERES"


def faire(cabinet, service, *arguments, **nommes):
    with cabinet.unite("essai") as unite:
        rendu = service(unite, *arguments, **nommes)
        unite.valider()
    return rendu


@pytest.fixture
def decide(praticienne, vieux):
    """Le vieux dossier, dont un médecin a décidé la destruction."""
    faire(praticienne, conservation.decider, vieux, Decision.DETRUIRE, "")
    return vieux


def tables_reliees():
    """Les tables qu’une clé étrangère relie à `patients`, lues dans les métadonnées seules."""
    reliees, avant = {"patients"}, 0
    while len(reliees) != avant:
        avant = len(reliees)
        reliees |= {
            table.name
            for table in Base.metadata.tables.values()
            if any(cle.column.table.name in reliees for cle in table.foreign_keys)
        }
    return reliees


def test_aucune_table_reliee_a_un_patient_n_est_oubliee():
    assert {classe.__tablename__ for classe in classes_du_dossier()} == tables_reliees()


def test_le_dossier_d_essai_a_une_ligne_dans_chaque_table(cabinet, vieux):
    with cabinet.lecture() as lecture:
        vides = [c.__tablename__ for c, lignes in lignes_du_dossier(lecture, vieux).items() if not lignes]
    assert vides == []


def test_detruire_vide_toutes_les_tables_et_elles_seules(praticienne, decide):
    with praticienne.lecture() as lecture:
        autres = lecture.premier(select(func.count()).select_from(Patient)) - 1
    faire(praticienne, detruire, [decide], confirmation="détruire 1")
    with praticienne.lecture() as lecture:
        restes = {c.__tablename__: lecture.premier(select(func.count()).select_from(c)) for c in classes_du_dossier()}
        assert restes.pop("patients") == autres
        assert restes.pop("mots_recherche") > 0  # ceux de l’autre dossier
        assert set(restes.values()) == {0}
        assert rechercher(lecture, "oeilleres") == ()
        assert lecture.controles_de_la_base() == ()
    assert [c.nom for c in verifier(praticienne) if not c.reussi] == []


def test_une_signature_ne_s_ote_qu_une_fois_la_destruction_decidee(praticienne, vieux, cabinet):
    ordre = delete(SignatureDocument)
    with cabinet.connexion_nue() as connexion, pytest.raises(IntegrityError, match="ne se corrige pas"):
        connexion.execute(ordre)
    faire(praticienne, conservation.decider, vieux, Decision.DETRUIRE, "")
    with cabinet.connexion_nue() as connexion:
        assert connexion.execute(ordre).rowcount == 1
        connexion.rollback()


def test_les_ecritures_restent_sans_nom_et_les_purges_sont_ecrites(praticienne, decide):
    faire(praticienne, detruire, [decide], confirmation="DÉTRUIRE 1")
    with praticienne.lecture() as lecture:
        ecritures = lecture.tous(select(Ecriture))
        assert len(ecritures) == 2
        assert not any(NOM in f"{e.libelle}{e.tiers}{e.piece}" for e in ecritures)
        assert [a.raison for a in lecture.tous(select(AutorisationDePurge))] == [
            f"destruction du dossier n° {decide}, certificat D-2026-0001"
        ] * 2


def test_le_certificat_dit_des_initiales_et_rien_du_contenu(praticienne, decide):
    certificat = faire(praticienne, detruire, [decide], confirmation="DÉTRUIRE 1")
    with praticienne.lecture() as lecture:
        (range_,) = certificats(lecture)
        assert (range_.numero, range_.signataire, range_.dossiers) == ("D-2026-0001", "Dr\u00a0Hélène MARCHAND", 1)
        document = pypdfium2.PdfDocument(BytesIO(contenu_du_certificat(lecture, certificat)))
        texte = " ".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", " ")
        document.close()
    assert "D. Z." in texte
    assert "20 ans après le dernier passage" in texte
    assert "journal d’audit" in texte
    assert "sauvegardes" in texte
    assert NOM not in texte.upper()
    assert "ZO" not in texte.upper().replace("ZONE", "")


def test_le_journal_dit_la_destruction_et_sa_raison(praticienne, decide):
    faire(praticienne, detruire, [decide], confirmation="DÉTRUIRE 1")
    with praticienne.lecture() as lecture:
        lignes = lecture.lignes_du_journal(limite=200)
    destruction = next(ligne for ligne in lignes if ligne.operation == "destruction")
    assert (destruction.acteur, destruction.objet) == ("helene", f"patients:{decide}")
    assert "20 ans" in destruction.details
    suppressions = [ligne for ligne in lignes if ligne.operation == "suppression"]
    assert {ligne.details for ligne in suppressions} == {"{}"}


def test_un_certificat_ne_se_corrige_pas(praticienne, decide, cabinet):
    faire(praticienne, detruire, [decide], confirmation="DÉTRUIRE 1")
    with cabinet.connexion_nue() as connexion, pytest.raises(IntegrityError, match="ne se corrige pas"):
        connexion.exec_driver_sql("UPDATE certificats_destruction SET signataire = 'autre'")
    with cabinet.connexion_nue() as connexion, pytest.raises(IntegrityError, match="ne se corrige pas"):
        connexion.exec_driver_sql("DELETE FROM autorisations_de_purge")


@pytest.mark.parametrize("table", [LigneFacture, Reglement])
def test_sans_autorisation_une_ligne_de_facture_ne_s_efface_pas(cabinet, vieux, table):
    with cabinet.connexion_nue() as connexion, pytest.raises(IntegrityError, match="contraire"):
        connexion.execute(delete(table))


def test_une_autorisation_ne_vaut_que_pour_sa_facture(cabinet, vieux):
    with cabinet.lecture() as lecture:
        premiere = lecture.premier(select(Facture.id).order_by(Facture.id))
    faire(cabinet, autoriser_la_purge, premiere, gardee_jusqu_au=date(2015, 12, 31), raison="essai")
    with cabinet.connexion_nue() as connexion:
        assert connexion.execute(delete(LigneFacture).where(LigneFacture.facture_id == premiere)).rowcount == 1
        with pytest.raises(IntegrityError, match="contraire"):
            connexion.execute(delete(LigneFacture).where(LigneFacture.facture_id != premiere))
        connexion.rollback()


def test_une_facture_de_moins_de_dix_ans_n_est_pas_purgeable(cabinet, vieux):
    with pytest.raises(ErreurMetier, match="se garde jusqu’au 31/12/2030"):
        faire(cabinet, autoriser_la_purge, 1, gardee_jusqu_au=date(2030, 12, 31), raison="essai")
    with pytest.raises(ErreurMetier, match="sans raison"):
        faire(cabinet, autoriser_la_purge, 1, gardee_jusqu_au=date(2015, 12, 31), raison=" ")


def test_une_facture_recente_est_un_passage(praticienne, vieux, cabinet):
    with cabinet.unite("essai") as unite:
        facturer(unite, vieux, datetime(2024, 5, 4, 9, tzinfo=PARIS))
        unite.valider()
    with praticienne.lecture() as lecture:
        assert vieux not in {ligne.patient_id for ligne in propositions(lecture)}


def test_apres_un_deces_la_comptabilite_peut_encore_tout_garder(praticienne, cabinet):
    numero = creer(cabinet, "Ancien", "Luc", naissance=date(1940, 1, 1))
    creer(cabinet, "Récent", "Paul")
    remplir(cabinet, numero, datetime(2016, 1, 4, 9, tzinfo=PARIS))
    faire(cabinet, conservation.noter_faits, numero, FaitsDeConservation(deces_le=date(2016, 1, 5)))
    with praticienne.lecture() as lecture:
        (ligne,) = [x for x in propositions(lecture) if x.patient_id == numero]
    assert ligne.echu  # dix ans après le décès
    assert ligne.empechements == ("Sa facture du 4 janvier 2016 se garde jusqu’au 31 décembre 2026 (pièce comptable).",)
    with pytest.raises(ErreurMetier, match="4 janvier 2016 se garde jusqu’au 31 décembre 2026"):
        faire(praticienne, conservation.decider, numero, Decision.DETRUIRE, "")


def test_seul_un_praticien_decide_et_detruit(cabinet, vieux):
    with pytest.raises(DroitManquant):
        faire(cabinet.en_tant_que(CLAIRE), conservation.decider, vieux, Decision.DETRUIRE, "")
    with pytest.raises(DroitManquant):
        faire(cabinet.en_tant_que(CLAIRE), detruire, [vieux], confirmation="DÉTRUIRE 1")


@pytest.mark.parametrize("confirmation", ["", "oui", "DÉTRUIRE", "DÉTRUIRE 2"])
def test_sans_la_seconde_confirmation_rien_n_est_detruit(praticienne, decide, confirmation):
    with pytest.raises(ErreurMetier, match="pas été confirmée"):
        faire(praticienne, detruire, [decide], confirmation=confirmation)
    with praticienne.lecture() as lecture:
        assert lecture.un(Patient, decide).nom_naissance == NOM


def test_un_dossier_refuse_et_aucun_n_est_detruit(praticienne, decide, cabinet):
    autre = creer(cabinet, "Jeune", "Ève", naissance=date(2010, 1, 1))
    with pytest.raises(ErreurMetier, match="Personne n’a décidé"):
        faire(praticienne, detruire, [decide, autre], confirmation="DÉTRUIRE 2")
    with praticienne.lecture() as lecture:
        assert lecture.un(Patient, decide)
        assert certificats(lecture) == ()


def test_une_decision_perimee_ne_detruit_plus(praticienne, decide, cabinet, horloge):
    with cabinet.unite("il est revenu") as unite:
        unite.ajouter(Visite(patient_id=decide, praticien_id=1, arrivee=horloge()))
        unite.valider()
    with pytest.raises(ErreurMetier, match="n’est pas échu"):
        faire(praticienne, detruire, [decide], confirmation="DÉTRUIRE 1")


def test_une_demande_d_acces_ouverte_et_le_dernier_numero_empechent(praticienne, cabinet):
    numero = creer(cabinet, "Dernier", "Luc", naissance=date(1940, 1, 1))
    remplir(cabinet, numero, datetime(2001, 6, 1, 9, tzinfo=PARIS), demande=EtatDemande.COMPLETE)
    with praticienne.lecture() as lecture:
        (ligne,) = [x for x in propositions(lecture) if x.patient_id == numero]
    assert len(ligne.empechements) == 2
    with pytest.raises(ErreurMetier, match=r"demande d’accès.*dernier numéro"):
        faire(praticienne, conservation.decider, numero, Decision.DETRUIRE, "")


def test_garder_et_suspendre_demandent_une_raison_et_suspendre_arrete_le_delai(praticienne, vieux):
    with pytest.raises(ErreurMetier, match="demande une raison"):
        faire(praticienne, conservation.decider, vieux, Decision.GARDER, "  ")
    faire(praticienne, conservation.decider, vieux, Decision.SUSPENDRE, "expertise en cours")
    with praticienne.lecture() as lecture:
        (ligne,) = propositions(lecture)
    assert (ligne.echeance.le, ligne.echu, ligne.decision) == (None, False, Decision.SUSPENDRE)
    faire(praticienne, conservation.reprendre_le_delai, vieux)
    with praticienne.lecture() as lecture:
        assert propositions(lecture)[0].echu


def test_l_archive_se_propose_apres_cinq_ans_et_le_dossier_se_cherche_encore(cabinet, horloge):
    numero = creer(cabinet, "Parti", "Marc")
    with pytest.raises(ErreurMetier, match="base active jusqu’au 12 mars 2031"):
        faire(cabinet, conservation.mettre_en_archive, numero)
    horloge.avancer(days=366 * 5)
    with cabinet.lecture() as lecture:
        assert [(x.patient_id, x.echu) for x in propositions(lecture)] == [(numero, False)]
    faire(cabinet, conservation.mettre_en_archive, numero)
    with pytest.raises(ErreurMetier, match="en archive depuis"):
        faire(cabinet, conservation.mettre_en_archive, numero)
    with cabinet.lecture() as lecture:
        assert est_archive(lecture, numero) == horloge().date()
        assert [p.id for p in rechercher(lecture, "parti")] == [numero]
    faire(cabinet, conservation.sortir_de_l_archive, numero)
    with cabinet.lecture() as lecture:
        assert est_archive(lecture, numero) is None


def test_un_fait_impossible_n_est_pas_note(cabinet, vieux):
    with pytest.raises(ErreurMetier, match="antérieur au dernier passage"):
        faire(cabinet, conservation.noter_faits, vieux, FaitsDeConservation(deces_le=date(2004, 1, 1)))


def test_un_certificat_abime_ne_se_montre_pas(praticienne, decide, cabinet):
    certificat = faire(praticienne, detruire, [decide], confirmation="DÉTRUIRE 1")
    with cabinet.connexion_nue() as connexion:
        suite = " ON certificats_destruction" if connexion.dialect.name == "postgresql" else ""
        connexion.exec_driver_sql(f"DROP TRIGGER certificats_destruction_sans_update{suite}")
        connexion.execute(update(CertificatDestruction).values(contenu=b"autre"))
        connexion.commit()
    with cabinet.lecture() as lecture, pytest.raises(ErreurEnvironnement, match="empreinte"):
        contenu_du_certificat(lecture, certificat)


def test_rien_n_est_propose_d_un_cabinet_jeune(cabinet, horloge):
    creer(cabinet)
    horloge.avancer(days=365)
    with cabinet.lecture() as lecture:
        assert propositions(lecture) == ()
