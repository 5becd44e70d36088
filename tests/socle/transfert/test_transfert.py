"""Un cabinet passe d’une base à une autre : tout y est, dans les quatre sens, et ce qui s’arrête en route reprend."""

import pytest
from sqlalchemy import insert, select, text, update

from secretariat.dossiers.modele import MotRecherche, Patient
from secretariat.socle import remplissage, schema, tables
from secretariat.socle.base import Base
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.tables import HORS_DU_CABINET
from secretariat.socle.transfert import CopieInfidele, DestinationRefusee, TransfertInterrompu, conclure, copier
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.socle.verification import verifier
from tests.conftest import CLAIRE, FICHIER, SERVEUR
from tests.socle.transfert.cabinet_entier import PATIENTS

TABLES_REMPLIES = 20
SENS = ((FICHIER, SERVEUR), (SERVEUR, FICHIER), (FICHIER, FICHIER), (SERVEUR, SERVEUR))
dans_les_deux_sens = pytest.mark.parametrize(("de", "vers"), SENS[:2])
dans_les_quatre_sens = pytest.mark.parametrize(("de", "vers"), SENS, ids=[f"{de}-{vers}" for de, vers in SENS])


class Arret:
    """Laisse faire un certain nombre d’annonces, puis demande l’arrêt."""

    def __init__(self, apres):
        self.reste = apres

    def __call__(self, fait, total):
        self.reste -= 1
        return self.reste >= 0


@pytest.fixture
def petits_lots(monkeypatch):
    """Des lots de sept lignes, pour s’arrêter au milieu d’une table."""
    monkeypatch.setattr(tables, "LOT", 7)


def comptes(moteur):
    with moteur.connect() as connexion:
        return {
            t.name: connexion.execute(select(text("count(*)")).select_from(t)).scalar()
            for t in Base.metadata.sorted_tables
        }


@dans_les_quatre_sens
def test_tout_le_cabinet_arrive(depart, base_neuve, de, vers, horloge):
    source, destination = depart(de), base_neuve(vers, sans_tables=True)
    copie = copier(source, destination)
    conclure(destination)
    assert {t.nom for t in copie.tables} == set(Base.metadata.tables)
    assert comptes(destination) == comptes(source)
    assert sum(map(bool, comptes(source).values())) >= TABLES_REMPLIES
    assert not copie.reprise
    cabinet = Cabinet(destination, CLAIRE, horloge)
    assert [c.nom for c in verifier(cabinet) if not c.reussi] == []
    with cabinet.lecture() as lecture:
        assert lecture.etat_du_journal().derniere == copie.derniere


@pytest.mark.parametrize("vers", [FICHIER, SERVEUR])
def test_apres_un_transfert_les_numeros_repartent_apres_le_dernier(depart, base_neuve, vers, horloge):
    destination = base_neuve(vers)
    copier(depart(FICHIER), destination)
    conclure(destination)
    with Cabinet(destination, CLAIRE, horloge).unite("nouveau") as unite:
        nouveau = Patient(
            nom_naissance="NEUVE", premier_prenom="A", naissance=horloge().date(), sexe="F", lieu_naissance="44109",
            cree_le=horloge(),
        )  # fmt: skip
        unite.ajouter(nouveau)
        unite.valider()
    assert nouveau.id == PATIENTS + 1


@pytest.mark.parametrize("vers", [FICHIER, SERVEUR])
def test_les_declencheurs_gardent_la_base_d_arrivee(depart, base_neuve, vers):
    destination = base_neuve(vers)
    copier(depart(FICHIER), destination)
    with pytest.raises(Exception, match="le journal ne se corrige pas"), destination.begin() as connexion:
        connexion.exec_driver_sql("UPDATE journal SET acteur = 'autre'")


@dans_les_deux_sens
def test_arrete_a_chaque_pas_un_transfert_reprend_et_finit_pareil(depart, base_neuve, de, vers, petits_lots):
    source, temoin, destination = depart(de), base_neuve(vers), base_neuve(vers)
    attendu = {t.nom: t.empreinte for t in copier(source, temoin).tables}
    for pas in (3, 25, 40, 60):
        with pytest.raises(TransfertInterrompu):
            copier(source, destination, Arret(pas))
    copie = copier(source, destination)
    assert copie.reprise
    assert {t.nom: t.empreinte for t in copie.tables} == attendu


@pytest.mark.parametrize("vers", [FICHIER, SERVEUR])
def test_si_le_depart_a_change_tout_est_recopie(depart, base_neuve, vers, horloge, petits_lots):
    source, destination = depart(FICHIER), base_neuve(vers)
    with pytest.raises(TransfertInterrompu):
        copier(source, destination, Arret(60))
    with Cabinet(source, CLAIRE, horloge).unite("entre-temps") as unite:
        unite.un(Patient, 1).telephone = "+33612345678"
        unite.valider()
    copie = copier(source, destination)
    assert not copie.reprise
    with destination.connect() as connexion:
        assert connexion.execute(select(Patient.telephone).where(Patient.id == 1)).scalar() == "+33612345678"


def test_un_depart_qui_change_pendant_la_copie_est_lu_a_un_seul_instant(depart, base_neuve, horloge, petits_lots):
    source, destination = depart(SERVEUR), base_neuve(FICHIER)
    avant = comptes(source)
    cabinet = Cabinet(source, CLAIRE, horloge)

    def travailler_pendant_ce_temps(fait, total):
        if fait % 5 == 0:
            with cabinet.unite("pendant la copie") as unite:
                unite.un(Patient, 1).adresse = f"{fait} rue"
                unite.valider()
        return True

    copier(source, destination, travailler_pendant_ce_temps)
    assert comptes(destination) == avant
    assert comptes(source)["journal"] > avant["journal"]


