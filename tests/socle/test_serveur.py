"""La base sur serveur : liaison chiffrée et vérifiée, mots de passe, versions, contrôle, refus dits en français."""

from __future__ import annotations

import os
import pwd
import shutil
from dataclasses import replace

import pytest
from sqlalchemy import text

from secretariat.cabinet.modele import Praticien, Utilisateur
from secretariat.socle import serveur
from secretariat.socle.depot import DepotServeur, Ouvreur
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.pannes import MotDePasseRefuse, ServeurPerdu, ServeurRefuse, panne_du_serveur
from secretariat.socle.schema import BasePlusRecente
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.socle.verification import verifier
from tests.certificats import Autorite
from tests.conftest import CLAIRE, MODELE
from tests.serveur import preparer
from tests.trousseau import TrousseauDeMemoire

MOT_DE_PASSE = "tilleul-et-mélisse 42"


@pytest.fixture(scope="module")
def chiffre(tmp_path_factory):
    """Un serveur qui n’accepte que des liaisons chiffrées et des mots de passe ; son certificat est à « localhost »."""
    essai = preparer()
    autorite = Autorite.nouvelle()
    donnees = essai.dossier / "donnees"
    try:
        essai.creer_base(MODELE)
        serveur.ouvrir(essai.adresse(MODELE)).dispose()
        with essai.administrer() as connexion:
            connexion.execute(f"CREATE ROLE accueil LOGIN PASSWORD '{MOT_DE_PASSE}'")
            connexion.execute("CREATE ROLE lecteur LOGIN PASSWORD 'lecteur'")
            connexion.execute("CREATE DATABASE cabinet OWNER accueil")
            connexion.execute("CREATE DATABASE neuve OWNER accueil")
        poser_le_certificat(donnees, autorite, "localhost")
        with (donnees / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.write("\nssl = on\n")
        (donnees / "pg_hba.conf").write_text(
            "local all all trust\nhostssl all accueil,lecteur all scram-sha-256\nhost all postgres all trust\n",
            encoding="utf-8",
        )
        essai.arreter()
        essai.demarrer()
        racine = autorite.ecrire(tmp_path_factory.mktemp("autorite") / "autorite.pem")
        serveur.ouvrir(de_l_accueil(essai, racine), MOT_DE_PASSE).dispose()
        yield essai, racine
    finally:
        essai.detruire()


def poser_le_certificat(donnees, autorite, hote, **options):
    autorite.signer(donnees, hote, **options)
    for nom in ("server.crt", "server.key"):
        if os.geteuid() == 0:
            compte = pwd.getpwnam("postgres")
            os.chown(donnees / nom, compte.pw_uid, compte.pw_gid)
        (donnees / nom).chmod(0o600)


@pytest.fixture
def adresse_chiffree(chiffre):
    return de_l_accueil(*chiffre)


def de_l_accueil(essai, racine):
    return essai.adresse("cabinet", hote="localhost", utilisateur="accueil", tls="verify-full", autorite=racine)


def test_une_liaison_verifiee_de_bout_en_bout_s_ouvre(adresse_chiffree):
    with serveur.connecter(adresse_chiffree, MOT_DE_PASSE) as connexion:
        assert connexion.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone() == (True,)


def test_une_base_neuve_recoit_ses_tables_d_un_compte_sans_privileges(adresse_chiffree, horloge):
    cabinet = Cabinet(serveur.ouvrir(replace(adresse_chiffree, base="neuve"), MOT_DE_PASSE), CLAIRE, horloge)
    assert [c.nom for c in verifier(cabinet) if not c.reussi] == []
    cabinet.fermer()


def test_le_serveur_d_une_autre_autorite_est_refuse(adresse_chiffree, tmp_path):
    autre = Autorite.nouvelle("Une autre").ecrire(tmp_path / "autre.pem")
    with pytest.raises(ServeurRefuse, match="n’est pas signé par l’autorité attendue"):
        serveur.connecter(replace(adresse_chiffree, autorite=autre), MOT_DE_PASSE)


def test_le_serveur_d_une_autorite_du_systeme_n_est_pas_celui_du_cabinet(adresse_chiffree):
    with pytest.raises(ServeurRefuse, match="n’a pas prouvé"):
        serveur.connecter(replace(adresse_chiffree, autorite=None), MOT_DE_PASSE)


def test_un_certificat_au_nom_d_un_autre_est_refuse(adresse_chiffree):
    with pytest.raises(ServeurRefuse, match="au nom d’un autre"):
        serveur.connecter(replace(adresse_chiffree, hote="127.0.0.1"), MOT_DE_PASSE)


def test_une_autorite_absente_du_poste_se_dit(adresse_chiffree, tmp_path):
    with pytest.raises(ServeurRefuse, match="introuvable sur ce poste"):
        serveur.connecter(replace(adresse_chiffree, autorite=tmp_path / "rien.pem"), MOT_DE_PASSE)


def test_un_certificat_echu_est_refuse(chiffre, adresse_chiffree, tmp_path):
    essai, _ = chiffre
    donnees, garde = essai.dossier / "donnees", tmp_path / "garde"
    garde.mkdir()
    autorite = Autorite.nouvelle()
    for nom in ("server.crt", "server.key"):
        shutil.copy2(donnees / nom, garde / nom)
    try:
        poser_le_certificat(donnees, autorite, "localhost", jours=-1)
        recharger(essai)
        racine = autorite.ecrire(tmp_path / "autorite.pem")
        with pytest.raises(ServeurRefuse, match="n’est plus valable"):
            serveur.connecter(replace(adresse_chiffree, autorite=racine), MOT_DE_PASSE)
    finally:
        for nom in ("server.crt", "server.key"):
            (donnees / nom).write_bytes((garde / nom).read_bytes())
        recharger(essai)


def recharger(essai):
    essai.arreter()
    essai.demarrer()


def test_un_serveur_qui_ne_chiffre_pas_est_refuse(serveur_postgresql, adresse_chiffree):
    sourd = replace(adresse_chiffree, port=serveur_postgresql.port, base=MODELE)
    with pytest.raises(ServeurRefuse, match="n’accepte pas de liaison chiffrée"):
        serveur.connecter(sourd, MOT_DE_PASSE)


@pytest.mark.parametrize("essaye", [None, "faux", ""])
def test_sans_le_bon_mot_de_passe_on_n_entre_pas_et_rien_ne_le_cite(adresse_chiffree, essaye):
    with pytest.raises(MotDePasseRefuse) as refus:
        serveur.connecter(adresse_chiffree, essaye)
    assert "faux" not in f"{refus.value} {refus.value.conseil} {refus.value.__cause__}"
    assert refus.value.__suppress_context__


def test_une_base_ou_un_compte_inconnu_se_dit(serveur_postgresql):
    for changement in ({"base": "rien"}, {"utilisateur": "personne"}):
        adresse = replace(serveur_postgresql.adresse(MODELE), **changement)
        with pytest.raises(ServeurRefuse, match="n’existe pas"):
            serveur.connecter(adresse)


def test_un_serveur_eteint_se_dit(serveur_postgresql):
    with pytest.raises(ServeurPerdu, match="ne répond pas"):
        serveur.connecter(serveur_postgresql.adresse(MODELE, port=1))


def test_une_base_plus_recente_n_est_pas_touchee(adresse):
    with serveur.connecter(adresse) as connexion:
        connexion.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BasePlusRecente, match="9999"):
        serveur.ouvrir(adresse)


