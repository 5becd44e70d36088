"""Le cabinet de démonstration : complet, cohérent, le même pour une même graine, jamais à moitié fait."""

import signal
import subprocess
import sys
import time
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from secretariat.accueil import lectures as accueil
from secretariat.accueil.modele import Visite
from secretariat.agenda import lectures as agenda
from secretariat.agenda.modele import RendezVous
from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.cabinet import lectures as cabinet_lu
from secretariat.cabinet import services as cabinet_services
from secretariat.cabinet.modele import Utilisateur
from secretariat.cartes.catalogue import charger_cartes
from secretariat.cartes.signature_simulee import signer
from secretariat.cartes.valeurs import CarteCps, CarteVitale
from secretariat.comptabilite.modele import Ecriture
from secretariat.comptabilite.valeurs import Sens
from secretariat.demonstration import calendrier
from secretariat.demonstration.creation import creer
from secretariat.demonstration.etablissement import IDENTIFIANT_MONTRE, MOT_DE_PASSE
from secretariat.dossiers import lectures as dossiers
from secretariat.dossiers.modele import Couverture, Patient
from secretariat.facturation import lectures as facturation
from secretariat.facturation.modele import Facture, LigneFacture, Reglement
from secretariat.facturation.regles import octets_a_signer
from secretariat.facturation.valeurs import EtatFacture
from secretariat.socle import cles
from secretariat.socle.fichier_base import DejaOuverte, VerrouDeBase
from secretariat.socle.identifiants import est_nir_fictif, nir_valide
from secretariat.socle.montant import ZERO, somme
from secretariat.socle.ressources import dossier
from secretariat.socle.verification import verifier
from tests.demonstration.conftest import MATIN, PATIENTS, ouvrir
from tests.demonstration.image import empreinte


def test_la_base_et_son_journal_se_verifient(petite):
    assert [c.nom for c in verifier(petite.cabinet) if not c.reussi] == []


def test_le_resume_dit_ce_que_la_base_contient(petite):
    with petite.cabinet.lecture() as lecture:
        assert petite.resume.patients == PATIENTS == lecture.premier(select(func.count()).select_from(Patient))
        assert petite.resume.factures == lecture.premier(select(func.count()).select_from(Facture))
        assert petite.resume.lignes_du_journal == lecture.etat_du_journal().lignes


def test_tous_les_nir_sont_fictifs_et_bien_formes(petite):
    with petite.cabinet.lecture() as lecture:
        nirs = [nir for nir in lecture.tous(select(Couverture.nir)) if nir]
    assert len(nirs) > PATIENTS // 2
    assert [nir for nir in nirs if not (est_nir_fictif(nir) and nir_valide(nir))] == []


def test_les_telephones_sont_des_tranches_reservees_a_la_fiction(petite):
    with petite.cabinet.lecture() as lecture:
        telephones = lecture.tous(select(Patient.telephone))
    assert all(t.startswith(("+3363998", "+3326191")) for t in telephones)


def test_le_compte_montre_ouvre_une_session(petite):
    with petite.cabinet.unite("essai") as unite:
        session = cabinet_services.ouvrir_session(unite, IDENTIFIANT_MONTRE, MOT_DE_PASSE, "essai")
    assert session is not None
    assert session.identite.nom == "Nadia"


def test_le_cabinet_est_une_demonstration_a_trois_praticiens(petite):
    with petite.cabinet.lecture() as lecture:
        assert cabinet_lu.etablissement(lecture).demonstration
        assert [p.rpps for p in cabinet_lu.praticiens(lecture)] == ["10000000009", "10000000017", "10000000025"]
        assert lecture.premier(select(func.count()).select_from(Utilisateur)) == 4


def test_la_matinee_est_celle_du_tableau(petite):
    with petite.cabinet.lecture() as lecture:
        compteurs = accueil.compteurs(lecture)
        assert (compteurs.en_salle, compteurs.en_consultation, compteurs.a_encaisser, compteurs.en_retard) == (
            4,
            2,
            1,
            1,
        )
        assert accueil.salle_d_attente(lecture)[0].patient == "LEFÈVRE Clémence"
        assert [rdv.patient for rdv in accueil.attendus_en_retard(lecture)] == ["MEUNIER Hugo"]
        assert accueil.retards_des_praticiens(lecture) == {1: 15, 2: 0, 3: 20}


