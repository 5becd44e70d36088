"""La base d’un serveur, copiée dans un fichier pendant que l’on y travaille, et remise dans une base vide."""

import os
import stat

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import func, select
from sqlalchemy import table as sql_table

from secretariat.dossiers.modele import Patient
from secretariat.facturation.modele import Facture
from secretariat.socle import chiffrement, fichier_base, ressources
from secretariat.socle.chiffrement import BaseIllisible
from secretariat.socle.copie import Copiste, TravailInterrompu, relire, toujours
from secretariat.socle.copie_du_serveur import CopieDuServeur, copier_en_fichier, copier_vers_le_serveur
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.transfert import DestinationRefusee, TransfertInterrompu
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.socle.verification import verifier
from tests.conftest import CLAIRE, CLE, SERVEUR
from tests.ecrivains import Poste, ajouter_un_praticien, moteur_de

PAUSE_S = 0.3


def contenu(dossier):
    return sorted(chemin.name for chemin in dossier.iterdir())


@pytest.fixture
def copies(tmp_path):
    dossier = tmp_path / "copies"
    dossier.mkdir()
    return dossier


def test_une_copie_faite_pendant_que_l_on_ecrit_est_d_un_seul_instant(adresse, copies, horloge):
    ajouter_un_praticien(adresse)
    source = moteur_de(adresse)
    poste = Poste(adresse)
    poste.premiere_annonce()
    fichiers = []
    for rang in range(3):
        poste.laisser(PAUSE_S)
        fichiers.append(copies / f"{rang}.sqlite")
        copier_en_fichier(source, fichiers[-1], CLE)
    annonces = poste.tuer_apres(0)
    source.dispose()
    assert contenu(copies) == [f.name for f in fichiers], "ni journal d’écriture, ni fichier partiel"
    nombres = [factures(fichier, horloge) for fichier in fichiers]
    assert nombres == sorted(set(nombres)), "l’écrivain a travaillé entre les copies"
    assert nombres[-1] <= annonces[-1] + 1


def factures(fichier, horloge):
    """Le nombre de factures de cette copie, une fois sûr qu’aucune transaction n’y est à moitié."""
    copie = Cabinet(fichier_base.ouvrir(fichier, CLE), CLAIRE, horloge)
    assert [c.nom for c in verifier(copie) if not c.reussi] == []
    with copie.lecture() as lecture:
        nombre = lecture.premier(select(func.count()).select_from(Facture)) or 0
        assert lecture.premier(select(func.count()).select_from(Patient)) == 2 * nombre
    copie.fermer()
    return nombre


def test_la_copie_se_remet_dans_une_base_vide_du_serveur(depart, base_neuve, copies, horloge):
    source, fichier, vide = depart(SERVEUR), copies / "c.sqlite", base_neuve(SERVEUR)
    aller = copier_en_fichier(source, fichier, CLE)
    fichier.chmod(stat.S_IRUSR)
    avant = fichier.read_bytes()
    retour = copier_vers_le_serveur(fichier, CLE, vide)
    assert {t.nom: t.empreinte for t in retour.tables} == {t.nom: t.empreinte for t in aller.tables}
    assert fichier.read_bytes() == avant
    assert [c.nom for c in verifier(Cabinet(vide, CLAIRE, horloge)) if not c.reussi] == []
    with pytest.raises(DestinationRefusee):
        copier_vers_le_serveur(fichier, CLE, vide)


def creer_a_la_revision(fichier, revision):
    configuration = Config()
    configuration.set_main_option("script_location", str(ressources.migrations()))
    moteur = chiffrement.moteur(lambda: chiffrement.connecter(fichier, CLE))
    with moteur.connect() as connexion, connexion.begin():
        configuration.attributes["connexion"] = connexion
        command.upgrade(configuration, revision)
    moteur.dispose()


def test_une_copie_ancienne_est_mise_a_niveau_a_cote(depart, base_neuve, copies):
    fichier, vide = copies / "c.sqlite", base_neuve(SERVEUR)
    creer_a_la_revision(fichier, "0001")
    copier_vers_le_serveur(fichier, CLE, vide)
    relue = chiffrement.connecter(fichier, CLE)
    assert relue.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    relue.close()


def test_arretee_ou_tombee_en_route_la_copie_ne_laisse_rien(depart, copies, serveur_postgresql):
    source = depart(SERVEUR)
    with pytest.raises(TransfertInterrompu):
        copier_en_fichier(source, copies / "a.sqlite", CLE, avancer=lambda fait, total: fait < total // 3)

    def couper(fait, total):
        if fait > total // 3:
            with serveur_postgresql.administrer() as connexion:
                connexion.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ~ 'transfert'")
        return True

    with pytest.raises(ErreurEnvironnement, match="ne répond pas"):
        copier_en_fichier(source, copies / "b.sqlite", CLE, avancer=couper)
    assert contenu(copies) == []


def test_le_copiste_du_serveur_tient_le_contrat_des_sauvegardes(depart, copies):
    source, fichier = depart(SERVEUR), copies / "c.sqlite"
    copiste: Copiste = CopieDuServeur(source, CLE)
    temoin = copiste.copier(fichier, toujours)
    relire(fichier, CLE, temoin, toujours)
    with source.connect() as connexion:
        for table, lignes in temoin.tables.items():
            nombre = select(func.count()).select_from(sql_table(table))
            assert connexion.execute(nombre).scalar() == lignes
    with pytest.raises(TravailInterrompu):
        copiste.copier(copies / "arretee.sqlite", lambda: False)
    assert contenu(copies) == ["c.sqlite"]


def test_un_disque_plein_se_dit_et_ne_laisse_rien(depart, disque_plein):
    with pytest.raises(ErreurEnvironnement, match="disque"):
        copier_en_fichier(depart(SERVEUR), disque_plein / "c.sqlite", CLE)
    assert contenu(disque_plein) == []


def test_une_copie_n_en_remplace_pas_une_autre(depart, copies):
    (copies / "c.sqlite").write_bytes(b"autre chose")
    with pytest.raises(ErreurMetier, match="déjà"):
        copier_en_fichier(depart(SERVEUR), copies / "c.sqlite", CLE)
    assert (copies / "c.sqlite").read_bytes() == b"autre chose"


def test_une_copie_abimee_ne_remplit_pas_le_serveur(base_neuve, copies):
    (copies / "c.sqlite").write_bytes(os.urandom(8192))
    with pytest.raises(BaseIllisible):
        copier_vers_le_serveur(copies / "c.sqlite", CLE, base_neuve(SERVEUR))