def test_un_compte_qui_ne_peut_que_lire_le_dit(adresse_chiffree, horloge):
    with serveur.connecter(adresse_chiffree, MOT_DE_PASSE) as connexion:
        connexion.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO lecteur")
    lecteur = replace(adresse_chiffree, utilisateur="lecteur")
    cabinet = Cabinet(serveur.moteur(lecteur, "lecteur"), CLAIRE, horloge)
    with cabinet.unite("essai") as unite, pytest.raises(Exception, match="permission denied"):
        unite.noter("essai", "cabinets")
    with pytest.raises(ErreurEnvironnement, match="n’a pas le droit"):
        noter_et_sortir(cabinet)
    cabinet.fermer()


def noter_et_sortir(cabinet):
    with cabinet.unite("essai") as unite:
        unite.noter("essai", "cabinets")


def test_le_controle_voit_une_ligne_sans_parent_et_un_index_invalide(adresse, horloge):
    with serveur.connecter(adresse) as connexion:
        connexion.execute("SET session_replication_role = replica")  # ce qu’un outil d’administration peut faire
        connexion.execute(
            "INSERT INTO utilisateurs (identifiant, nom, prenom, role, mot_de_passe, praticien_id, actif, echecs) "
            "VALUES ('x', '', '', 'secretaire', '', 99, true, 0)"
        )
        connexion.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_patients_naissance'::regclass")
    cabinet = Cabinet(serveur.moteur(adresse), CLAIRE, horloge)
    with cabinet.lecture() as lecture:
        defauts = lecture.controles_de_la_base()
    cabinet.fermer()
    assert any("index invalide : ix_patients_naissance" in d for d in defauts)
    assert any("1 ligne(s) sans parent : fk_utilisateurs_praticien_id_praticiens" in d for d in defauts)