def test_l_agenda_entoure_aujourd_hui_et_respecte_les_jours_fermes(petite):
    resume = petite.resume
    assert (MATIN.date() - resume.premier_jour).days >= 14
    assert (resume.dernier_jour - MATIN.date()).days == 14
    with petite.cabinet.lecture() as lecture:
        for journee in agenda.jours(lecture, resume.premier_jour, resume.dernier_jour):
            pris = [rdv for colonne in journee.colonnes for rdv in colonne.rendez_vous]
            assert bool(pris) == calendrier.est_ouvert(journee.jour)


def test_aucun_rendez_vous_n_en_chevauche_un_autre_sans_etre_un_surbooking(petite):
    with petite.cabinet.lecture() as lecture:
        ordre = (RendezVous.praticien_id, RendezVous.debut, RendezVous.surbooking)
        rdvs = lecture.tous(select(RendezVous).order_by(*ordre))
        fautifs = [
            b.id
            for a, b in pairwise(rdvs)
            if a.praticien_id == b.praticien_id and b.debut < a.fin and not (a.surbooking or b.surbooking)
        ]
        assert fautifs == []


def test_les_rendez_vous_passes_ont_tous_une_issue(petite):
    avant_hier = MATIN - timedelta(days=1)
    with petite.cabinet.lecture() as lecture:
        venus = set(lecture.tous(select(Visite.rendez_vous_id)))
        passes = lecture.tous(select(RendezVous).where(RendezVous.debut < avant_hier))
    issues = {EtatRendezVous.ABSENT, EtatRendezVous.ANNULE}
    assert len(passes) > 500
    assert [rdv.id for rdv in passes if rdv.id not in venus and rdv.etat not in issues] == []
    assert {rdv.etat for rdv in passes} >= issues


def test_les_instants_d_une_visite_se_suivent(petite):
    with petite.cabinet.lecture() as lecture:
        visites = lecture.tous(select(Visite))
    suites = [[t for t in (v.arrivee, v.appel, v.sortie, v.depart) if t] for v in visites]
    assert all(suite == sorted(suite) and suite[-1] <= MATIN for suite in suites)


def test_les_comptes_tombent_juste(petite):
    with petite.cabinet.lecture() as lecture:
        factures = lecture.tous(select(Facture))
        lignes = lecture.tous(select(LigneFacture.honoraire))
        reglements = lecture.tous(select(Reglement))
        ecritures = {e.id: e for e in lecture.tous(select(Ecriture))}
    assert all(f.total == f.part_amo + f.part_amc + f.part_patient for f in factures)
    assert somme(f.total for f in factures) == somme(lignes)
    assert all(ecritures[r.ecriture_id].montant == r.montant for r in reglements)
    recettes = [e for e in ecritures.values() if e.sens is Sens.RECETTE]
    assert len(recettes) == len(reglements)
    assert somme(e.montant for e in recettes) == somme(r.montant for r in reglements)


def test_les_numeros_se_suivent_sans_trou(petite):
    with petite.cabinet.lecture() as lecture:
        factures = sorted(n for n in lecture.tous(select(Facture.numero)) if n)
        ecritures = sorted(lecture.tous(select(Ecriture.numero)))
    assert factures == [f"2026-{rang:06}" for rang in range(1, len(factures) + 1)]
    assert ecritures == list(range(1, len(ecritures) + 1))


def test_les_factures_en_lot_portent_la_signature_simulee_de_leur_praticien(petite):
    with petite.cabinet.lecture() as lecture:
        numeros = lecture.tous(select(Facture.id).where(Facture.etat == EtatFacture.EN_LOT))
        fiches = [facturation.facture(lecture, numero) for numero in numeros[::97]]
    assert len(fiches) > 5
    for fiche in fiches:
        algorithme, valeur, certificat = fiche.signature.split(":")
        carte = next(c for c in cartes_cps() if c.rpps == fiche.praticien_rpps)
        attendue = signer(carte, octets_a_signer(fiche))
        assert (algorithme, valeur) == (attendue.algorithme, attendue.valeur.hex())
        assert certificat == attendue.certificat.hex()
        assert fiche.simulee
        assert fiche.lot_numero


