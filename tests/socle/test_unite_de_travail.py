"""La transaction, le journal, et ce qui se passe quand on triche."""

import shutil
import subprocess
import threading

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from secretariat.cabinet.modele import Praticien, Utilisateur
from secretariat.cabinet.valeurs import Role
from secretariat.dossiers.modele import Patient
from secretariat.dossiers.valeurs import Sexe
from secretariat.socle import chiffrement
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.unite_de_travail import Cabinet, ModifieAilleurs
from secretariat.socle.verification import verifier
from tests.conftest import ADMIN, CLAIRE, CLE, oter_les_declencheurs


def journal(cabinet):
    with cabinet.connexion_nue() as connexion:
        return connexion.execute(
            text("SELECT operation, objet, acteur, role, motif, details FROM journal ORDER BY id")
        ).all()


def durand(horloge, prenom="ANNE"):
    return Patient(
        nom_naissance="DURAND",
        premier_prenom=prenom,
        naissance=horloge().date(),
        sexe=Sexe.FEMININ,
        lieu_naissance="44109",
        cree_le=horloge(),
    )


def test_sans_valider_rien_ne_reste(cabinet_nu, horloge):
    with cabinet_nu.unite("essai") as unite:
        unite.ajouter(durand(horloge))
    assert journal(cabinet_nu) == []


def test_chaque_ecriture_laisse_une_ligne_au_journal(cabinet_nu, horloge):
    with cabinet_nu.unite("création du dossier") as unite:
        patient = durand(horloge)
        unite.ajouter(patient)
        unite.valider()
        patient.premier_prenom = "ANNIE"
        unite.valider()
    creation, modification = journal(cabinet_nu)
    assert creation[:5] == ("creation", "patients:1", "claire", "secretaire", "création du dossier")
    assert '"premier_prenom": ["ANNE", "ANNIE"]' in modification.details


def test_le_journal_ne_garde_pas_les_mots_de_passe(cabinet_nu):
    with cabinet_nu.unite("essai") as unite:
        unite.ajouter(
            Utilisateur(identifiant="x", nom="X", prenom="X", role=Role.SECRETAIRE, mot_de_passe="derive-secret")
        )
        unite.valider()
    assert "derive-secret" not in journal(cabinet_nu)[0].details


def test_le_journal_ne_se_corrige_pas(cabinet):
    for ordre in ("DELETE FROM journal", "UPDATE journal SET acteur = 'x'"):
        with cabinet.connexion_nue() as connexion, pytest.raises(Exception, match="ne se corrige pas"):
            connexion.execute(text(ordre))


def falsifier(cabinet, ordre):
    with cabinet.connexion_nue() as connexion:
        oter_les_declencheurs(connexion)
        connexion.execute(text(ordre))
        connexion.commit()
    with cabinet.lecture() as lecture:
        return lecture.etat_du_journal().rupture


def test_une_chaine_intacte_se_verifie(cabinet):
    with cabinet.lecture() as lecture:
        etat = lecture.etat_du_journal()
    assert (etat.lignes, etat.rupture) == (4, None)


def test_une_ligne_falsifiee_rompt_la_chaine(cabinet):
    assert falsifier(cabinet, "UPDATE journal SET objet = 'patients:9' WHERE id = 2") == 2


def test_une_ligne_otee_rompt_la_chaine(cabinet):
    assert falsifier(cabinet, "DELETE FROM journal WHERE id = 2") == 3


def test_une_ecriture_en_masse_est_refusee(cabinet):
    with cabinet.unite("x") as unite, pytest.raises(RuntimeError, match="journal"):
        unite._session.execute(update(Patient).values(premier_prenom="?"))


def test_une_lecture_n_ecrit_pas(cabinet):
    with cabinet.lecture() as lecture:
        lecture.un(Praticien, 1).nom = "AUTRE"
        with pytest.raises(RuntimeError, match="unité de travail"):
            lecture._session.flush()


def test_celui_qui_a_lu_avant_n_ecrase_pas_celui_qui_a_ecrit_depuis(cabinet, horloge):
    with cabinet.unite("x") as unite:
        unite.ajouter(durand(horloge))
        unite.valider()
    with cabinet.lecture() as lecture:
        vu_avant = lecture.un(Patient, 1)
    with cabinet.unite("premier") as unite:
        unite.un(Patient, 1).commune = "Nantes"
        unite.valider()
    with cabinet.unite("second") as unite:
        unite._session.add(vu_avant)
        vu_avant.commune = "Rezé"
        with pytest.raises(ModifieAilleurs):
            unite.valider()
    with cabinet.lecture() as lecture:
        assert lecture.un(Patient, 1).commune == "Nantes"


