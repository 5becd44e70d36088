"""Ouvrir une session : le bon mot de passe, les mauvais, et l’attente qu’ils imposent."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.cabinet.modele import Utilisateur
from secretariat.cabinet.regles import ATTENTE_MAXIMALE, attente_apres
from secretariat.cabinet.services import ConnexionRefusee, creer_utilisateur, ouvrir_session
from secretariat.cabinet.valeurs import NouveauCompte, Role
from secretariat.socle.erreurs import ErreurMetier
from tests.conftest import ADMIN

NADIA = NouveauCompte("nadia", "Roche", "Nadia", Role.SECRETAIRE)
BON = "Tilleul-2026"


@pytest.fixture
def compte(cabinet):
    with cabinet.en_tant_que(ADMIN).unite("création du compte") as unite:
        identifiant = creer_utilisateur(unite, NADIA, BON)
        unite.valider()
    return identifiant


def essayer(cabinet, mot_de_passe, identifiant="nadia"):
    with cabinet.unite("connexion") as unite:
        session = ouvrir_session(unite, identifiant, mot_de_passe, "accueil")
        unite.valider()
    return session


def test_le_bon_mot_de_passe_ouvre_la_session(cabinet, compte):
    session = essayer(cabinet, BON)
    assert session is not None
    assert (session.identite.acteur, session.identite.role) == ("nadia", "secretaire")


def test_l_identifiant_se_saisit_sans_souci_de_casse_ni_d_espaces(cabinet, compte):
    assert essayer(cabinet, BON, " Nadia ") is not None


def test_un_faux_mot_de_passe_ou_un_inconnu_ont_la_meme_reponse(cabinet, compte):
    assert essayer(cabinet, "faux") is None
    assert essayer(cabinet, BON, "personne") is None


def test_au_cinquieme_echec_il_faut_attendre_meme_avec_le_bon(cabinet, compte, horloge):
    for _ in range(5):
        essayer(cabinet, "faux")
    with pytest.raises(ConnexionRefusee, match="attend jusqu’à 10 h 20 min 15 s"):
        essayer(cabinet, BON)
    horloge.avancer(seconds=16)
    assert essayer(cabinet, BON) is not None


def test_chaque_essai_est_au_journal(cabinet, compte):
    essayer(cabinet, "faux")
    essayer(cabinet, BON)
    with cabinet.connexion_nue() as connexion:
        operations = connexion.exec_driver_sql("SELECT operation FROM journal").scalars().all()
    assert "connexion refusée" in operations
    assert "connexion" in operations


def test_un_mot_de_passe_faible_est_refuse_avec_ce_qui_manque(cabinet):
    with cabinet.en_tant_que(ADMIN).unite("x") as unite, pytest.raises(ErreurMetier, match="24 bits, il en faut 50"):
        creer_utilisateur(unite, NADIA, "court")


def test_deux_comptes_n_ont_pas_le_meme_identifiant(cabinet, compte):
    with cabinet.en_tant_que(ADMIN).unite("x") as unite, pytest.raises(ErreurMetier, match="déjà pris"):
        creer_utilisateur(unite, NADIA, BON)


@given(st.integers(0, 10_000))
def test_l_attente_ne_diminue_jamais_et_reste_bornee(echecs):
    assert timedelta(0) <= attente_apres(echecs) <= attente_apres(echecs + 1) <= ATTENTE_MAXIMALE


def test_une_horloge_remise_a_l_heure_n_enferme_personne_dehors(cabinet, compte, horloge):
    horloge.avancer(days=400)
    for _ in range(5):
        essayer(cabinet, "faux")
    horloge.avancer(days=-400)
    assert essayer(cabinet, BON) is not None


def test_un_essai_pendant_l_attente_ne_la_prolonge_pas_et_le_suivant_la_double(cabinet, compte, horloge):
    for _ in range(5):
        essayer(cabinet, "faux")
    with pytest.raises(ConnexionRefusee):
        essayer(cabinet, "faux")
    horloge.avancer(seconds=15)
    assert essayer(cabinet, "faux") is None
    horloge.avancer(seconds=29)
    with pytest.raises(ConnexionRefusee):
        essayer(cabinet, BON)


def test_un_compte_ferme_n_entre_pas_meme_avec_le_bon_mot_de_passe(cabinet, compte):
    with cabinet.unite("fermeture du compte") as unite:
        unite.un(Utilisateur, compte).actif = False
        unite.valider()
    assert essayer(cabinet, BON) is None