def cartes_cps():
    contenus = [c.contenu for c in charger_cartes(dossier() / "cartes").values()]
    return [c for c in contenus if isinstance(c, CarteCps)]


def test_il_y_a_des_contre_passations_des_depenses_et_des_impayes(petite):
    with petite.cabinet.lecture() as lecture:
        annulees = lecture.tous(select(Facture).where(Facture.etat == EtatFacture.ANNULEE))
        contraires = lecture.tous(select(Facture.annule_id).where(Facture.annule_id.is_not(None)))
        depenses = lecture.tous(select(Ecriture).where(Ecriture.sens == Sens.DEPENSE))
        regles = set(lecture.tous(select(Reglement.facture_id)))
        dues = lecture.tous(select(Facture).where(Facture.part_patient > ZERO, Facture.etat != EtatFacture.ANNULEE))
    assert 2 <= len(annulees) <= 10
    assert {f.id for f in annulees} == set(contraires)
    assert len(depenses) >= 8
    assert 0 < len([f for f in dues if f.id not in regles]) < len(dues) // 10


def test_les_cartes_fictives_ont_en_partie_un_dossier(petite):
    cartes = [c.contenu for c in charger_cartes(dossier() / "cartes").values() if isinstance(c.contenu, CarteVitale)]
    porteurs = [b for carte in cartes for b in carte.beneficiaires if b.naissance]
    with petite.cabinet.lecture() as lecture:
        connus = [
            bool(dossiers.rechercher(lecture, f"{b.nom_naissance} {b.prenom} {b.naissance:%d/%m/%Y}")) for b in porteurs
        ]
    assert 6 <= sum(connus) < len(connus)


def test_la_meme_graine_donne_le_meme_cabinet_et_une_autre_un_autre(tmp_path):
    images = []
    for nom, graine in (("un", 2026), ("deux", 2026), ("autre", 7)):
        base = tmp_path / f"{nom}.sqlite"
        creer(base, graine=graine, horloge=lambda: MATIN, patients=PATIENTS, jours_passes=4)
        cabinet = ouvrir(base)
        images.append(empreinte(cabinet))
        cabinet.fermer()
    un, deux, autre = images
    assert un == deux
    assert un != autre


def test_une_base_ouverte_dans_une_fenetre_ne_se_refait_pas(tmp_path):
    base = tmp_path / "demonstration.sqlite"
    verrou = VerrouDeBase(base)
    verrou.prendre()
    with pytest.raises(DejaOuverte):
        creer(base, horloge=lambda: MATIN, patients=PATIENTS)
    verrou.rendre()
    assert not base.exists()


def test_tue_en_chemin_il_ne_laisse_pas_de_base_a_moitie_faite(tmp_path):
    base = tmp_path / "demonstration.sqlite"
    programme = (
        "import sys; from pathlib import Path; from secretariat.demonstration.creation import creer;"
        "from secretariat.socle.horloge import horloge_du_poste;"
        "creer(Path(sys.argv[1]), horloge=horloge_du_poste, patients=60, jours_passes=9,"
        " progression=lambda quoi, part: print(quoi, flush=True))"
    )
    with subprocess.Popen([sys.executable, "-c", programme, str(base)], stdout=subprocess.PIPE, text=True) as enfant:
        assert enfant.stdout is not None
        lignes = [enfant.stdout.readline() for _ in range(5)]
        enfant.send_signal(signal.SIGKILL)
    assert lignes[4].startswith("journée du")
    assert not base.exists()
    assert not cles.fichier_de(base).exists()
    creer(base, horloge=lambda: MATIN, patients=PATIENTS, jours_passes=2)
    cabinet = ouvrir(base)
    assert [c.nom for c in verifier(cabinet) if not c.reussi] == []
    cabinet.fermer()
    assert sorted(f.name for f in tmp_path.iterdir() if "brouillon" in f.name) == []


def test_le_grand_cabinet_nait_en_moins_de_vingt_secondes(tmp_path):
    """Deux mille patients : le plus long de ces essais ; le temps compté est celui du processeur."""
    depart = time.process_time()
    resume = creer(tmp_path / "demonstration.sqlite", horloge=lambda: MATIN)
    assert time.process_time() - depart < 20
    assert resume.patients == 2000
    assert resume.rendez_vous > 1500
    assert resume.factures > 1000
