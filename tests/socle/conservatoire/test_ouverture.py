"""Jamais de mise à niveau sans une sauvegarde vérifiée ; une révision d’essai joue la version suivante du programme."""

import shutil

import pytest

from secretariat.socle import chiffrement, cles, ressources, sauvegarde, schema
from secretariat.socle.cles import BASE_DE_DEMONSTRATION, Enveloppes
from secretariat.socle.conservatoire.coffre import TEMOIN, Coffre
from secretariat.socle.conservatoire.ouverture import MiseANiveauRefusee, noter_le_refus, ouvrir
from secretariat.socle.conservatoire.valeurs import Preferences, Raison
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.schema import BasePlusRecente
from secretariat.socle.unite_de_travail import Cabinet
from tests.conftest import CLAIRE, CLE

SUIVANTE = '''"""Révision d’essai."""

from alembic import op

revision = "9999"
down_revision = "{precedente}"


def upgrade() -> None:
    op.execute("{ordre}")


def downgrade() -> None:
    op.execute("DROP TABLE neuve")
'''


@pytest.fixture
def version_suivante(tmp_path, monkeypatch):
    """Joue un programme plus récent d’une révision, dont la migration exécute cet ordre."""

    def installer(ordre="CREATE TABLE neuve (id INTEGER PRIMARY KEY)"):
        copie = tmp_path / "migrations"
        shutil.copytree(ressources.migrations(), copie)
        texte = SUIVANTE.format(precedente=schema.REVISION, ordre=ordre)
        (copie / "versions" / "9999_essai.py").write_text(texte, encoding="utf-8")
        monkeypatch.setattr(ressources, "migrations", lambda: copie)
        monkeypatch.setattr(schema, "REVISION", "9999")

    return installer


def revision(base):
    connexion = chiffrement.connecter(base, CLE)
    try:
        return connexion.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    finally:
        connexion.close()


def test_une_base_a_jour_s_ouvre_sans_sauvegarde(cabinet, chemin_base, horloge):
    ouvrir(chemin_base, CLE, horloge).dispose()
    assert Coffre(chemin_base, CLE, horloge).fiches() == ()


def test_une_base_plus_ancienne_est_sauvegardee_puis_mise_a_niveau(cabinet, chemin_base, horloge, version_suivante):
    ancienne = schema.REVISION
    version_suivante()
    moteur = ouvrir(chemin_base, CLE, horloge)
    with Cabinet(moteur, CLAIRE, horloge).lecture() as lecture:
        [derniere] = lecture.lignes_du_journal(limite=1)
        assert lecture.etat_du_journal().rupture is None
    moteur.dispose()
    coffre = Coffre(chemin_base, CLE, horloge)
    [fiche] = coffre.fiches()
    assert (fiche.raison, fiche.revision, fiche.verifiee) == (Raison.AVANT_MISE_A_NIVEAU, ancienne, True)
    assert sauvegarde.controler(coffre.dossier / fiche.nom, CLE) == (ancienne, 4)
    assert (derniere.operation, derniere.objet) == ("sauvegarde", f"sauvegardes:{fiche.nom}")
    assert revision(chemin_base) == "9999"
    assert [f.name for f in coffre.dossier.iterdir() if "repetition" in f.name] == []


def test_sans_place_pour_la_sauvegarde_pas_de_mise_a_niveau(
    cabinet, chemin_base, horloge, version_suivante, disque_plein
):
    (disque_plein / TEMOIN).touch()
    Coffre(chemin_base, CLE, horloge).regler(Preferences(dossier=str(disque_plein)))
    ancienne = schema.REVISION
    version_suivante()
    with pytest.raises(MiseANiveauRefusee, match="disque est plein") as refus:
        ouvrir(chemin_base, CLE, horloge)
    assert "secretariat sauvegardes --dossier" in refus.value.conseil
    assert revision(chemin_base) == ancienne


def test_une_mise_a_niveau_qui_echouerait_echoue_sur_la_copie(cabinet, chemin_base, horloge, version_suivante):
    ancienne = schema.REVISION
    version_suivante("CREATE TABLE journal (id INTEGER)")
    with pytest.raises(MiseANiveauRefusee, match="mise à niveau échoue"):
        ouvrir(chemin_base, CLE, horloge)
    assert revision(chemin_base) == ancienne
    coffre = Coffre(chemin_base, CLE, horloge)
    assert [f.name for f in coffre.dossier.iterdir() if not f.name.endswith(".fiche.json")] == []


def test_la_demonstration_se_met_a_niveau_sans_sauvegarde(cabinet, chemin_base, horloge, version_suivante):
    cles.ecrire(chemin_base, Enveloppes(BASE_DE_DEMONSTRATION, ()))
    version_suivante()
    ouvrir(chemin_base, CLE, horloge).dispose()
    assert Coffre(chemin_base, CLE, horloge).fiches() == ()


def test_une_sauvegarde_d_un_programme_plus_recent_ne_se_restaure_pas(
    cabinet, chemin_base, horloge, version_suivante, monkeypatch, tmp_path
):
    cabinet.fermer()
    neuve = tmp_path / "neuve.sqlite"
    shutil.copy(chemin_base, neuve)
    shutil.copy(cles.fichier_de(chemin_base), cles.fichier_de(neuve))
    with monkeypatch.context():
        version_suivante()
        ouvrir(neuve, CLE, horloge).dispose()
    monkeypatch.undo()
    ancienne = schema.REVISION
    with pytest.raises(BasePlusRecente):
        sauvegarde.restaurer(neuve, chemin_base, CLE)
    assert revision(chemin_base) == ancienne


def test_un_refus_s_ecrit_au_journal(cabinet):
    noter_le_refus(cabinet, Raison.QUOTIDIENNE, ErreurEnvironnement("Le disque est plein."))
    with cabinet.lecture() as lecture:
        [derniere] = lecture.lignes_du_journal(limite=1)
    assert derniere.operation == "sauvegarde refusée"
    assert "disque est plein" in derniere.details