def test_deux_ecritures_simultanees_passent_l_une_apres_l_autre(cabinet, horloge):
    def ecrire(rang):
        with cabinet.unite(f"écriture {rang}") as unite:
            unite.ajouter(durand(horloge, f"ANNE{rang}"))
            unite.valider()

    fils = [threading.Thread(target=ecrire, args=(rang,)) for rang in range(8)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    with cabinet.lecture() as lecture:
        assert lecture.etat_du_journal().rupture is None
        assert lecture.etat_du_journal().lignes == 12


def test_un_disque_plein_a_la_validation_se_dit_et_n_ecrit_rien(cabinet, chemin_base, disque_plein, horloge):
    cabinet.fermer()
    subprocess.run(["mount", "-o", "remount,size=4m", str(disque_plein)], check=True)
    base = disque_plein / "cabinet.sqlite"
    shutil.copy(chemin_base, base)
    a_l_etroit = Cabinet(chiffrement.moteur(lambda: chiffrement.connecter(base, CLE)), CLAIRE, horloge)
    with a_l_etroit.lecture() as lecture:
        avant = lecture.etat_du_journal().lignes
    (disque_plein / "gros").write_bytes(b"x" * (place_libre(disque_plein) - 20_000))
    with pytest.raises(ErreurEnvironnement, match="disque est plein"):
        ecrire_beaucoup(a_l_etroit, horloge)
    (disque_plein / "gros").unlink()
    with a_l_etroit.unite("après avoir fait de la place") as unite:
        unite.ajouter(durand(horloge))
        unite.valider()
    assert [c.nom for c in verifier(a_l_etroit) if not c.reussi] == []
    with a_l_etroit.lecture() as lecture:
        assert lecture.etat_du_journal().lignes == avant + 1
    a_l_etroit.fermer()


def ecrire_beaucoup(cabinet, horloge):
    with cabinet.unite("trop gros") as unite:
        unite.ajouter(*(durand(horloge, f"ANNE{rang}" * 50) for rang in range(200)))
        unite.valider()


def place_libre(dossier):
    return shutil.disk_usage(dossier).free


def test_une_base_occupee_vingt_fois_de_suite_ne_garde_pas_de_connexion(cabinet, chemin_base, monkeypatch):
    monkeypatch.setattr(chiffrement, "ATTENTE_VERROU_SECONDES", 0.01)
    cabinet.fermer()
    occupant = chiffrement.connecter(chemin_base, CLE)
    occupant.execute("BEGIN IMMEDIATE")
    gardees = []
    for _ in range(20):
        gardees.append(cabinet.unite("x"))
        with pytest.raises(ErreurEnvironnement, match="occupe la base"):
            gardees[-1].__enter__()
    occupant.execute("ROLLBACK")
    occupant.close()
    with cabinet.unite("enfin") as unite:
        unite.noter("essai", "x")


def test_une_erreur_entre_l_envoi_et_la_validation_ne_laisse_rien(cabinet_nu, horloge):
    with cabinet_nu.unite("x") as unite:
        unite.ajouter(durand(horloge))
        unite.noter("essai", "x")
        with pytest.raises(IntegrityError):
            unite.ajouter(Patient())
    assert journal(cabinet_nu) == []


def test_une_unite_dans_une_unite_est_refusee_et_la_premiere_reste_bonne(cabinet, chemin_base, horloge, monkeypatch):
    monkeypatch.setattr(chiffrement, "ATTENTE_VERROU_SECONDES", 0.05)
    cabinet.fermer()
    with cabinet.unite("dehors") as dehors:
        dehors.ajouter(durand(horloge))
        with pytest.raises(ErreurEnvironnement, match="occupe la base"), cabinet.unite("dedans"):
            pass
        dehors.valider()
    with cabinet.lecture() as lecture:
        assert lecture.un(Patient, 1).premier_prenom == "ANNE"


def test_une_horloge_reculee_ne_rompt_pas_le_journal(cabinet, horloge):
    horloge.avancer(days=-400)
    with cabinet.unite("hier") as unite:
        unite.noter("essai", "x")
        unite.valider()
    with cabinet.lecture() as lecture:
        assert lecture.etat_du_journal().rupture is None
    with cabinet.en_tant_que(ADMIN).lecture() as lecture:
        assert lecture.lignes_du_journal(limite=1)[0].motif == "hier"


def test_une_base_abimee_au_milieu_se_controle_jusqu_au_bout(cabinet, chemin_base):
    with cabinet.connexion_nue() as connexion:
        connexion.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connexion.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'journal'").one()
    cabinet.fermer()
    with chemin_base.open("rb+") as fichier:
        fichier.seek((page - 1) * 4096 + 100)
        fichier.write(b"abime")
    echecs = [c.nom for c in verifier(cabinet) if not c.reussi]
    assert echecs == ["Fichier", "Journal"]