def test_une_lecture_voit_la_meme_chose_d_un_bout_a_l_autre(cabinet, moteur_vide, horloge):
    autre = Cabinet(moteur_vide, CLAIRE, horloge)
    with cabinet.lecture() as lecture:
        avant = lecture.un(Praticien, 1).nom
        with autre.unite("essai") as unite:
            unite.un(Praticien, 1).nom = "Changé"
            unite.valider()
        assert lecture.tous(text("SELECT nom FROM praticiens WHERE id = 1")) == (avant,)


def test_un_refus_de_la_base_laisse_le_poste_utilisable(cabinet):
    for _ in range(2):
        with pytest.raises(Exception, match="identifiant"), cabinet.unite("essai") as unite:
            unite.ajouter(*(compte("meme") for _ in range(2)))
    with cabinet.unite("essai") as unite:
        unite.ajouter(compte("seul"))
        unite.valider()


def compte(identifiant):
    return Utilisateur(identifiant=identifiant, nom="", prenom="", role="secretaire", mot_de_passe="")


@pytest.mark.parametrize(
    ("code", "mot"),
    [
        ("53100", "disque du serveur est plein"),
        ("53300", "trop de postes"),
        ("55P03", "occupe la base"),
        ("25006", "lecture seule"),
        ("57P01", "ne répond pas"),
        ("08006", "ne répond pas"),
        (None, "ne répond pas"),
    ],
)
def test_chaque_panne_du_serveur_a_sa_phrase(code, mot):
    dite = panne_du_serveur(code)
    assert dite is not None
    assert mot in str(dite)
    assert dite.conseil


def test_une_erreur_qui_n_est_pas_une_panne_n_en_devient_pas_une():
    assert panne_du_serveur("42601") is None


def test_le_depot_retient_le_mot_de_passe_au_trousseau_et_jamais_ailleurs(adresse_chiffree, horloge):
    trousseau = TrousseauDeMemoire()
    depot = DepotServeur(adresse_chiffree, Ouvreur(CLAIRE, horloge, lambda: trousseau))
    assert depot.ouvrir_sans_question() is None
    with pytest.raises(MotDePasseRefuse):
        depot.ouvrir_avec("faux")
    assert trousseau.secrets == {}
    depot.ouvrir_avec(MOT_DE_PASSE).fermer()
    retrouve = depot.ouvrir_sans_question()
    assert retrouve is not None
    retrouve.fermer()
    assert MOT_DE_PASSE not in f"{depot} {depot.nom} {vars(depot)}"


def test_on_lit_pendant_qu_un_poste_ecrit_et_l_on_ecrit_apres_lui(cabinet, moteur_vide, horloge):
    autre = Cabinet(moteur_vide, CLAIRE, horloge)
    with cabinet.unite("long") as unite:
        unite.noter("essai", "cabinets")
        with autre.lecture() as lecture:
            assert lecture.un(Praticien, 1).nom == "Marchand"
        unite.valider()
    noter_et_sortir(autre)
    with cabinet.lecture() as lecture:
        assert lecture.etat_du_journal().rupture is None


def test_un_poste_qui_garde_la_base_trop_longtemps_se_dit(adresse, horloge, monkeypatch):
    monkeypatch.setattr(serveur, "ATTENTE_VERROU_MS", 200)
    cabinet, autre = (Cabinet(serveur.moteur(adresse), CLAIRE, horloge) for _ in range(2))
    with cabinet.unite("long"), pytest.raises(ErreurEnvironnement, match="occupe la base"):
        noter_et_sortir(autre)
    noter_et_sortir(autre)
    for ferme in (cabinet, autre):
        ferme.fermer()
