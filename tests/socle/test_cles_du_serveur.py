"""Un poste qui sauvegarde le serveur : ses clés, ses copies chiffrées, et la restauration dans une base vide."""

import pytest
from sqlalchemy import text

from secretariat.commandes.execution import executer
from secretariat.socle import cles, cles_du_serveur, serveur
from secretariat.socle.cles import Moyen, TrousseauMuet
from secretariat.socle.conservatoire import exercice
from secretariat.socle.conservatoire.valeurs import Raison
from secretariat.socle.depot import DepotServeur, Ouvreur
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.socle.verification import verifier
from tests.conftest import CLAIRE
from tests.trousseau import TrousseauDeMemoire

PHRASE = "quatre mots au hasard"


@pytest.fixture
def sorte_de_base():
    return "serveur"


@pytest.fixture
def trousseau():
    return TrousseauDeMemoire()


@pytest.fixture
def depot(adresse, cabinet, horloge, trousseau, tmp_path):
    depot = DepotServeur(adresse, Ouvreur(CLAIRE, horloge, lambda: trousseau, tmp_path))
    ouvert = depot.ouvrir_sans_question()
    assert ouvert is not None
    yield depot
    ouvert.fermer()


@pytest.fixture
def coffre(depot, trousseau):
    cles_du_serveur.creer(depot.place_des_sauvegardes, PHRASE, trousseau, le="2026-03-12")
    return depot.coffre()


def test_un_poste_qui_n_en_est_pas_charge_ne_sauvegarde_pas(depot):
    assert depot.coffre() is None


def test_un_poste_charge_fait_une_copie_chiffree_et_relue(coffre, cabinet):
    fiche = coffre.faire(Raison.OUVERTURE)
    with cabinet.lecture() as lecture:
        etat = lecture.etat_du_journal()
    assert (fiche.verifiee, fiche.lignes_du_journal, fiche.derniere_empreinte) == (True, etat.lignes, etat.derniere)
    octets = (coffre.dossier / fiche.nom).read_bytes()
    assert b"Marchand" not in octets
    assert not octets.startswith(b"SQLite format 3")


def test_la_copie_s_ouvre_par_la_phrase_par_la_fiche_et_par_le_trousseau(depot, trousseau):
    code = cles_du_serveur.creer(depot.place_des_sauvegardes, PHRASE, trousseau, le="2026-03-12")
    coffre = depot.coffre()
    enveloppes = cles.lire(coffre.dossier / coffre.faire(Raison.OUVERTURE).nom)
    assert {cles.ouvrir(enveloppes, PHRASE, Moyen.PHRASE), cles.ouvrir(enveloppes, code, Moyen.RECUPERATION)} == {
        coffre.cle
    }


def test_l_exercice_restaure_la_copie_a_cote_et_la_relit(coffre, trousseau):
    coffre.faire(Raison.OUVERTURE)
    assert exercice.exercer(coffre, lambda: trousseau).reussi


def test_la_sauvegarde_revient_dans_une_base_vide_du_serveur(
    coffre, serveur_postgresql, horloge, tmp_path, capsys, monkeypatch
):
    fichier = coffre.dossier / coffre.faire(Raison.OUVERTURE).nom
    avant = fichier.read_bytes()
    phrase = tmp_path / "phrase.txt"
    phrase.write_text(PHRASE, encoding="utf-8")
    serveur_postgresql.creer_base("retour")
    adresse = serveur_postgresql.adresse("retour")
    try:
        ordre = ["--base", str(adresse), "--phrase-depuis", str(phrase), "restaurer", str(fichier)]
        assert executer(ordre) == 0, capsys.readouterr().err
        assert executer(ordre) == 1  # elle n’est plus vide
        revenu = Cabinet(serveur.ouvrir(adresse), CLAIRE, horloge)
        assert [c.nom for c in verifier(revenu) if not c.reussi] == []
        with revenu.connexion_nue() as connexion:
            assert connexion.scalar(text("SELECT count(*) FROM praticiens")) == 3
        revenu.fermer()
    finally:
        serveur_postgresql.effacer_base("retour")
    assert fichier.read_bytes() == avant


def test_un_poste_n_est_charge_qu_une_fois(coffre, depot, trousseau):
    with pytest.raises(ErreurMetier, match="sauvegarde déjà"):
        cles_du_serveur.creer(depot.place_des_sauvegardes, PHRASE, trousseau, le="2026-03-12")


def test_un_trousseau_qui_ne_garde_rien_n_ecrit_rien(depot):
    class Muet(TrousseauDeMemoire):
        def set_password(self, service, username, password):
            raise TrousseauMuet("refusé")

    with pytest.raises(TrousseauMuet):
        cles_du_serveur.creer(depot.place_des_sauvegardes, PHRASE, Muet(), le="2026-03-12")
    assert not cles.fichier_de(depot.place_des_sauvegardes).exists()


def test_deux_serveurs_n_ont_pas_la_meme_place(tmp_path, adresse):
    ailleurs = type(adresse)("autre/../hote", adresse.base, adresse.utilisateur, adresse.port)
    places = {cles_du_serveur.place_de(tmp_path, une) for une in (adresse, ailleurs)}
    assert len(places) == 2
    assert all(tmp_path in place.resolve().parents for place in places)