@pytest.mark.parametrize("vers", [FICHIER, SERVEUR])
def test_une_ligne_alteree_a_l_arrivee_se_voit_et_tout_se_refait(depart, base_neuve, vers):
    source, destination = depart(FICHIER), base_neuve(vers)

    def alterer_une_fois_copie(fait, total):
        if fait == total // 2:
            with destination.begin() as connexion:
                connexion.execute(update(Patient).where(Patient.id == 7).values(premier_prenom="Zoe"))
        return True

    with pytest.raises(CopieInfidele, match="la table patients"):
        copier(source, destination, alterer_une_fois_copie)
    assert not copier(source, destination).reprise


@pytest.mark.parametrize("vers", [FICHIER, SERVEUR])
def test_une_destination_deja_remplie_est_refusee_et_intacte(depart, base_neuve, vers):
    source, destination = depart(FICHIER), depart(vers)
    avant = comptes(destination)
    with pytest.raises(DestinationRefusee, match="n’est pas vide") as refus:
        copier(source, destination)
    assert "base neuve" in refus.value.conseil
    assert comptes(destination) == avant


def test_une_base_qui_sert_a_autre_chose_est_refusee(depart, base_neuve):
    destination = base_neuve(SERVEUR, sans_tables=True)
    with destination.begin() as connexion:
        connexion.exec_driver_sql("CREATE TABLE comptabilite_du_voisin (n int)")
    with pytest.raises(DestinationRefusee, match="comptabilite_du_voisin"):
        copier(depart(FICHIER), destination)


@pytest.mark.parametrize("laquelle", ["de départ", "d’arrivée"])
def test_deux_revisions_differentes_sont_refusees(depart, base_neuve, laquelle):
    source, destination = depart(FICHIER), base_neuve(SERVEUR)
    with (source if laquelle == "de départ" else destination).begin() as connexion:
        connexion.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(ErreurEnvironnement, match=f"La base {laquelle} est à la révision 0001") as refus:
        copier(source, destination)
    assert "mettra à niveau" in refus.value.conseil


@pytest.mark.parametrize("vers", [FICHIER, SERVEUR])
def test_une_arrivee_inachevee_ne_s_ouvre_pas(depart, base_neuve, vers):
    destination = base_neuve(vers)
    copier(depart(FICHIER), destination)
    with destination.connect() as connexion, pytest.raises(schema.TransfertInacheve, match="pas fini"):
        schema.refuser_inachevee(connexion)
    conclure(destination)
    with destination.connect() as connexion:
        schema.refuser_inachevee(connexion)
        assert not connexion.dialect.has_table(connexion, schema.TRANSFERT_EN_COURS)


def test_deux_transferts_a_la_fois_vers_le_meme_serveur(depart, base_neuve):
    source, destination = depart(FICHIER), base_neuve(SERVEUR)
    refus: list[object] = []

    def s_y_mettre_aussi(fait, total):
        if not refus:
            with pytest.raises(DestinationRefusee, match="Un autre transfert") as un_refus:
                copier(source, destination)
            refus.append(un_refus)
        return True

    copier(source, destination, s_y_mettre_aussi)
    assert len(refus) == 1


@pytest.mark.parametrize(
    ("ordre", "table"),
    [
        ("UPDATE patients SET commune = 'Nan' || char(0) || 'tes' WHERE id = 3", "patients"),
        ("UPDATE rendez_vous SET version = 5000000000 WHERE id = 2", "rendez_vous"),
        ("UPDATE rendez_vous SET etat = 'un état bien trop long pour la colonne' WHERE id = 2", "rendez_vous"),
    ],
)
def test_une_valeur_que_le_serveur_ne_range_pas_se_dit_sans_la_citer(depart, base_neuve, ordre, table):
    source, destination = depart(FICHIER), base_neuve(SERVEUR)
    with source.begin() as connexion:
        connexion.exec_driver_sql(ordre)
    with pytest.raises(remplissage.ValeurRefusee, match=f"table {table}") as refus:
        copier(source, destination)
    assert "Nan" not in str(refus.value)
    assert "bien trop long" not in str(refus.value)


def test_une_ligne_sans_parent_se_dit(depart, base_neuve):
    source, destination = depart(FICHIER), base_neuve(SERVEUR)
    with source.connect() as connexion:
        connexion.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        connexion.execute(insert(MotRecherche).values(mot="seul", champ="nom", patient_id=9999))
        connexion.commit()
    with pytest.raises(remplissage.ValeurRefusee, match="fk_mots_recherche_patient_id_patients"):
        copier(source, destination)


def test_un_serveur_qui_lache_en_route_se_dit_et_le_transfert_reprend(
    depart, base_neuve, petits_lots, serveur_postgresql
):
    source, destination = depart(FICHIER), base_neuve(SERVEUR)
    restants = [20]

    def couper(fait, total):
        restants[0] -= 1
        if restants[0] == 0:
            with serveur_postgresql.administrer() as connexion:
                connexion.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'transfert_%'"
                )
        return True

    with pytest.raises(ErreurEnvironnement, match="ne répond pas"):
        copier(source, destination, couper)
    assert copier(source, destination).reprise


def test_la_table_du_suivi_n_est_d_aucun_modele():
    assert schema.TRANSFERT_EN_COURS in HORS_DU_CABINET
    assert schema.TRANSFERT_EN_COURS not in Base.metadata.tables
